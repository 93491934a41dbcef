import ArgumentParser
import NoteModel
import Pipeline
import Reporting

/// Screens one case, or each case of a folder.
struct ScreenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screen",
    abstract: "Hold the documents of a case against a policy.",
    discussion: """
      All PATHs together are one case; a folder stands for the documents in it, and its \
      request.json states the request.

      A report is read on a terminal; elsewhere the answer is JSON.

      EXAMPLES
        chartproof screen CASE/
        chartproof screen CASE/ --missing
        chartproof screen CASE/ --format html --output report.html
        chartproof screen visit.txt mri.txt --code 22514 --level L1
        chartproof screen --cases CASES/ --fail-on clinical-review > all.ndjson
      """
  )

  @Argument(help: "Documents, or folders of documents; - is standard input.")
  var paths: [String] = []

  @Option(help: "Screen every sub-folder of this folder as a case of its own.")
  var cases: String?

  @Option(help: "The name of a policy inside the program, or a policy file.")
  var policy = "cmm-607"

  @Option(
    help: """
      terminal, json, ndjson, html, markdown, csv, sarif or fhir (default: terminal where it is \
      read on one, else json).
      """,
    completion: .list(ReportFormat.allCases.map(\.rawValue)),
    transform: ScreenCommand.reportFormat
  )
  var format: ReportFormat?

  @Option(
    help: ArgumentHelp(
      "Exit with 3 if the outcome is one of these, separated by commas.",
      valueName: "outcomes"
    )
  )
  var failOn: String?

  @Option(help: "Cases of --cases worked on at once (default: the cores).")
  var workers: Int?

  @Flag(help: "Print the list of what is missing, alone.")
  var missing = false

  @Flag(help: "On a terminal, show the words behind every criterion.")
  var all = false

  @Flag(help: "No colour and no signs beyond ASCII, for screen readers and logs.")
  var plain = false

  @OptionGroup var request: RequestOptions
  @OptionGroup var knowledge: KnowledgeOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if paths.isEmpty == (cases == nil) {
      throw ValidationError("name the documents of one case, or --cases with a folder of cases")
    }
    _ = try request.stated()
    _ = try failing()
  }

  func run() throws {
    let screener = try knowledge.screener(policy: policy)
    let failing = try failing()
    let stated = try request.stated()
    let paths = try casePaths()
    // What goes to a file goes there as a whole; the reports of many cases are not held together.
    var text = ""
    // Of a table all cases are rows under one header.
    var header = format == .csv && !missing ? CriteriaTable().header : ""
    var hasErrors = false
    var hasFailed = false
    if cases != nil { Interrupt.watch() }
    var progress = cases == nil ? nil : Progress(of: "cases", size: paths.count)
    OrderedWork(workers: paths.count == 1 ? 1 : workers).run(over: paths) { paths in
      report(on: paths, screener, stated)
    } take: { report in
      for error in report.errors { Console.error("error: \(error)") }
      hasErrors = hasErrors || !report.errors.isEmpty
      hasFailed = hasFailed || report.outcome.map { failing.contains($0) } ?? false
      let page = report.text.isEmpty ? "" : header + report.text
      if !page.isEmpty { header = "" }
      if output.output == nil { Console.write(page) } else { text += page }
      progress?.advance(by: 1)
    }
    progress?.end()
    if output.output != nil { try output.write(text) }
    if Interrupt.isRequested { throw ExitCode(Interrupt.exitCode) }
    if hasErrors { throw Exit.unread }
    if hasFailed { throw Exit.failedOn }
  }

  /// What one case came to.
  private struct Report {
    var text = ""
    var outcome: Outcome?
    var errors: [String] = []
  }

  private func report(
    on paths: [String],
    _ screener: Screener,
    _ stated: Request
  ) -> Report {
    do throws(CaseError) {
      let folder = try CaseFolder(paths: paths)
      let (screening, errors) = screener.screen(
        folder,
        request: folder.request.overridden(by: stated),
        standardInput: Console.readAll
      )
      var report = Report(errors: errors.map(\.description))
      guard !screening.documents.isEmpty else { return report }
      report.outcome = screening.outcome
      report.text = render(screening)
      return report
    } catch {
      return Report(errors: [error.description])
    }
  }

  private static func reportFormat(_ name: String) throws -> ReportFormat {
    guard let format = ReportFormat(rawValue: name) else {
      let names = ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("`\(name)` is no format; there are \(names)")
    }
    return format
  }

  private func casePaths() throws -> [[String]] {
    guard let cases else { return [paths] }
    do {
      return try CaseFolder.cases(in: cases).map { [$0] }
    } catch {
      Console.error("error: \(error.description)")
      throw Exit.unread
    }
  }

  private func failing() throws -> Set<Outcome> {
    guard let failOn else { return [] }
    return Set(
      try failOn.split(separator: ",").map { name in
        guard let outcome = Outcome(rawValue: String(name)) else {
          let names = Outcome.allCases.map(\.rawValue).joined(separator: ", ")
          throw ValidationError("`\(name)` is no outcome; there are \(names)")
        }
        return outcome
      }
    )
  }

  private func render(_ screening: Screening) -> String {
    let isTerminal = output.output == nil && Console.isTerminal
    let terminal = TerminalRenderer(
      color: !plain && output.output == nil && Console.wantsColor,
      width: isTerminal ? Console.width : 100,
      isPlain: plain,
      showsAll: all
    )
    if missing { return terminal.renderMissing(screening) }
    switch format ?? (isTerminal ? .terminal : cases == nil ? .json : .ndjson) {
    case .terminal: return terminal.render(screening)
    case .csv: return CriteriaTable().rows(of: screening)
    case let format: return format.render(screening, authored: Console.today)
    }
  }
}
