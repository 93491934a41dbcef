import ArgumentParser
import NoteModel
import Pipeline
import Reporting

/// Prints the findings of documents, or of a stream of notes.
struct ExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Find the clinical facts in documents, with their context.",
    discussion: """
      With --ndjson it reads lines {"id", "text", "format", "date"} from standard input and \
      answers one line a line, in order; a bad line is answered with an error and the stream \
      goes on. With --format brat and an --output that ends in / it writes a folder for brat: \
      each document's text and standoff.

      EXAMPLES
        chartproof extract note.txt
        chartproof extract note.html --format csv
        chartproof extract --ndjson < notes.ndjson > findings.ndjson
        chartproof extract NOTES/*.txt --format brat --output brat/
      """
  )

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case json
    case ndjson
    case csv
    case brat
    case omop
    case terminal
  }

  @Argument(help: "Documents, or folders of documents; - is standard input.")
  var paths: [String] = []

  @Option(help: "json, ndjson, csv, brat, omop or terminal (default: terminal on one, else json).")
  var format: Format?

  @Flag(help: "Read notes as JSON lines from standard input, and answer as JSON lines.")
  var ndjson = false

  @Option(help: "Lines of --ndjson worked on at once (default: the cores).")
  var workers: Int?

  @Flag(help: "No colour and no signs beyond ASCII, for screen readers and logs.")
  var plain = false

  @OptionGroup var knowledge: KnowledgeOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if ndjson == !paths.isEmpty {
      throw ValidationError("name documents, or --ndjson to read notes from standard input")
    }
    if let workers, workers < 1 { throw ValidationError("--workers is a number from 1") }
    if ndjson, output.output != nil || format ?? .ndjson != .ndjson {
      throw ValidationError("--ndjson answers JSON lines on standard output; redirect them instead")
    }
  }

  func run() throws {
    let screener = try knowledge.screener(policy: nil)
    if ndjson {
      NoteStream(screener: screener, workers: workers).run()
      if Interrupt.isRequested { throw ExitCode(Interrupt.exitCode) }
      return
    }
    let reading = screener.read(
      try .opening(paths),
      isHashed: false,
      standardInput: Console.readAll
    )
    for error in reading.errors { Console.error("error: \(error.description)") }
    var documents: [AnalyzedDocument] = []
    var findings: [Finding] = []
    for (number, document) in reading.documents.enumerated() {
      let result = screener.extract(document, number: number)
      documents.append(result.document)
      for var finding in result.findings {
        finding.id = findings.count
        findings.append(finding)
      }
    }
    if !documents.isEmpty { try write(documents, findings) }
    if !reading.errors.isEmpty { throw Exit.unread }
  }

  private func write(_ documents: [AnalyzedDocument], _ findings: [Finding]) throws {
    let renderer = FindingsRenderer(documents: documents, findings: findings)
    let isTerminal = output.output == nil && Console.isTerminal
    switch format ?? (isTerminal ? .terminal : .json) {
    case .json: try output.write(renderer.json() + "\n")
    case .ndjson: try output.write(String(decoding: renderer.ndjson(), as: UTF8.self))
    case .csv: try output.write(renderer.csv())
    case .brat:
      guard let folder = output.folder else { return try output.write(renderer.brat()) }
      try output.write(renderer.bratFolder(), into: folder)
    case .omop:
      let table = NoteNLPTable(
        documents: documents,
        findings: findings,
        system: "chartproof \(Chartproof.configuration.version)",
        date: Console.today
      )
      if !table.namesAreNumbers {
        Console.error("note: not every file is called by a number; note_id is the place from 1")
      }
      try output.write(table.csv())
    case .terminal:
      try output.write(
        renderer.terminal(
          color: !plain && output.output == nil && Console.wantsColor,
          width: isTerminal ? Console.width : 100,
          isPlain: plain
        )
      )
    }
  }
}
