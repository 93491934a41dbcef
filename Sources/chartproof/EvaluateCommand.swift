import ArgumentParser
import Evaluation
import Pipeline
import Reporting

/// Holds the program against labels.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Hold the program against labels: scores, tables, errors, changes between runs.",
    discussion: """
      PATH is a folder with a folder for each case, gold.json beside its documents; a folder with \
      documents annotated in brat (NAME.txt and NAME.ann); a .txt file of marked sentences, such \
      as `No <absent>sepsis</absent>.`; or a .tsv of given spans with the columns id, sentence, \
      start, end, negation, temporality and experiencer.
      """
  )

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Argument(help: "The labels: a folder of cases, a brat folder, a .txt or a .tsv file.")
  var path: String

  @Option(help: "text, or json for scripts and --against.")
  var format = Format.text

  @Option(help: "How many errors of each kind to show in text, at most; all if not given.")
  var errors: Int?

  @Option(help: "Samples of cases, documents or sentences behind the intervals; 0 for none.")
  var resamples = 1000

  @Option(help: "A run saved with --format json, to say what is fixed and broken since.")
  var against: String?

  @Option(help: "The name of a policy inside the program, or a policy file.")
  var policy = "cmm-607"

  @OptionGroup var knowledge: KnowledgeOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard errors ?? 0 >= 0 else { throw ValidationError("--errors is 0 or more") }
    guard errors == nil || format == .text else {
      throw ValidationError("--errors is of text; json says of every item whether it is right")
    }
    guard (0...100_000).contains(resamples) else {
      throw ValidationError("--resamples is from 0 to 100000")
    }
  }

  func run() throws {
    let evaluator = Evaluator(screener: try knowledge.screener(policy: policy))
    let run: Run
    let changes: Changes?
    do throws(EvaluationError) {
      let before = try against.map { path throws(EvaluationError) in
        try SavedRun.load(from: path)
      }
      run = try evaluator.run(path)
      changes = before.map { Changes(from: $0, to: run) }
    } catch {
      Console.error("error: \(error.description)")
      throw Exit.unread
    }
    let report = EvaluationReport(run, changes: changes, resamples: resamples, errors: errors)
    try output.write(format == .json ? report.json : report.text)
    guard run.unread.isEmpty else {
      for problem in run.unread { Console.error("error: \(problem)") }
      throw Exit.unread
    }
  }
}
