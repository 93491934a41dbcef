import NoteModel

/// Reads and checks a policy file.
///
/// Every problem is collected with its line and column; a policy with a problem is not used.
public struct PolicyReader {
  private let check: PolicyCheck
  private let evidence: QueryReader

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
    let check = PolicyCheck(file: file)
    let parameters = Self.parameters(root["parameters"], check)
    let evidence = QueryReader(check, vocabulary, parameters: parameters)
    let policy = PolicyReader(check: check, evidence: evidence).policy(root)
    return try check.finish(with: policy)
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

  // MARK: Policy

  private func policy(_ root: PolicyNode) -> Policy? {
    check.keys(of: root, Self.policyKeys)
    let criterionNodes = check.items(root["criteria"], of: root, named: "criteria")
    var ids: Set<String> = []
    for node in criterionNodes {
      guard let id = node["id"]?.string else {
        check.report(node, "a criterion needs an id")
        continue
      }
      if !ids.insert(id).inserted { check.report(node, "the id `\(id)` is there already") }
    }
    let criteria = criterionNodes.compactMap { criterion($0) }
    let pathways = check.items(root["pathways"], of: root, named: "pathways")
      .compactMap { pathway($0) }
    check.resolve(among: ids)
    guard let id = check.text("policy", of: root), let version = check.text("version", of: root),
      let title = check.text("title", of: root), let fallback = check.text("fallback", of: root)
    else { return nil }
    if !pathways.contains(where: { $0.id == fallback }) {
      check.report(root["fallback"] ?? root, "no pathway is called `\(fallback)`")
    }
    guard let levels = span(root["levels"], of: root) else { return nil }
    guard let targetNode = root["target"], let target = evidence.query(targetNode) else {
      check.report(root, "needs a target: the findings that tell the levels planned")
      return nil
    }
    return Policy(
      identity: PolicyIdentity(id: id, version: version, title: title),
      criteria: criteria,
      pathways: pathways,
      levels: levels,
      target: target,
      lesion: root["lesion"].flatMap { evidence.query($0) } ?? .first([]),
      codes: (root["codes"]?.mapping ?? []).compactMap { code($0.key, $0.value) },
      fallback: fallback
    )
  }

  /// The numbers that a policy names, by their names.
  private static func parameters(_ node: PolicyNode?, _ check: PolicyCheck) -> [String: Double] {
    var parameters: [String: Double] = [:]
    for (key, value) in node?.mapping ?? [] {
      guard let name = key.string, let number = value["value"]?.string.flatMap({ Double($0) }),
        value["source"] != nil
      else {
        check.report(key, "a parameter needs a value and the source it comes from")
        continue
      }
      parameters[name] = number
    }
    return parameters
  }

  /// Levels written like `T1-L5`.
  private func span(
    _ node: PolicyNode?,
    of parent: PolicyNode
  ) -> ClosedRange<SpinalLevel>? {
    let ends = (node?.string ?? "").split(separator: "-").compactMap { SpinalLevel($0) }
    guard ends.count == 2, ends[0] <= ends[1] else {
      check.report(node ?? parent, "levels is written like T1-L5")
      return nil
    }
    return ends[0]...ends[1]
  }

  private func code(_ key: PolicyNode, _ value: PolicyNode) -> ProcedureCode? {
    check.keys(of: value, ["levels", "added-to"])
    guard let code = key.string, !code.isEmpty else {
      check.report(key, "needs a procedure code")
      return nil
    }
    return ProcedureCode(
      code: code,
      levels: value["levels"].flatMap { span($0, of: value) },
      addedTo: value["added-to"]?.strings ?? []
    )
  }

  private func criterion(_ node: PolicyNode) -> Criterion? {
    check.keys(of: node, Self.criterionKeys)
    guard let id = node["id"]?.string, let group = check.text("group", of: node),
      let place = check.text("place", of: node), let says = check.text("says", of: node),
      let ask = check.text("ask", of: node)
    else { return nil }
    guard let kind: CriterionKind = check.value(of: node["kind"], in: node, named: "kind"),
      let resolution: Criterion.Resolution = node["resolve"] == nil
        ? .newest : check.value(of: node["resolve"], in: node, named: "resolve")
    else { return nil }
    let supports = evidence.queries(node["for"])
    let refutes = evidence.queries(node["against"])
    if supports.isEmpty {
      check.report(node, "`\(id)` can never be supported; say what is for it")
    }
    if refutes.isEmpty {
      check.report(node, "`\(id)` can never be refuted; say what is against it")
    }
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
      unsettles: evidence.queries(node["unsettled"]),
      context: evidence.queries(node["context"])
    )
  }

  // MARK: Pathways

  private func pathway(_ node: PolicyNode) -> Pathway? {
    check.keys(of: node, ["id", "open-when", "requires", "prophylactic"])
    guard let id = check.text("id", of: node), let requires = node["requires"],
      let requirement = requirement(requires)
    else { return nil }
    let openers = node["open-when"]?.strings ?? []
    if openers.isEmpty {
      check.report(node, "`\(id)` needs open-when: criteria of which one opens it")
    }
    for opener in openers { check.refer(to: opener, at: node["open-when"] ?? node) }
    return Pathway(
      id: id,
      openers: openers,
      requirement: requirement,
      isProphylactic: node["prophylactic"]?.string == "yes"
    )
  }

  private func requirement(_ node: PolicyNode) -> Requirement? {
    if let id = node.string {
      check.refer(to: id, at: node)
      return .criterion(id)
    }
    if let all = node["all"] {
      return .all(check.items(all, of: node, named: "all").compactMap { requirement($0) })
    }
    if let any = node["any"] {
      return .any(check.items(any, of: node, named: "any").compactMap { requirement($0) })
    }
    if let parts = node["of"] {
      let all = check.items(parts, of: node, named: "of").compactMap { requirement($0) }
      return counted(all, node)
    }
    if let unless = node["unless"], let then = node["require"], let inner = requirement(then) {
      let waivers = unless.strings
      for waiver in waivers { check.refer(to: waiver, at: unless) }
      return .unless(waivers, inner)
    }
    if let when = node["when"], let id = when.string, let then = node["require"],
      let inner = requirement(then)
    {
      check.refer(to: id, at: when)
      return .when(id, inner)
    }
    check.report(
      node,
      "a requirement is a criterion, all, any, at-least, at-most or exactly … of, "
        + "unless … require or when … require"
    )
    return nil
  }

  /// `exactly: 2`, `at-least: 1` or `at-most: 1` of some parts.
  private func counted(_ parts: [Requirement], _ node: PolicyNode) -> Requirement? {
    func number(_ key: String) -> Int? { node[key]?.string.flatMap { Int($0) } }
    let exactly = number("exactly")
    let least = exactly ?? number("at-least")
    let most = exactly ?? number("at-most")
    let range = (least ?? 0, most ?? parts.count)
    guard least != nil || most != nil, range.0 >= 0, range.0 <= range.1, range.1 <= parts.count
    else {
      check.report(node, "of needs exactly, at-least or at-most: a number up to that of its parts")
      return nil
    }
    return .count(range.0...range.1, of: parts)
  }
}
