import NoteModel
import TextProcessing

/// The columns of tables whose bare numbers are scores of pain.
///
/// ```
/// Time    Pain (0-10)    Site          PAIN (NRS 0-10)
/// 0800    7              mid spine     time    rest    move    site
/// ```
struct ScoreColumns {
  /// The cells under such a heading, each of scores alone.
  private var cells = Stretches<Void>()

  /// The cells of a text.
  ///
  /// A table ends with a blank line or one without columns.
  ///
  /// - Complexity: O(tokens)
  init(_ text: TokenizedText, _ lexicon: Lexicon) {
    guard text.hasLayout, lexicon.scoreConcept != nil else { return }
    var scored: [Int] = []
    var isUnderScale = false
    var line = 0
    while line < text.tokens.count {
      let rest = text.line(after: line + 1, atMost: text.tokens.count)
      let end = rest.upperBound
      defer { line = end }
      if text.tokens[line].traits.contains(.blankLineBefore) {
        scored = []
        isUnderScale = false
      }
      guard let second = rest.first(where: text.beginsColumn) else {
        scored = []
        isUnderScale =
          Self.hasScale(line..<end, text) && Self.namesPain(line..<end, text, lexicon)
        continue
      }
      let starts = [line, second] + (second + 1..<end).filter(text.beginsColumn) + [end]
      let row = zip(starts, starts.dropFirst()).map { $0..<$1 }
      if scored.isEmpty {
        guard !row.contains(where: { Self.isScore($0, text) }) else { continue }
        scored = row.indices.filter {
          isUnderScale && $0 > 0 || Self.isHeading(row[$0], text, lexicon)
        }
      } else {
        for column in scored where column < row.count && Self.isScore(row[column], text) {
          cells.begin(at: row[column].lowerBound, ())
          cells.end(at: row[column].upperBound)
        }
      }
    }
  }

  /// Whether a token stands in a cell of scores.
  ///
  /// - Complexity: O(log cells)
  func holds(_ token: Int) -> Bool { cells.holds(token) }

  /// Whether there are none.
  var isEmpty: Bool { cells.isEmpty }

  /// Whether a cell holds nothing but numbers from 0 to 10: `7`, `7 / 10`.
  private static func isScore(_ cell: Range<Int>, _ text: TokenizedText) -> Bool {
    cell.count <= longestScore
      && cell.allSatisfy { index in
        switch text.tokens[index].kind {
        case .number: text.number(index).decimal.map { (0...10).contains($0) } ?? false
        case .sign: text.isSign(index, "/") && index > cell.lowerBound
        default: false
        }
      }
  }

  /// Tokens of a cell of scores, at most.
  private static let longestScore = 3

  /// Whether a heading names pain and little more: `Pain`, `Pain at rest (0-10)`, but not `Pain medicine`.
  private static func isHeading(
    _ cell: Range<Int>,
    _ text: TokenizedText,
    _ lexicon: Lexicon
  ) -> Bool {
    guard namesPain(cell, text, lexicon) else { return false }
    let words = cell.filter { text.tokens[$0].kind == .word }
    return words.count == 1
      || words.count <= longestHeading
        && (hasScale(cell, text)
          || words.dropFirst().contains { lexicon.words.has(text.tokens[$0].word, .joiner) })
  }

  /// Words of a heading, at most.
  private static let longestHeading = 4

  private static func namesPain(
    _ words: Range<Int>,
    _ text: TokenizedText,
    _ lexicon: Lexicon
  ) -> Bool {
    words.contains { first in
      lexicon.hasTerm(in: text.tokens, from: first, to: words.upperBound) {
        lexicon.is($0, .scored)
      }
    }
  }

  /// Whether the scale of pain stands among some words: `0-10`.
  private static func hasScale(_ words: Range<Int>, _ text: TokenizedText) -> Bool {
    words.contains {
      text.tokens[$0].kind == .number && text.number($0).range.map { $0 == 0...10 } ?? false
    }
  }
}
