import NoteModel
import TextProcessing

/// The dated entries of a document that holds several: an export of a chart, a log of calls, the
/// notes of a ward.
struct Entries {
  /// The first token and the day of each, in order; empty in a document of one day.
  private let entries: [(first: Int, day: CalendarDate)]

  /// Tokens at the start of a line within which the day of an entry stands.
  private static let longestLead = 4

  /// Finds the lines that begin an entry.
  ///
  /// Such a line begins with a whole date, after a number at most, and stands after a blank line
  /// or has the hour after the date; the days of all run one way.
  init(_ text: TokenizedText, _ lexicon: Lexicon) {
    let finder = TimeFinder(lexicon: lexicon, today: nil)
    var found: [(first: Int, day: CalendarDate)] = []
    for index in text.tokens.indices where text.tokens[index].traits.contains(.lineStart) {
      let end = min(index + Self.longestLead, text.tokens.count)
      let place = (index..<end).first { Self.isDate($0, text) }
      guard let place, (index..<place).allSatisfy({ Self.isLead($0, text) }),
        !(index + 1...max(index + 1, place)).contains(where: {
          $0 <= place && text.tokens[$0].traits.contains(.lineStart)
        }),
        let match = finder.date(at: place, in: index..<end, text), match.first == match.last,
        text.tokens[index].traits.contains(.blankLineBefore) || Self.isHour(match.end, text)
          || place > index
      else { continue }
      found.append((index, match.first))
    }
    let days = found.map(\.day)
    let runsOneWay =
      zip(days, days.dropFirst()).allSatisfy { $0 <= $1 }
      || zip(days, days.dropFirst()).allSatisfy { $0 >= $1 }
    entries = Set(days).count > 1 && runsOneWay ? found : []
  }

  /// The last day of all, where there are any.
  var last: CalendarDate? { entries.map(\.day).max() }

  /// The day of the entry that holds a token.
  ///
  /// - Complexity: O(log entries)
  func day(at token: Int) -> CalendarDate? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].first <= token { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? entries[low - 1].day : nil
  }

  private static func isDate(_ index: Int, _ text: TokenizedText) -> Bool {
    text.tokens[index].kind == .number && NumberToken(text.string(index)).isWholeDate
  }

  /// `#4` before a date; a bullet begins an item of a list.
  private static func isLead(_ index: Int, _ text: TokenizedText) -> Bool {
    text.isSign(index, "#") || NumberToken(text.string(index)).whole != nil
  }

  /// Whether the hour of an entry stands at a token: `2250`, `14:05`.
  private static func isHour(_ index: Int, _ text: TokenizedText) -> Bool {
    guard index < text.tokens.count, text.tokens[index].kind == .number,
      !text.tokens[index].traits.contains(.lineStart)
    else { return false }
    return NumberToken(text.string(index)).isHour
  }
}
