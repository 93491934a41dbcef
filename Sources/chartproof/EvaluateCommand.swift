import ArgumentParser
import Evaluation
import Pipeline
import Reporting

/// Scores the program on labelled cases.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Screen labelled cases and count agreement with their labels.",
    discussion: """
      DIR holds a folder for each case, with gold.json beside its documents. A .txt file instead \
      holds marked sentences, such as `No <absent>sepsis</absent>.`, and is scored by phenomenon.
      """
  )

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Argument(help: "The folder of labelled cases, or a file of marked sentences.")
  var folder: String

  @Option(help: "text, or json for scripts.")
  var format = Format.text

  @Option(help: "The name of a policy inside the program, or a policy file.")
  var policy = "cmm-607"

  @OptionGroup var knowledge: KnowledgeOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let evaluator = Evaluator(screener: try knowledge.screener(policy: policy))
    let report: String
    do {
      report = folder.hasSuffix(".txt") ? try sentences(evaluator) : try cases(evaluator)
    } catch {
      Console.error("error: \(error.description)")
      throw Exit.unread
    }
    try output.write(report)
  }

  private func cases(_ evaluator: Evaluator) throws(EvaluationError) -> String {
    let scores = try evaluator.evaluate(folder)
    return format == .json ? scores.json + "\n" : scores.text
  }

  private func sentences(_ evaluator: Evaluator) throws(EvaluationError) -> String {
    let scores = try SentenceScores(.load(from: folder), evaluator)
    return format == .json ? scores.json + "\n" : scores.text
  }
}
