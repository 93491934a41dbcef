import NoteModel
import TextProcessing

/// The dated entries of a document that holds several: an export of a chart, a log of calls, the
/// notes of a ward, a report with a later addendum.
struct Entries {
  /// The first token and the day of each, in order; empty in a document of one day.
  private let entries: [(first: Int, day: CalendarDate)]

  /// The last day of the entries that make up the document, where there are any; what is added
  /// later leaves its date as it is.
  let last: CalendarDate?

  /// The first tokens of lines that begin like an entry, in order, whether or not there are several days.
  let lines: [Int]

  /// Tokens at the start of a line within which the day of an entry stands.
  private static let longestLead = 8

  /// Tokens of an entry, at least, taken over all but the last.
  private static let shortestEntry = 14

  /// Tokens after the word for an addendum within which its day stands.
  private static let longestAddendumHead = 10

  /// Finds the lines that begin an entry.
  ///
  /// Such a line begins with a whole date, after a number at most, and stands after a blank line
  /// or has the hour after the date; the days of all run one way. In a file of several imaging
  /// reports it is the title of one in capitals, with its date: `CT LUMBAR SPINE  02/25/2025`; so it is
  /// elsewhere after a blank line, of a visit or the like: `INITIAL EVALUATION 9/14/23`.
  init(_ text: TokenizedText, _ lexicon: Lexicon, isImaging: Bool) {
    let finder = TimeFinder(lexicon: lexicon, today: nil)
    var found: [(first: Int, day: CalendarDate)] = []
    for index in text.tokens.indices where text.tokens[index].traits.contains(.lineStart) {
      if isImaging || text.tokens[index].traits.contains(.blankLineBefore),
        let day = Self.titled(at: index, ofVisit: !isImaging, text, lexicon, finder)
      {
        found.append((index, day))
        continue
      }
      let end = min(index + Self.longestLead, text.tokens.count)
      let place = (index..<end).first { text.isDate($0) || Self.isNamedDay($0, text, lexicon) }
      guard let place,
        (index..<place).allSatisfy({ Self.isLead($0, text) })
          || Self.isDateLabel(index..<place, text, lexicon),
        !(index + 1...max(index + 1, place)).contains(where: {
          $0 <= place && text.tokens[$0].traits.contains(.lineStart)
        }),
        let match = finder.date(at: place, in: index..<end, text), let day = match.day,
        text.tokens[index].traits.contains(.blankLineBefore) || Self.isHour(match.end, text)
          || place > index
      else { continue }
      found.append((index, day))
    }
    lines = found.map(\.first)
    let days = found.map(\.day)
    let runsOneWay =
      zip(days, days.dropFirst()).allSatisfy { $0 <= $1 }
      || zip(days, days.dropFirst()).allSatisfy { $0 >= $1 }
    let isTold = Self.isTold(lines)
    let own = Set(days).count > 1 && runsOneWay && isTold ? found : []
    last = own.map(\.day).max()
    let addenda = Self.addenda(text, lexicon, finder)
    entries = addenda.isEmpty ? own : (own + addenda).sorted { $0.first < $1.first }
  }

  /// Whether a day may begin whose month is written out: `March 3, 2026`, `3 Mar 2026`.
  private static func isNamedDay(_ index: Int, _ text: TokenizedText, _ lexicon: Lexicon) -> Bool {
    let month = text.tokens[index].kind == .number ? index + 1 : index
    return month < text.tokens.count && text.tokens[month].traits.contains(.capitalised)
      && lexicon.words.has(text.tokens[month].word, .month)
  }

  /// Whether entries say more than a list of appointments does.
  private static func isTold(_ starts: [Int]) -> Bool {
    guard let first = starts.first, let last = starts.last, starts.count > 1 else { return false }
    return last - first >= (starts.count - 1) * shortestEntry
  }

  /// The day of a title in capitals that begins at a token, with nothing after it but an hour; of a visit
  /// where the word before the day says so, and of no visit otherwise.
  private static func titled(
    at index: Int,
    ofVisit isOfVisit: Bool,
    _ text: TokenizedText,
    _ lexicon: Lexicon,
    _ finder: TimeFinder
  ) -> CalendarDate? {
    let line = index..<min(index + longestTitle, text.tokens.count)
    guard let place = line.first(where: { text.isDate($0) }), place > index + 1,
      !(index + 1...place).contains(where: { text.tokens[$0].traits.contains(.lineStart) }),
      (index..<place).allSatisfy({ token in
        text.tokens[token].kind == .word
          ? text.tokens[token].traits.contains(.allCaps)
            && !lexicon.words.has(text.tokens[token].word, .birth)
            && (isOfVisit || !lexicon.words.has(text.tokens[token].word, .noteDate))
          : text.isSign(token, "/") || text.isDash(token)
      }),
      !isOfVisit
        || lexicon.words.value(text.tokens[place - 1].word, .noteDate).map({ $0 >= 0 }) ?? false,
      let match = finder.date(at: place, in: line, text), let day = match.day
    else { return nil }
    var next = Self.isHour(match.end, text) ? match.end + 1 : match.end
    if isRuling(next, text) { next += 1 }
    let isLast = next >= text.tokens.count || text.tokens[next].traits.contains(.lineStart)
    return isLast ? day : nil
  }

  /// Tokens of a title with its date, at most.
  private static let longestTitle = 14

  /// The lines that head a dated addendum: `=== ADDENDUM 05/29/2026 09:12`.
  private static func addenda(
    _ text: TokenizedText,
    _ lexicon: Lexicon,
    _ finder: TimeFinder
  ) -> [(first: Int, day: CalendarDate)] {
    guard text.has(.addendum) else { return [] }
    let heads = text.tokens.indices.lazy.filter {
      lexicon.words.has(text.tokens[$0].word, .addendum)
    }
    return heads.compactMap { index in
      var first = index
      while !text.tokens[first].traits.contains(.lineStart) {
        guard first > 0, text.tokens[first - 1].kind == .sign else { return nil }
        first -= 1
      }
      let line = index + 1..<min(index + Self.longestAddendumHead, text.tokens.count)
      let end = line.first { text.tokens[$0].traits.contains(.lineStart) } ?? line.upperBound
      let day = (line.lowerBound..<max(line.lowerBound, end)).lazy.compactMap {
        text.isDate($0) ? finder.date(at: $0, in: line.lowerBound..<end, text)?.first : nil
      }.first
      return day.map { (first, $0) }
    }
  }

  /// The day of the entry that holds a token.
  ///
  /// - Complexity: O(log entries)
  func day(at token: Int) -> CalendarDate? {
    let next = entries.partitioningIndex { $0.first > token }
    return next > 0 ? entries[next - 1].day : nil
  }

  /// `#4` or a ruling, `====`, before a date; a bullet begins an item of a list.
  private static func isLead(_ index: Int, _ text: TokenizedText) -> Bool {
    text.isSign(index, "#") || text.number(index).whole != nil || isRuling(index, text)
  }

  /// Whether a ruling stands at a token: `====`.
  private static func isRuling(_ index: Int, _ text: TokenizedText) -> Bool {
    ["=", "-", "*", "#"].contains { text.isRow(of: $0, index) }
  }

  /// Whether a label says that a date follows: `Effective Date: 7/3/2025 15:20`.
  private static func isDateLabel(
    _ tokens: Range<Int>,
    _ text: TokenizedText,
    _ lexicon: Lexicon
  ) -> Bool {
    guard let last = tokens.last, text.isSign(last, ":") else { return false }
    let words = tokens.dropLast()
    return words.allSatisfy { text.tokens[$0].kind == .word }
      && words.contains { lexicon.words.value(text.tokens[$0].word, .noteDate) == 0 }
  }

  /// Whether the hour of an entry stands at a token: `2250`, `14:05`.
  private static func isHour(_ index: Int, _ text: TokenizedText) -> Bool {
    guard index < text.tokens.count, text.tokens[index].kind == .number,
      !text.tokens[index].traits.contains(.lineStart)
    else { return false }
    return text.number(index).isHour
  }
}
