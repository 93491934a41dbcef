import NoteModel

/// How often each label of a kind of items got each answer.
struct Confusion {
  /// The answers that occur, in order; `nil` stands for none.
  let answers: [String?]

  private var counts: [Pair: Int] = [:]

  private struct Pair: Hashable {
    let expected: String?
    let got: String?
  }

  /// The kinds of items whose answers are few enough for a table.
  static let kinds: [Item.Kind] = [
    .outcome, .status, .assertion, .mark, .negation, .temporality, .experiencer,
  ]

  init(_ kind: Item.Kind, in run: Run) {
    for item in run.items(kind) {
      counts[Pair(expected: item.expected, got: item.got), default: 0] += 1
    }
    let present = Set(counts.keys.flatMap { [$0.expected, $0.got] })
    let order = Self.order(of: kind)
    let known = order.filter { present.contains($0) }
    let others = present.subtracting(order).compactMap(\.self).sorted()
    answers = known + others + (present.contains(nil) ? [nil] : [])
  }

  /// How many items labelled `expected` got `got`.
  func count(_ expected: String?, _ got: String?) -> Int {
    counts[Pair(expected: expected, got: got)] ?? 0
  }

  /// How well one answer is given.
  func tally(of answer: String?) -> Tally {
    var tally = Tally()
    tally.right = count(answer, answer)
    tally.given = answers.reduce(0) { $0 + count($1, answer) }
    tally.wanted = answers.reduce(0) { $0 + count(answer, $1) }
    return tally
  }

  private static func order(of kind: Item.Kind) -> [String] {
    switch kind {
    case .outcome: Outcome.allCases.map(\.rawValue)
    case .status: Status.allCases.map(\.rawValue)
    case .assertion, .mark: Assertion.allCases.map(\.rawValue)
    case .missing, .finding, .evidence, .negation, .temporality, .experiencer: []
    }
  }
}
