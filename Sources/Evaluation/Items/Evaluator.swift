import NoteModel
public import Pipeline

/// Holds the program against labels.
public struct Evaluator: Sendable {
  let screener: Screener

  /// Concepts whose findings are scored: those the label files are complete for.
  let scored: Set<String>

  /// An evaluator.
  ///
  /// - Parameter screener: the chain to evaluate; concepts of its group `scored-finding` count.
  public init(screener: Screener) {
    self.screener = screener
    scored = screener.concepts(in: "scored-finding")
  }

  /// Evaluates labels of any kind.
  ///
  /// - Parameter path: a folder of cases, each with `gold.json` beside its documents; a folder with
  ///   `.ann` files of brat; a `.txt` file of marked sentences; or a `.tsv` table of given spans.
  /// - Returns: every item of the labels with the program's answer.
  /// - Throws: `EvaluationError` where there are no labels, or they cannot be read.
  public func run(_ path: String) throws(EvaluationError) -> Run {
    if path.hasSuffix(".txt") { return try run(MarkedSentences.load(from: path)) }
    if path.hasSuffix(".tsv") { return try run(SpanLabels.load(from: path)) }
    if let folder = try BratFolder(path) { return try run(folder) }
    return try runCases(in: path)
  }

  private func runCases(in folder: String) throws(EvaluationError) -> Run {
    let alternates = try GoldCase.alternates(beside: folder)
    var units: [Unit] = []
    var unread: [String] = []
    do {
      for path in try CaseFolder.cases(in: folder) {
        guard let gold = try GoldCase.load(from: path) else { continue }
        let (screening, errors) = screener.screen(try CaseFolder(paths: [path]))
        unread += errors.map { "\(screening.caseName)/\($0.description)" }
        let items = CaseItems(
          gold: gold,
          screening: screening,
          defensible: alternates[screening.caseName] ?? [:],
          scored: scored
        )
        units.append(items.unit())
      }
    } catch {
      throw EvaluationError(message: "\(error)")
    }
    guard !units.isEmpty else {
      throw EvaluationError(message: "\(folder): holds no case with a gold.json and no .ann file")
    }
    return Run(.cases, units: units, unread: unread)
  }
}
