/// What is found wrong in a policy file, or in the file of its tests, while it is read.
package final class PolicyCheck {
  private let file: String
  private var problems: [PolicyProblem] = []
  private var references: [(id: String, node: PolicyNode)] = []

  /// A check of a file, whose name stands in messages.
  package init(file: String) { self.file = file }

  /// What was read, if nothing is wrong.
  ///
  /// - Throws: `PolicyErrors` with everything that was reported, by place.
  package func finish<T>(with result: T?) throws(PolicyErrors) -> T {
    guard problems.isEmpty, let result else {
      throw PolicyErrors(problems: problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
    }
    return result
  }

  /// Reports something wrong at a node, or in the file as a whole.
  package func report(_ node: PolicyNode?, _ message: String) {
    problems.append(
      PolicyProblem(
        file: file,
        line: node?.line ?? 0,
        column: node?.column ?? 0,
        message: message
      )
    )
  }

  /// Reports the keys of a mapping that are none of some.
  package func keys(of node: PolicyNode, _ keys: Set<String>) {
    for (key, _) in node.mapping ?? [] where !(key.string.map(keys.contains) ?? false) {
      report(key, key.string ?? "", isNoneOf: keys.sorted())
    }
  }

  /// Reports a name at a node that is none of some.
  func report(_ node: PolicyNode, _ name: String, isNoneOf names: [String]) {
    report(
      node,
      "`\(name)` is none of \(names.joined(separator: ", "))"
        + Suggestion.words(for: name, among: names)
    )
  }

  /// Notes that a node refers to a criterion.
  func refer(to id: String, at node: PolicyNode) { references.append((id, node)) }

  /// Reports the references to criteria that there are none of.
  func resolve(among ids: Set<String>) {
    for (id, node) in references where !ids.contains(id) {
      report(node, "no criterion is called `\(id)`" + Suggestion.words(for: id, among: ids))
    }
  }

  /// The words under a key, which must be there.
  func text(_ key: String, of node: PolicyNode) -> String? {
    guard let text = node[key]?.string, !text.isEmpty else {
      report(node, "needs \(key)")
      return nil
    }
    return text
  }

  /// The items of a list, which must be there.
  func items(_ node: PolicyNode?, of parent: PolicyNode, named name: String) -> [PolicyNode] {
    guard let sequence = node?.sequence else {
      report(node ?? parent, "needs \(name): a list")
      return []
    }
    return sequence
  }

  /// The one of some values that a node names.
  package func value<T: RawRepresentable & CaseIterable>(
    of node: PolicyNode?,
    in parent: PolicyNode,
    named name: String
  ) -> T? where T.RawValue == String {
    if let value = T(rawValue: node?.string ?? "") { return value }
    let names = T.allCases.map(\.rawValue)
    report(
      node ?? parent,
      "\(name) is one of \(names.joined(separator: ", "))"
        + Suggestion.words(for: node?.string ?? "", among: names)
    )
    return nil
  }
}
