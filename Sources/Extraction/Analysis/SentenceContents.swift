import TextProcessing

/// What stands in a sentence, taken together in one pass: most sentences hold nothing of what is
/// looked for in them, and this tells.
struct SentenceContents {
  /// The bits of the classes that any of its words is in.
  private let classes: UInt64
  /// A bit for each kind of token in it.
  private let kinds: UInt8

  /// The contents of some tokens.
  init(of tokens: Range<Int>, _ text: TokenizedText, _ words: WordClasses) {
    var classes: UInt64 = 0
    var kinds: UInt8 = 0
    for token in text.tokens[tokens] {
      classes |= words.classes(of: token.word)
      kinds |= 1 &<< token.kind.rawValue
    }
    self.classes = classes
    self.kinds = kinds
  }

  /// Whether there is a token of a kind.
  func has(kind: Token.Kind) -> Bool { kinds & 1 &<< kind.rawValue != 0 }

  /// Whether any word is in a class.
  func has(_ wordClass: WordClasses.Class) -> Bool { classes & wordClass.bit != 0 }

  /// Whether any word is in one of several classes, given as their bits.
  func has(anyOf bits: UInt64) -> Bool { classes & bits != 0 }
}
