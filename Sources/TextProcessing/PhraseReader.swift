/// Reads phrases, and makes the vocabulary of their words.
public struct PhraseReader: Sendable {
  /// The words of all phrases.
  public private(set) var vocabulary: Vocabulary

  /// The words of the phrase read last, without the signs that a phrase may be written with or
  /// without; `PhraseTrie.gap` stands for a gap.
  public private(set) var words: [WordID] = []

  private var folded: [UInt8] = []

  /// A reader that knows some words.
  public init(vocabulary: Vocabulary = PhraseTrie.startingVocabulary()) {
    self.vocabulary = vocabulary
  }

  /// Reads a phrase, whose words enter the vocabulary.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8.
  ///   - range: where in it the phrase stands; `_` in it is a gap.
  public mutating func read(_ bytes: [UInt8], in range: Range<Int>) {
    words.removeAll(keepingCapacity: true)
    if readLetters(bytes, in: range) { return }
    words.removeAll(keepingCapacity: true)
    var scanner = TokenScanner(bytes: bytes, in: range)
    while let kind = scanner.skip() {
      let spelling = scanner.folded
      if kind == .sign, spelling.count == 1 {
        if PhraseTrie.isTransparent(spelling[0]) { continue }
        if spelling[0] == UInt8(ascii: "_") {
          words.append(PhraseTrie.gap)
          continue
        }
      }
      words.append(vocabulary.insert(spelling))
    }
  }

  /// Reads a phrase of a string.
  public mutating func read(_ phrase: String) {
    let bytes = Array(phrase.utf8)
    read(bytes, in: 0..<bytes.count)
  }

  /// Reads a phrase of nothing but letters and blanks, as most are.
  private mutating func readLetters(_ bytes: [UInt8], in range: Range<Int>) -> Bool {
    var start = range.lowerBound
    while start < range.upperBound {
      let run = LetterRun(bytes, in: start..<range.upperBound)
      guard run.end == range.upperBound || bytes[run.end] == 0x20 else { return false }
      if start < run.end { words.append(vocabulary.insert(bytes, in: start..<run.end, run.hash)) }
      start = run.end + 1
    }
    return true
  }

  /// Has the word read last known with one slip in its spelling as well.
  ///
  /// - Returns: whether it is long enough.
  public mutating func correctLastWord() -> Bool {
    guard let word = words.last, vocabulary.length(of: word) >= Vocabulary.shortestCorrected else {
      return false
    }
    vocabulary.correct(word)
    return true
  }

  /// Puts the last word of the phrase read last into its regular English plural.
  ///
  /// - Returns: whether it has one; a word that ends in `s` or in no letter has none.
  public mutating func makePlural() -> Bool {
    guard let last = words.last, last != PhraseTrie.gap else { return false }
    folded.removeAll(keepingCapacity: true)
    for byte in vocabulary.bytes(of: last) { folded.append(byte) }
    guard let letter = folded.last, letter >= UInt8(ascii: "a") else { return false }
    let before = folded.count > 1 ? folded[folded.count - 2] : UInt8(ascii: "a")
    switch letter {
    case UInt8(ascii: "s"): return false
    case UInt8(ascii: "y") where !"aeiou".utf8.contains(before):
      folded.removeLast()
      folded += "ies".utf8
    case UInt8(ascii: "x"), UInt8(ascii: "z"): folded += "es".utf8
    case UInt8(ascii: "h") where before == UInt8(ascii: "c") || before == UInt8(ascii: "s"):
      folded += "es".utf8
    default: folded.append(UInt8(ascii: "s"))
    }
    words[words.count - 1] = vocabulary.insert(folded)
    return true
  }
}
