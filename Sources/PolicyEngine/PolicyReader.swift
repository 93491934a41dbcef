import NoteModel

/// Reads and checks a policy file.
///
/// Every problem is collected with its line and column; a policy with a problem is not used.
public struct PolicyReader {
  private let file: String
  private let vocabulary: PolicyVocabulary
  private var problems: [PolicyProblem] = []
  private var parameters: [String: Double] = [:]
  private var criterionIDs: Set<String> = []
  private var references: [(id: String, node: PolicyNode)] = []

  private init(file: String, vocabulary: PolicyVocabulary) {
    self.file = file
    self.vocabulary = vocabulary
  }

  /// The policy of a YAML text.
  ///
  /// - Parameters:
  ///   - text: the whole file.
  ///   - file: its name, for messages.
  ///   - vocabulary: the names it may use.
  /// - Returns: the policy, checked.
  /// - Throws: `PolicyErrors` with everything that is wrong.
  public static func policy(
    from text: String,
    file: String,
    vocabulary: PolicyVocabulary
  ) throws(PolicyErrors) -> Policy {
    try policy(from: node(of: text, file: file), file: file, vocabulary: vocabulary)
  }

  /// The YAML of a policy's text.
  ///
  /// - Throws: `PolicyErrors` where it is none.
  package static func node(of text: String, file: String) throws(PolicyErrors) -> PolicyNode {
    guard let root = try YAMLReader.root(of: text, file: file), root.mapping != nil else {
      throw PolicyErrors(
        problems: [PolicyProblem(file: file, line: 0, column: 0, message: "is no YAML mapping")]
      )
    }
    return root
  }

  /// The policy of its YAML.
  package static func policy(
    from root: PolicyNode,
    file: String,
    vocabulary: PolicyVocabulary
  ) throws(PolicyErrors) -> Policy {
    var reader = PolicyReader(file: file, vocabulary: vocabulary)
    let policy = reader.policy(root)
    reader.checkReferences()
    guard let policy, reader.problems.isEmpty else {
      throw PolicyErrors(
        problems: reader.problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
      )
    }
    return policy
  }

  // MARK: Keys

  private static let policyKeys: Set = [
    "policy", "title", "version", "parameters", "levels", "target", "lesion", "codes", "criteria",
    "pathways", "fallback",
  ]

  private static let criterionKeys: Set = [
    "id", "kind", "group", "place", "says", "ask", "resolve", "for", "against", "unsettled",
    "context",
  ]

  private static let findingKeys: Set = [
    "find", "is", "with", "without", "in-section", "not-in-section", "in-document",
    "not-in-document", "near", "not-near", "beside", "not-beside", "not-while", "at", "newest",
  ]

  // MARK: Policy

  private mutating func policy(_ root: PolicyNode) -> Policy? {
    check(root, keys: Self.policyKeys)
    for (key, value) in pairs(root["parameters"]) {
      guard let name = key.string, let number = value["value"]?.string.flatMap({ Double($0) }),
        value["source"] != nil
      else {
        problem(key, "a parameter needs a value and the source it comes from")
        continue
      }
      parameters[name] = number
    }
    let criterionNodes = items(root["criteria"], of: root, named: "criteria")
    for node in criterionNodes {
      guard let id = node["id"]?.string else {
        problem(node, "a criterion needs an id")
        continue
      }
      if !criterionIDs.insert(id).inserted { problem(node, "the id `\(id)` is there already") }
    }
    let criteria = criterionNodes.compactMap { criterion($0) }
    let pathways = items(root["pathways"], of: root, named: "pathways").compactMap { pathway($0) }
    guard let id = text("policy", of: root), let version = text("version", of: root),
      let title = text("title", of: root), let fallback = text("fallback", of: root)
    else { return nil }
    if !pathways.contains(where: { $0.id == fallback }) {
      problem(root["fallback"] ?? root, "no pathway is called `\(fallback)`")
    }
    guard let levels = span(root["levels"], of: root) else { return nil }
    guard let targetNode = root["target"], let target = query(targetNode) else {
      problem(root, "needs a target: the findings that tell the levels planned")
      return nil
    }
    return Policy(
      identity: PolicyIdentity(id: id, version: version, title: title),
      criteria: criteria,
      pathways: pathways,
      levels: levels,
      target: target,
      lesion: root["lesion"].flatMap { query($0) } ?? .first([]),
      codes: pairs(root["codes"]).compactMap { code($0.key, $0.value) },
      fallback: fallback
    )
  }

  /// Levels written like `T1-L5`.
  private mutating func span(
    _ node: PolicyNode?,
    of parent: PolicyNode
  ) -> ClosedRange<SpinalLevel>? {
    let ends = (node?.string ?? "").split(separator: "-").compactMap { SpinalLevel($0) }
    guard ends.count == 2, ends[0] <= ends[1] else {
      problem(node ?? parent, "levels is written like T1-L5")
      return nil
    }
    return ends[0]...ends[1]
  }

  private mutating func code(_ key: PolicyNode, _ value: PolicyNode) -> ProcedureCode? {
    check(value, keys: ["levels", "added-to"])
    guard let code = key.string, !code.isEmpty else {
      problem(key, "needs a procedure code")
      return nil
    }
    return ProcedureCode(
      code: code,
      levels: value["levels"].flatMap { span($0, of: value) },
      addedTo: strings(value["added-to"])
    )
  }

  private mutating func criterion(_ node: PolicyNode) -> Criterion? {
    check(node, keys: Self.criterionKeys)
    guard let id = node["id"]?.string, let group = text("group", of: node),
      let place = text("place", of: node), let says = text("says", of: node),
      let ask = text("ask", of: node)
    else { return nil }
    guard let kind = CriterionKind(rawValue: node["kind"]?.string ?? "") else {
      problem(node["kind"] ?? node, "kind is one of \(names(CriterionKind.allCases))")
      return nil
    }
    let resolve = node["resolve"]?.string ?? Criterion.Resolution.newest.rawValue
    guard let resolution = Criterion.Resolution(rawValue: resolve) else {
      problem(node["resolve"] ?? node, "resolve is one of \(names(Criterion.Resolution.allCases))")
      return nil
    }
    let supports = queries(node["for"])
    let refutes = queries(node["against"])
    if supports.isEmpty { problem(node, "`\(id)` can never be supported; say what is for it") }
    if refutes.isEmpty { problem(node, "`\(id)` can never be refuted; say what is against it") }
    return Criterion(
      id: id,
      kind: kind,
      group: group,
      place: place,
      says: says,
      ask: ask,
      resolution: resolution,
      supports: supports,
      refutes: refutes,
      unsettles: queries(node["unsettled"]),
      context: queries(node["context"])
    )
  }

  // MARK: Pathways

  private mutating func pathway(_ node: PolicyNode) -> Pathway? {
    check(node, keys: ["id", "open-when", "requires", "prophylactic"])
    guard let id = text("id", of: node), let requires = node["requires"],
      let requirement = requirement(requires)
    else { return nil }
    let openers = strings(node["open-when"])
    if openers.isEmpty { problem(node, "`\(id)` needs open-when: criteria of which one opens it") }
    for opener in openers { references.append((opener, node["open-when"] ?? node)) }
    return Pathway(
      id: id,
      openers: openers,
      requirement: requirement,
      isProphylactic: node["prophylactic"]?.string == "yes"
    )
  }

  private mutating func requirement(_ node: PolicyNode) -> Requirement? {
    if let id = node.string {
      references.append((id, node))
      return .criterion(id)
    }
    if let all = node["all"] {
      return .all(items(all, of: node, named: "all").compactMap { requirement($0) })
    }
    if let any = node["any"] {
      return .any(items(any, of: node, named: "any").compactMap { requirement($0) })
    }
    if let parts = node["of"] {
      let all = items(parts, of: node, named: "of").compactMap { requirement($0) }
      return counted(all, node)
    }
    if let unless = node["unless"], let then = node["require"], let inner = requirement(then) {
      let waivers = strings(unless)
      for waiver in waivers { references.append((waiver, unless)) }
      return .unless(waivers, inner)
    }
    if let when = node["when"], let id = when.string, let then = node["require"],
      let inner = requirement(then)
    {
      references.append((id, when))
      return .when(id, inner)
    }
    problem(
      node,
      "a requirement is a criterion, all, any, at-least, at-most or exactly … of, "
        + "unless … require or when … require"
    )
    return nil
  }

  /// `exactly: 2`, `at-least: 1` or `at-most: 1` of some parts.
  private mutating func counted(_ parts: [Requirement], _ node: PolicyNode) -> Requirement? {
    func number(_ key: String) -> Int? { node[key]?.string.flatMap { Int($0) } }
    let exactly = number("exactly")
    let least = exactly ?? number("at-least")
    let most = exactly ?? number("at-most")
    let range = (least ?? 0, most ?? parts.count)
    guard least != nil || most != nil, range.0 >= 0, range.0 <= range.1, range.1 <= parts.count
    else {
      problem(node, "of needs exactly, at-least or at-most: a number up to that of its parts")
      return nil
    }
    return .count(range.0...range.1, of: parts)
  }

  // MARK: Queries

  private mutating func queries(_ node: PolicyNode?) -> [Query] {
    guard let node else { return [] }
    guard let sequence = node.sequence else {
      problem(node, "is a list of evidence, each item after a hyphen")
      return []
    }
    return sequence.compactMap { query($0) }
  }

  private mutating func query(_ node: PolicyNode) -> Query? {
    if node["find"] != nil { return findings(node).map { .findings($0) } }
    if let parts = node["together"] { return .together(queries(parts)) }
    if let parts = node["first"] { return .first(queries(parts)) }
    if let parts = node["given"] { return .given(queries(parts)) }
    if let parts = node["none"] { return .none(queries(parts)) }
    if let id = node["criterion"]?.string {
      references.append((id, node))
      guard let status = Status(rawValue: node["status"]?.string ?? "") else {
        problem(node, "criterion needs a status: \(names(Status.allCases))")
        return nil
      }
      return .criterion(id, status)
    }
    if node["onset"] != nil, let days = comparison("days", node) {
      return .onset(several(node["onset"]), days)
    }
    if let inner = node["course"], let found = findings(inner), let days = comparison("days", node)
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
    problem(
      node,
      "evidence is find, together, first, given, none, criterion, onset, course or requested-levels"
    )
    return nil
  }

  private mutating func levels(_ node: PolicyNode) -> Query? {
    check(node, keys: ["count", "are"])
    let count = node["count"] == nil ? nil : comparison("count", node)
    switch node["are"]?.string {
    case "within": return .levels(LevelQuery(count: count, isWithin: true, isAbove: false))
    case "outside": return .levels(LevelQuery(count: count, isWithin: false, isAbove: false))
    case "above": return .levels(LevelQuery(count: count, isWithin: nil, isAbove: true))
    case nil: return .levels(LevelQuery(count: count, isWithin: nil, isAbove: false))
    default:
      problem(node, "levels are within, outside or above the policy's levels")
      return nil
    }
  }

  private mutating func findings(_ node: PolicyNode) -> FindingQuery? {
    check(node, keys: Self.findingKeys)
    guard let find = node["find"] else {
      problem(node, "needs find: the concepts to look for")
      return nil
    }
    var concepts: Set<String> = []
    for name in strings(find) {
      let members = vocabulary.members(of: name)
      if members.isEmpty {
        problem(
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
    if let at = node["at"] {
      query.isAtTarget = at.string == "requested-levels"
      if !query.isAtTarget { problem(at, "at is requested-levels") }
    }
    return query
  }

  private mutating func several(_ node: PolicyNode?) -> [FindingQuery] {
    guard let node else { return [] }
    if let sequence = node.sequence { return sequence.compactMap { findings($0) } }
    return findings(node).map { [$0] } ?? []
  }

  private mutating func attributes(_ node: PolicyNode?, isNegated: Bool) -> [AttributeQuery] {
    pairs(node).compactMap { key, value in
      guard let name = key.string, vocabulary.attributes.contains(name) else {
        problem(
          key,
          "no finding has the attribute `\(key.string ?? "")`"
            + Suggestion.words(for: key.string ?? "", among: vocabulary.attributes)
        )
        return nil
      }
      let test: AttributeQuery.Test
      if let text = value.string, Self.isComparison(text) {
        guard let comparison = comparison(text, value) else { return nil }
        test = .number(comparison)
      } else if value.string == "any" {
        test = .anything
      } else {
        test = .words(Set(strings(value)))
      }
      return AttributeQuery(name: name, test: test, isNegated: isNegated)
    }
  }

  private mutating func sections(_ key: String, of node: PolicyNode) -> Set<String> {
    guard let value = node[key] else { return [] }
    let names = strings(value)
    for name in names where !vocabulary.sections.contains(name) {
      problem(
        value,
        "no section kind is called `\(name)`"
          + Suggestion.words(for: name, among: vocabulary.sections)
      )
    }
    return Set(names)
  }

  private mutating func values<T: RawRepresentable & CaseIterable>(
    _ key: String,
    of node: PolicyNode
  ) -> [T]? where T.RawValue == String {
    guard let value = node[key] else { return nil }
    return strings(value).compactMap { name in
      if let found = T(rawValue: name) { return found }
      problem(
        value,
        "`\(name)` is none of \(names(Array(T.allCases)))"
          + Suggestion.words(for: name, among: T.allCases.map(\.rawValue))
      )
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

  private mutating func comparison(_ key: String, _ node: PolicyNode) -> Comparison? {
    let text = node[key]?.string ?? key
    guard let relation = Self.relations.first(where: { text.hasPrefix($0.rawValue) }) else {
      problem(node[key] ?? node, "needs a comparison such as `>= 4`")
      return nil
    }
    let rest = text.dropFirst(relation.rawValue.count).drop { $0 == " " }
    if rest.hasPrefix("$") {
      guard let number = parameters[String(rest.dropFirst())] else {
        let name = String(rest.dropFirst())
        problem(
          node[key] ?? node,
          "no parameter is called `\(name)`" + Suggestion.words(for: name, among: parameters.keys)
        )
        return nil
      }
      return Comparison(relation: relation, number: number)
    }
    guard let number = Double(rest) else {
      problem(node[key] ?? node, "`\(rest)` is no number")
      return nil
    }
    return Comparison(relation: relation, number: number)
  }

  // MARK: Nodes

  private func pairs(_ node: PolicyNode?) -> [(key: PolicyNode, value: PolicyNode)] {
    node?.mapping ?? []
  }

  private func strings(_ node: PolicyNode) -> [String] {
    if let sequence = node.sequence { return sequence.compactMap(\.string) }
    return node.string.map { [$0] } ?? []
  }

  private func strings(_ node: PolicyNode?) -> [String] { node.map { strings($0) } ?? [] }

  private mutating func items(
    _ node: PolicyNode?,
    of parent: PolicyNode,
    named name: String
  ) -> [PolicyNode] {
    guard let sequence = node?.sequence else {
      problem(node ?? parent, "needs \(name): a list")
      return []
    }
    return sequence
  }

  private mutating func text(_ key: String, of node: PolicyNode) -> String? {
    guard let text = node[key]?.string, !text.isEmpty else {
      problem(node, "needs \(key)")
      return nil
    }
    return text
  }

  private mutating func check(_ node: PolicyNode, keys: Set<String>) {
    for (key, _) in pairs(node) {
      guard let name = key.string, keys.contains(name) else {
        problem(
          key,
          "`\(key.string ?? "")` is none of \(keys.sorted().joined(separator: ", "))"
            + Suggestion.words(for: key.string ?? "", among: keys)
        )
        continue
      }
    }
  }

  private mutating func checkReferences() {
    for (id, node) in references where !criterionIDs.contains(id) {
      problem(
        node,
        "no criterion is called `\(id)`" + Suggestion.words(for: id, among: criterionIDs)
      )
    }
  }

  private func names<T: RawRepresentable>(_ cases: [T]) -> String where T.RawValue == String {
    cases.map(\.rawValue).joined(separator: ", ")
  }

  private mutating func problem(_ node: PolicyNode, _ message: String) {
    problems.append(
      PolicyProblem(
        file: file,
        line: node.line,
        column: node.column,
        message: message
      )
    )
  }
}
