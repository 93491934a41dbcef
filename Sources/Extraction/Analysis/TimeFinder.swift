import NoteModel
import TextProcessing

/// Finds dates and lengths of time, and works them out against the document's date.
struct TimeFinder {
  let lexicon: Lexicon
  /// The day that `2 weeks ago` and a date without a year are seen from.
  let today: CalendarDate?
  /// Whether two dates next to each other are the first and the last day of something.
  var hasSpanColumns = false

  /// The expressions of a sentence, in order, disjoint.
  ///
  /// - Complexity: O(tokens)
  func expressions(in sentence: Range<Int>, of text: TokenizedText) -> [TimeExpression] {
    var found: [TimeExpression] = []
    var index = sentence.lowerBound
    while index < sentence.upperBound {
      let token = text.tokens[index]
      guard
        token.kind == .number || lexicon.words.has(token.word, anyOf: Self.beginnings)
          || isOne(index, in: sentence, text)
      else {
        index += 1
        continue
      }
      if let expression = expression(at: index, in: sentence, text) {
        found.append(expression)
        index = expression.tokens.upperBound
      } else {
        index += 1
      }
    }
    return found
  }

  /// Whether a sentence has what a date or length of time begins with.
  static func mayFind(in contents: SentenceContents) -> Bool {
    contents.has(kind: .number) || contents.has(anyOf: clues)
  }

  /// The classes of the words that an expression may begin with.
  private static var beginnings: UInt64 {
    months | WordClasses.Class.bits(.number, .unit) | WordClasses.Class.bits(.day, .pointer)
  }

  /// The classes of words of which an expression has one, if it has no figure.
  private static var clues: UInt64 {
    months | WordClasses.Class.bits(.unit, .day) | WordClasses.Class.pointer.bit
  }

  private func expression(
    at index: Int,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> TimeExpression? {
    if let date = date(at: index, in: sentence, text) {
      return series(from: date, at: index, in: sentence, text)
        ?? ranged(date, from: index, in: sentence, text)
    }
    if let length = length(at: index, in: sentence, text),
      !isCountedElsewhere(index..<length.end, in: sentence, text)
    {
      return lasting(length.days, index..<length.end, in: sentence, text)
    }
    if let count = counted(at: index, in: sentence, text) { return count }
    let word = text.tokens[index].word
    if let days = lexicon.words.value(word, .day) {
      if let today {
        let day = today.advanced(by: -Int(days))
        return TimeExpression(value: .day(day, day), tokens: index..<index + 1)
      }
      if index > sentence.lowerBound, lexicon.words.has(text.tokens[index - 1].word, .since) {
        return TimeExpression(
          value: .lasting(Int(days)...Int(days)),
          tokens: index - 1..<index + 1
        )
      }
    }
    return today.flatMap { partOfDay(at: index, in: sentence, text, $0) }
  }

  /// `this morning`.
  private func partOfDay(
    at index: Int,
    in sentence: Range<Int>,
    _ text: TokenizedText,
    _ today: CalendarDate
  ) -> TimeExpression? {
    let words = lexicon.words
    let word = text.tokens[index].word
    guard index + 1 < sentence.upperBound, words.has(text.tokens[index + 1].word, .dayPart) else {
      return nil
    }
    guard words.has(word, .pointer), words.has(word, .clause) else { return nil }
    return TimeExpression(value: .day(today, today), tokens: index..<index + 2)
  }

  // MARK: Dates

  /// A date as first and last possible day.
  struct DateMatch {
    let first: CalendarDate
    let last: CalendarDate
    let end: Int

    /// The one day that it is, none where it is a month or year.
    var day: CalendarDate? { first == last ? first : nil }
  }

  /// The date that begins at a token.
  func date(at index: Int, in sentence: Range<Int>, _ text: TokenizedText) -> DateMatch? {
    let token = text.tokens[index]
    switch token.kind {
    case .number:
      guard !isCount(index, text), !isReason(index, in: sentence, text) else { return nil }
      let number = text.number(index)
      // `3 1/2 weeks`
      if number.isFraction, index + 1 < sentence.upperBound,
        lexicon.words.has(text.tokens[index + 1].word, .unit)
      {
        return nil
      }
      if let date = number.date(
        before: today,
        isDayFirst: text.isDayFirst,
        isExpected: hasSpanColumns && text.beginsColumn(index)
          || index > sentence.lowerBound && lexicon.words.has(text.tokens[index - 1].word, .dated)
          || isBesideDay(index, in: sentence, text)
      ) {
        return DateMatch(first: date.first, last: date.last, end: index + 1)
      }
      return dayMonth(at: index, number, in: sentence, text) ?? year(at: index, number, text)
    case .word:
      // `The second of May`, and not `one may`.
      if let day = lexicon.words.value(token.word, .number), index + 1 < sentence.upperBound,
        lexicon.words.has(text.tokens[index + 1].word, .filler)
      {
        return dayMonth(Int(day), index + 1, in: sentence, text)
      }
      return monthDay(at: index, in: sentence, text)
    default: return nil
    }
  }

  /// Whether a number leads to a day, or a day leads to it, so that it is no score: `4/10 to 5/20`.
  ///
  /// After a dash a score may stand: `10/4-10/10`.
  private func isBesideDay(_ index: Int, in sentence: Range<Int>, _ text: TokenizedText) -> Bool {
    [1, -1].contains { step in
      let (joint, other) = (index + step, index + 2 * step)
      guard sentence.contains(other), text.tokens[other].kind == .number,
        lexicon.words.has(text.tokens[joint].word, .through) || step > 0 && text.isDash(joint)
      else { return false }
      return text.number(other).date(before: today, isDayFirst: text.isDayFirst) != nil
    }
  }

  /// Whether a number tells how often, at what hour or which of how many: `x5/24`, `@ 2115`,
  /// `day 3/7`; or goes on with a digit that was read as a letter: `9/1O`.
  private func isCount(_ index: Int, _ text: TokenizedText) -> Bool {
    if index + 1 < text.tokens.count {
      let next = text.tokens[index + 1]
      if next.kind == .word, next.end - next.start == 1, !next.traits.contains(.spaced),
        text.byte(index + 1) | 0x20 == UInt8(ascii: "o")
      {
        return true
      }
    }
    guard index > 0 else { return false }
    if text.isSign(index - 1, "@") { return true }
    let last = text.tokens[index - 1]
    if lexicon.words.value(last.word, .unit) == 1, text.number(index).isPair { return true }
    return last.kind == .word && last.end - last.start == 1 && last.end == text.tokens[index].start
      && text.byte(index - 1) | 0x20 == UInt8(ascii: "x")
  }

  /// Whether two numbers say why, as in `fracture 2/2 fall`, and not when, as in `seen 2/2 with MRI`.
  private func isReason(_ index: Int, in sentence: Range<Int>, _ text: TokenizedText) -> Bool {
    let words = lexicon.words
    let next = index + 1
    guard words.value(text.tokens[index].word, .reason) == 1, next < sentence.upperBound,
      text.tokens[next].kind == .word, !words.has(text.tokens[next].word, .joiner),
      index > sentence.lowerBound, text.tokens[index - 1].kind == .word
    else { return false }
    let last = text.tokens[index - 1].word
    return !words.has(last, .since) && !words.has(last, .started) && !words.has(last, .dated)
  }

  /// `3 Jan 2025`, `15 May`, `2nd of May`, `25-SEP-2025`.
  private func dayMonth(
    at index: Int,
    _ number: NumberToken,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> DateMatch? {
    guard let day = number.whole else { return nil }
    var next = index + 1
    if text.isDash(next) { next += 1 }
    if next < sentence.upperBound, text.tokens[next].start == text.tokens[index].end,
      text.tokens[next].kind == .word
    {
      next += 1
    }
    return dayMonth(day, next, in: sentence, text)
  }

  /// `of September`, after its day, which may be spelled: `the second of September`.
  private func dayMonth(
    _ day: Int,
    _ index: Int,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> DateMatch? {
    var next = index
    if next < sentence.upperBound, lexicon.words.has(text.tokens[next].word, .filler) { next += 1 }
    guard (1...31).contains(day), next < sentence.upperBound, let month = month(at: next, text),
      next == index || text.tokens[next].traits.contains(.capitalised)
    else { return nil }
    var end = next + 1
    if text.isSign(end, ".") || text.isSign(end, ",") || text.isDash(end) { end += 1 }
    if let year = fullYear(at: end, in: sentence, text),
      let date = CalendarDate(year: year, month: month, day: day)
    {
      return DateMatch(first: date, last: date, end: end + 1)
    }
    return latest(month: month, day: day).map { DateMatch(first: $0, last: $0, end: next + 1) }
  }

  /// Whether a word is one that a date may begin with.
  func isMonth(_ word: WordID) -> Bool { lexicon.words.has(word, anyOf: Self.months) }

  private static var months: UInt64 { WordClasses.Class.bits(.month, .season) }

  /// `January 3, 2025`, `Jan 3`, `January 2025`, `July`.
  private func monthDay(
    at index: Int,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> DateMatch? {
    guard isMonth(text.tokens[index].word) else { return nil }
    guard let month = month(at: index, text) else {
      return season(at: index, in: sentence, text) ?? holiday(at: index, in: sentence, text)
    }
    var next = index + 1
    if text.isSign(next, ".") { next += 1 }
    if let year = fullYear(at: next, in: sentence, text) {
      return whole(month, year, next + 1, days: part(before: index, in: sentence, text))
    }
    // `October of 2016`
    if next < sentence.upperBound, lexicon.words.has(text.tokens[next].word, .filler),
      let year = fullYear(at: next + 1, in: sentence, text)
    {
      return whole(month, year, next + 2)
    }
    if next < sentence.upperBound, text.tokens[next].kind == .number,
      let day = text.number(next).whole, (1...31).contains(day)
    {
      var end = next + 1
      if end < sentence.upperBound, text.tokens[end].start == text.tokens[next].end,
        text.tokens[end].kind == .word
      {
        end += 1
      }
      if text.isSign(end, ",") { end += 1 }
      if let year = fullYear(at: end, in: sentence, text),
        let date = CalendarDate(year: year, month: month, day: day)
      {
        return DateMatch(first: date, last: date, end: end + 1)
      }
      return latest(month: month, day: day).map { DateMatch(first: $0, last: $0, end: next + 1) }
    }
    // A bare month needs a capital, and a word before it that a date may follow.
    guard index > sentence.lowerBound, text.tokens[index].traits.contains(.capitalised), let today
    else { return nil }
    // `Eliquis on MAR` is on a record: capitals behind a word that has none are an abbreviation.
    let isAbbreviation =
      text.tokens[index].traits.contains(.allCaps)
      && !text.tokens[index - 1].traits.contains(.allCaps)
    guard !isAbbreviation else { return nil }
    let days = part(before: index, in: sentence, text)
    guard
      days != nil || text.isSign(index - 1, ":")
        || lexicon.words.has(text.tokens[index - 1].word, .joiner)
        || lexicon.words.has(text.tokens[index - 1].word, .since)
        || lexicon.words.has(text.tokens[index - 1].word, .day)
    else { return nil }
    let (year, current, _) = today.parts
    return whole(month, month <= current ? year : year - 1, index + 1, days: days)
  }

  /// Which days of the month that follows are meant: `early March`, `mid-November`, `the middle of May`,
  /// `the last week of January`.
  private func part(
    before index: Int,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> ClosedRange<Int>? {
    let isApart =
      text.isDash(index - 1) || index > 0 && lexicon.words.has(text.tokens[index - 1].word, .joiner)
    let place = isApart ? index - 2 : index - 1
    guard place >= sentence.lowerBound else { return nil }
    let word = text.tokens[place].word
    if let third = lexicon.words.value(word, .third).map({ Int($0) }) {
      return 10 * third - 9...(third == 3 ? 31 : 10 * third)
    }
    guard place > sentence.lowerBound, lexicon.words.value(word, .unit) == 7 else { return nil }
    let before = text.tokens[place - 1].word
    if lexicon.words.has(before, .lasting) { return 25...31 }
    guard let week = lexicon.words.value(before, .number).map({ Int($0) }), (1...4).contains(week)
    else { return nil }
    return 7 * week - 6...7 * week
  }

  /// A year alone, `2019` or `'23`.
  private func year(at index: Int, _ number: NumberToken, _ text: TokenizedText) -> DateMatch? {
    guard let value = number.whole else { return nil }
    var year = value
    if number.digits == 2, text.isSign(index - 1, "'"),
      text.tokens[index - 1].end == text.tokens[index].start
    {
      year = NumberToken.century(of: value)
    }
    // `Given 2030` is an hour.
    let latest = today.map { $0.parts.year + Self.farthestYear } ?? 2099
    guard number.digits == 4 || year != value, year >= 1950, year <= latest,
      let first = CalendarDate(year: year, month: 1, day: 1),
      let last = CalendarDate(year: year, month: 12, day: 31)
    else { return nil }
    return DateMatch(first: first, last: last, end: index + 1)
  }

  /// Years ahead of the document of which it may speak, at most.
  private static let farthestYear = 5

  private func month(at index: Int, _ text: TokenizedText) -> Int? {
    guard index < text.tokens.count else { return nil }
    return lexicon.words.value(text.tokens[index].word, .month).map { Int($0) }
  }

  private func fullYear(
    at index: Int,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> Int? {
    guard index < sentence.upperBound, text.tokens[index].kind == .number,
      let year = text.number(index).whole, (1900...2099).contains(year)
    else { return nil }
    return year
  }

  /// `Summer 2021`, `the winter of 2020`, as its three months.
  private func season(
    at index: Int,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> DateMatch? {
    guard let month = lexicon.words.value(text.tokens[index].word, .season).map({ Int($0) }),
      month > 0
    else { return nil }
    var next = index + 1
    if next < sentence.upperBound, lexicon.words.has(text.tokens[next].word, .filler) { next += 1 }
    guard let year = fullYear(at: next, in: sentence, text),
      let first = CalendarDate(year: year, month: month, day: 1)
    else { return nil }
    return DateMatch(first: first, last: first.advanced(by: Self.seasonDays), end: next + 1)
  }

  /// `Thanksgiving`, `Christmas Eve 2024`; without its year the last one.
  private func holiday(
    at index: Int,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> DateMatch? {
    var longest: PhraseTrie.Match?
    lexicon.holidayPhrases.matches(in: text.tokens, from: index, to: sentence.upperBound) { match in
      if match.end > longest?.end ?? index { longest = match }
    }
    guard let match = longest else { return nil }
    let rule = lexicon.holidays[match.value]
    // `Thanksgiving, 2024`, `Easter of 2025`
    for place in match.end...match.end + 1 {
      if let year = fullYear(at: place, in: sentence, text) {
        return rule.date(in: year).map { DateMatch(first: $0, last: $0, end: place + 1) }
      }
    }
    guard let today, let date = rule.date(in: today.parts.year) else { return nil }
    let year = today.parts.year
    let coming = date > today ? date : rule.date(in: year + 1)
    let last = date > today ? rule.date(in: year - 1) : date
    // `First slot after New Year`, told in December, lies ahead.
    let isAhead =
      index > sentence.lowerBound
      && lexicon.words.has(text.tokens[index - 1].word, anyOf: Self.leadsAhead)
      && coming.map { $0.days(since: today) <= Self.soon } ?? false
    return (isAhead ? coming : last).map { DateMatch(first: $0, last: $0, end: match.end) }
  }

  /// Days within which a coming holiday is meant by what stands after or until it.
  private static let soon = 60

  private static var leadsAhead: UInt64 { WordClasses.Class.bits(.following, .until) }

  /// Days from the first to the last of a season.
  private static let seasonDays = 90

  /// A month, or some days of it.
  private func whole(
    _ month: Int,
    _ year: Int,
    _ end: Int,
    days: ClosedRange<Int>? = nil
  ) -> DateMatch? {
    guard let first = CalendarDate(year: year, month: month, day: 1) else { return nil }
    let days = (days ?? 1...31).clamped(to: 1...CalendarDate.length(ofMonth: month, year: year))
    return DateMatch(
      first: first.advanced(by: days.lowerBound - 1),
      last: first.advanced(by: days.upperBound - 1),
      end: end
    )
  }

  private func latest(month: Int, day: Int) -> CalendarDate? {
    NumberToken.latest(month: month, day: day, before: today)
  }

  /// The first and last of several days in a row, as those of visits: `4/28 5/1 5/5, 5/8 9/10`, where
  /// what may be a score is a day too.
  private func series(
    from date: DateMatch,
    at index: Int,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> TimeExpression? {
    var last = date
    var count = 1
    while true {
      let next = text.isSign(last.end, ",") ? last.end + 1 : last.end
      guard next < sentence.upperBound, text.tokens[next].kind == .number,
        let day = text.number(next).date(
          before: today,
          isDayFirst: text.isDayFirst,
          isExpected: true
        ), day.first >= last.first
      else { break }
      last = DateMatch(first: day.first, last: day.last, end: next + 1)
      count += 1
    }
    guard count >= Self.shortestSeries else { return nil }
    return TimeExpression(value: .span(date.first, last.last), tokens: index..<last.end)
  }

  /// Days in a row from which they are the days of one thing.
  private static let shortestSeries = 4

  /// A date with the words around it: `since 3/1`, `3/1 - 4/2`, `3/1 to present`, `until 4/2`.
  private func ranged(
    _ date: DateMatch,
    from index: Int,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> TimeExpression {
    let words = lexicon.words
    var first = index
    var start = date.first
    var lead: WordClasses.Class?
    var probe = index - 1
    while probe >= sentence.lowerBound, index - probe <= Self.longestLead {
      let word = text.tokens[probe].word
      if words.has(word, .since) { lead = .since } else if words.has(word, .until) { lead = .until }
      if lead != nil {
        first = probe
        break
      }
      guard
        words.has(word, .filler) || words.has(word, .joiner) || text.isSign(probe, "(")
          || text.isSign(probe, ":") || text.isDash(probe) && probe == index - 1
      else {
        break
      }
      probe -= 1
    }
    if lead == .since, date.last > date.first, let today, today < date.last { start = date.first }
    let end = date.end
    // `Between June 3 and July 2`, `between the 3rd of June and the 2nd of July`
    let isBetween = (max(sentence.lowerBound, index - 2)..<index).contains {
      words.value(text.tokens[$0].word, .since) == 2
    }
    if hasSpanColumns, end < sentence.upperBound {
      if words.has(text.tokens[end].word, .ongoing) {
        return TimeExpression(value: .since(start), tokens: first..<end + 1)
      }
      if let other = self.date(at: end, in: sentence, text), other.last >= date.first {
        return TimeExpression(value: .span(start, other.last), tokens: first..<other.end)
      }
    }
    if end + 1 < sentence.upperBound,
      text.isDash(end) || words.has(text.tokens[end].word, .through)
        || (isBetween && words.has(text.tokens[end].word, .coordinator))
    {
      if words.has(text.tokens[end + 1].word, .ongoing) {
        return TimeExpression(value: .since(start), tokens: first..<end + 2)
      }
      // `From 1 July until last Friday, 8 August`
      for place in end + 1...end + Self.longestAside where place < sentence.upperBound {
        if let other = self.date(at: place, in: sentence, text), other.last >= date.first {
          return TimeExpression(value: .span(start, other.last), tokens: first..<other.end)
        }
        guard text.tokens[place].kind == .word || text.isSign(place, ",") else { break }
      }
    }
    // `Rivaroxaban to August`: the next one.
    if lead == nil, index > sentence.lowerBound, date.last > date.first, let today,
      words.has(text.tokens[index - 1].word, .through)
    {
      let parts = date.last.parts
      let last =
        date.last < today
        ? CalendarDate(year: parts.year + 1, month: parts.month, day: 28) ?? date.last : date.last
      return TimeExpression(value: .until(last), tokens: index - 1..<end)
    }
    switch lead {
    case .since: return TimeExpression(value: .since(start), tokens: first..<end)
    case .until:
      // `Stopped in April` looks back.
      let mayBeAhead =
        words.value(text.tokens[first].word, .until) == 1
        && !(index..<end).contains {
          text.tokens[$0].kind == .number && text.number($0).namesYear
        }
      let last = mayBeAhead ? nearest(date.last) : date.last
      return TimeExpression(value: .until(last), tokens: first..<end)
    default: return TimeExpression(value: .day(date.first, date.last), tokens: index..<end)
    }
  }

  /// The day of a year that is not told at which something ends: the coming one, where that is nearer
  /// than the one past.
  private func nearest(_ day: CalendarDate) -> CalendarDate {
    guard let today, day < today else { return day }
    let parts = day.parts
    let coming = CalendarDate(year: parts.year + 1, month: parts.month, day: min(parts.day, 28))
    return coming.flatMap { $0.days(since: today) < today.days(since: day) ? $0 : nil } ?? day
  }

  /// Tokens before a date among which the word for its beginning or end may stand.
  private static let longestLead = 4

  /// Tokens that may stand before the second date of a span.
  private static let longestAside = 4
}
