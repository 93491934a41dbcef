import NoteModel

/// What the documents show about one criterion, and why.
struct CriterionDecision {
  let status: Status
  /// The findings that decided.
  let deciding: [Finding]
  let result: CriterionResult

  init(criterion: Criterion, queries: QueryEvaluator, file: CaseFile) {
    let supporting = EvidenceSide(criterion.supports, queries, file)
    let refuting = EvidenceSide(criterion.refutes, queries, file)
    let unsettling = EvidenceSide(criterion.unsettles, queries, file)
    let context = EvidenceSide(criterion.context, queries, file)
    let status = Self.status(criterion, supporting, refuting, unsettling)
    self.status = status
    switch status {
    case .supported: deciding = supporting.findings
    case .refuted: deciding = refuting.findings
    case .conflicting: deciding = supporting.findings + refuting.findings + unsettling.findings
    case .undocumented: deciding = []
    }
    var evidence: [Evidence] = []
    var seen: Set<Place> = []
    func add(_ side: EvidenceSide, _ stance: Stance) {
      for finding in side.findings {
        let range = side.range(of: finding)
        guard seen.insert(Place(document: finding.document, range: range)).inserted else {
          continue
        }
        evidence.append(
          Evidence(document: finding.document, range: range, stance: stance, finding: finding.id)
        )
      }
    }
    if status == .refuted {
      add(refuting, .against)
      add(supporting, .for)
    } else {
      add(supporting, .for)
      add(refuting, .against)
    }
    add(unsettling, .for)
    add(context, .context)
    result = CriterionResult(
      id: criterion.id,
      kind: criterion.kind,
      group: criterion.group,
      says: criterion.says,
      place: criterion.place,
      ask: criterion.ask,
      status: status,
      why: Reason(criterion, status, supporting, refuting, unsettling).sentence(
        NearestMiss(queries: queries, file: file),
        file
      ),
      evidence: evidence
    )
  }

  private struct Place: Hashable {
    let document: Int
    let range: TextRange
  }

  private static func status(
    _ criterion: Criterion,
    _ supporting: EvidenceSide,
    _ refuting: EvidenceSide,
    _ unsettling: EvidenceSide
  ) -> Status {
    switch (supporting.isEmpty, refuting.isEmpty) {
    case (false, true):
      let isOpen =
        switch criterion.resolution {
        case .unsettled: !unsettling.isEmpty && !supporting.isNewer(than: unsettling)
        case .newest: unsettling.isNewer(than: supporting)
        case .reconciled, .supported, .refuted: false
        }
      return isOpen ? .conflicting : .supported
    case (true, false): return unsettling.isNewer(than: refuting) ? .conflicting : .refuted
    case (true, true): return unsettling.isEmpty ? .undocumented : .conflicting
    case (false, false):
      switch criterion.resolution {
      case .supported:
        let isUnsettled = !unsettling.isEmpty && !supporting.isNewer(than: unsettling)
        return isUnsettled || supporting.isOfOneDay(with: refuting) ? .conflicting : .supported
      case .reconciled:
        if supporting.isNewer(than: refuting) { return .supported }
        if refuting.isNewer(than: supporting) { return .refuted }
        return supporting.sharesNewestDocument(with: refuting) ? .supported : .conflicting
      case .refuted: return .refuted
      case .unsettled where !unsettling.isEmpty:
        if supporting.isNewer(than: unsettling), supporting.isNewer(than: refuting) {
          return .supported
        }
        return refuting.isNewer(than: unsettling) && refuting.isNewer(than: supporting)
          ? .refuted : .conflicting
      case .newest, .unsettled:
        if supporting.isNewer(than: refuting) { return .supported }
        if refuting.isNewer(than: supporting) { return .refuted }
        return .conflicting
      }
    }
  }
}
