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
    let yes: LinePlace
    let no: LinePlace
  }

  private var tables: [Table] = []

  /// Tokens after a mention that are looked at.
  private static let longestRow = 30

  /// The tables of a text.
  ///
  /// - Complexity: O(tokens)
  init(_ text: TokenizedText, _ lexicon: Lexicon) {
    guard text.hasLayout, text.has(.answer) else { return }
    var open: (start: Int, yes: LinePlace, no: LinePlace)?
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
      // Of several pairs on a line the first heads the columns.
      guard index > line, open.map({ $0.start <= line }) ?? true,
        text.beginsColumn(index) || index == line + 1,
        let one = Self.answer(index - 1, text, lexicon),
        let other = Self.answer(index, text, lexicon),
        one != other
      else { continue }
      close(line)
      let places = (LinePlace(of: index - 1, text), LinePlace(of: index, text))
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
    guard let table = table(at: mention.lowerBound) else { return nil }
    var end = mention.upperBound
    let last = min(table.tokens.upperBound, end + Self.longestRow)
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
  func holds(_ token: Int) -> Bool { table(at: token) != nil }

  private func table(at token: Int) -> Table? {
    let place = tables.partitioningIndex { $0.tokens.upperBound > token }
    return place < tables.count && tables[place].tokens.contains(token) ? tables[place] : nil
  }

  /// The answer that a word of a heading is.
  private static func answer(_ token: Int, _ text: TokenizedText, _ lexicon: Lexicon) -> Bool? {
    guard text.tokens[token].traits.contains(.capitalised) else { return nil }
    return lexicon.words.value(text.tokens[token].word, .answer).map { $0 > 0 }
  }
}
