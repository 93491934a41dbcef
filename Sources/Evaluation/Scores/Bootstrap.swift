/// Intervals that hold a figure in 95 of 100 samples drawn from the units of a run.
///
/// Each sample draws as many units as there are, with replacement; the interval reaches from the
/// 2.5th to the 97.5th percentile (Efron and Tibshirani 1993, chapter 13). The same units give the
/// same intervals.
struct Bootstrap {
  private let samples: [[Tally]]

  /// Draws samples.
  ///
  /// - Complexity: O(`resamples` x units x measures)
  init(_ run: Run, resamples: Int) {
    let units = run.units.map(Scores.tallies)
    var generator = SeededGenerator()
    samples = (0..<(units.isEmpty ? 0 : resamples)).map { _ in
      var sum = Array(repeating: Tally(), count: Measure.allCases.count)
      for _ in units.indices {
        let unit = units[generator.next(below: units.count)]
        for place in sum.indices { sum[place] += unit[place] }
      }
      return sum
    }
  }

  /// The interval of a figure; `nil` for counts, and where no sample has a value.
  func interval(of figure: Figure) -> ClosedRange<Double>? {
    guard case .share(let measure, let share) = figure.origin else { return nil }
    let values = samples.compactMap { share.of($0[measure.rawValue]) }.sorted()
    guard !values.isEmpty else { return nil }
    func percentile(_ share: Double) -> Double {
      values[Int((share * Double(values.count - 1)).rounded())]
    }
    return percentile(0.025)...percentile(0.975)
  }
}

/// SplitMix64 from a fixed seed: the same numbers in every run, on every machine.
private struct SeededGenerator {
  private var state: UInt64 = 1

  /// A number from 0 up to, not including, `bound`.
  mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    return Int(mixed.multipliedFullWidth(by: UInt64(bound)).high)
  }
}
