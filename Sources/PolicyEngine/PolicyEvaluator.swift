public import NoteModel

/// Holds cases against one policy.
public struct PolicyEvaluator: Sendable {
  private let policy: Policy

  /// An evaluator of a policy.
  public init(policy: Policy) {
    self.policy = policy
  }

  /// The result for a case.
  ///
  /// - Parameters:
  ///   - file: the case.
  ///   - warnings: what went wrong while reading it.
  /// - Returns: every criterion in the order of the policy, the outcome and the gaps.
  public func screen(_ file: CaseFile, warnings: [String] = []) -> Screening {
    var queries = QueryEvaluator(policy: policy, file: file)
    var results: [String: CriterionResult] = [:]
    // Criteria may ask for one another: those that do come after those they ask for.
    for criterion in ordered() {
      let decision = CriterionDecision(criterion: criterion, queries: queries, file: file)
      queries.decided[criterion.id] = (decision.status, decision.deciding)
      results[criterion.id] = decision.result
    }
    let criteria = policy.criteria.compactMap { results[$0.id] }
    let judgement = PathwayJudgement(policy: policy, statuses: results.mapValues(\.status))
    var requested = file.request
    if requested.levels == nil, !queries.target.levels.isEmpty {
      requested.levels = queries.target.levels
    }
    return Screening(
      caseName: file.name,
      policy: policy.identity,
      referenceDate: file.referenceDate,
      requested: requested,
      outcome: judgement.outcome,
      pathway: judgement.pathway,
      criteria: criteria,
      missing: judgement.missing,
      gaps: Gaps(
        completions: Completions(policy: policy, statuses: results.mapValues(\.status)).all,
        open: policy.criteria
          .filter { $0.kind == .exclusion && results[$0.id]?.status == .undocumented }
          .map { MissingItem(criterion: $0.id, ask: $0.ask) }
      ),
      advisories: RequestCheck(
        policy: policy,
        file: file,
        queries: queries,
        isProphylactic: policy.pathways.contains { pathway in
          pathway.isProphylactic && pathway.id == judgement.pathway
        }
      ).advisories,
      documents: file.documents,
      findings: file.findings,
      warnings: warnings
    )
  }

  /// The criteria, each after those its queries ask for; a circle is cut where it closes.
  private func ordered() -> [Criterion] {
    let byID = Dictionary(policy.criteria.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    var done: Set<String> = []
    var order: [Criterion] = []
    func visit(_ criterion: Criterion, _ path: Set<String>) {
      guard !done.contains(criterion.id), !path.contains(criterion.id) else { return }
      for id in criterion.dependencies {
        if let other = byID[id] { visit(other, path.union([criterion.id])) }
      }
      if done.insert(criterion.id).inserted { order.append(criterion) }
    }
    for criterion in policy.criteria { visit(criterion, []) }
    return order
  }
}

extension Criterion {
  /// The criteria whose status its queries ask for.
  var dependencies: [String] {
    (supports + refutes + unsettles + context).flatMap(\.dependencies)
  }
}

extension Query {
  /// The criteria whose status it asks for.
  var dependencies: [String] {
    switch self {
    case .criterion(let id, _): [id]
    case .together(let parts), .first(let parts), .none(let parts), .given(let parts):
      parts.flatMap(\.dependencies)
    case .findings, .onset, .course, .levels: []
    }
  }
}
