import NoteModel
import TextProcessing

/// A text with its tokens, the ground that all analysis stands on; shared, never copied.
final class TokenizedText: Sendable {
  let text: NoteText
  let tokens: [Token]
  /// Whether blanks between words mean columns: in a text of several lines, or of cells with bars.
  let hasLayout: Bool
  /// Whether it has tick boxes.
  let hasBoxes: Bool
  /// The bits of the classes that any of its words is in.
  private let classes: UInt64
  /// Whether its dates are written with the day before the month; `nil` where nothing in it tells.
  let order: DayOrder?
  /// Whether its dates are read with the day before the month.
  let isDayFirst: Bool

  /// A text.
  ///
  /// - Parameters:
  ///   - text: its words.
  ///   - lexicon: knows its words.
  ///   - order: of the dates in it, unless it tells another.
  init(_ text: NoteText, _ lexicon: Lexicon, order: DayOrder? = nil) {
    self.text = text
    let tokens = FormBlanks.boxed(
      lexicon.tokenizer.tokens(of: text),
      in: text.utf8,
      words: lexicon.words.sentenceWords
    )
    var hasLayout = false
    var hasBoxes = false
    var classes: UInt64 = 0
    var end = 0
    for token in tokens {
      classes |= lexicon.words.classes(of: token.word)
      if token.traits.contains(.lineStart), token.start > 0 { hasLayout = true }
      if token.traits.contains(.column), !hasLayout {
        hasLayout = text.utf8[end..<token.startOffset].contains(UInt8(ascii: "|"))
      }
      end = token.endOffset
      if token.kind.isBox { hasBoxes = true }
    }
    self.tokens = hasBoxes ? BoxPlacement.placed(tokens, in: text.utf8) : tokens
    self.hasLayout = hasLayout
    self.hasBoxes = hasBoxes
    self.classes = classes
    let isOfPlace = { Self.isDayFirst(tokens, lexicon) && !Self.hasDaysBehindMonths(tokens, text) }
    self.order = Self.order(tokens, text) ?? (isOfPlace() ? .dayFirst : nil)
    isDayFirst = (self.order ?? order) == .dayFirst
  }

  /// Whether any of its words is in a class.
  ///
  /// - Complexity: O(1)
  func has(_ wordClass: WordClasses.Class) -> Bool { classes & wordClass.bit != 0 }

  /// The order that a date tells, `16.04.2026`, and none tells otherwise; `nil` where no date tells.
  private static func order(_ tokens: [Token], _ text: NoteText) -> DayOrder? {
    var found: DayOrder?
    for token in tokens where token.kind == .number && (8...10).contains(token.end - token.start) {
      let range = TextRange(token.startOffset, token.endOffset)
      switch NumberToken(utf8: text.utf8[range.start..<range.end]).isDayFirst {
      case true?: found = .dayFirst
      case false?: return .monthFirst
      case nil: break
      }
    }
    return found
  }

  /// Whether words of places where the day comes first stand in a text: `NHS`, `oedema`; days before the
  /// names of their months, and none behind, count for one.
  private static func isDayFirst(_ tokens: [Token], _ lexicon: Lexicon) -> Bool {
    let words = Set(tokens.lazy.map(\.word).filter { lexicon.words.has($0, .dayFirst) })
    guard words.count == fewestPlaces - 1 else { return words.count >= fewestPlaces }
    func isDay(_ index: Int) -> Bool {
      tokens.indices.contains(index) && tokens[index].kind == .number
        && tokens[index].end - tokens[index].start <= 2
    }
    let months = tokens.indices.filter { lexicon.words.has(tokens[$0].word, .month) }
    return months.contains { isDay($0 - 1) } && !months.contains { isDay($0 + 1) }
  }

  /// Different words of such places from which a text is of one.
  private static let fewestPlaces = 2

  /// Whether numbers such as `8/19` and `9/30`, which no day comes first in, stand in a text; what
  /// scores are out of is one number.
  private static func hasDaysBehindMonths(_ tokens: [Token], _ text: NoteText) -> Bool {
    let days = tokens.lazy.filter { $0.kind == .number && (4...5).contains($0.end - $0.start) }
      .compactMap { NumberToken(utf8: text.utf8[$0.startOffset..<$0.endOffset]).dayBehindMonth }
    return Set(days).count >= fewestDays
  }

  /// Different days behind months from which a text has its days there.
  private static let fewestDays = 2

  /// The bytes of a range of tokens.
  func range(_ tokens: Range<Int>) -> TextRange {
    guard let first = tokens.first, let last = tokens.last else { return TextRange(0, 0) }
    return TextRange(self.tokens[first].startOffset, self.tokens[last].endOffset)
  }

  /// The bytes of one token.
  func range(_ token: Int) -> TextRange { range(token..<token + 1) }

  /// The first byte of a token.
  func byte(_ token: Int) -> UInt8 { text.utf8[tokens[token].startOffset] }

  /// Whether a token is a sign of one character, this one.
  func isSign(_ token: Int, _ sign: Unicode.Scalar) -> Bool {
    guard tokens.indices.contains(token) else { return false }
    return tokens[token].kind == .sign && byte(token) == UInt8(ascii: sign)
  }

  /// Whether a token is a word that ends in `-ing`.
  func isGerund(_ token: Int) -> Bool {
    tokens[token].kind == .word && tokens[token].endOffset - tokens[token].startOffset > 4
      && text.utf8[tokens[token].startOffset..<tokens[token].endOffset].suffix(3)
        .elementsEqual("ing".utf8)
  }

  /// Whether a token is a hyphen or dash of any length.
  func isDash(_ token: Int) -> Bool {
    guard tokens.indices.contains(token), tokens[token].kind == .sign else { return false }
    return byte(token) == UInt8(ascii: "-") || byte(token) == 0xE2
  }

  /// Whether a token is a row of one sign, at least three: `***`.
  func isRow(of sign: Unicode.Scalar, _ token: Int) -> Bool {
    isSign(token, sign) && tokens[token].end - tokens[token].start >= 3
  }

  /// Whether a token leads from a label to what a line of a form says: a row of points, two that
  /// stand alone, or one before a small letter, as in `Blood thinners . none`.
  func isLeader(_ token: Int) -> Bool {
    guard isSign(token, ".") else { return false }
    let length = tokens[token].end - tokens[token].start
    if length > 2 { return true }
    return tokens[token].traits.contains(.spaced) && token + 1 < tokens.count
      && tokens[token + 1].traits.contains(.spaced)
      && tokens[token + 1].traits.isDisjoint(
        with: length == 2 ? .lineStart : [.lineStart, .capitalised]
      )
  }

  /// The tokens from one on up to the next line, so many at most; none where a line begins there.
  func line(after first: Int, atMost count: Int) -> Range<Int> {
    let reach = first..<max(first, min(tokens.count, first + count))
    return reach.prefix { !tokens[$0].traits.contains(.lineStart) }
  }

  /// Whether a line begins with one of some tokens.
  func beginsLine(in tokens: some Sequence<Int>) -> Bool {
    tokens.contains { self.tokens[$0].traits.contains(.lineStart) }
  }

  /// Whether a word of a class is among some tokens.
  func tokens(
    _ tokens: some Sequence<Int>,
    have wordClass: WordClasses.Class,
    _ words: WordClasses
  ) -> Bool {
    tokens.contains { words.has(self.tokens[$0].word, wordClass) }
  }

  /// Whether a token is a lone `x`, tick or dot.
  func isMark(_ token: Int) -> Bool {
    if tokens[token].kind == .tickedBox || string(token) == "\u{25CF}" { return true }
    return tokens[token].end - tokens[token].start == 1
      && (byte(token) | 0x20) == UInt8(ascii: "x")
  }

  /// Whether a token is the number of an item: `A/P 1) back pain`.
  func isItemNumber(_ token: Int) -> Bool {
    tokens.indices.contains(token) && tokens[token].kind == .number
      && (isSign(token + 1, ")") || isSign(token + 1, "."))
  }

  /// Whether a token is a date with its year.
  func isDate(_ token: Int) -> Bool { tokens[token].kind == .number && number(token).isWholeDate }

  /// Whether a token is a tick box.
  func isBox(_ token: Int) -> Bool {
    tokens.indices.contains(token) && tokens[token].kind.isBox
  }

  /// Whether a word ends with an apostrophe and an s, or the other way round.
  func isPossessive(_ token: Int) -> Bool {
    let word = string(token)
    return word.hasSuffix("'s") || word.hasSuffix("\u{2019}s") || word.hasSuffix("s'")
  }

  /// Whether a column begins at a token.
  func beginsColumn(_ token: Int) -> Bool { hasLayout && standsApart(token) }

  /// Whether a wide gap stands before a token, as before a column.
  func standsApart(_ token: Int) -> Bool { tokens[token].traits.contains(.column) }

  /// Whether two blanks or more stand before a token, as between the cells of a narrow table.
  func mayBeginCell(_ token: Int) -> Bool {
    token > 0 && !tokens[token].traits.contains(.lineStart)
      && gap(before: token) >= 2 || standsApart(token)
  }

  /// The bytes between a token, not the first, and the one before it.
  func gap(before token: Int) -> Int { tokens[token].startOffset - tokens[token - 1].endOffset }

  /// The words of a token.
  func string(_ token: Int) -> String { text.string(in: range(token)) }

  /// Whether tokens are written like some words, capitals and signs, whatever blanks are between.
  func writes(_ words: String, in tokens: Range<Int>) -> Bool {
    let range = range(tokens)
    return text.utf8[range.start..<range.end].lazy.filter { $0 > 0x20 }
      .elementsEqual(words.utf8.lazy.filter { $0 > 0x20 })
  }

  /// The number that a token is.
  func number(_ token: Int) -> NumberToken {
    NumberToken(utf8: text.utf8[tokens[token].startOffset..<tokens[token].endOffset])
  }

  /// Tokens between a number and the one that it became, at most: `52% --> 10%`.
  static let longestStep = 4

  /// Whether nothing stands between two numbers but what says that one became the other: `8/10 to
  /// 1/10`, `52% -> 10%`.
  func goes(from first: Int, to second: Int, _ words: WordClasses) -> Bool {
    let between = first + 1..<second
    guard (1...Self.longestStep).contains(between.count) else { return false }
    func isStep(_ index: Int) -> Bool {
      words.has(tokens[index].word, .through)
        || tokens[index].kind == .sign && [">", "\u{2192}"].contains(string(index).suffix(1))
    }
    return between.contains(where: isStep)
      && between.allSatisfy {
        isStep($0) || isDash($0) || isSign($0, "%") || words.has(tokens[$0].word, .percent)
      }
  }

  /// A number as a score of up to ten, written out of ten or alone: `8/10`, `8`.
  func score(_ index: Int) -> Double? {
    guard tokens[index].kind == .number else { return nil }
    let number = number(index)
    return number.score(outOf: 10) ?? number.decimal.flatMap { (0...10).contains($0) ? $0 : nil }
  }

  /// The tokens that lie in or touch a range of bytes.
  ///
  /// - Complexity: O(log `tokens.count`)
  func tokens(in range: TextRange) -> Range<Int> {
    let first = firstToken(endingAfter: range.start)
    var end = firstToken(endingAfter: max(range.end - 1, range.start))
    if end < tokens.count, tokens[end].startOffset < range.end { end += 1 }
    return first..<max(first, end)
  }

  /// The first token that ends after an offset.
  func firstToken(endingAfter offset: Int) -> Int {
    tokens.partitioningIndex { $0.endOffset > offset }
  }

  /// Whether a word that may be an object stands right behind some words, as in `hold metformin`; words
  /// that tell when or how are none.
  func takesObject(after words: Range<Int>, _ lexicon: Lexicon) -> Bool {
    let next = words.upperBound
    guard next < tokens.count, tokens[next].kind == .word,
      !tokens[next].traits.contains(.lineStart)
    else { return false }
    let word = tokens[next].word
    return ![
      .joiner, .placer, .reason, .until, .since, .subordinator, .anaphor, .day, .number,
    ].contains {
      lexicon.words.has(word, $0)
    }
  }
}
