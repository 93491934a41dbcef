/// What became of the items of a run since another.
public struct Changes: Sendable {
  /// An item that was right in one run and wrong in the other.
  struct Change: Sendable {
    let id: String
    let expected: String?
    let before: String?
    let now: String?

    /// Where it stands, in this run; `nil` where only the other has it.
    let passage: Passage?
  }

  /// Wrong before, right now.
  private(set) var fixed: [Change] = []

  /// Right before, wrong now.
  private(set) var broken: [Change] = []

  private var unchangedRight = 0
  private var unchangedWrong = 0
  private var relabelled = 0
  private var onlyNow = 0
  private var onlyThen = 0

  /// How many items there are of each sort.
  ///
  /// Right or wrong in both runs is unchanged. One whose label changed says nothing of the program;
  /// neither does a labelled one that only one run has: a new label, or the assertion of a mention
  /// that the other run missed.
  var counts: KeyValuePairs<String, Int> {
    [
      "fixed": fixed.count, "broken": broken.count, "unchanged_right": unchangedRight,
      "unchanged_wrong": unchangedWrong, "relabelled": relabelled, "only_now": onlyNow,
      "only_then": onlyThen,
    ]
  }

  /// The changes from a run to another on the same labels.
  ///
  /// An item without a label is something found that should not be: where a run does not have it,
  /// it is right there.
  public init(from before: SavedRun, to now: Run) {
    var answers = Dictionary(
      before.answers.map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    for item in now.items {
      let answer = answers.removeValue(forKey: item.id)
      if answer == nil, item.expected != nil {
        onlyNow += 1
        continue
      }
      if let answer, answer.expected != item.expected {
        relabelled += 1
        continue
      }
      let change = Change(
        id: item.id,
        expected: item.expected,
        before: answer?.got,
        now: item.got,
        passage: item.passage
      )
      add(change, wasRight: answer?.isRight ?? true, isRight: item.isRight)
    }
    for answer in before.answers where answers[answer.id] != nil {
      guard answer.expected == nil else {
        onlyThen += 1
        continue
      }
      let change = Change(
        id: answer.id,
        expected: nil,
        before: answer.got,
        now: nil,
        passage: nil
      )
      add(change, wasRight: answer.isRight, isRight: true)
    }
  }

  private mutating func add(_ change: Change, wasRight: Bool, isRight: Bool) {
    switch (wasRight, isRight) {
    case (true, true): unchangedRight += 1
    case (false, false): unchangedWrong += 1
    case (false, true): fixed.append(change)
    case (true, false): broken.append(change)
    }
  }
}
