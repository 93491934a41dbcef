package import NoteModel
import Yams

/// A node of a policy's YAML, taken over once from the parser's, whose look-ups compare whole nodes.
package final class PolicyNode: Sendable {
  /// The words of a scalar.
  let string: String?
  /// The items of a sequence.
  let sequence: [PolicyNode]?
  /// The members of a mapping, in their order.
  let mapping: [(key: PolicyNode, value: PolicyNode)]?
  /// Where it begins in the file, from 1; 0 where that is not known.
  let line: Int
  let column: Int

  /// A node and all below it; aliases have been put in place by the parser.
  init(_ node: Node) {
    line = node.mark?.line ?? 0
    column = node.mark?.column ?? 0
    switch node {
    case .scalar(let scalar):
      (string, sequence, mapping) = (scalar.string, nil, nil)
    case .sequence(let items):
      (string, sequence, mapping) = (nil, items.map { PolicyNode($0) }, nil)
    case .mapping(let members):
      let pairs = members.map { (key: PolicyNode($0.key), value: PolicyNode($0.value)) }
      (string, sequence, mapping) = (nil, nil, pairs)
    case .alias:
      (string, sequence, mapping) = (nil, nil, nil)
    }
  }

  // MARK: Image

  /// Writes the node and all below it.
  package func write(to image: inout ImageWriter) {
    var kinds: [Int32] = []
    var strings: [String] = []
    collect(&kinds, &strings)
    image.write(kinds)
    image.write(strings)
  }

  /// Of each node four numbers: its place, its kind, and how many nodes it holds.
  private func collect(_ numbers: inout [Int32], _ strings: inout [String]) {
    let below = sequence ?? mapping?.flatMap { [$0.key, $0.value] } ?? []
    let kind: Int32 = string != nil ? 0 : sequence != nil ? 1 : mapping != nil ? 2 : 3
    numbers += [Int32(line), Int32(column), kind, Int32(below.count)]
    if let string { strings.append(string) }
    for node in below { node.collect(&numbers, &strings) }
  }

  /// The node that was written to an image.
  package convenience init(from image: inout ImageReader) throws(ImageError) {
    var numbers = try unsafe image.values(of: Int32.self)[...]
    var strings = try unsafe image.strings()[...]
    try self.init(&numbers, &strings)
  }

  private init(
    _ numbers: inout ArraySlice<Int32>,
    _ strings: inout ArraySlice<String>
  ) throws(ImageError) {
    guard numbers.count >= 4 else { throw ImageError() }
    let head = Array(numbers.prefix(4))
    numbers = numbers.dropFirst(4)
    line = Int(head[0])
    column = Int(head[1])
    if head[2] == 0 {
      guard let first = strings.popFirst() else { throw ImageError() }
      (string, sequence, mapping) = (first, nil, nil)
      return
    }
    var below: [PolicyNode] = []
    for _ in 0..<head[3] { below.append(try PolicyNode(&numbers, &strings)) }
    string = nil
    sequence = head[2] == 1 ? below : nil
    mapping =
      head[2] == 2
      ? stride(from: 0, to: below.count - 1, by: 2).map { (key: below[$0], value: below[$0 + 1]) }
      : nil
  }

  /// The value of a member, or `nil` where there is none.
  subscript(name: String) -> PolicyNode? {
    mapping?.first { $0.key.string == name }?.value
  }
}
