/// Right ones among those given and those wanted.
public struct Tally: Sendable, Equatable {
  /// Given and right.
  public internal(set) var right: Int

  /// Given.
  public internal(set) var given: Int

  /// Wanted.
  public internal(set) var wanted: Int

  /// Right among given, from 0 to 1; `nil` where nothing was given.
  public var precision: Double? { given > 0 ? Double(right) / Double(given) : nil }

  /// Right among wanted, from 0 to 1; `nil` where nothing was wanted.
  public var recall: Double? { wanted > 0 ? Double(right) / Double(wanted) : nil }

  /// The harmonic mean of the two.
  public var f1: Double {
    guard let precision, let recall, precision + recall > 0 else { return 0 }
    return 2 * precision * recall / (precision + recall)
  }

  /// A tally, of nothing where nothing is said.
  init(right: Int = 0, given: Int = 0, wanted: Int = 0) {
    self.right = right
    self.given = given
    self.wanted = wanted
  }

  /// Right ones among as many given as wanted.
  init(right: Int, of all: Int) { self.init(right: right, given: all, wanted: all) }

  static func += (left: inout Tally, right: Tally) {
    left.right += right.right
    left.given += right.given
    left.wanted += right.wanted
  }
}

extension Tally {
  /// Counts answers: those that labels want, those given, and those that are right.
  ///
  /// - Parameters:
  ///   - items: what to count.
  ///   - counts: which answers count; one that does not is neither wanted nor given.
  ///   - isRight: which items are right.
  init(
    _ items: some Sequence<Item>,
    counting counts: (String) -> Bool = { _ in true },
    where isRight: (Item) -> Bool
  ) {
    self.init()
    for item in items {
      let isWanted = item.expected.map(counts) ?? false
      if isWanted { wanted += 1 }
      if item.got.map(counts) ?? false { given += 1 }
      if isWanted, isRight(item) { right += 1 }
    }
  }
}
