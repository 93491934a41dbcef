import NoteModel
import TextProcessing

/// Lengths of time: `6 weeks`, `a month ago`, `week 6 of`.
extension TimeFinder {
  /// `6 weeks`, `5-6 wks`, `two months`, `x6wks`, as days.
  func length(
    at index: Int,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> (days: ClosedRange<Int>, end: Int)? {
    let token = text.tokens[index]
    var low: Double
    var high: Double
    if token.kind == .number {
      guard let range = text.number(index).range else { return nil }
      low = range.lowerBound
      high = range.upperBound
    } else if let number = lexicon.words.value(token.word, .number) {
      low = number
      high = number
    } else if isOne(index, in: sentence, text) {
      low = 1
      high = 1
    } else {
      return nil
    }
    var next = index + 1
    // `A couple of weeks`, `four full weeks`
    if next + 1 < sentence.upperBound,
      lexicon.words.has(text.tokens[next].word, .filler),
      lexicon.words.has(text.tokens[next + 1].word, .unit)
    {
      next += 1
    }
    if next + 1 < sentence.upperBound, lexicon.words.has(text.tokens[next].word, .through),
      let more = lexicon.words.value(text.tokens[next + 1].word, .number)
        ?? text.number(next + 1).range?.upperBound
    {
      high = max(high, more)
      next += 2
    }
    while text.isDash(next) || text.isSign(next, "+") { next += 1 }
    // `Two and a half months`
    var halves = 0.0
    if addsHalf(at: next, in: sentence, text) {
      halves += 0.5
      next += Self.half
    }
    guard next < sentence.upperBound, !isRoom(next, text),
      let unit = lexicon.words.value(text.tokens[next].word, .unit), high * unit < 40_000,
      !isAge(text.isDash(next + 1) ? next + 2 : next + 1, in: sentence, text)
        || unit < Self.year && !isOldThen(next + 1, in: sentence, text),
      !(unit >= Self.year && Self.ages.contains(low) && standsAlone(index..<next + 1, text)),
      // `For the next six months` lies ahead.
      index == sentence.lowerBound || !lexicon.words.has(text.tokens[index - 1].word, .ahead)
    else { return nil }
    // `The first week of December` is a time of it.
    if token.kind == .word, next + 2 < sentence.upperBound,
      lexicon.words.has(text.tokens[next + 1].word, .announcer),
      lexicon.words.has(text.tokens[next + 2].word, .month)
    {
      return nil
    }
    // `A month and a half`
    var end = next + 1
    if addsHalf(at: end, in: sentence, text) {
      halves += 0.5
      end += Self.half
    }
    // `Eight weeks and two days`
    let rest = rest(at: end, smallerThan: unit, in: sentence, text)
    if rest > 0 { end += Self.half }
    low += halves
    high += halves
    return (Int(low * unit) + rest...Int(high * unit) + rest, end)
  }

  /// `Week 6 of`, `week 5 of 6` and `day 38 since`: how long something has lasted.
  func counted(
    at index: Int,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> TimeExpression? {
    let words = lexicon.words
    guard let unit = words.value(text.tokens[index].word, .unit), unit < Self.year,
      index + 3 < sentence.upperBound, text.tokens[index + 1].kind == .number,
      let count = text.number(index + 1).whole, (1...Self.longestCount).contains(count),
      words.has(text.tokens[index + 2].word, .announcer)
        || words.value(text.tokens[index + 2].word, .since) == 1
    else { return nil }
    // `Of a 12 week plan`: what is to be is no length that has passed.
    let article = words.isArticle(text.tokens[index + 3].word) ? 1 : 0
    let whole = length(at: index + 3 + article, in: sentence, text)?.end
    let days = Int(unit)
    return TimeExpression(
      value: .lasting(days * (count - 1)...days * count),
      tokens: index..<(whole ?? index + 2)
    )
  }

  /// The last day, week or month of something that is told by its number.
  private static let longestCount = 400

  /// The days that a smaller unit adds to a length, 0 where none stands at a token: `and two days`.
  private func rest(
    at index: Int,
    smallerThan unit: Double,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> Int {
    let words = lexicon.words
    guard index + Self.half <= sentence.upperBound,
      words.has(text.tokens[index].word, .coordinator),
      let count = words.value(text.tokens[index + 1].word, .number)
        ?? text.number(index + 1).whole.map(Double.init),
      let smaller = words.value(text.tokens[index + 2].word, .unit), smaller < unit,
      count * smaller < unit
    else { return 0 }
    return Int(count * smaller)
  }

  /// Whether words are all that a cell says, or an item between commas: `Nonce, Ann   74 yrs`.
  private func standsAlone(_ words: Range<Int>, _ text: TokenizedText) -> Bool {
    let next = words.upperBound
    return (text.beginsColumn(words.lowerBound) || text.isSign(words.lowerBound - 1, ","))
      && (next >= text.tokens.count || text.isSign(next, ",") || text.beginsColumn(next)
        || text.tokens[next].traits.contains(.lineStart))
  }

  /// Days of a year, at least, and the years of grown people's ages.
  private static let year = 365.0
  private static let ages = 18.0...110.0

  /// Whether `and a half` stands at a token.
  private func addsHalf(at index: Int, in sentence: Range<Int>, _ text: TokenizedText) -> Bool {
    index + Self.half <= sentence.upperBound
      && lexicon.words.has(text.tokens[index].word, .coordinator)
      && lexicon.words.value(text.tokens[index + Self.half - 1].word, .fraction) == 50
  }

  /// Tokens of `and a half`, and of `and two days`.
  private static let half = 3

  /// Whether a token is an article that stands for one: `for over a month`, `a month ago`, `a month
  /// since`, and not `twice a month`.
  func isOne(_ index: Int, in sentence: Range<Int>, _ text: TokenizedText) -> Bool {
    let words = lexicon.words
    guard index + 1 < sentence.upperBound, words.has(text.tokens[index + 1].word, .unit),
      words.isArticle(text.tokens[index].word)
    else { return false }
    let lead = max(sentence.lowerBound, index - Self.lengthLead)..<index
    guard !text.tokens(lead, have: .fraction, words) else { return false }
    if addsHalf(at: index + 2, in: sentence, text) { return true }
    // `More than a month`
    if let last = lead.last, words.has(text.tokens[last].word, .comparer) { return true }
    if index + 2 < sentence.upperBound {
      let next = text.tokens[index + 2].word
      if words.value(next, .ago) == 1 { return true }
      if words.value(next, .since) == 1, mayBeginLength(index, in: sentence, text) { return true }
    }
    return text.tokens(lead, have: .lasting, words)
  }

  /// Whether what stands before a token lets a length of time begin there: `it has been a month`,
  /// and not `three times a month`.
  private func mayBeginLength(
    _ index: Int,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> Bool {
    guard index > sentence.lowerBound, text.tokens[index - 1].kind == .word else { return true }
    let last = text.tokens[index - 1].word
    return lexicon.words.has(last, .filler) || lexicon.words.has(last, .tense)
  }

  /// Tokens from the word that begins a length of time to its number, at most.
  private static let lengthLead = 3

  /// Whether a letter stands between two numbers, as in `6W-608`, a room.
  private func isRoom(_ index: Int, _ text: TokenizedText) -> Bool {
    guard index + 2 < text.tokens.count, text.isDash(index + 1),
      text.tokens[index + 2].kind == .number
    else { return false }
    return text.tokens[index].end - text.tokens[index].start == 1
      && text.tokens[index - 1].end == text.tokens[index].start
      && text.tokens[index + 1].end == text.tokens[index + 2].start
  }

  /// Whether the word after a length of time makes it somebody's age: `78-year-old`.
  private func isAge(_ index: Int, in sentence: Range<Int>, _ text: TokenizedText) -> Bool {
    index < sentence.upperBound && lexicon.words.has(text.tokens[index].word, .age)
  }

  /// Whether what is so old was so at another time, as in `five weeks old when the MRI was done`.
  ///
  /// A grown person is some years old; weeks or months old is a pain.
  private func isOldThen(_ index: Int, in sentence: Range<Int>, _ text: TokenizedText) -> Bool {
    index + 1 < sentence.upperBound && lexicon.words.has(text.tokens[index + 1].word, .beginning)
  }

  func lasting(
    _ days: ClosedRange<Int>,
    _ tokens: Range<Int>,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> TimeExpression {
    if tokens.upperBound < sentence.upperBound, let today,
      lexicon.words.has(text.tokens[tokens.upperBound].word, .ago)
    {
      return TimeExpression(
        value: .day(
          today.advanced(by: -days.upperBound),
          today.advanced(by: -days.lowerBound)
        ),
        tokens: tokens.lowerBound..<tokens.upperBound + 1
      )
    }
    return TimeExpression(value: .lasting(days), tokens: tokens)
  }

  /// Whether a length of time is counted from something else: `14 months after kyphoplasty`, but
  /// not `for 14 months after it`.
  func isCountedElsewhere(
    _ tokens: Range<Int>,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> Bool {
    if tokens.lowerBound > sentence.lowerBound,
      lexicon.words.has(text.tokens[tokens.lowerBound - 1].word, .every)
    {
      return true
    }
    return tokens.upperBound < sentence.upperBound
      && lexicon.words.has(text.tokens[tokens.upperBound].word, .following)
      && !(tokens.lowerBound > sentence.lowerBound
        && lexicon.words.has(text.tokens[tokens.lowerBound - 1].word, .lasting))
  }
}
