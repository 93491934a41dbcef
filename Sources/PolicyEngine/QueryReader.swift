import NoteModel

/// Reads the queries of a policy: what is evidence for or against a criterion.
struct QueryReader {
  private let check: PolicyCheck
  private let vocabulary: PolicyVocabulary
  /// The numbers that a policy names.
  private let parameters: [String: Double]

  init(_ check: PolicyCheck, _ vocabulary: PolicyVocabulary, parameters: [String: Double]) {
    self.check = check
    self.vocabulary = vocabulary
    self.parameters = parameters
  }

  private static let findingKeys: Set = [
    "find", "is", "with", "without", "in-section", "not-in-section", "in-document",
    "not-in-document", "near", "not-near", "beside", "not-beside", "not-while", "not-before", "at",
    "newest",
  ]

  /// The evidence that a list names.
  func queries(_ node: PolicyNode?) -> [Query] {
    guard let node else { return [] }
    guard let sequence = node.sequence else {
      check.report(node, "is a list of evidence, each item after a hyphen")
      return []
    }
    return sequence.compactMap { query($0) }
  }

  /// The evidence that a node names.
  func query(_ node: PolicyNode) -> Query? {
    if node["find"] != nil { return findings(node).map { .findings($0) } }
    if let parts = node["together"] { return .together(queries(parts)) }
    if let parts = node["first"] { return .first(queries(parts)) }
    if let parts = node["given"] { return .given(queries(parts)) }
    if let parts = node["none"] { return .none(queries(parts)) }
    if let id = node["criterion"]?.string {
      check.refer(to: id, at: node)
      return check.value(of: node["status"], in: node, named: "status").map {
        .criterion(id, $0)
      }
    }
    if node["onset"] != nil, let days = comparison("days", of: node) {
      return .onset(
        OnsetQuery(
          beginnings: several(node["onset"]),
          shown: several(node["shown-by"]),
          days: days
        )
      )
    }
    if let inner = node["course"], let found = findings(inner),
      let days = comparison("days", of: node)
    {
      return .course(
        CourseQuery(
          treatment: found,
          starts: several(node["starts"]),
          ends: several(node["ends"]),
          onset: several(node["from-onset"]),
          days: days
        )
      )
    }
    if let inner = node["requested-levels"] { return levels(inner) }
    check.report(
      node,
      "evidence is find, together, first, given, none, criterion, onset, course or requested-levels"
    )
    return nil
  }

  private func levels(_ node: PolicyNode) -> Query? {
    check.keys(of: node, ["count", "are"])
    let count = node["count"] == nil ? nil : comparison("count", of: node)
    switch node["are"]?.string {
    case "within": return .levels(LevelQuery(count: count, isWithin: true, isAbove: false))
    case "outside": return .levels(LevelQuery(count: count, isWithin: false, isAbove: false))
    case "above": return .levels(LevelQuery(count: count, isWithin: nil, isAbove: true))
    case nil: return .levels(LevelQuery(count: count, isWithin: nil, isAbove: false))
    default:
      check.report(node, "levels are within, outside or above the policy's levels")
      return nil
    }
  }

  private func findings(_ node: PolicyNode) -> FindingQuery? {
    check.keys(of: node, Self.findingKeys)
    guard let find = node["find"] else {
      check.report(node, "needs find: the concepts to look for")
      return nil
    }
    var concepts: Set<String> = []
    for name in find.strings {
      let members = vocabulary.members(of: name)
      if members.isEmpty {
        check.report(
          find,
          "no lexicon defines the concept `\(name)`"
            + Suggestion.words(for: name, among: vocabulary.concepts.keys)
        )
      }
      concepts.formUnion(members)
    }
    var query = FindingQuery(
      concepts: concepts,
      assertions: Set(values("is", of: node) ?? [.present]),
      attributes: [],
      sections: sections("in-section", of: node),
      notSections: sections("not-in-section", of: node),
      documents: Set(values("in-document", of: node) ?? []),
      notDocuments: Set(values("not-in-document", of: node) ?? []),
      near: [],
      notNear: [],
      beside: [],
      notBeside: [],
      notWhile: [],
      notBefore: [],
      isAtTarget: false,
      isNewest: node["newest"]?.string == "yes"
    )
    query.attributes = attributes(node["with"], isNegated: false)
    query.attributes += attributes(node["without"], isNegated: true)
    query.near = several(node["near"])
    query.notNear = several(node["not-near"])
    query.beside = several(node["beside"])
    query.notBeside = several(node["not-beside"])
    query.notWhile = several(node["not-while"])
    query.notBefore = several(node["not-before"])
    if let at = node["at"] {
      query.isAtTarget = at.string == "requested-levels"
      if !query.isAtTarget { check.report(at, "at is requested-levels") }
    }
    return query
  }

  private func several(_ node: PolicyNode?) -> [FindingQuery] {
    guard let node else { return [] }
    if let sequence = node.sequence { return sequence.compactMap { findings($0) } }
    return findings(node).map { [$0] } ?? []
  }

  private func attributes(_ node: PolicyNode?, isNegated: Bool) -> [AttributeQuery] {
    (node?.mapping ?? []).compactMap { key, value in
      guard let name = key.string, vocabulary.attributes.contains(name) else {
        check.report(
          key,
          "no finding has the attribute `\(key.string ?? "")`"
            + Suggestion.words(for: key.string ?? "", among: vocabulary.attributes)
        )
        return nil
      }
      let test: AttributeQuery.Test
      if let text = value.string, Self.isComparison(text) {
        guard let comparison = comparison(value) else { return nil }
        test = .number(comparison)
      } else if value.string == "any" {
        test = .anything
      } else {
        test = .words(Set(value.strings))
      }
      return AttributeQuery(name: name, test: test, isNegated: isNegated)
    }
  }

  private func sections(_ key: String, of node: PolicyNode) -> Set<String> {
    guard let value = node[key] else { return [] }
    let names = value.strings
    for name in names where !vocabulary.sections.contains(name) {
      check.report(
        value,
        "no section kind is called `\(name)`"
          + Suggestion.words(for: name, among: vocabulary.sections)
      )
    }
    return Set(names)
  }

  private func values<T: RawRepresentable & CaseIterable>(
    _ key: String,
    of node: PolicyNode
  ) -> [T]? where T.RawValue == String {
    guard let value = node[key] else { return nil }
    return value.strings.compactMap { name in
      if let found = T(rawValue: name) { return found }
      check.report(value, name, isNoneOf: T.allCases.map(\.rawValue))
      return nil
    }
  }

  // MARK: Numbers

  private static func isComparison(_ text: String) -> Bool {
    text.first.map { "<>=".contains($0) } ?? false
  }

  /// The relations, those of two signs first.
  private static let relations = Comparison.Relation.allCases
    .sorted { $0.rawValue.count > $1.rawValue.count }

  private func comparison(_ key: String, of node: PolicyNode) -> Comparison? {
    comparison(node[key] ?? node)
  }

  private func comparison(_ node: PolicyNode) -> Comparison? {
    let text = node.string ?? ""
    guard let relation = Self.relations.first(where: { text.hasPrefix($0.rawValue) }) else {
      check.report(node, "needs a comparison such as `>= 4`")
      return nil
    }
    let rest = text.dropFirst(relation.rawValue.count).drop { $0 == " " }
    if rest.hasPrefix("$") {
      guard let number = parameters[String(rest.dropFirst())] else {
        let name = String(rest.dropFirst())
        check.report(
          node,
          "no parameter is called `\(name)`" + Suggestion.words(for: name, among: parameters.keys)
        )
        return nil
      }
      return Comparison(relation: relation, number: number)
    }
    guard let number = Double(rest) else {
      check.report(node, "`\(rest)` is no number")
      return nil
    }
    return Comparison(relation: relation, number: number)
  }
}
