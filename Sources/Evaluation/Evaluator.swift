import NoteModel
public import Pipeline

/// Screens labelled cases and counts agreement with their labels.
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

  /// The scores of the cases in a folder.
  ///
  /// - Parameter folder: holds a folder for each case, with `gold.json` beside its documents.
  /// - Returns: the scores and every disagreement.
  /// - Throws: `EvaluationError` where there is no labelled case, or one cannot be read.
  public func evaluate(_ folder: String) throws(EvaluationError) -> Scores {
    let cases: [String]
    do {
      cases = try CaseFolder.cases(in: folder)
    } catch {
      throw EvaluationError(message: error.description)
    }
    let alternates = GoldCase.alternates(beside: folder)
    var scores = Scores()
    for path in cases {
      guard let gold = try GoldCase.load(from: path) else { continue }
      let screening: Screening
      do {
        screening = screener.screen(try CaseFolder(paths: [path])).screening
      } catch {
        throw EvaluationError(message: error.description)
      }
      let comparison = Comparison(
        gold: gold,
        screening: screening,
        defensible: alternates[screening.caseName] ?? [:],
        scored: scored
      )
      comparison.add(to: &scores)
    }
    guard scores.cases > 0 else {
      throw EvaluationError(message: "\(folder): holds no case with a gold.json")
    }
    return scores
  }
}
