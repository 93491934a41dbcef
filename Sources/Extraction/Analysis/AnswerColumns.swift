import NoteModel
import TextProcessing

/// The columns headed yes and no, or present and absent, of a form.
///
/// A lone mark in one of them answers its row:
///
/// ```
/// CONDITION        YES   NO
/// Heart failure           x
/// ```
struct AnswerColumns {
  /// The headings of the rows from their line to the next blank line.
  private var tables = Stretches<(yes: LinePlace, no: LinePlace)>()

  /// Tokens after a mention that are looked at.
  private static let longestRow = 30

  /// The tables of a text.
  ///
  /// - Complexity: O(tokens)
  init(_ text: TokenizedText, _ lexicon: Lexicon) {
    guard text.hasLayout, text.has(.answer) || text.has(.boxAnswer) else { return }
    var line = 0
    for index in text.tokens.indices {
      let traits = text.tokens[index].traits
      if traits.contains(.lineStart) { line = index }
      if traits.contains(.blankLineBefore) { tables.end(at: index) }
      // Of several pairs on a line the first heads the columns.
      guard index > line, tables.start ?? 0 <= line,
        text.beginsColumn(index) || index == line + 1,
        let one = Self.answer(index - 1, text, lexicon),
        let other = Self.answer(index, text, lexicon),
        one != other
      else { continue }
      let places = (LinePlace(of: index - 1, text), LinePlace(of: index, text))
      tables.end(at: line)
      tables.begin(at: index + 1, one ? places : (places.1, places.0))
    }
    tables.end(at: text.tokens.count)
  }

  /// The answer of the lone mark on the line of a token, if its line is a row of a table.
  ///
  /// - Parameters:
  ///   - mention: the tokens that the row asks about.
  ///   - text: the text.
  /// - Returns: the answer, if there is one.
  func answer(beside mention: Range<Int>, _ text: TokenizedText) -> Answer? {
    guard let table = tables[mention.lowerBound] else { return nil }
    var end = mention.upperBound
    let last = min(text.tokens.count, end + Self.longestRow)
    while end < last, !text.tokens[end].traits.contains(.lineStart) { end += 1 }
    let start = max(0, mention.lowerBound - Self.longestRow)..<mention.lowerBound + 1
    let line = start.last { text.tokens[$0].traits.contains(.lineStart) } ?? mention.lowerBound
    func mark(in tokens: Range<Int>) -> Int? {
      tokens.first { text.isMark($0) && text.tokens[$0].traits.contains(.spaced) }
    }
    guard let mark = mark(in: mention.upperBound..<end) ?? mark(in: line..<mention.lowerBound)
    else {
      // A row that ends with what it asks was left open.
      return end == mention.upperBound ? Answer(.open, mention) : nil
    }
    return LinePlace(of: mark, text).nearest(among: [table.yes, table.no]).map {
      Answer(isYes: $0 == 0, tokens: mark..<mark + 1)
    }
  }

  /// Whether a token stands in such a table.
  ///
  /// - Complexity: O(log tables)
  func holds(_ token: Int) -> Bool { tables.holds(token) }

  /// The answer that a word of a heading is.
  private static func answer(_ token: Int, _ text: TokenizedText, _ lexicon: Lexicon) -> Bool? {
    guard text.tokens[token].traits.contains(.capitalised) else { return nil }
    return lexicon.words.boxAnswer(text.tokens[token].word)
  }
}
