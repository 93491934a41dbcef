import NoteModel

/// A number of a report, under the name that scripts use.
struct Figure: Sendable {
  /// Which share of a tally.
  enum Share: String {
    case precision
    case recall
    case f1
  }

  /// Where the number comes from.
  enum Origin: Sendable {
    case count(@Sendable (Run) -> Int)
    case share(Measure, Share)
  }

  let name: String
  let origin: Origin

  private init(_ name: String, count: @escaping @Sendable (Run) -> Int) {
    self.name = name
    origin = .count(count)
  }

  private init(_ name: String, _ measure: Measure, _ share: Share = .recall) {
    self.name = name
    origin = .share(measure, share)
  }

  /// Precision, recall and F1, each with its name at the end of `name`.
  private static func three(_ name: String, _ measure: Measure) -> [Figure] {
    [Share.precision, .recall, .f1].map { Figure("\(name)_\($0.rawValue)", measure, $0) }
  }

  /// The figures of a run, in order.
  static func all(of source: Run.Source) -> [Figure] {
    switch source {
    case .cases: cases
    case .documents: documents
    case .sentences: sentences
    case .spans: spans
    }
  }

  private static let cases: [Figure] =
    [
      Figure("cases") { $0.units.count },
      Figure("outcome_accuracy", .outcomes),
      Figure("false_criteria_met") { $0.falselyMet },
    ] + three("status", .statuses) + [
      Figure("status_accuracy_lenient", .statusesLenient),
      Figure("missing_exact", .missing),
    ] + three("finding", .findings) + [
      Figure("assertion_accuracy", .assertions),
      Figure("evidence_recall", .evidence),
      Figure("offsets_right", .offsets),
      Figure("quotes_not_in_text") { $0.quotesNotInText },
      Figure("outcome_lenient", .outcomesLenient),
      Figure("status_accuracy", .statusesAll),
    ] + strict + [Figure("evidence_strict_recall", .evidenceStrict)]

  private static let documents: [Figure] =
    [Figure("documents") { $0.units.count }] + three("finding", .findings)
    + [Figure("assertion_accuracy", .assertions)] + strict

  private static let strict: [Figure] =
    three("finding_strict", .findingsStrict) + three("assertion", .mentions)
    + three("assertion_strict", .mentionsStrict)

  private static let sentences: [Figure] = [
    Figure("sentences") { $0.units.count },
    Figure("right") { $0.units.count { $0.items.allSatisfy(\.isRight) } },
    Figure("phenomena") { Set($0.units.map(\.phenomenon)).count },
    Figure("sentence_accuracy", .sentences),
    Figure("mark_accuracy", .marks),
    Figure("mark_strict_accuracy", .marksStrict),
  ]

  private static let spans: [Figure] =
    [
      Figure("rows") { $0.items(.negation).count },
      Figure("sentences") { $0.units.count },
    ] + three("negated", .negated) + three("historical", .historical)
    + three("hypothetical", .hypothetical) + three("other", .other)
}

extension Figure.Share {
  func of(_ tally: Tally) -> Double? {
    switch self {
    case .precision: tally.precision
    case .recall: tally.recall
    case .f1: tally.given + tally.wanted > 0 ? tally.f1 : nil
    }
  }
}

extension Run {
  /// Cases wrongly said to meet the criteria: the worst error.
  package var falselyMet: Int {
    items(.outcome).count { $0.got == Outcome.criteriaMet.rawValue && $0.got != $0.expected }
  }

  /// Labels that quote words which are not in the text as read.
  package var quotesNotInText: Int {
    items(.finding).count { $0.expected != nil && $0.passage == nil }
  }
}
