import ArgumentParser
import NoteModel
import Pipeline
import Reporting

/// Prints what the reader made of documents.
struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Show what the reader makes of documents: text, sections, sentences, entries.",
    discussion: """
      Offsets in every output are those of the text that it prints.

      EXAMPLES
        chartproof read note.html --format text
        chartproof read CASE/ > documents.json
      """
  )

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case json
    case text
  }

  @Argument(help: "Documents, or folders of documents; - is standard input.")
  var paths: [String]

  @Option(help: "json, or text for the text alone.")
  var format = Format.json

  @OptionGroup var knowledge: KnowledgeOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let screener = try knowledge.screener(policy: nil)
    let reading = screener.read(
      try .opening(paths),
      isHashed: false,
      standardInput: Console.readAll
    )
    for error in reading.errors { Console.error("error: \(error.description)") }
    switch format {
    case .text:
      try output.write(
        reading.documents.map { $0.text.string(in: TextRange(0, $0.text.count)) }.joined()
      )
    case .json:
      let documents = reading.documents.map { screener.extract($0).document }
      try output.write(JSONRenderer(isCompact: false).renderDocuments(documents) + "\n")
    }
    if !reading.errors.isEmpty { throw Exit.unread }
  }
}
