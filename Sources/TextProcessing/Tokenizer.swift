public import NoteModel

/// Cuts text into tokens in one pass.
///
/// Keeps `T12`, `02/10/2025`, `7/10` and `b.i.d.` whole, parts `x6wks`, `50mg` and `we'll`, which is
/// read as `we will`, reads short slashed abbreviations (`w/o`, `s/p`, `c/w`) as one word, `can't` as
/// `cant` and drops a possessive `'s`.
public struct Tokenizer: Sendable {
  private let vocabulary: Vocabulary

  /// A tokenizer that numbers words by a vocabulary.
  public init(vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
  }

  /// The tokens of `text`, in order.
  ///
  /// - Complexity: O(`text.count`), one pass, no allocation but the result.
  public func tokens(of text: NoteText) -> [Token] {
    tokens(of: text.utf8)
  }

  /// The tokens of UTF-8 bytes, in order.
  public func tokens(of utf8: [UInt8]) -> [Token] {
    var scanner = TokenScanner(bytes: utf8)
    var tokens: [Token] = []
    tokens.reserveCapacity(utf8.count / 5 + 4)
    while let token = scanner.next(vocabulary) { tokens.append(token) }
    return tokens
  }
}

/// The state of one pass over a text.
struct TokenScanner {
  private let bytes: [UInt8]
  private let end: Int
  private var position: Int
  private var isAtLineStart = true

  /// The folded spelling of the last token.
  private(set) var folded: [UInt8] = []

  init(bytes: [UInt8]) { self.init(bytes: bytes, in: 0..<bytes.count) }

  init(bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
    folded.reserveCapacity(64)
  }

  /// The next token, or `nil` at the end.
  mutating func next(_ vocabulary: Vocabulary) -> Token? {
    passBlanks().map { token($0, vocabulary) }
  }

  /// Passes what stands before a token: what it says of the token, or `nil` at the end.
  private mutating func passBlanks() -> Token.Traits? {
    if let traits = passBlank() { return traits }
    var traits: Token.Traits = []
    var blanks = 0
    var lineEnds = isAtLineStart ? 1 : 0
    isAtLineStart = false
    scan: while position < end {
      let byte = bytes[position]
      switch byte {
      case 0x20: blanks += 1
      case 0x09: blanks += Self.columnGap
      case 0x0A, 0x0D:
        lineEnds += 1
        blanks = 0
      case 0x0C, 0x0B:
        lineEnds += 2
        blanks = 0
      case 0..<0x20, 0x7F: blanks += 1
      case Self.bar where isRule(atLineStart: lineEnds > 0):
        // Neither it nor its end leaves a line blank.
        while position < end, !Self.isLineEnd(bytes[position]) { position += 1 }
        lineEnds -= 1
        continue
      case Self.bar where lineEnds == 0 && isBorder: blanks += Self.columnGap
      case 0x80...:
        let (scalar, length) = scalar(at: position)
        switch WordFolding.meaning(of: scalar) {
        case .space: blanks += 1
        case .nothing: break
        default: break scan
        }
        position += length
        continue
      default: break scan
      }
      position += 1
    }
    guard position < end else { return nil }
    if lineEnds > 0 { traits.formUnion([.lineStart, .spaced]) }
    if lineEnds > 1 { traits.insert(.blankLineBefore) }
    if blanks > 0 { traits.insert(.spaced) }
    if lineEnds == 0, blanks >= Self.columnGap { traits.insert(.column) }
    return traits
  }

  /// Blanks from which a gap is one between columns.
  private static let columnGap = 3

  /// What draws the borders of a table's cells.
  private static let bar = UInt8(ascii: "|")

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// Whether the bar here parts two cells, or ends the last of its line: blanks stand on both sides, as
  /// in `COPD | No |`.
  private var isBorder: Bool {
    func isBlank(_ index: Int) -> Bool {
      index < 0 || index >= end || bytes[index] <= 0x20 || bytes[index] == Self.bar
    }
    return isBlank(position - 1) && isBlank(position + 1)
  }

  /// Whether the line that begins here is one drawn between the rows of a table: `|---|:--:|`.
  private func isRule(atLineStart: Bool) -> Bool {
    guard atLineStart else { return false }
    var index = position
    var hasDash = false
    while index < end, !Self.isLineEnd(bytes[index]) {
      switch bytes[index] {
      case UInt8(ascii: "-"), UInt8(ascii: "="): hasDash = true
      case Self.bar, UInt8(ascii: "+"), UInt8(ascii: ":"), 0x20, 0x09: break
      default: return false
      }
      index += 1
    }
    return hasDash
  }

  /// Passes one blank, or nothing, before a character of ASCII, as mostly stands between tokens;
  /// `nil` where there is more to look at.
  @inline(__always)
  private mutating func passBlank() -> Token.Traits? {
    guard position + 1 < end, !isAtLineStart else { return nil }
    let byte = bytes[position]
    if byte > 0x20, byte < Self.bar { return [] }
    guard byte == 0x20 else { return nil }
    let next = bytes[position + 1]
    guard next > 0x20, next < Self.bar else { return nil }
    position += 1
    return .spaced
  }

  /// Passes a token without a number for its word: its kind, or `nil` at the end.
  mutating func skip() -> Token.Kind? {
    passBlanks().map { _ in scan() }
  }

  /// Passes the words of a token, folding them.
  private mutating func scan() -> Token.Kind {
    folded.removeAll(keepingCapacity: true)
    switch classAt(position) {
    case .letter: return scanWord()
    case .digit:
      scanNumber()
      return .number
    case .box(let ticked):
      position += scalar(at: position).length
      return ticked ? .tickedBox : .emptyBox
    case .sign, .other: return scanShortVerb() ? .word : scanSign()
    }
  }

  private mutating func token(_ before: Token.Traits, _ vocabulary: Vocabulary) -> Token {
    let start = position
    var traits = before
    if let run = passPlainWord() {
      if bytes[start] & 0x20 == 0 {
        traits.insert(run.hasSmall ? .capitalised : [.capitalised, .allCaps])
      }
      return Token(
        start: Int32(start),
        end: Int32(position),
        word: vocabulary.word(of: bytes, in: start..<position, run.hash),
        kind: .word,
        traits: traits
      )
    }
    let kind = scan()
    addCase(of: start..<position, to: &traits)
    let word =
      kind == .number ? vocabulary.exact(folded) : vocabulary.word(folded)
    return Token(
      start: Int32(start),
      end: Int32(position),
      word: word,
      kind: kind,
      traits: traits
    )
  }

  // MARK: Words

  /// Passes a word of nothing but ASCII letters, as most are; `nil` where there is another token,
  /// which is left.
  @inline(__always)
  private mutating func passPlainWord() -> LetterRun? {
    let run = LetterRun(bytes, in: position..<end)
    let letters = run.end - position
    guard letters > 0 else { return nil }
    if run.end < end {
      // What may go on: `T12`, `don't`, `naïve`, `w/o`, `b.i.d.`
      switch bytes[run.end] {
      case 0x30...0x39, 0x80..., UInt8(ascii: "'"): return nil
      case UInt8(ascii: "/") where letters <= 2: return nil
      case UInt8(ascii: ".") where letters == 1: return nil
      default: break
      }
    }
    position = run.end
    return run
  }

  private mutating func scanWord() -> Token.Kind {
    let start = position
    if scanAbbreviation() { return .word }
    var letters = 0
    while position < end {
      let byte = bytes[position]
      let lower = byte | 0x20
      if lower >= 0x61, lower <= 0x7A {
        folded.append(lower)
        position += 1
        letters += 1
        continue
      }
      if byte >= 0x80, let letter = letterAt(position) {
        folded.append(contentsOf: letter.folded)
        position += letter.length
        letters += 1
        continue
      }
      if Self.isDigit(byte) {
        if letters == 1, scanLevel(start) { return .level }
        // A digit inside a longer word is a letter read wrongly.
        guard letters >= 3, isLetter(at: position + 1) else { break }
        folded.append(byte)
        position += 1
        continue
      }
      guard let quote = apostropheLength(at: position), isLetter(at: position + quote)
      else { break }
      if isPossessive(at: position + quote) {
        position += quote + 1
        break
      }
      guard shortVerb(at: position + quote) == nil else { break }
      position += quote
    }
    scanSlashedTail(letters)
    return .word
  }

  /// `b.i.d.`, `p.o.`, `U.S.`: single letters, each with a point.
  private mutating func scanAbbreviation() -> Bool {
    var probe = position
    var letters = 0
    while let letter = letterAt(probe), letter.length == 1,
      probe + 1 < end, bytes[probe + 1] == UInt8(ascii: ".")
    {
      probe += 2
      letters += 1
    }
    guard letters >= 2 else { return false }
    // `p.o` may lack its last point.
    if letterAt(probe) != nil {
      guard letterAt(probe + 1) == nil else { return false }
      probe += 1
    }
    while position < probe {
      if let letter = letterAt(position) {
        folded.append(contentsOf: letter.folded)
      }
      position += 1
    }
    // `N.O.` is an abbreviation, and no `no`.
    if folded.elementsEqual("no".utf8) { folded.append(UInt8(ascii: ".")) }
    return true
  }

  /// One of C, T, L, S with one or two digits and no letter after them.
  private mutating func scanLevel(_ start: Int) -> Bool {
    let letter = bytes[start] | 0x20
    guard letter == 0x63 || letter == 0x74 || letter == 0x6C || letter == 0x73 else {
      return false
    }
    var probe = position
    while probe < end, Self.isDigit(bytes[probe]) { probe += 1 }
    guard probe - position <= 2, bytes[position] != UInt8(ascii: "0") else {
      return false
    }
    // `L5S1` is two levels; any other letter makes it something else.
    if isLetter(at: probe) {
      let next = bytes[probe] | 0x20
      guard next == 0x73 || next == 0x6C, probe + 1 < end,
        Self.isDigit(bytes[probe + 1])
      else { return false }
    }
    while position < probe {
      folded.append(bytes[position])
      position += 1
    }
    return true
  }

  /// The rest of `w/o`, `s/p`, `n/v/d`, `w/`: at most two letters before each slash.
  private mutating func scanSlashedTail(_ letters: Int) {
    guard letters <= 2 else { return }
    var parts: [(end: Int, letters: Int)] = []
    var probe = position
    while probe < end, bytes[probe] == UInt8(ascii: "/") {
      var next = probe + 1
      var count = 0
      while let letter = letterAt(next), letter.length == 1 {
        next += 1
        count += 1
      }
      guard count <= 3, next >= end || !Self.isDigit(bytes[next]) else { break }
      if count == 0, letters != 1 { break }
      parts.append((next, count))
      probe = next
      if count == 0 || count > 2 { break }
    }
    guard let last = parts.last, letters == 1 || parts.allSatisfy({ $0.letters == 1 }) else {
      return
    }
    while position < last.end {
      let byte = bytes[position]
      folded.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
      position += 1
    }
  }

  // MARK: Numbers and signs

  private mutating func scanNumber() {
    takeDigits()
    // A day, or a year alone, which a day may follow.
    var isDay = folded.count == 4
    while position + 1 < end {
      let (joint, length) = jointAt(position)
      guard joint != 0, position + length < end,
        Self.isDigit(bytes[position + length])
      else { break }
      if joint == UInt8(ascii: ","), !isThousands(at: position + 1) { break }
      // `03/24-05/02` is two days, `2019-11/2024` a year and a month, `7-8/10` one score.
      if joint == UInt8(ascii: "-"), isDay, isDaySlashed(at: position + length) { break }
      isDay = isDay || joint == UInt8(ascii: "/")
      folded.append(joint)
      position += length
      takeDigits()
    }
  }

  /// Whether one or two digits and a slash follow.
  private func isDaySlashed(at offset: Int) -> Bool {
    var next = offset
    while next < end, next - offset < 3, Self.isDigit(bytes[next]) { next += 1 }
    return (1...2).contains(next - offset) && next < end && bytes[next] == UInt8(ascii: "/")
  }

  private mutating func takeDigits() {
    while position < end, Self.isDigit(bytes[position]) {
      folded.append(bytes[position])
      position += 1
    }
  }

  /// A sign that may join digits, folded to ASCII, and its length; 0 where there is none.
  private func jointAt(_ offset: Int) -> (sign: UInt8, length: Int) {
    let byte = bytes[offset]
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "-"),
      UInt8(ascii: ","):
      return (byte, 1)
    case 0x80...:
      let (scalar, length) = scalar(at: offset)
      if case .like(0x2D) = WordFolding.meaning(of: scalar) { return (0x2D, length) }
      return (0, length)
    default: return (0, 1)
    }
  }

  private func isThousands(at offset: Int) -> Bool {
    guard offset + 3 <= end else { return false }
    for index in offset..<offset + 3 where !Self.isDigit(bytes[index]) { return false }
    return offset + 3 == end || !Self.isDigit(bytes[offset + 3])
  }

  /// How often any sign stands in a row, less one, before the row counts as ruling.
  private static let shortestRule = 8

  /// How often a point stands in a row, less one, before the row leads to what a line says.
  private static let shortestLeader = 3

  private mutating func scanSign() -> Token.Kind {
    let byte = bytes[position]
    if byte >= 0x80 {
      let (scalar, length) = scalar(at: position)
      if case .like(let ascii) = WordFolding.meaning(of: scalar) {
        folded.append(ascii)
      } else {
        for index in 0..<length { folded.append(bytes[position + index]) }
      }
      position += length
      return .sign
    }
    if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "("), let box = scanBox() {
      return box
    }
    // A run of one sign, such as a ruled line or an arrow, is one token; of a sign that is not
    // meant for ruling it has to be a long one.
    folded.append(byte)
    position += 1
    let isRule =
      byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "=")
      || byte == UInt8(ascii: "*") || byte == UInt8(ascii: ".")
    let start = position
    while position < end, bytes[position] == byte { position += 1 }
    guard isRule else {
      if position - start < Self.shortestRule { position = start }
      return .sign
    }
    // `Sacrum ..... no lesion` is written like `Sacrum: no lesion`.
    if byte == UInt8(ascii: "."), position - start >= Self.shortestLeader {
      if position < end, bytes[position] == UInt8(ascii: ":") { position += 1 }
      folded = [UInt8(ascii: ":")]
    }
    if byte == UInt8(ascii: "-"), position < end,
      bytes[position] == UInt8(ascii: ">")
    {
      folded = Array("->".utf8)
      position += 1
    } else if position - start >= 2, byte != UInt8(ascii: ".") {
      folded = Array("----".utf8)
    }
    return .sign
  }

  /// Signs that tick a box which brackets draw: check marks, crosses, and filled forms.
  private static let ticks: Set<UInt32> = [
    0x2713, 0x2714, 0x2717, 0x2718, 0x25A0, 0x25CF, 0x2022, 0xD7,
  ]

  /// `[x]`, `[X]`, `[ ]`, `[]`, `(x)`, `( )`, `(\u{2713})`, and `(+)`, `(-)` as words of one sign.
  private mutating func scanBox() -> Token.Kind? {
    let square = bytes[position] == UInt8(ascii: "[")
    let close = square ? UInt8(ascii: "]") : UInt8(ascii: ")")
    guard position + 1 < end else { return nil }
    let inside = bytes[position + 1]
    if inside == close, square {
      position += 2
      return .emptyBox
    }
    if inside >= 0x80 {
      let (mark, length) = scalar(at: position + 1)
      guard Self.ticks.contains(mark), position + 1 + length < end,
        bytes[position + 1 + length] == close
      else { return nil }
      position += length + 2
      return .tickedBox
    }
    guard position + 2 < end, bytes[position + 2] == close else {
      return nil
    }
    switch inside {
    case UInt8(ascii: " "), UInt8(ascii: "_"):
      position += 3
      return .emptyBox
    case UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "*"), UInt8(ascii: "v"):
      position += 3
      return .tickedBox
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      folded = [UInt8(ascii: "("), inside, UInt8(ascii: ")")]
      position += 3
      return .sign
    default: return nil
    }
  }

  // MARK: Characters

  private enum CharacterClass {
    case letter
    case digit
    case sign
    case box(Bool)
    case other
  }

  private func classAt(_ offset: Int) -> CharacterClass {
    let byte = bytes[offset]
    if byte < 0x80 {
      if Self.isDigit(byte) { return .digit }
      return (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A ? .letter : .sign
    }
    switch WordFolding.meaning(of: scalar(at: offset).value) {
    case .letter, .foreignLetter: return .letter
    case .box(let ticked): return .box(ticked)
    case .like: return .sign
    default: return .other
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private func isLetter(at offset: Int) -> Bool { letterAt(offset) != nil }

  /// The letter at an offset, folded; invisible characters inside a word belong to it.
  private func letterAt(_ offset: Int) -> (folded: Folded, length: Int)? {
    guard offset < end else { return nil }
    let byte = bytes[offset]
    if byte < 0x80 {
      let lower = byte | 0x20
      return lower >= 0x61 && lower <= 0x7A ? (Folded(lower), 1) : nil
    }
    let (scalar, length) = scalar(at: offset)
    switch WordFolding.meaning(of: scalar) {
    case .letter(let base): return (Folded(base), length)
    case .foreignLetter:
      return (Folded(bytes, offset, length), length)
    case .nothing: return (Folded(), length)
    default: return nil
    }
  }

  private func apostropheLength(at offset: Int) -> Int? {
    guard offset < end else { return nil }
    if bytes[offset] == UInt8(ascii: "'") { return 1 }
    guard bytes[offset] >= 0x80 else { return nil }
    let (scalar, length) = scalar(at: offset)
    if case .like(0x27) = WordFolding.meaning(of: scalar) { return length }
    return nil
  }

  private func isPossessive(at offset: Int) -> Bool {
    guard offset < end, bytes[offset] | 0x20 == UInt8(ascii: "s") else {
      return false
    }
    return !isLetter(at: offset + 1)
  }

  /// What verbs are short for behind an apostrophe: `we'll`, `they've`.
  private static let shortVerbs: [(letters: [UInt8], word: [UInt8])] = [
    ("ll", "will"), ("ve", "have"), ("re", "are"), ("m", "am"),
  ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

  /// The short verb that an offset behind an apostrophe begins and ends with.
  private func shortVerb(at offset: Int) -> (letters: [UInt8], word: [UInt8])? {
    Self.shortVerbs.first { verb in
      offset + verb.letters.count <= end && !isLetter(at: offset + verb.letters.count)
        && verb.letters.indices.allSatisfy { bytes[offset + $0] | 0x20 == verb.letters[$0] }
    }
  }

  /// Passes a short verb right behind a word.
  private mutating func scanShortVerb() -> Bool {
    guard position > 0, bytes[position - 1] | 0x20 >= 0x61, bytes[position - 1] | 0x20 <= 0x7A,
      let quote = apostropheLength(at: position), let verb = shortVerb(at: position + quote)
    else { return false }
    position += quote + verb.letters.count
    folded.append(contentsOf: verb.word)
    return true
  }

  private func addCase(of range: Range<Int>, to traits: inout Token.Traits) {
    let first = bytes[range.lowerBound]
    guard first >= 0x41, first <= 0x5A else { return }
    traits.insert(.capitalised)
    for index in range {
      let byte = bytes[index]
      if byte >= 0x61, byte <= 0x7A { return }
    }
    traits.insert(.allCaps)
  }

  /// The scalar at an offset of valid UTF-8, and its length in bytes.
  private func scalar(at offset: Int) -> (value: UInt32, length: Int) {
    let lead = UInt32(bytes[offset])
    let continuation = { (index: Int) -> UInt32 in
      offset + index < end ? UInt32(bytes[offset + index]) & 0x3F : 0
    }
    switch lead {
    case 0xF0...:
      return (
        (lead & 7) << 18 | continuation(1) << 12 | continuation(2) << 6 | continuation(3), 4
      )
    case 0xE0...: return ((lead & 15) << 12 | continuation(1) << 6 | continuation(2), 3)
    case 0xC0...: return ((lead & 31) << 6 | continuation(1), 2)
    default: return (lead, 1)
    }
  }
}

/// The folded bytes of one letter, at most four, without allocation.
struct Folded: Sequence, IteratorProtocol {
  private var packed: UInt32 = 0
  private var remaining = 0

  init() {}

  init(_ byte: UInt8) {
    packed = UInt32(byte)
    remaining = 1
  }

  init(_ bytes: [UInt8], _ offset: Int, _ length: Int) {
    remaining = Swift.min(length, bytes.count - offset)
    for index in 0..<remaining { packed |= UInt32(bytes[offset + index]) << (8 * index) }
  }

  mutating func next() -> UInt8? {
    guard remaining > 0 else { return nil }
    defer {
      packed >>= 8
      remaining -= 1
    }
    return UInt8(truncatingIfNeeded: packed)
  }
}
