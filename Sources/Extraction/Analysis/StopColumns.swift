import NoteModel
import TextProcessing

/// The column of a reconciliation of medicines under which a mark says that one is stopped.
///
/// ```
/// Medication            CONTINUE   CHANGE   STOP
/// ibuprofen 200 mg                           X
/// ```
struct StopColumns {
  /// The headings of the marks.
  private struct Heading {
    /// Where they stand.
    let places: [LinePlace]
    /// Which of them heads what is stopped.
    let stop: Int
  }

  /// The rows below such headings, from their line to the next blank line or heading.
  private var tables = Stretches<Heading>()

  /// Tokens of a row that are looked at.
  private static let longestRow = 30

  /// The tables of a text.
  ///
  /// - Complexity: O(tokens)
  init(_ text: TokenizedText, _ lexicon: Lexicon) {
    guard text.hasLayout, text.has(.until), text.has(.ongoing) else { return }
    var line = 0
    for index in text.tokens.indices {
      let traits = text.tokens[index].traits
      if traits.contains(.lineStart) { line = index }
      if traits.contains(.blankLineBefore) { tables.end(at: index) }
      guard traits.contains(.capitalised), index - line < Self.longestRow,
        lexicon.words.has(text.tokens[index].word, .until),
        tables.start ?? 0 <= line
      else { continue }
      let end = text.line(after: index + 1, atMost: Self.longestRow).upperBound
      guard let heading = Self.heading(line..<end, text, lexicon) else { continue }
      tables.end(at: line)
      tables.begin(at: end, heading)
    }
    tables.end(at: text.tokens.count)
  }

  /// The headings of marks on a line: three words or more, none small, of which one is for what goes on
  /// and one for what has ended.
  private static func heading(
    _ line: Range<Int>,
    _ text: TokenizedText,
    _ lexicon: Lexicon
  ) -> Heading? {
    let words = line.filter { text.tokens[$0].kind == .word }
    guard words.count > 2,
      words.allSatisfy({ text.tokens[$0].traits.contains(.capitalised) }),
      text.tokens(words, have: .ongoing, lexicon.words),
      let stop = words.firstIndex(where: { lexicon.words.has(text.tokens[$0].word, .until) })
    else { return nil }
    return Heading(places: words.map { LinePlace(of: $0, text) }, stop: stop)
  }

  /// The mark that says that what a row is about is stopped.
  func mark(beside mention: Range<Int>, _ text: TokenizedText) -> Int? {
    guard let heading = tables[mention.lowerBound] else { return nil }
    let row = text.line(after: mention.upperBound, atMost: Self.longestRow)
    let marks = row.filter { text.isMark($0) && text.tokens[$0].traits.contains(.spaced) }
    guard marks.count == 1,
      LinePlace(of: marks[0], text).nearest(among: heading.places) == heading.stop
    else { return nil }
    return marks[0]
  }
}
