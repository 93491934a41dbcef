import Yams

/// A node of a policy's YAML, taken over once from the parser's, whose look-ups compare whole nodes.
final class PolicyNode {
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

  /// The value of a member, or `nil` where there is none.
  subscript(name: String) -> PolicyNode? {
    mapping?.first { $0.key.string == name }?.value
  }
}
