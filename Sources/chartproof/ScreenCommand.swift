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
      """
  )

  @Argument(help: "Documents, or folders of documents; - is standard input.")
  var paths: [String] = []

  @Option(help: "Screen every sub-folder of this folder as a case of its own.")
  var cases: String?

  @Option(help: "The name of a policy inside the program, or a policy file.")
  var policy = "cmm-607"

  @Option(help: "The date of service, YYYY-MM-DD; overrides request.json.")
  var referenceDate: String?

  @Option(help: "A procedure code asked for; may be repeated; overrides request.json.")
  var code: [String] = []

  @Option(help: "A level asked for, such as L1; may be repeated; overrides request.json.")
  var level: [String] = []

  @Option(
    help: "terminal, json, ndjson, html, markdown or sarif (default: terminal on one).",
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

  @Flag(help: "Print the list of what is missing, alone.")
  var missing = false

  @Flag(help: "No colour and no signs beyond ASCII, for screen readers and logs.")
  var plain = false

  @OptionGroup var knowledge: KnowledgeOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if paths.isEmpty == (cases == nil) {
      throw ValidationError("name the documents of one case, or --cases with a folder of cases")
    }
    _ = try overrides(of: Request())
    _ = try failing()
  }

  func run() throws {
    let screener = try knowledge.screener(policy: policy)
    var text = ""
    var hasErrors = false
    var hasFailed = false
    let failing = try failing()
    for path in try casePaths() {
      let folder: CaseFolder
      do {
        folder = try CaseFolder(paths: path)
      } catch {
        Console.error("error: \(error.description)")
        hasErrors = true
        continue
      }
      let (screening, errors) = screener.screen(
        folder,
        request: try overrides(of: folder.request),
        standardInput: Console.readAll
      )
      for error in errors { Console.error("error: \(error.description)") }
      hasErrors = hasErrors || !errors.isEmpty
      guard !screening.documents.isEmpty else { continue }
      hasFailed = hasFailed || failing.contains(screening.outcome)
      text += render(screening)
    }
    try output.write(text)
    if hasErrors { throw Exit.unread }
    if hasFailed { throw Exit.failedOn }
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

  private func overrides(of request: Request) throws -> Request {
    var request = request
    if let referenceDate {
      guard let date = CalendarDate(iso: referenceDate) else {
        throw ValidationError("`\(referenceDate)` is no date; write it YYYY-MM-DD")
      }
      request.referenceDate = date
    }
    if !code.isEmpty { request.codes = code }
    if !level.isEmpty {
      request.levels = try level.map { name in
        guard let level = SpinalLevel(name) else {
          throw ValidationError("`\(name)` is no level; write it like T12")
        }
        return level
      }
    }
    return request
  }

  private func render(_ screening: Screening) -> String {
    let isTerminal = output.output == nil && Console.isTerminal
    let terminal = TerminalRenderer(
      color: !plain && output.output == nil && Console.wantsColor,
      width: isTerminal ? Console.width : 100,
      isPlain: plain
    )
    if missing { return terminal.renderMissing(screening) }
    switch format ?? (isTerminal ? .terminal : cases == nil ? .json : .ndjson) {
    case .terminal: return terminal.render(screening)
    case .json: return JSONRenderer(isCompact: false).render(screening) + "\n"
    case .ndjson: return JSONRenderer(isCompact: true).render(screening) + "\n"
    case .html: return HTMLRenderer().render(screening)
    case .markdown: return MarkdownRenderer().render(screening)
    case .sarif: return SARIFRenderer().render(screening)
    }
  }
}
