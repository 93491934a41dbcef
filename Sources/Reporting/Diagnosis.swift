import NoteModel

/// A criterion as a diagnostic: how much it weighs, and the words behind it.
struct Diagnosis {
  /// How much a criterion weighs in the outcome, the heaviest first.
  enum Level: Int, CaseIterable, Comparable {
    /// It speaks against the request and decides.
    case against
    /// Its documents disagree.
    case conflict
    /// The pathway asks for it and no document says it.
    case missing
    /// It speaks for the request.
    case met
    /// An exclusion that the documents rule out.
    case ruledOut
    /// It neither speaks for the request nor against it.
    case weightless
    /// No document speaks of it.
    case silent

    static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

    /// The word before its code.
    var name: String {
      switch self {
      case .against: "against"
      case .conflict: "conflict"
      case .missing: "missing"
      case .met: "met"
      case .ruledOut: "ruled out"
      case .weightless, .silent: "note"
      }
    }

    /// The heading of its criteria where each has a line.
    var heading: String {
      switch self {
      case .against: "Against the request"
      case .conflict: "In conflict"
      case .missing: "Missing"
      case .met: "Met"
      case .ruledOut: "Ruled out"
      case .weightless: "Without weight here"
      case .silent: "Not documented"
      }
    }

    /// Whether to say what to document.
    var asks: Bool { self == .conflict || self == .missing }

    /// What it does to the request, which has a style and a sign.
    var effect: ScreeningSummary.Effect {
      switch self {
      case .against: .adverse
      case .conflict, .missing: .open
      case .met, .ruledOut: .favourable
      case .weightless, .silent: .neutral
      }
    }
  }

  let result: CriterionResult
  let level: Level

  /// The words behind it; of a conflict those of each side in turn, the newest first.
  let entries: [EvidenceEntry]

  /// Words of a document on a side.
  struct Place: Hashable {
    let document: Int
    let range: TextRange
    let stance: Stance
  }

  /// Where the words are.
  var places: [Place] {
    entries.map { Place(document: $0.document, range: $0.range, stance: $0.stance) }
  }

  /// The criteria of a screening, the heaviest first, else in the order of the policy.
  static func all(in summary: ScreeningSummary) -> [Diagnosis] {
    let screening = summary.screening
    let findings = Dictionary(screening.findings.map { ($0.id, $0) }) { first, _ in first }
    let diagnoses = screening.criteria.map { result in
      let entries = EvidenceEntry.entries(
        of: result.evidence,
        findings: findings,
        documents: screening.documents
      )
      return Diagnosis(
        result: result,
        level: level(of: result, summary),
        entries: result.status == .conflicting ? ordered(ConflictPairs(entries)) : entries
      )
    }
    return Level.allCases.flatMap { level in diagnoses.filter { $0.level == level } }
  }

  private static func ordered(_ conflict: ConflictPairs) -> [EvidenceEntry] {
    conflict.pairs.flatMap { [$0.for, $0.against] } + conflict.rest
  }

  private static func level(of result: CriterionResult, _ summary: ScreeningSummary) -> Level {
    switch (summary.effect(of: result), result.status) {
    case (.adverse, _): .against
    case (.open, _): .conflict
    case (.favourable, _): result.kind == .exclusion ? .ruledOut : .met
    case (.neutral, .undocumented):
      summary.screening.missing.contains { $0.criterion == result.id } ? .missing : .silent
    case (.neutral, _): .weightless
    }
  }
}
