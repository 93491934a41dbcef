package import NoteModel

/// Words that decide where sentences end, by their number in the vocabulary.
public struct SentenceWords: Sendable {
  /// What each word is, by its number.
  private var flags: Table<Flags> = []

  private struct Flags: OptionSet {
    let rawValue: UInt8
    static let abbreviation = Flags(rawValue: 1)
    static let joiner = Flags(rawValue: 2)
    static let answer = Flags(rawValue: 4)
    static let boxAnswer = Flags(rawValue: 8)
    static let numbered = Flags(rawValue: 16)
    static let title = Flags(rawValue: 32)
  }

  /// No words.
  public init() {}

  /// Adds a word after which a point ends no sentence, such as `approx`.
  public mutating func addAbbreviation(_ word: WordID) { add(word, .abbreviation) }

  /// Adds a word after which a point ends no sentence where a number comes next, such as `Dec`.
  public mutating func addNumbered(_ word: WordID) { add(word, .numbered) }

  /// Adds an abbreviation that a name follows, such as `Dr`.
  public mutating func addTitle(_ word: WordID) { add(word, [.abbreviation, .title]) }

  /// Adds a word after which a line goes on, such as `of`.
  public mutating func addJoiner(_ word: WordID) { add(word, .joiner) }

  /// Adds a word that answers the question before it, such as `no`.
  public mutating func addAnswer(_ word: WordID) { add(word, .answer) }

  /// Adds a word that answers beside a tick box, such as `absent`.
  public mutating func addBoxAnswer(_ word: WordID) { add(word, .boxAnswer) }

  /// Writes the words as they lie in memory.
  package func write(to image: inout ImageWriter) { image.write(flags) }

  /// The words that were written to an image.
  package init(from image: inout ImageReader) throws(ImageError) {
    flags = try unsafe image.values()
  }

  func isAnswer(_ word: WordID) -> Bool { has(word, .answer) }
  func answersBox(_ word: WordID) -> Bool { has(word, .answer) || has(word, .boxAnswer) }
  func isAbbreviation(_ word: WordID) -> Bool { has(word, .abbreviation) }
  func isNumbered(_ word: WordID) -> Bool { has(word, .numbered) }
  func isTitle(_ word: WordID) -> Bool { has(word, .title) }
  func isJoiner(_ word: WordID) -> Bool { has(word, .joiner) }

  private mutating func add(_ word: WordID, _ flag: Flags) {
    let place = Int(word)
    while flags.count <= place { flags.append([]) }
    flags[place].formUnion(flag)
  }

  private func has(_ word: WordID, _ flag: Flags) -> Bool {
    let place = Int(word)
    return place < flags.count && flags[place].contains(flag)
  }
}

/// Cuts a run of tokens into sentences by signs and by layout.
///
/// A sentence ends at a full stop that is no abbreviation's, at a blank line, before a list marker
/// or a tick box, and at the end of a line that was not wrapped: wrapped lines are told by the
/// document's own width, by a small letter or by a word that cannot end a sentence.
public struct SentenceSplitter: Sendable {
  private let words: SentenceWords

  /// A splitter that knows some words.
  public init(words: SentenceWords) {
    self.words = words
  }

  /// The sentences, as ascending ranges of token indices that cover all tokens.
  ///
  /// - Parameters:
  ///   - tokens: the tokens of one text.
  ///   - utf8: the text.
  ///   - breaks: ascending token indices, perhaps repeated, at which a sentence begins whatever
  ///     else holds.
  /// - Returns: ranges of token indices.
  /// - Complexity: O(`tokens.count`)
  public func sentences(
    of tokens: [Token],
    in utf8: [UInt8],
    breaks: [Int]
  ) -> [Range<Int>] {
    guard !tokens.isEmpty else { return [] }
    let lines = LineMeasure(tokens: tokens, utf8: utf8)
    var sentences: [Range<Int>] = []
    var first = 0
    var nextBreak = 0
    for index in 1..<max(tokens.count, 1) {
      while nextBreak < breaks.count, breaks[nextBreak] < index { nextBreak += 1 }
      let isForced = nextBreak < breaks.count && breaks[nextBreak] == index
      if isForced
        || !isAmongWords(index, tokens) && begins(at: index, since: first, tokens, utf8, lines)
      {
        sentences.append(first..<index)
        first = index
      }
    }
    sentences.append(first..<tokens.count)
    return sentences
  }

  /// Whether a word stands right behind one on its line, where nothing ends but an answer.
  @inline(__always)
  private func isAmongWords(_ index: Int, _ tokens: [Token]) -> Bool {
    tokens[index].kind == .word && tokens[index - 1].kind == .word
      && !tokens[index].traits.contains(.lineStart) && !words.isAnswer(tokens[index - 1].word)
  }

  private func begins(
    at index: Int,
    since first: Int,
    _ tokens: [Token],
    _ utf8: [UInt8],
    _ lines: LineMeasure
  ) -> Bool {
    let token = tokens[index]
    let last = tokens[index - 1]
    if token.kind.isBox {
      return !token.traits.contains(.behind) && !answersLine(at: index, since: first, tokens)
    }
    if last.traits.contains(.behind), !answersLine(at: index - 1, since: first, tokens) {
      return true
    }
    if isJoinedMarker(at: index, tokens, utf8) { return true }
    if token.kind == .number, isNextItem(at: index, since: first, tokens, utf8) { return true }
    if followsAnswer(at: index, since: first, tokens), !isComma(token, utf8) { return true }
    if token.traits.contains(.lineStart) {
      return beginsLine(at: index, since: first, tokens, utf8, lines)
    }
    guard last.kind == .sign, last.end - last.start == 1 else { return false }
    switch utf8[last.startOffset] {
    case UInt8(ascii: "!"): return token.traits.contains(.spaced) && index - first > 1
    case UInt8(ascii: "?"):
      // `? UTI` and `(? UTI)` ask about what follows; `How long? 11 weeks` has its answer behind it.
      return token.traits.contains(.spaced) && index - first > 1 && token.kind != .number
        && !last.traits.contains(.spaced) && !words.isAnswer(token.word)
        && utf8[token.startOffset] != UInt8(ascii: "(")
        && utf8[tokens[index - 2].startOffset] != UInt8(ascii: "(")
    case UInt8(ascii: "."):
      return endsSentence(point: index - 1, since: first, tokens)
    default: return false
    }
  }

  /// Whether a box is one of two that answer the words before them on their line.
  private func answersLine(at index: Int, since first: Int, _ tokens: [Token]) -> Bool {
    guard !isBox(tokens, first) else { return false }
    if isBox(tokens, index - 1) { return index - 1 > first }
    var next = index + 1
    while next < tokens.count, words.answersBox(tokens[next].word) { next += 1 }
    guard index > first, isBox(tokens, next), !tokens[next].traits.contains(.lineStart) else {
      // The second of `[ ] yes [x] no`.
      var before = index - 1
      while before > first, words.answersBox(tokens[before].word) { before -= 1 }
      return before > first && before < index - 1 && isBox(tokens, before)
    }
    return true
  }

  /// Whether a token is a comma.
  private func isComma(_ token: Token, _ utf8: [UInt8]) -> Bool {
    token.kind == .sign && utf8[token.startOffset] == UInt8(ascii: ",")
  }

  /// Whether a pair of boxes stands right before a token, so that its answer is complete.
  private func followsAnswer(at index: Int, since first: Int, _ tokens: [Token]) -> Bool {
    var before = index - 1
    guard isBox(tokens, before) || words.answersBox(tokens[before].word), !isBox(tokens, first),
      !words.answersBox(tokens[index].word)
    else { return false }
    var boxes = 0
    while before > first, isBox(tokens, before) || words.answersBox(tokens[before].word) {
      if isBox(tokens, before) { boxes += 1 }
      before -= 1
    }
    return boxes == 2
  }

  private func isBox(_ tokens: [Token], _ index: Int) -> Bool {
    tokens.indices.contains(index) && tokens[index].kind.isBox
  }

  /// Whether the point at an index is a full stop.
  private func endsSentence(point: Int, since first: Int, _ tokens: [Token]) -> Bool {
    guard point > first else { return false }
    let before = tokens[point - 1]
    let after = tokens[point + 1]
    guard before.end == tokens[point].start else {
      // `Blood thinners . none`: a point by itself may lead to what a line of a form says.
      return after.traits.contains(.spaced)
        && !after.traits.isDisjoint(with: [.lineStart, .capitalised])
    }
    switch before.kind {
    case .number:
      // `1.` begins a list item; `2019.` may end a sentence.
      return point - 1 > first && after.traits.contains(.spaced)
    case .word:
      if after.kind == .number, words.isNumbered(before.word) { return false }
      if words.isAbbreviation(before.word) {
        guard after.traits.contains(.spaced), after.traits.contains(.capitalised) else {
          return false
        }
        // `Stands 10 min. Had a fracture`: a unit's point may be a full stop, and so may that of
        // `brace and PT. Discussed`, `brace/PT. Discussed`, in capitals among words that are not, of
        // an answer, `he says no. Any fever`, and of one in small letters that a preposition leads to,
        // `normal per pt. Has`.
        let lead = tokens[max(first, point - 2)]
        let isTitle = before.traits.contains(.capitalised) && !before.traits.contains(.allCaps)
        return lead.kind == .number && !isTitle || words.isAnswer(before.word)
          || !before.traits.contains(.capitalised) && words.isJoiner(lead.word)
          || before.traits.contains(.allCaps) && !after.traits.contains(.allCaps)
            && (lead.kind == .word && !lead.traits.contains(.allCaps)
              || lead.kind == .sign && !lead.traits.contains(.lineStart))
      }
      let length = before.end - before.start
      if length == 1, before.traits.contains(.capitalised) { return false }
      // `Every q.6h. beginning tonight`
      if length == 1, after.kind == .word, !after.traits.contains(.capitalised) { return false }
      return after.traits.contains(.spaced)
        || (length > 2 && after.kind != .number && after.traits.contains(.capitalised))
        || (after.kind == .sign && Self.signLengths.contains(after.end - after.start))
    default: return after.traits.contains(.spaced)
    }
  }

  /// Bytes of a sign that may stand right behind a full stop: a bracket or quote, a typographic quote.
  private static let signLengths: [Int32] = [1, 3]

  private func beginsLine(
    at index: Int,
    since first: Int,
    _ tokens: [Token],
    _ utf8: [UInt8],
    _ lines: LineMeasure
  ) -> Bool {
    let token = tokens[index]
    let last = tokens[index - 1]
    let lastByte = utf8[last.startOffset]
    let isSign = last.kind == .sign
    if isListMarker(at: index, tokens, utf8) { return true }
    let isSmall = token.kind == .word && !token.traits.contains(.capitalised)
    if token.traits.contains(.blankLineBefore) {
      return !(isSmall && !isSign && last.kind == .word)
    }
    let startsSmall =
      isSmall
      || isAmongCapitals(at: index, tokens) && !lines.hasColumns(lineBefore: index, tokens)
    if isSign {
      switch lastByte {
      case UInt8(ascii: "."):
        // A full stop at a line end; after an abbreviation's point the line may go on.
        guard index > 1, words.isAbbreviation(tokens[index - 2].word) else { return true }
        return !words.isTitle(tokens[index - 2].word) && !startsSmall && token.kind == .word
          && !lines.wasFull(before: index, tokens)
      case UInt8(ascii: "!"): return true
      // `When did it begin?` may have its day below it.
      case UInt8(ascii: "?"): return token.kind != .number
      case UInt8(ascii: ":"):
        // A label in the midst of a full line goes on in the next one.
        return !startsSmall || tokens[first].traits.contains(.lineStart)
          || !lines.wasFull(before: index, tokens)
      case UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: "/"), UInt8(ascii: "&"),
        UInt8(ascii: ";"), UInt8(ascii: "+"):
        return lines.hasColumns(lineOf: index, tokens)
      case UInt8(ascii: "-") where last.end - last.start > 1: return true
      case UInt8(ascii: "="), UInt8(ascii: "_"), UInt8(ascii: "*"): return true
      default: break
      }
    }
    // The words of a label that wrapped go on before the column of its answer.
    let isRest = startsSmall && words.isJoiner(last.word)
    if lines.hasColumns(lineOf: index, tokens), !isRest { return true }
    // What stood in columns is none of the text below.
    if !startsSmall, lines.hasColumns(lineBefore: index, tokens) { return true }
    if isLabel(at: index, tokens, utf8) { return true }
    if words.isJoiner(last.word), !isAnswer(at: index - 1, since: first, tokens, utf8) {
      return false
    }
    if lines.isIndented(at: index, since: first, tokens) {
      guard !startsSmall else { return false }
      // Of what hangs under a line, an item in capitals is one of its own where the one before it left room.
      return lines.isAligned(at: index, since: first, tokens)
        || token.kind == .word && !lines.wasFull(before: index, tokens)
    }
    // A line far from full did not wrap, however the next one begins; but for what was left over of one
    // that did, and was wrapped again.
    if startsSmall {
      if isLikeLine(before: index, tokens) { return true }
      return index - first >= Self.shortestLine && lines.wasShort(before: index, tokens)
        && !isRemainder(before: index, since: first, tokens, lines)
    }
    return lines.isAligned(at: index, since: first, tokens) || !lines.wasFull(before: index, tokens)
  }

  /// Whether a word in capitals follows a line of such words, where a capital tells of no beginning.
  private func isAmongCapitals(at index: Int, _ tokens: [Token]) -> Bool {
    guard tokens[index].kind == .word, tokens[index].traits.contains(.allCaps) else {
      return false
    }
    var count = 0
    for token in tokens[..<index].suffix(Self.longestLine).reversed() {
      if token.kind == .word {
        guard token.traits.contains(.allCaps) else { return false }
        count += 1
      }
      if token.traits.contains(.lineStart) || count >= Self.fewestCapitals { break }
    }
    return count >= Self.fewestCapitals
  }

  /// Words in capitals before a line end from which the text is written in them.
  private static let fewestCapitals = 5

  /// Whether the line before an index goes on with one that was not short, or begins with a capital as no
  /// item of a list in small letters does.
  private func isRemainder(
    before index: Int,
    since first: Int,
    _ tokens: [Token],
    _ lines: LineMeasure
  ) -> Bool {
    guard let line = tokens[first..<index].lastIndex(where: { $0.traits.contains(.lineStart) })
    else { return false }
    if line > first { return !lines.wasShort(before: line, tokens) }
    return tokens[line].kind == .word && tokens[line].traits.contains(.capitalised)
      && !tokens[line].traits.contains(.allCaps)
      && !tokens[line..<index].contains { $0.kind == .sign }
  }

  /// Whether a line begins as the one before it does, with a word, a number and a unit, as those of a
  /// list of medicines: `prednisone 20 mg daily`.
  private func isLikeLine(before index: Int, _ tokens: [Token]) -> Bool {
    func isOfList(_ start: Int) -> Bool {
      start + 2 < tokens.count && tokens[start].kind == .word && tokens[start + 1].kind == .number
        && tokens[start + 2].kind == .word
    }
    guard isOfList(index) else { return false }
    let before = tokens[..<index].suffix(Self.longestLine)
    let line = before.lastIndex { $0.traits.contains(.lineStart) }
    return (line ?? (before.startIndex == 0 ? 0 : nil)).map(isOfList) ?? false
  }

  /// Tokens of a line, at most, that are looked through for its beginning.
  private static let longestLine = 60

  /// Whether a `no` answers, in a cell of its own or after a colon, and is of nothing that follows.
  private func isAnswer(at index: Int, since first: Int, _ tokens: [Token], _ utf8: [UInt8]) -> Bool
  {
    guard words.isAnswer(tokens[index].word) else { return false }
    return tokens[index].traits.contains(.column)
      || index > first && utf8[tokens[index - 1].startOffset] == UInt8(ascii: ":")
  }

  /// Whether a label begins a line: one or two words, the first with a capital, and a colon.
  private func isLabel(at index: Int, _ tokens: [Token], _ utf8: [UInt8]) -> Bool {
    guard tokens[index].kind == .word, tokens[index].traits.contains(.capitalised) else {
      return false
    }
    for next in index + 1..<min(index + 3, tokens.count) {
      if tokens[next].traits.contains(.lineStart) { return false }
      if tokens[next].kind == .sign {
        return utf8[tokens[next].startOffset] == UInt8(ascii: ":")
          && (next + 1 == tokens.count || tokens[next + 1].traits.contains(.spaced))
      }
      guard tokens[next].kind == .word else { return false }
    }
    return false
  }

  /// Tokens from which a short line is one of its own, and no word that was left over.
  private static let shortestLine = 3

  /// Whether the number of an item stands where the lines of a list were joined by commas.
  ///
  /// As in `:,1.  Fever.,2.  Pain.`, or behind a full stop with its own sign: `#2`.
  private func isJoinedMarker(at index: Int, _ tokens: [Token], _ utf8: [UInt8]) -> Bool {
    // `Giving vitamin K.  #3 COPD`
    if tokens[index].kind == .sign, utf8[tokens[index].startOffset] == UInt8(ascii: "#"),
      index + 1 < tokens.count, tokens[index + 1].kind == .number,
      utf8[tokens[index - 1].startOffset] == UInt8(ascii: ".")
    {
      return true
    }
    return tokens[index].kind == .number && !tokens[index].traits.contains(.spaced)
      && isComma(tokens[index - 1], utf8) && isItemNumber(at: index, tokens, utf8)
  }

  /// Whether the number of an item stands among words, and that of the item before it begins the
  /// sentence or stands behind a colon: `A/P: 1) new fracture 2) old one, healed`.
  private func isNextItem(
    at index: Int,
    since first: Int,
    _ tokens: [Token],
    _ utf8: [UInt8]
  ) -> Bool {
    guard tokens[index].traits.contains(.spaced), isItemNumber(at: index, tokens, utf8),
      let number = Self.smallNumber(tokens[index], utf8), number > 1
    else { return false }
    let sign = utf8[tokens[index + 1].startOffset]
    return (max(first, index - Self.longestItem)..<index).contains { place in
      tokens[place].kind == .number && Self.smallNumber(tokens[place], utf8) == number - 1
        && isItemNumber(at: place, tokens, utf8) && utf8[tokens[place + 1].startOffset] == sign
        && (place == first || utf8[tokens[place - 1].startOffset] == UInt8(ascii: ":"))
    }
  }

  /// Tokens of an item, at most, behind which the next one is looked for.
  private static let longestItem = 200

  /// The value of a number of one or two digits.
  private static func smallNumber(_ token: Token, _ utf8: [UInt8]) -> Int? {
    guard token.end - token.start <= 2 else { return nil }
    return utf8[token.startOffset..<token.endOffset].reduce(Int?(0)) { value, byte in
      value.flatMap { (0x30...0x39).contains(byte) ? $0 * 10 + Int(byte) - 0x30 : nil }
    }
  }

  /// `1.`, `2)`, `-`, `*`, `#` at the start of a line.
  private func isListMarker(at index: Int, _ tokens: [Token], _ utf8: [UInt8]) -> Bool {
    let token = tokens[index]
    if token.kind == .sign {
      switch utf8[token.startOffset] {
      case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "="),
        UInt8(ascii: "_"), UInt8(ascii: "|"), 0xC2...:
        return true
      default: return false
      }
    }
    return isItemNumber(at: index, tokens, utf8)
  }

  /// Whether a short number, Roman or not, or a letter stands before a point or bracket, as that of an
  /// item does.
  private func isItemNumber(at index: Int, _ tokens: [Token], _ utf8: [UInt8]) -> Bool {
    let token = tokens[index]
    let length = token.end - token.start
    let isNumber =
      switch token.kind {
      case .number: length <= 2
      case .word: length == 1 || length <= 4 && isRoman(token, utf8)
      default: false
      }
    guard isNumber, index + 2 < tokens.count else { return false }
    let sign = tokens[index + 1]
    guard sign.start == token.end, sign.kind == .sign, sign.end - sign.start == 1 else {
      return false
    }
    let byte = utf8[sign.startOffset]
    return (byte == UInt8(ascii: ".") || byte == UInt8(ascii: ")"))
      && tokens[index + 2].traits.contains(.spaced)
  }

  /// Whether a word is written with the Roman numbers up to those of fifty: `iv`.
  private func isRoman(_ token: Token, _ utf8: [UInt8]) -> Bool {
    utf8[token.startOffset..<token.endOffset].allSatisfy {
      [UInt8(ascii: "i"), UInt8(ascii: "v"), UInt8(ascii: "x")].contains($0 | 0x20)
    }
  }
}

/// How wide the lines of a text are.
private struct LineMeasure {
  /// The number of bytes that nine of ten lines do not exceed.
  private let width: Int
  /// Whether so few lines are about as wide that none is likely to have wrapped, as in a list.
  private let isRagged: Bool
  private let utf8: [UInt8]

  /// Blanks from which a line stands far in, as in a column.
  private static let farIn = 8

  /// Lines of which it can be told.
  private static let fewestLines = 4

  init(tokens: [Token], utf8: [UInt8]) {
    self.utf8 = utf8
    var counts = Array(repeating: 0, count: 201)
    var lines = 0
    var start = 0
    while let end = utf8.index(of: 10, from: start) {
      if utf8[start..<end].contains(where: { $0 > 32 }) {
        counts[min(end - start, 200)] += 1
        lines += 1
      }
      start = end + 1
    }
    var remaining = lines / 10
    var candidate = 200
    while candidate > 0, remaining >= counts[candidate] {
      remaining -= counts[candidate]
      candidate -= 1
    }
    width = max(candidate, 40)
    let wide = counts[min(width * 8 / 10, 200)...].reduce(0, +)
    isRagged = lines >= Self.fewestLines && wide * 4 <= lines
  }

  /// Whether the line before an index ended far from the right edge.
  func wasShort(before index: Int, _ tokens: [Token]) -> Bool {
    lengthWithNext(before: index, tokens) * 10 < width * 6
  }

  /// Whether the word at an index would not have fitted on the line before it.
  func wasFull(before index: Int, _ tokens: [Token]) -> Bool {
    !isRagged && lengthWithNext(before: index, tokens) >= width
  }

  private func lengthWithNext(before index: Int, _ tokens: [Token]) -> Int {
    let end = tokens[index - 1].endOffset
    var start = end
    while start > 0, utf8[start - 1] != 10 { start -= 1 }
    var wordEnd = tokens[index].startOffset
    while wordEnd < utf8.count, utf8[wordEnd] > 32 { wordEnd += 1 }
    return end - start + 1 + wordEnd - tokens[index].startOffset
  }

  /// Whether the line that begins at an index hangs under the one that a sentence began on.
  func isIndented(at index: Int, since first: Int, _ tokens: [Token]) -> Bool {
    guard let here = indent(of: tokens[index].startOffset),
      let there = indent(of: tokens[first].startOffset)
    else { return false }
    return here > there
  }

  /// The blanks that the line of an offset begins with; `nil` far into a line, where they matter to
  /// nobody and would be looked for in vain again and again.
  private func indent(of offset: Int) -> Int? {
    guard let start = lineStart(of: offset) else { return nil }
    var blanks = 0
    while start + blanks < utf8.count, utf8[start + blanks] == 32 || utf8[start + blanks] == 9 {
      blanks += 1
    }
    return blanks
  }

  private func lineStart(of offset: Int) -> Int? {
    var start = offset
    while start > 0, utf8[start - 1] != 10 {
      start -= 1
      if offset - start > Self.longestLine { return nil }
    }
    return start
  }

  /// Bytes into a line from which its beginning is not looked for.
  private static let longestLine = 1000

  /// Tokens of the line that a sentence began on among which its columns are looked for.
  private static let longestLead = 20

  /// Whether the line that begins at an index stands far in, under a column of the line that a
  /// sentence began on or under that line itself, as the items of a list beside its label do.
  func isAligned(at index: Int, since first: Int, _ tokens: [Token]) -> Bool {
    guard let indent = indent(of: tokens[index].startOffset), indent >= Self.farIn,
      let start = lineStart(of: tokens[first].startOffset)
    else { return false }
    if indent == self.indent(of: tokens[first].startOffset) { return true }
    for next in first..<min(index, first + Self.longestLead) {
      if next > first, tokens[next].traits.contains(.lineStart) { return false }
      if tokens[next].traits.contains(.column), tokens[next].startOffset - start == indent {
        return true
      }
    }
    return false
  }

  /// Whether the line that ends before an index has columns.
  func hasColumns(lineBefore index: Int, _ tokens: [Token]) -> Bool {
    var last = index - 1
    while last > 0, !tokens[last].traits.contains(.lineStart) {
      if tokens[last].traits.contains(.column) { return true }
      last -= 1
    }
    return false
  }

  /// Whether the line that begins at an index has columns, or points that lead from one to another.
  func hasColumns(lineOf index: Int, _ tokens: [Token]) -> Bool {
    var next = index + 1
    while next < tokens.count, !tokens[next].traits.contains(.lineStart) {
      if tokens[next].traits.contains(.column) { return true }
      if tokens[next].kind == .sign, tokens[next].end - tokens[next].start > 2,
        utf8[tokens[next].startOffset] == UInt8(ascii: ".")
      {
        return true
      }
      next += 1
    }
    return false
  }
}
