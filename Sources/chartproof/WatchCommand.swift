import ArgumentParser
import NoteModel
import Pipeline
import Reporting

/// Screens a case again whenever its files change.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Screen a case again whenever its files change.",
    discussion: """
      Prints the report, and after each change of a document or of request.json the new report \
      and what it changed. A file that is still being written is waited for. Ends with Control-C.

      EXAMPLES
        chartproof watch CASE/
        chartproof watch CASE/ --missing --plain
      """
  )

  @Argument(help: "Documents, or folders of documents, which together are one case.")
  var paths: [String]

  @Option(help: "The name of a policy inside the program, or a policy file.")
  var policy = "cmm-607"

  @Flag(help: "Print the list of what is missing, alone.")
  var missing = false

  @Flag(help: "No colour and no signs beyond ASCII, for screen readers and logs.")
  var plain = false

  @OptionGroup var request: RequestOptions
  @OptionGroup var knowledge: KnowledgeOptions

  func validate() throws {
    if paths.contains("-") { throw ValidationError("standard input does not change; name files") }
    _ = try request.stated()
  }

  func run() throws {
    let screener = try knowledge.screener(policy: policy)
    let stated = try request.stated()
    Interrupt.watch()
    var watcher = FileWatcher(paths: paths)
    var last: Screening?
    while let changed = watcher.next() {
      let before = last
      last = screening(by: screener, stated)
      guard let last else { continue }
      show(last, after: before, changed: changed)
    }
    throw ExitCode(Interrupt.exitCode)
  }

  /// The case as it is now; where it cannot be read that is said, and it is waited for.
  private func screening(by screener: Screener, _ stated: Request) -> Screening? {
    do throws(CaseError) {
      let folder = try CaseFolder(paths: paths)
      let (screening, errors) = screener.screen(
        folder,
        request: folder.request.overridden(by: stated)
      )
      for error in errors { Console.error("error: \(error.description)") }
      return screening.documents.isEmpty ? nil : screening
    } catch {
      Console.error("error: \(error.description)")
      return nil
    }
  }

  private func show(_ screening: Screening, after before: Screening?, changed: [String]) {
    let renderer = TerminalRenderer(
      color: !plain && Console.wantsColor,
      width: Console.width,
      isPlain: plain
    )
    if Console.isTerminal && !plain { Console.clear() }
    Console.write(missing ? renderer.renderMissing(screening) : renderer.render(screening))
    guard let before else { return }
    Console.write(renderer.renderChange(from: before, to: screening, files: changed))
  }
}
