/// How many marked sentences, of each phenomenon, come out as they are marked.
public struct SentenceScores: Sendable {
  private struct Tally {
    var right = 0
    var all = 0
  }

  private var phenomena: [(name: String, tally: Tally)] = []
  private var places: [String: Int] = [:]
  private var details: [String] = []

  /// The scores of some sentences.
  ///
  /// - Throws: `EvaluationError` with the number of the line that is not marked well.
  public init(_ sentences: MarkedSentences, _ evaluator: Evaluator) throws(EvaluationError) {
    guard !sentences.sentences.isEmpty else {
      throw EvaluationError(message: "the file holds no sentence")
    }
    for sentence in sentences.sentences {
      let wrong: [MarkedSentences.Disagreement]
      do throws(MarkedText.Malformed) {
        wrong = try evaluator.disagreements(in: sentence)
      } catch {
        throw EvaluationError(
          message: "\(sentence.number): a tag is not closed, or no words are marked"
        )
      }
      count(sentence.phenomenon, isRight: wrong.isEmpty)
      guard !wrong.isEmpty else { continue }
      details.append("\(sentence.phenomenon), line \(sentence.number): \(sentence.line)")
      for item in wrong {
        let found = item.found.isEmpty ? "nothing" : item.found.joined(separator: ", ")
        details.append("    \(item.mark.name) \"\(item.mark.words)\": found \(found)")
      }
    }
  }

  private mutating func count(_ phenomenon: String, isRight: Bool) {
    let place = places[phenomenon] ?? phenomena.count
    if place == phenomena.count { phenomena.append((phenomenon, Tally())) }
    places[phenomenon] = place
    phenomena[place].tally.all += 1
    if isRight { phenomena[place].tally.right += 1 }
  }

  /// The sentences whose marks all came out right.
  public var right: Int { phenomena.reduce(0) { $0 + $1.tally.right } }

  /// The sentences.
  public var all: Int { phenomena.reduce(0) { $0 + $1.tally.all } }

  /// A line for each phenomenon, the sum, and every disagreement.
  public var text: String {
    let rows = phenomena.map { "\($0.tally.right)/\($0.tally.all)\t\($0.name)\n" }
    let sum = "\(right)/\(all)\tall of \(phenomena.count) phenomena\n"
    let errors = details.isEmpty ? "" : "\n" + details.joined(separator: "\n") + "\n"
    return rows.joined() + sum + errors
  }

  /// One JSON object of the sums.
  public var json: String {
    "{\"sentences\": \(all), \"right\": \(right), \"phenomena\": \(phenomena.count)}"
  }
}
