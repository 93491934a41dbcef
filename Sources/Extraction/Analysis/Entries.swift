import NoteModel
import TextProcessing

/// The dated entries of a document that holds several: an export of a chart, a log of calls, the
/// notes of a ward, a report with a later addendum, a note with parts of older ones.
struct Entries {
  /// A part of a document that has a day of its own.
  struct Entry {
    let first: Int
    let day: CalendarDate
    /// The words that say that it was copied from an older note, and tells how things were then.
    var copied: Range<Int>?
  }

  /// The entries in order; empty in a document of one day.
  private let entries: [Entry]

  /// What was taken over from older notes, disjoint and in order.
  private let copies: [(tokens: Range<Int>, entry: Entry)]

  /// The last day of the entries that make up the document, where there are any; what is added
  /// later leaves its date as it is.
  let last: CalendarDate?

  /// Tokens at the start of a line within which the day of an entry stands.
  private static let longestLead = 4

  /// Days before a document from which what it copies is told of another time.
  private static let longestCurrent = 120

  /// Tokens of an entry, at least, taken over all but the last.
  private static let shortestEntry = 14

  /// Tokens after the word for an addendum within which its day stands.
  private static let longestAddendumHead = 10

  /// Finds the lines that begin an entry.
  ///
  /// Such a line begins with a whole date, after a number at most, and stands after a blank line
  /// or has the hour after the date; the days of all run one way. In a file of several imaging
  /// reports it is the title of one in capitals, with its date: `CT LUMBAR SPINE  02/25/2025`.
  init(
    _ text: TokenizedText,
    _ lexicon: Lexicon,
    _ headings: [Heading],
    _ profile: DocumentProfiler.Profile
  ) {
    let isImaging = profile.type == .imaging
    let finder = TimeFinder(lexicon: lexicon, today: nil)
    var found: [Entry] = []
    for index in text.tokens.indices where text.tokens[index].traits.contains(.lineStart) {
      if isImaging, let day = Self.titled(at: index, text, lexicon, finder) {
        found.append(Entry(first: index, day: day))
        continue
      }
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
      found.append(Entry(first: index, day: match.first))
    }
    let days = found.map(\.day)
    let runsOneWay =
      zip(days, days.dropFirst()).allSatisfy { $0 <= $1 }
      || zip(days, days.dropFirst()).allSatisfy { $0 >= $1 }
    let isTold = Self.isTold(found.map(\.first))
    let own = Set(days).count > 1 && runsOneWay && isTold ? found : []
    last = own.map(\.day).max()
    let addenda = Self.addenda(text, lexicon, finder)
    entries = addenda.isEmpty ? own : (own + addenda).sorted { $0.first < $1.first }
    copies = Self.copies(text, lexicon, headings, finder).filter { copy in
      // What was copied from the last visit, and reviewed, is what is.
      profile.date.map { $0.days(since: copy.entry.day) > Self.longestCurrent } ?? false
    }
  }

  /// Whether entries say more than a list of appointments does.
  private static func isTold(_ starts: [Int]) -> Bool {
    guard let first = starts.first, let last = starts.last, starts.count > 1 else { return false }
    return last - first >= (starts.count - 1) * shortestEntry
  }

  /// The day of a title in capitals that begins at a token, with nothing after it but an hour.
  private static func titled(
    at index: Int,
    _ text: TokenizedText,
    _ lexicon: Lexicon,
    _ finder: TimeFinder
  ) -> CalendarDate? {
    let line = index..<min(index + longestTitle, text.tokens.count)
    guard let place = line.first(where: { Self.isDate($0, text) }), place > index + 1,
      !(index + 1...place).contains(where: { text.tokens[$0].traits.contains(.lineStart) }),
      (index..<place).allSatisfy({ token in
        text.tokens[token].kind == .word
          ? text.tokens[token].traits.contains(.allCaps)
            && !lexicon.words.has(text.tokens[token].word, .birth)
            && !lexicon.words.has(text.tokens[token].word, .noteDate)
          : text.isSign(token, "/") || text.isDash(token)
      }),
      let match = finder.date(at: place, in: line, text), match.first == match.last
    else { return nil }
    let next = Self.isHour(match.end, text) ? match.end + 1 : match.end
    let isLast = next >= text.tokens.count || text.tokens[next].traits.contains(.lineStart)
    return isLast ? match.first : nil
  }

  /// Tokens of a title with its date, at most.
  private static let longestTitle = 14

  /// The lines that head a dated addendum: `=== ADDENDUM 05/29/2026 09:12`.
  private static func addenda(
    _ text: TokenizedText,
    _ lexicon: Lexicon,
    _ finder: TimeFinder
  ) -> [Entry] {
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
        Self.isDate($0, text) ? finder.date(at: $0, in: line.lowerBound..<end, text)?.first : nil
      }.first
      return day.map { Entry(first: first, day: $0) }
    }
  }

  /// What stands under `[Copied from 03/14/2022]` and the like.
  ///
  /// It reaches to the next heading of a known kind, or, where the older note has headings of its
  /// own, to the next of its kind.
  private static func copies(
    _ text: TokenizedText,
    _ lexicon: Lexicon,
    _ headings: [Heading],
    _ finder: TimeFinder
  ) -> [(tokens: Range<Int>, entry: Entry)] {
    guard text.has(.copied) else { return [] }
    let known = headings.filter { $0.kind != nil }.map(\.tokens.lowerBound)
    let heads = text.tokens.indices.compactMap { head(at: $0, text, lexicon, finder) }
    let newer = text.tokens.indices.compactMap { index in
      dayOfHead(at: index, text, finder).map { (first: index, day: $0) }
    }
    return heads.enumerated().map { place, head in
      let begin = head.tokens.upperBound
      let next = min(
        place + 1 < heads.count ? heads[place + 1].tokens.lowerBound : text.tokens.count,
        newer.first { $0.first >= begin && $0.day > head.day }?.first ?? text.tokens.count
      )
      let end = known.contains(begin) ? nil : known.first { $0 >= begin }
      let entry = Entry(first: begin, day: head.day, copied: head.isTelling ? head.tokens : nil)
      return (head.tokens.lowerBound..<min(end ?? next, next), entry)
    }
  }

  /// The words that head what was taken over, by the one at a token that says so: they begin a line
  /// or stand in brackets, and hold a day.
  private static func head(
    at index: Int,
    _ text: TokenizedText,
    _ lexicon: Lexicon,
    _ finder: TimeFinder
  ) -> (tokens: Range<Int>, day: CalendarDate, isTelling: Bool)? {
    guard let value = lexicon.words.value(text.tokens[index].word, .copied) else { return nil }
    let lead = max(0, index - longestLead)...index
    guard
      let first = lead.last(where: {
        text.isSign($0, "[") || text.isSign($0, "(") || text.tokens[$0].traits.contains(.lineStart)
      })
    else { return nil }
    let line = index + 1..<min(index + longestCopyHead, text.tokens.count)
    let end = line.first { token in
      text.tokens[token].traits.contains(.lineStart) || text.isSign(token, "]")
        || text.isSign(token, ")") || text.isSign(token, ":")
    }
    guard let end,
      let day = (index + 1..<end).lazy.compactMap({
        finder.date(at: $0, in: index + 1..<end, text)?.first
      }).first
    else { return nil }
    let isClosed = !text.tokens[end].traits.contains(.lineStart)
    return (first..<(isClosed ? end + 1 : end), day, value > 0)
  }

  /// The day of a line that heads a part of a note: a few words with a whole date, in brackets,
  /// between rules or before a colon, as in `[Interval history, 09/30/2025]`.
  private static func dayOfHead(
    at index: Int,
    _ text: TokenizedText,
    _ finder: TimeFinder
  ) -> CalendarDate? {
    guard text.tokens[index].traits.contains(.lineStart) else { return nil }
    let line = index..<min(index + longestDatedHead, text.tokens.count)
    let end = line.dropFirst().first { text.tokens[$0].traits.contains(.lineStart) }
    guard let place = (index..<(end ?? line.upperBound)).first(where: { isDate($0, text) }),
      let match = finder.date(at: place, in: line, text), match.end < text.tokens.count
    else { return nil }
    let isHead =
      text.isSign(match.end, "]") || text.isSign(match.end, ")") || text.isSign(match.end, ":")
      || text.tokens[index].kind == .sign && text.tokens[match.end].kind == .sign
    return isHead ? match.first : nil
  }

  /// Tokens of a line that heads a part of a note, at most.
  private static let longestDatedHead = 9

  /// Tokens after the word that says that something was copied, of its heading, at most.
  private static let longestCopyHead = 12

  /// What was taken over from an older note and holds a token.
  private func copy(at token: Int) -> Entry? {
    copies.isEmpty ? nil : copies.first { $0.tokens.contains(token) }?.entry
  }

  /// The words that say that a token stands in what was copied.
  func copied(at token: Int) -> Range<Int>? { copy(at: token)?.copied }

  /// The day of the entry that holds a token.
  ///
  /// - Complexity: O(log entries)
  func day(at token: Int) -> CalendarDate? {
    if let copy = copy(at: token) { return copy.day }
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].first <= token { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? entries[low - 1].day : nil
  }

  private static func isDate(_ index: Int, _ text: TokenizedText) -> Bool {
    text.tokens[index].kind == .number && text.number(index).isWholeDate
  }

  /// `#4` before a date; a bullet begins an item of a list.
  private static func isLead(_ index: Int, _ text: TokenizedText) -> Bool {
    text.isSign(index, "#") || text.number(index).whole != nil
  }

  /// Whether the hour of an entry stands at a token: `2250`, `14:05`.
  private static func isHour(_ index: Int, _ text: TokenizedText) -> Bool {
    guard index < text.tokens.count, text.tokens[index].kind == .number,
      !text.tokens[index].traits.contains(.lineStart)
    else { return false }
    return text.number(index).isHour
  }
}
