package import NoteModel

/// A node of a policy's YAML, with its place in the file.
package final class PolicyNode: Sendable {
  /// What a node is.
  package enum Content: Sendable {
    case scalar(String)
    case sequence([PolicyNode])
    case mapping([(key: PolicyNode, value: PolicyNode)])

    /// The nodes that it holds, the keys of a mapping before their values.
    fileprivate var nodes: [PolicyNode] {
      switch self {
      case .scalar: []
      case .sequence(let items): items
      case .mapping(let members): members.flatMap { [$0.key, $0.value] }
      }
    }
  }

  /// What it is.
  package let content: Content
  /// Where it begins in the file, from 1.
  package let line: Int
  package let column: Int
  /// The nodes that it is, with all that it holds.
  let size: Int
  /// The nodes within each other below it.
  let height: Int

  /// A node at a place.
  init(_ content: Content, line: Int, column: Int) {
    let below = content.nodes
    self.content = content
    self.line = line
    self.column = column
    size = below.reduce(1) { $0 + $1.size }
    height = below.reduce(0) { max($0, $1.height + 1) }
  }

  /// The words of a scalar.
  package var string: String? {
    if case .scalar(let string) = content { string } else { nil }
  }

  /// The items of a sequence.
  package var sequence: [PolicyNode]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  /// The words of a scalar, or of those in a sequence.
  package var strings: [String] {
    sequence?.compactMap(\.string) ?? string.map { [$0] } ?? []
  }

  /// The members of a mapping, in their order.
  package var mapping: [(key: PolicyNode, value: PolicyNode)]? {
    if case .mapping(let members) = content { members } else { nil }
  }

  /// The value of a member, or `nil` where there is none.
  package subscript(name: String) -> PolicyNode? {
    mapping?.first { $0.key.string == name }?.value
  }

  // MARK: Image

  /// Writes the node and all below it.
  package func write(to image: inout ImageWriter) {
    var heads: Table<Head> = []
    var strings: [String] = []
    collect(&heads, &strings)
    image.write(heads)
    image.write(strings)
  }

  /// What the image tells of a node, before the nodes that it holds.
  private struct Head {
    let line: Int32
    let column: Int32
    let kind: Kind
    /// The number of nodes that it holds.
    let count: Int32

    enum Kind: Int32 {
      case scalar, sequence, mapping
    }
  }

  private func collect(_ heads: inout Table<Head>, _ strings: inout [String]) {
    let below = content.nodes
    let kind: Head.Kind =
      switch content {
      case .scalar: .scalar
      case .sequence: .sequence
      case .mapping: .mapping
      }
    heads.append(
      Head(line: Int32(line), column: Int32(column), kind: kind, count: Int32(below.count))
    )
    if let string { strings.append(string) }
    for node in below { node.collect(&heads, &strings) }
  }

  /// The node that was written to an image.
  package convenience init(from image: inout ImageReader) throws(ImageError) {
    var heads = try unsafe image.values(of: Head.self)[...]
    var strings = try unsafe image.strings()[...]
    try self.init(&heads, &strings)
  }

  private convenience init(
    _ heads: inout Slice<Table<Head>>,
    _ strings: inout ArraySlice<String>
  ) throws(ImageError) {
    guard let head = heads.popFirst() else { throw ImageError() }
    func next() throws(ImageError) -> PolicyNode { try PolicyNode(&heads, &strings) }
    let content: Content
    switch head.kind {
    case .scalar:
      guard let string = strings.popFirst() else { throw ImageError() }
      content = .scalar(string)
    case .sequence:
      var items: [PolicyNode] = []
      for _ in 0..<head.count { items.append(try next()) }
      content = .sequence(items)
    case .mapping:
      var members: [(key: PolicyNode, value: PolicyNode)] = []
      for _ in 0..<head.count / 2 { members.append((try next(), try next())) }
      content = .mapping(members)
    }
    self.init(content, line: Int(head.line), column: Int(head.column))
  }
}
