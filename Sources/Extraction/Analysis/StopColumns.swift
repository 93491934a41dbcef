import NoteModel
import TextProcessing

/// The column of a reconciliation of medicines under which a mark says that one is stopped.
///
/// ```
/// Medication            CONTINUE   CHANGE   STOP
/// ibuprofen 200 mg                           X
/// ```
struct StopColumns {
  /// The rows below such headings, from their line to the next blank line or heading.
  private struct Table {
    let tokens: Range<Int>
    /// Where the headings of the marks stand.
    let places: [LinePlace]
    /// Which of them heads what is stopped.
    let stop: Int
  }

  private var tables: [Table] = []

  /// Tokens of a row that are looked at.
  private static let longestRow = 30

  /// The tables of a text.
  ///
  /// - Complexity: O(tokens)
  init(_ text: TokenizedText, _ lexicon: Lexicon) {
    guard text.hasLayout, text.has(.until), text.has(.ongoing) else { return }
    var open: (start: Int, places: [LinePlace], stop: Int)?
    func close(_ end: Int) {
      if let table = open {
        tables.append(Table(tokens: table.start..<end, places: table.places, stop: table.stop))
      }
      open = nil
    }
    var line = 0
    for index in text.tokens.indices {
      let traits = text.tokens[index].traits
      if traits.contains(.lineStart) { line = index }
      if traits.contains(.blankLineBefore) { close(index) }
      guard traits.contains(.capitalised), index - line < Self.longestRow,
        lexicon.words.has(text.tokens[index].word, .until),
        open.map({ $0.start <= line }) ?? true
      else { continue }
      let end = text.line(after: index + 1, atMost: Self.longestRow).upperBound
      guard let heading = Self.heading(line..<end, text, lexicon) else { continue }
      close(line)
      open = (end, heading.places, heading.stop)
    }
    close(text.tokens.count)
  }

  /// The headings of marks on a line: three words or more, none small, of which one is for what goes on
  /// and one for what has ended.
  private static func heading(
    _ line: Range<Int>,
    _ text: TokenizedText,
    _ lexicon: Lexicon
  ) -> (places: [LinePlace], stop: Int)? {
    let words = line.filter { text.tokens[$0].kind == .word }
    guard words.count > 2,
      words.allSatisfy({ text.tokens[$0].traits.contains(.capitalised) }),
      words.contains(where: { lexicon.words.has(text.tokens[$0].word, .ongoing) }),
      let stop = words.firstIndex(where: { lexicon.words.has(text.tokens[$0].word, .until) })
    else { return nil }
    return (words.map { LinePlace(of: $0, text) }, stop)
  }

  /// The mark that says that what a row is about is stopped.
  func mark(beside mention: Range<Int>, _ text: TokenizedText) -> Int? {
    let place = tables.partitioningIndex { $0.tokens.upperBound > mention.lowerBound }
    guard place < tables.count, tables[place].tokens.contains(mention.lowerBound) else {
      return nil
    }
    let table = tables[place]
    let row = text.line(after: mention.upperBound, atMost: Self.longestRow)
    let marks = row.filter { text.isMark($0) && text.tokens[$0].traits.contains(.spaced) }
    guard marks.count == 1,
      LinePlace(of: marks[0], text).nearest(among: table.places) == table.stop
    else { return nil }
    return marks[0]
  }
}
