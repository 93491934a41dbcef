/// What a run shows: figures with their intervals, tables, errors, and changes since another run.
public struct EvaluationReport: Sendable {
  let run: Run
  let changes: Changes?
  let resamples: Int
  let errors: Int?
  let figures: [(name: String, value: Double?, interval: ClosedRange<Double>?)]

  /// A report.
  ///
  /// - Parameters:
  ///   - run: what was evaluated.
  ///   - changes: what became of its items since another run.
  ///   - resamples: samples behind the intervals; 0 for none.
  ///   - errors: how many errors of each kind the text shows at most; `nil` for all.
  public init(_ run: Run, changes: Changes? = nil, resamples: Int, errors: Int? = nil) {
    let scores = Scores(run)
    let bootstrap = Bootstrap(run, resamples: resamples)
    self.run = run
    self.changes = changes
    self.resamples = resamples
    self.errors = errors
    figures = Figure.all(of: run.source).map { figure in
      let value: Double? =
        switch figure.origin {
        case .count(let count): Double(count(run))
        case .share(let measure, let share): share.of(scores[measure])
        }
      return (figure.name, value, bootstrap.interval(of: figure))
    }
  }

  /// The confusion tables that have something in them.
  var confusions: [(kind: Item.Kind, table: Confusion)] {
    Confusion.kinds.map { ($0, Confusion($0, in: run)) }.filter { !$0.table.answers.isEmpty }
  }

  /// What stands for no label, and for no answer.
  static let nothing = "nothing"

  /// A share or count to four decimals.
  static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}
