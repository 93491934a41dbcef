import NoteModel
import TextProcessing

/// The columns headed yes and no of a form.
///
/// A lone mark in one of them answers its row:
///
/// ```
/// CONDITION        YES   NO
/// Heart failure           x
/// ```
struct AnswerColumns {
  /// A heading with both answers, from its line to the next blank line or heading.
  private struct Table {
    let tokens: Range<Int>
    let yes: Int
    let no: Int
  }

  private var tables: [Table] = []

  /// Tokens after a mention, and bytes of a line, that are looked at.
  private static let longestRow = 30
  private static let longestLine = 400

  /// Bytes from a column's heading at which a mark still stands under it.
  private static let tolerance = 6

  /// The tables of a text.
  ///
  /// - Complexity: O(tokens)
  init(_ text: TokenizedText, _ lexicon: Lexicon) {
    guard text.hasLayout, text.has(.answer) else { return }
    var open: (start: Int, yes: Int, no: Int)?
    var line = 0
    func close(_ end: Int) {
      if let table = open {
        tables.append(Table(tokens: table.start..<end, yes: table.yes, no: table.no))
      }
      open = nil
    }
    for index in text.tokens.indices {
      let traits = text.tokens[index].traits
      if traits.contains(.lineStart) { line = index }
      if traits.contains(.blankLineBefore) { close(index) }
      guard index > line, text.beginsColumn(index) || index == line + 1,
        let one = Self.answer(index - 1, text, lexicon),
        let other = Self.answer(index, text, lexicon),
        one != other
      else { continue }
      close(line)
      let places = (Self.place(of: index - 1, text), Self.place(of: index, text))
      open = (index + 1, one ? places.0 : places.1, one ? places.1 : places.0)
    }
    close(text.tokens.count)
  }

  /// The answer of the lone mark on the line of a token, if its line is a row of a table.
  ///
  /// - Parameters:
  ///   - mention: the tokens that the row asks about.
  ///   - text: the text.
  /// - Returns: the answer, if there is one.
  func answer(beside mention: Range<Int>, _ text: TokenizedText) -> Answer? {
    guard let table = tables.first(where: { $0.tokens.contains(mention.lowerBound) }) else {
      return nil
    }
    var index = mention.upperBound
    let end = min(table.tokens.upperBound, index + Self.longestRow)
    while index < end, !text.tokens[index].traits.contains(.lineStart) {
      if Self.isMark(index, text), text.tokens[index].traits.contains(.spaced) {
        let place = Self.place(of: index, text)
        let distances = (abs(place - table.yes), abs(place - table.no))
        guard min(distances.0, distances.1) <= Self.tolerance, distances.0 != distances.1 else {
          return nil
        }
        return Answer(isYes: distances.0 < distances.1, tokens: index..<index + 1)
      }
      index += 1
    }
    return nil
  }

  /// The answer that a word of a heading is.
  private static func answer(_ token: Int, _ text: TokenizedText, _ lexicon: Lexicon) -> Bool? {
    guard text.tokens[token].traits.contains(.capitalised) else { return nil }
    return lexicon.words.value(text.tokens[token].word, .answer).map { $0 > 0 }
  }

  /// A lone `x` or tick.
  private static func isMark(_ token: Int, _ text: TokenizedText) -> Bool {
    if text.tokens[token].kind == .tickedBox { return true }
    return text.tokens[token].end - text.tokens[token].start == 1
      && (text.byte(token) | 0x20) == UInt8(ascii: "x")
  }

  /// Bytes from the beginning of its line to a token.
  private static func place(of token: Int, _ text: TokenizedText) -> Int {
    let start = text.tokens[token].startOffset
    var line = start
    while line > 0, start - line < longestLine, text.text.utf8[line - 1] != UInt8(ascii: "\n") {
      line -= 1
    }
    return start - line
  }
}
