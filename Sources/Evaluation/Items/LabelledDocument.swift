import NoteModel
import Reporting

/// A document with what it takes to say where its words stand.
struct LabelledDocument {
  /// Its name below what was evaluated.
  let name: String

  /// The document as read.
  let document: NoteDocument

  private let sentences: [TextRange]
  private let lines: LineIndex
  private let collapsed: CollapsedText

  init(_ analyzed: AnalyzedDocument, name: String) {
    self.name = name
    document = analyzed.document
    sentences = analyzed.sentences
    let text = analyzed.document.text
    lines = LineIndex(text)
    collapsed = CollapsedText(text.string(in: TextRange(0, text.count)))
  }

  /// The words of a range, with their sentence; their line where they are in none.
  func passage(of range: TextRange) -> Passage {
    let text = document.text
    let line = lines.line(at: range.start)
    let start = lines.range(ofLine: line)
    let holding = sentences.filter { $0.overlaps(range) }
    return Passage(
      document: name,
      line: line,
      column: text.scalarOffset(ofByte: range.start) - text.scalarOffset(ofByte: start.start) + 1,
      words: range,
      of: holding.dropFirst().reduce(holding.first ?? start) { $0.union($1) },
      in: text
    )
  }

  /// `name:start-end`, in bytes of the file.
  func key(of range: TextRange) -> String {
    let source = document.sourceMap.source(of: range)
    return "\(name):\(source.start)-\(source.end)"
  }

  /// The words of a label's quote.
  func range(of quote: String, occurrence: Int?) -> TextRange? {
    guard let found = collapsed.range(of: quote, occurrence: occurrence ?? 1) else { return nil }
    return document.text.range(ofScalars: found)
  }
}
