import NoteModel

/// Holds a request against the policy's procedure codes and against the documents.
struct RequestCheck {
  let policy: Policy
  let file: CaseFile
  let queries: QueryEvaluator
  /// Whether the levels are augmented ahead of a fracture, so that none need be shown there.
  let isProphylactic: Bool

  /// What does not fit, in the order codes, levels, documents.
  var advisories: [Advisory] { codes + levels }

  /// The codes asked for that the policy knows, each as often as it is asked for.
  private var known: [ProcedureCode] {
    (file.request.codes ?? []).compactMap { code in policy.codes.first { $0.code == code } }
  }

  private var codes: [Advisory] {
    var advisories: [Advisory] = []
    func add(_ message: String) { advisories.append(Advisory(message: message, evidence: [])) }
    let target = queries.target
    for code in file.request.codes ?? [] where !known.contains(where: { $0.code == code }) {
      add("Code \(code) is none of the procedure codes of this policy.")
    }
    for code in known where !code.addedTo.isEmpty {
      if !known.contains(where: { code.addedTo.contains($0.code) }) {
        let primary = code.addedTo.joined(separator: " or ")
        add("Code \(code.code) is for an additional level and needs \(primary) beside it.")
      }
    }
    let placed = known.filter { $0.levels != nil }
    if !placed.isEmpty {
      for level in target.levels
      where !placed.contains(where: { $0.levels?.contains(level) ?? false }) {
        let names = placed.map { "\($0.code) (\($0.levelNames))" }.joined(separator: ", ")
        advisories.append(
          Advisory(
            message: "\(level) is not among the levels of \(names).",
            evidence: planned(level)
          )
        )
      }
    }
    let bodies = known.count
    if bodies > 0, target.levels.count > bodies {
      let additional = policy.codes.filter { code in
        code.addedTo.contains { id in known.contains { $0.code == id } }
      }
      let names = additional.map(\.code).joined(separator: " or ")
      add(
        "\(target.levels.count) levels are asked for with \(bodies) \(bodies == 1 ? "code" : "codes")"
          + (names.isEmpty ? "." : "; each further level takes \(names).")
      )
    }
    return advisories
  }

  private var levels: [Advisory] {
    var advisories: [Advisory] = []
    let asked = file.request.levels ?? []
    guard !asked.isEmpty else { return [] }
    let plans = queries.evaluate(policy.target).findings.filter { !$0.levels.isEmpty }
    let others = plans.filter { Set($0.levels).isDisjoint(with: asked) }
    if !plans.isEmpty, others.count == plans.count {
      advisories.append(
        Advisory(
          message: "\(names(asked)) asked for; the documents plan it at \(names(of: others)).",
          evidence: others.map { evidence($0, .against) }
        )
      )
    }
    let shown = queries.evaluate(policy.lesion).findings.filter { !$0.levels.isEmpty }
    for level in asked
    where !isProphylactic && !shown.isEmpty
      && !shown.contains(where: { $0.levels.contains(level) })
    {
      advisories.append(
        Advisory(
          message: "\(level) is asked for; what would be treated is shown at"
            + " \(names(of: shown)) only.",
          evidence: shown.map { evidence($0, .against) }
        )
      )
    }
    return advisories
  }

  private func planned(_ level: SpinalLevel) -> [Evidence] {
    queries.target.findings.filter { $0.levels.contains(level) }.map { evidence($0, .context) }
  }

  private func evidence(_ finding: Finding, _ stance: Stance) -> Evidence {
    Evidence(document: finding.document, range: finding.range, stance: stance, finding: finding.id)
  }

  private func names(_ levels: [SpinalLevel]) -> String {
    levels.map(\.description).joined(separator: ", ") + (levels.count == 1 ? " is" : " are")
  }

  private func names(of findings: [Finding]) -> String {
    Set(findings.flatMap(\.levels)).sorted().map(\.description).joined(separator: ", ")
  }
}
