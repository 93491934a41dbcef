import NoteModel
import TextProcessing

/// The columns of tables that tell how things were before.
///
/// ```
/// Function     Prior    On admission   Now
/// Transfers    indep    max assist     mod assist
/// ```
struct FormerColumns {
  /// The cells under such a heading, in order.
  private var cells: [Range<Int>] = []

  /// The cells of a text.
  ///
  /// A table ends with a blank line.
  ///
  /// - Complexity: O(tokens)
  init(_ text: TokenizedText, _ lexicon: Lexicon) {
    guard text.hasLayout, text.has(.former) else { return }
    var former: Int?
    var line = 0
    while line < text.tokens.count {
      let end =
        (line + 1..<text.tokens.count).first { text.tokens[$0].traits.contains(.lineStart) }
        ?? text.tokens.count
      if text.tokens[line].traits.contains(.blankLineBefore) { former = nil }
      let starts = [line] + (line + 1..<end).filter { text.beginsColumn($0) }
      if let heading = Self.former(starts, text, lexicon) {
        former = heading
      } else if let former, former < starts.count, starts.count > 2 {
        let next = former + 1 < starts.count ? starts[former + 1] : end
        cells.append(starts[former]..<next)
      }
      line = end
    }
  }

  /// The place of the column that a line of headings has for the past.
  private static func former(
    _ starts: [Int],
    _ text: TokenizedText,
    _ lexicon: Lexicon
  ) -> Int? {
    guard starts.count > 1,
      let place = starts.firstIndex(where: {
        lexicon.words.has(text.tokens[$0].word, .former)
      })
    else { return nil }
    // Where it begins its line, the column of what the rows are about has no heading.
    return place == 0 ? starts.count > 2 ? 1 : nil : place
  }

  /// Whether there are no such cells.
  var isEmpty: Bool { cells.isEmpty }

  /// Whether a token stands in such a cell.
  ///
  /// - Complexity: O(log cells)
  func holds(_ token: Int) -> Bool {
    let place = cells.partitioningIndex { $0.upperBound > token }
    return place < cells.count && cells[place].contains(token)
  }
}
