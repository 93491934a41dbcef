/// What a policy file says of each criterion and pathway, as text to compare with another's.
public struct PolicyDefinitions: Sendable {
  /// The ids in the order of the file, criteria before pathways.
  public let ids: [String]

  private let texts: [String: String]

  /// The definitions in a policy file.
  ///
  /// - Parameters:
  ///   - text: the whole file, a sound policy.
  ///   - file: its name, for messages.
  /// - Throws: `PolicyErrors` where it is no YAML.
  public init(_ text: String, file: String) throws(PolicyErrors) {
    let root = try YAMLReader.root(of: text, file: file)
    let values = (root?["parameters"]?.mapping ?? [])
      .compactMap { key, value -> (name: String, value: String)? in
        guard let name = key.string, let value = value["value"]?.string else { return nil }
        return ("$\(name)", value)
      }
      // `$care-days-long` before `$care-days`.
      .sorted { $0.name.count > $1.name.count }
    var ids: [String] = []
    var texts: [String: String] = [:]
    for node in ["criteria", "pathways"].flatMap({ root?[$0]?.sequence ?? [] }) {
      guard let id = node["id"]?.string else { continue }
      ids.append(id)
      texts[id] = Self.text(of: node, values)
    }
    self.ids = ids
    self.texts = texts
  }

  /// How another file's definitions differ, in the order of this one, then of the other.
  ///
  /// - Parameter other: the definitions to compare with.
  /// - Returns: each id that is not the same in both, and whether it is there in each.
  public func changes(to other: PolicyDefinitions) -> [(id: String, isHere: Bool, isThere: Bool)] {
    (ids + other.ids.filter { texts[$0] == nil }).compactMap { id in
      let (mine, theirs) = (texts[id], other.texts[id])
      return mine == theirs ? nil : (id, mine != nil, theirs != nil)
    }
  }

  /// All that a node says, its parameters by their values.
  private static func text(
    of node: PolicyNode,
    _ values: [(name: String, value: String)]
  ) -> String {
    switch node.content {
    case .scalar(var string):
      for (name, value) in values { string.replace(name, with: value) }
      return "\"\(string)\""
    case .sequence(let items):
      return "[\(items.map { text(of: $0, values) }.joined(separator: ", "))]"
    case .mapping(let members):
      let pairs = members.map { "\(text(of: $0.key, values)): \(text(of: $0.value, values))" }
      return "{\(pairs.joined(separator: ", "))}"
    }
  }
}
