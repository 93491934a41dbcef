import Yams

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
    var ids: [String] = []
    var texts: [String: String] = [:]
    do {
      let root = try compose(yaml: text, .basic)
      let values = (root?["parameters"]?.mapping.map { Array($0) } ?? [])
        .compactMap { pair -> (name: String, value: String)? in
          guard let name = pair.key.string, let value = pair.value["value"]?.string else {
            return nil
          }
          return (name, value)
        }
        // `$care-days-long` before `$care-days`.
        .sorted { $0.name.count > $1.name.count }
      let items = ["criteria", "pathways"].flatMap { key in
        root?[key]?.sequence.map { Array($0) } ?? []
      }
      for node in items {
        guard let id = node["id"]?.string else { continue }
        var definition = try serialize(node: node)
        for (name, value) in values { definition.replace("$\(name)", with: value) }
        ids.append(id)
        texts[id] = definition
      }
    } catch {
      throw PolicyErrors(problems: [PolicyErrors.problem(with: error, in: file)])
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
}
