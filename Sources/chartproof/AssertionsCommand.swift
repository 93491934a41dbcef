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
    let rows = try table()
    Console.write(
      document == nil ? try sentences(rows, screener) : try spans(rows, screener)
    )
  }

  /// The cells of a TSV by the names in its header.
  private struct Table {
    let columns: [Substring: Int]
    let rows: [(line: Int, cells: [Substring])]

    func cell(_ name: Substring, _ row: [Substring]) -> Substring? {
      guard let column = columns[name], column < row.count else { return nil }
      return row[column]
    }
  }

  private func table() throws -> Table {
    let bytes: [UInt8]
    if file == "-" {
      bytes = Console.readAll()
    } else {
      guard let contents = InputFile.bytes(at: file) else {
        Console.error("error: \(file): cannot be read; check the path")
        throw Exit.unread
      }
      bytes = contents
    }
    var lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasSuffix("\r") ? $0.dropLast() : $0 }
    guard !lines.isEmpty else { throw ValidationError("\(file): is empty; it needs a header") }
    let header = lines.removeFirst().split(separator: "\t", omittingEmptySubsequences: false)
    let rows = lines.enumerated().filter { !$1.isEmpty }.map {
      (line: $0 + 2, cells: $1.split(separator: "\t", omittingEmptySubsequences: false))
    }
    return Table(
      columns: Dictionary(
        header.enumerated().map { ($1, $0) },
        uniquingKeysWith: { first, _ in first }
      ),
      rows: rows
    )
  }

  private func span(_ row: (line: Int, cells: [Substring]), _ table: Table) throws -> Range<Int> {
    guard let first = table.cell("start", row.cells).flatMap({ Int($0) }),
      let end = table.cell("end", row.cells).flatMap({ Int($0) }), 0 <= first, first <= end
    else { throw ValidationError("\(file):\(row.line): start and end are numbers of characters") }
    return first..<end
  }

  private func sentences(_ table: Table, _ screener: Screener) throws -> String {
    var text = "id\tnegation\ttemporality\texperiencer\n"
    for row in table.rows {
      guard let id = table.cell("id", row.cells), let sentence = table.cell("sentence", row.cells)
      else { throw ValidationError("\(file):\(row.line): needs id, sentence, start and end") }
      let span = try span(row, table)
      let document = NoteDocument(words: String(sentence), id: "sentence")
      let note = document.text
      let range = TextRange(
        note.byteOffset(ofScalar: span.lowerBound),
        note.byteOffset(ofScalar: span.upperBound)
      )
      guard let found = screener.assertions(of: [range], in: document).first else { continue }
      text += "\(id)\t\(found.row)\n"
    }
    return text
  }

  private func spans(_ table: Table, _ screener: Screener) throws -> String {
    let reading = screener.read(try .opening([document ?? ""]), standardInput: { [] })
    guard let document = reading.documents.first else {
      for error in reading.errors { Console.error("error: \(error.description)") }
      throw Exit.unread
    }
    let spans = try table.rows.map { row in
      let span = try span(row, table)
      return TextRange(
        document.text.byteOffset(ofScalar: span.lowerBound),
        document.text.byteOffset(ofScalar: span.upperBound)
      )
    }
    var text = "id\tnegation\ttemporality\texperiencer\tassertion\n"
    for (row, found) in zip(table.rows, screener.assertions(of: spans, in: document)) {
      text += "\(table.cell("id", row.cells) ?? "")\t\(found.row)\t\(found.assertion.rawValue)\n"
    }
    return text
  }
}
