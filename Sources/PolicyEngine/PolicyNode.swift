package import NoteModel

/// The nodes of a YAML text in one table, each before those that it holds.
///
/// They can be used where they lie in an image.
final class PolicyTree: Sendable {
  let heads: Table<Head>
  let utf8: Table<UInt8>

  init(heads: Table<Head>, utf8: Table<UInt8>) {
    self.heads = heads
    self.utf8 = utf8
  }

  /// What is told of a node.
  struct Head: Sendable {
    enum Kind: Int32 {
      case scalar, sequence, mapping
    }

    let kind: Kind
    let line: Int32
    let column: Int32
    /// The nodes that it is, with all that it holds: where it ends is where the next one beside it is.
    var size: Int32 = 1
    /// The nodes within each other below it.
    var height: Int32 = 0
    /// Where the words of a scalar are.
    var textStart: Int32 = 0
    var textCount: Int32 = 0
  }
}

/// Builds a tree node by node.
struct PolicyTreeBuilder {
  private(set) var heads: Table<PolicyTree.Head> = []
  private var utf8: Table<UInt8> = []

  /// The tree of what was added.
  var tree: PolicyTree { PolicyTree(heads: heads, utf8: utf8) }

  /// Adds a scalar.
  mutating func append(_ words: String, line: Int, column: Int) {
    var head = PolicyTree.Head(kind: .scalar, line: Int32(line), column: Int32(column))
    head.textStart = Int32(utf8.count)
    utf8.append(contentsOf: words.utf8)
    head.textCount = Int32(utf8.count) - head.textStart
    heads.append(head)
  }

  /// Adds a node that holds those added before it is closed.
  mutating func open(_ kind: PolicyTree.Head.Kind, line: Int, column: Int) {
    heads.append(PolicyTree.Head(kind: kind, line: Int32(line), column: Int32(column)))
  }

  /// Ends the node at a place.
  mutating func close(_ place: Int) {
    heads[place].size = Int32(heads.count - place)
    var below = place + 1
    while below < heads.count {
      heads[place].height = max(heads[place].height, heads[below].height + 1)
      below += Int(heads[below].size)
    }
  }

  /// Adds a node again, with all that it holds.
  mutating func append(copyOf place: Int) {
    for index in place..<place + Int(heads[place].size) { heads.append(heads[index]) }
  }
}

/// A node of a policy's YAML, with its place in the file.
package struct PolicyNode: Sendable {
  private let tree: PolicyTree
  private let place: Int

  /// What a node is.
  package enum Content {
    case scalar(String)
    case sequence([PolicyNode])
    case mapping([(key: PolicyNode, value: PolicyNode)])
  }

  /// The first node of a tree that has any, which holds all others.
  init(rootOf tree: PolicyTree) { self.init(tree, 0) }

  private init(_ tree: PolicyTree, _ place: Int) {
    self.tree = tree
    self.place = place
  }

  private var head: PolicyTree.Head { tree.heads[place] }

  /// Where it begins in the file, from 1.
  package var line: Int { Int(head.line) }
  package var column: Int { Int(head.column) }

  /// What it is.
  package var content: Content {
    switch head.kind {
    case .scalar: .scalar(String(decoding: utf8, as: UTF8.self))
    case .sequence: .sequence(nodes)
    case .mapping: .mapping(members)
    }
  }

  /// The words of a scalar.
  package var string: String? {
    head.kind == .scalar ? String(decoding: utf8, as: UTF8.self) : nil
  }

  /// The items of a sequence.
  package var sequence: [PolicyNode]? { head.kind == .sequence ? nodes : nil }

  /// The words of a scalar, or of those in a sequence.
  package var strings: [String] {
    sequence?.compactMap(\.string) ?? string.map { [$0] } ?? []
  }

  /// The members of a mapping, in their order.
  package var mapping: [(key: PolicyNode, value: PolicyNode)]? {
    head.kind == .mapping ? members : nil
  }

  /// The value of a member, or `nil` where there is none.
  package subscript(name: String) -> PolicyNode? {
    guard head.kind == .mapping else { return nil }
    let length = name.utf8.count
    let end = end
    var key = place + 1
    while key < end {
      let head = tree.heads[key]
      let value = key + Int(head.size)
      if head.kind == .scalar, Int(head.textCount) == length,
        PolicyNode(tree, key).utf8.elementsEqual(name.utf8)
      {
        return PolicyNode(tree, value)
      }
      key = value + Int(tree.heads[value].size)
    }
    return nil
  }

  private var end: Int { place + Int(head.size) }

  private var utf8: Slice<Table<UInt8>> {
    let start = Int(head.textStart)
    return tree.utf8[start..<start + Int(head.textCount)]
  }

  /// The nodes that it holds, the keys of a mapping before their values.
  private var nodes: [PolicyNode] {
    var nodes: [PolicyNode] = []
    var next = place + 1
    while next < end {
      nodes.append(PolicyNode(tree, next))
      next += Int(tree.heads[next].size)
    }
    return nodes
  }

  private var members: [(key: PolicyNode, value: PolicyNode)] {
    let nodes = nodes
    return stride(from: 0, to: nodes.count, by: 2).map { (nodes[$0], nodes[$0 + 1]) }
  }

  // MARK: Image

  /// Writes the text whose root the node is.
  package func write(to image: inout ImageWriter) {
    image.write(tree.heads)
    image.write(tree.utf8)
  }

  /// The root that was written to an image.
  package init(from image: inout ImageReader) throws(ImageError) {
    let heads = try unsafe image.values(of: PolicyTree.Head.self)
    let utf8 = try unsafe image.values(of: UInt8.self)
    guard !heads.isEmpty else { throw ImageError() }
    self.init(rootOf: PolicyTree(heads: heads, utf8: utf8))
  }
}
