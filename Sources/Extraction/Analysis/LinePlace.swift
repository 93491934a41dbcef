import NoteModel
import TextProcessing

/// Where a token stands on its line, for columns.
struct LinePlace {
  /// The tabs or bars before it, which number the cells of a table that was marked up or drawn as one.
  let borders: Int
  /// The bytes before it.
  let bytes: Int

  /// Bytes of a line that are looked at.
  private static let longestLine = 400

  /// Bytes from a column's heading at which a mark still stands under it.
  private static let tolerance = 6

  /// The place of a token.
  ///
  /// - Complexity: O(its line), and the line is bounded.
  init(of token: Int, _ text: TokenizedText) {
    let start = text.tokens[token].startOffset
    var line = start
    var borders = 0
    while line > 0, start - line < Self.longestLine, text.text.utf8[line - 1] != UInt8(ascii: "\n")
    {
      line -= 1
      let byte = text.text.utf8[line]
      if byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "|") { borders += 1 }
    }
    self.borders = borders
    bytes = start - line
  }

  /// Which of some headings it stands under; none where it stands between two.
  func nearest(among headings: [LinePlace]) -> Int? {
    guard let first = headings.first else { return nil }
    if headings.contains(where: { $0.borders != first.borders }) {
      return headings.firstIndex { $0.borders == borders }
    }
    let distances = headings.map { abs($0.bytes - bytes) }
    guard let least = distances.min(), least <= Self.tolerance,
      distances.count(where: { $0 == least }) == 1
    else { return nil }
    return distances.firstIndex(of: least)
  }
}
