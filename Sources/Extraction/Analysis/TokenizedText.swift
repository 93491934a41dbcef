import NoteModel
import TextProcessing

/// A text with its tokens, the ground that all analysis stands on.
struct TokenizedText {
  let text: NoteText
  let tokens: [Token]
  /// Whether blanks between words mean columns: only in a text of several lines.
  let hasLayout: Bool

  init(_ text: NoteText, _ lexicon: Lexicon) {
    self.text = text
    tokens = FormBlanks.boxed(
      lexicon.tokenizer.tokens(of: text),
      in: text.utf8,
      words: lexicon.words.sentenceWords
    )
    hasLayout = tokens.contains { $0.traits.contains(.lineStart) && $0.start > 0 }
  }

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

  /// Whether a token is a hyphen or dash of any length.
  func isDash(_ token: Int) -> Bool {
    guard tokens.indices.contains(token), tokens[token].kind == .sign else { return false }
    return byte(token) == UInt8(ascii: "-") || byte(token) == 0xE2
  }

  /// Whether a column begins at a token.
  func beginsColumn(_ token: Int) -> Bool {
    hasLayout && tokens[token].traits.contains(.column)
  }

  /// The words of a token.
  func string(_ token: Int) -> String { text.string(in: range(token)) }

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
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].endOffset > offset { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
