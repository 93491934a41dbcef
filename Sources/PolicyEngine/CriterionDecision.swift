import NoteModel

/// What the documents show about one criterion, and why.
struct CriterionDecision {
  let status: Status
  /// The findings that decided.
  let deciding: [Finding]
  let result: CriterionResult

  init(criterion: Criterion, queries: QueryEvaluator, file: CaseFile) {
    let supporting = Side(criterion.supports, queries, file)
    let refuting = Side(criterion.refutes, queries, file)
    let unsettling = Side(criterion.unsettles, queries, file)
    let context = Side(criterion.context, queries, file)
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
    func add(_ side: Side, _ stance: Stance) {
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
      status: status,
      why: Self.why(status, supporting, refuting, unsettling, file),
      evidence: evidence
    )
  }

  private struct Place: Hashable {
    let document: Int
    let range: TextRange
  }

  private static func status(
    _ criterion: Criterion,
    _ supporting: Side,
    _ refuting: Side,
    _ unsettling: Side
  ) -> Status {
    switch (supporting.isEmpty, refuting.isEmpty) {
    case (false, true):
      return criterion.resolution == .unsettled && !unsettling.isEmpty ? .conflicting : .supported
    case (true, false): return unsettling.isNewer(than: refuting) ? .conflicting : .refuted
    case (true, true): return unsettling.isEmpty ? .undocumented : .conflicting
    case (false, false):
      switch criterion.resolution {
      case .supported: return .supported
      case .refuted: return .refuted
      case .unsettled where !unsettling.isEmpty:
        return refuting.isNewer(than: unsettling) && refuting.isNewer(than: supporting)
          ? .refuted : .conflicting
      case .newest, .unsettled:
        if supporting.isNewer(than: refuting) { return .supported }
        if refuting.isNewer(than: supporting) { return .refuted }
        return .conflicting
      }
    }
  }

  private static func why(
    _ status: Status,
    _ supporting: Side,
    _ refuting: Side,
    _ unsettling: Side,
    _ file: CaseFile
  ) -> String {
    switch status {
    case .supported: return supporting.sentence("Documented", file)
    case .refuted: return refuting.sentence("Excluded", file)
    case .conflicting:
      if !supporting.isEmpty, !refuting.isEmpty {
        return "Current statements on both sides: \(supporting.places(file)) for,"
          + " \(refuting.places(file)) against."
      }
      return unsettling.sentence("Left open", file)
    case .undocumented: return "Nothing in the documents decides it."
    }
  }
}

/// The evidence on one side of a criterion.
private struct Side {
  private(set) var findings: [Finding] = []
  private var holdsWithoutWords = false
  private var note: String?
  private let newest: CalendarDate?

  init(_ queries: [Query], _ evaluator: QueryEvaluator, _ file: CaseFile) {
    var seen: Set<Int> = []
    for query in queries {
      let result = evaluator.evaluate(query)
      if result.isEmpty { continue }
      holdsWithoutWords = holdsWithoutWords || result.holdsWithoutWords
      note = note ?? result.note
      for finding in result.findings where seen.insert(finding.id).inserted {
        findings.append(finding)
      }
    }
    newest = findings.compactMap { file.day(of: $0) }.max()
    findings.sort { left, right in
      let one = file.day(of: left)
      let other = file.day(of: right)
      if one != other, let one, let other { return one > other }
      return left.id < right.id
    }
  }

  var isEmpty: Bool { findings.isEmpty && !holdsWithoutWords }

  /// Whether its newest statement is of a later day than the other's.
  func isNewer(than other: Side) -> Bool {
    guard let newest, let theirs = other.newest else { return false }
    return newest > theirs
  }

  /// Bytes of a passage, at most: what is shown must be read at a glance.
  private static let longestPassage = 120

  /// The words to show for a finding: its own, with the cues and attributes near it in its
  /// sentence.
  func range(of finding: Finding) -> TextRange {
    let parts = (finding.context.map(\.range) + finding.attributes.map(\.range))
      .filter { finding.sentence.contains($0) }
      .sorted { finding.range.union($0).count < finding.range.union($1).count }
    var range = finding.range
    for part in parts where range.union(part).count <= Self.longestPassage {
      range = range.union(part)
    }
    return range
  }

  func sentence(_ lead: String, _ file: CaseFile) -> String {
    let places = findings.isEmpty ? "\(lead) in the request." : "\(lead) in \(places(file))."
    return note.map { "\($0) \(places)" } ?? places
  }

  /// The newest document, and how many more there are.
  func places(_ file: CaseFile) -> String {
    var documents: [Int] = []
    for finding in findings where !documents.contains(finding.document) {
      documents.append(finding.document)
    }
    guard let first = documents.first else { return "the request" }
    let document = file.documents[first]
    let day = document.date.map { " (\($0))" } ?? ""
    let more = documents.count > 1 ? " and \(documents.count - 1) more" : ""
    return "\(document.document.id)\(day)\(more)"
  }
}
