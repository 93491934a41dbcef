public import NoteModel
import Reporting

/// Words of a document and where they stand.
public struct Passage: Sendable {
  /// The document: its name below what was evaluated.
  public let document: String

  /// The line of its text, from 1.
  public let line: Int

  /// The Unicode scalar of the line, from 1, as `explain --at` counts.
  public let column: Int

  /// The sentence on one line, the words in brackets.
  public let sentence: NoteText

  /// `document:line:column`.
  public var place: String { "\(document):\(line):\(column)" }

  /// Words of a sentence.
  init(
    document: String,
    line: Int,
    column: Int,
    words: TextRange,
    of sentence: TextRange,
    in text: NoteText
  ) {
    self.document = document
    self.line = line
    self.column = column
    let all = sentence.union(words)
    let parts = [
      text.string(in: TextRange(all.start, words.start)), "[", text.string(in: words), "]",
      text.string(in: TextRange(words.end, all.end)),
    ]
    let shown = VisibleText.of(parts.joined())
    self.sentence = NoteText(shown.split(separator: " ").joined(separator: " "))
  }
}
