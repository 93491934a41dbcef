import NoteModel
import TextProcessing

/// The columns of tables that tell how things were before.
///
/// ```
/// Function     Prior    On admission   Now
/// Transfers    indep    max assist     mod assist
/// ```
///
/// Of columns under days, all but that of the newest do.
struct FormerColumns {
  /// The cells under such a heading.
  private var cells = Stretches<Void>()

  /// The cells of a text.
  ///
  /// A table ends with a blank line.
  ///
  /// - Complexity: O(tokens)
  init(_ text: TokenizedText, _ lexicon: Lexicon, seenOn today: CalendarDate?) {
    guard text.hasLayout else { return }
    var former: [Int] = []
    var line = 0
    while line < text.tokens.count {
      let rest = text.line(after: line + 1, atMost: text.tokens.count)
      let end = rest.upperBound
      defer { line = end }
      if text.tokens[line].traits.contains(.blankLineBefore) { former = [] }
      // Most lines have no columns.
      guard let second = rest.first(where: text.beginsColumn) else { continue }
      let starts = [line, second] + (second + 1..<end).filter(text.beginsColumn)
      if let heading = Self.former(starts, text, lexicon) {
        former = [heading]
      } else if let earlier = Self.earlier(starts, end, text, seenOn: today) {
        former = earlier
      } else if starts.count > 2 {
        for column in former where column < starts.count {
          cells.begin(at: starts[column], ())
          cells.end(at: column + 1 < starts.count ? starts[column + 1] : end)
        }
      }
    }
  }

  /// The place of the column that a line of headings has for the past.
  private static func former(
    _ starts: [Int],
    _ text: TokenizedText,
    _ lexicon: Lexicon
  ) -> Int? {
    guard
      let place = starts.firstIndex(where: {
        lexicon.words.has(text.tokens[$0].word, .former)
      })
    else { return nil }
    // Where it begins its line, the column of what the rows are about has no heading.
    return place == 0 ? starts.count > 2 ? 1 : nil : place
  }

  /// The places of the columns that a line of days has for all but the newest, which is the first or
  /// the last of them.
  private static func earlier(
    _ starts: [Int],
    _ end: Int,
    _ text: TokenizedText,
    seenOn today: CalendarDate?
  ) -> [Int]? {
    // The column of what the rows are about may have no heading; where it has one, two scores may
    // stand beside it (`Pain  7/10  2/10`), and only days with a year are days.
    let hasLabel = text.tokens[starts[0]].kind != .number
    let days = starts.indices.dropFirst(hasLabel ? 1 : 0).map { index -> CalendarDate? in
      let next = index + 1 < starts.count ? starts[index + 1] : end
      guard next == starts[index] + 1, text.tokens[starts[index]].kind == .number else {
        return nil
      }
      let number = text.number(starts[index])
      guard !hasLabel || number.count == 3 else { return nil }
      return number.date(before: today, isDayFirst: text.isDayFirst, isExpected: true)?.last
    }
    let known = days.compactMap(\.self)
    guard known.count > 1, known.count == days.count, let newest = known.max(),
      newest == known.first || newest == known.last, known.first != known.last
    else { return nil }
    return newest == known.last ? Array(1..<known.count) : Array(2...known.count)
  }

  /// Whether there are no such cells.
  var isEmpty: Bool { cells.isEmpty }

  /// Whether a token stands in such a cell.
  ///
  /// - Complexity: O(log cells)
  func holds(_ token: Int) -> Bool { cells.holds(token) }
}
