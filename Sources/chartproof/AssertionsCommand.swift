import ArgumentParser
import Extraction
import NoteModel
import Pipeline

/// Labels the context of given spans.
struct AssertionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assertions",
    abstract: "Label given spans as negated, historical, hypothetical or of somebody else.",
    discussion: """
      FILE is a TSV with the header id, concept, sentence, start, end (offsets in Unicode scalars \
      of the sentence). With --document it has id, start, end, and the offsets are of the text of \
      that document, as `chartproof read` prints it.

      EXAMPLES
        chartproof assertions spans.tsv
        chartproof assertions spans.tsv --document note.txt
      """
  )

  @Argument(help: "The TSV; - is standard input.")
  var file: String

  @Option(help: "The document that the spans are of.")
  var document: String?

  @OptionGroup var knowledge: KnowledgeOptions

  func run() throws {
    let screener = try knowledge.screener(policy: nil)
    let table = SpanTable(String(decoding: try bytes(), as: UTF8.self), file: file)
    do {
      Console.write(
        document == nil ? try sentences(table, screener) : try spans(table, screener)
      )
    } catch let error as SpanTableError {
      throw ValidationError(error.description)
    }
  }

  private func bytes() throws -> [UInt8] {
    if file == "-" { return Console.readAll() }
    guard let contents = InputFile.bytes(at: file) else {
      Console.error("error: \(file): cannot be read; check the path")
      throw Exit.unread
    }
    return contents
  }

  private func sentences(_ table: SpanTable, _ screener: Screener) throws -> String {
    var text = "id\tnegation\ttemporality\texperiencer\n"
    for row in table.rows {
      let sentence = String(try table.cell("sentence", of: row))
      let document = NoteDocument(words: sentence, id: "sentence")
      let range = document.text.range(ofScalars: try table.span(of: row))
      guard let found = screener.assertions(of: [range], in: document).first else { continue }
      text += "\(try table.cell("id", of: row))\t\(found.row)\n"
    }
    return text
  }

  private func spans(_ table: SpanTable, _ screener: Screener) throws -> String {
    let reading = screener.read(
      try .opening([document ?? ""]),
      isHashed: false,
      standardInput: { [] }
    )
    guard let document = reading.documents.first else {
      for error in reading.errors { Console.error("error: \(error.description)") }
      throw Exit.unread
    }
    let spans = try table.rows.map { document.text.range(ofScalars: try table.span(of: $0)) }
    var text = "id\tnegation\ttemporality\texperiencer\tassertion\n"
    for (row, found) in zip(table.rows, screener.assertions(of: spans, in: document)) {
      text += "\(try table.cell("id", of: row))\t\(found.row)\t\(found.assertion.rawValue)\n"
    }
    return text
  }
}
