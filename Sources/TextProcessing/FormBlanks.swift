import NoteModel

/// The blanks and buttons of a form, read as the boxes that they are: `yes ___ no _X_` and
/// `yes \u{25CB} no \u{25CF}` are `yes [ ] no [x]`.
public enum FormBlanks {
  /// The tokens with blanks and buttons beside a yes or a no made into boxes.
  ///
  /// A blank elsewhere stays the sign it is: masked names are written with the same lines. So
  /// does a button without a second one near it: lists have the same circles for bullets.
  ///
  /// - Parameters:
  ///   - tokens: the tokens of one text.
  ///   - utf8: the text.
  ///   - words: knows the answers.
  /// - Returns: as many tokens, or fewer where a marked blank was three.
  /// - Complexity: O(`tokens.count`)
  public static func boxed(
    _ tokens: [Token],
    in utf8: [UInt8],
    words: SentenceWords
  ) -> [Token] {
    func isLine(_ index: Int) -> Bool {
      tokens.indices.contains(index) && tokens[index].kind == .sign
        && utf8[tokens[index].startOffset] == UInt8(ascii: "_")
    }
    func isAnswer(_ index: Int) -> Bool {
      tokens.indices.contains(index) && words.isAnswer(tokens[index].word)
    }
    func button(_ index: Int) -> Bool? {
      guard tokens.indices.contains(index),
        let isFilled = isFilled(tokens[index], utf8),
        [index - 1, index + 1].contains(where: {
          tokens.indices.contains($0) && words.answersBox(tokens[$0].word)
        })
      else { return nil }
      return isFilled
    }
    func isOneOfTwo(_ index: Int) -> Bool {
      (index - buttonReach...index + buttonReach).contains {
        $0 != index && button($0) != nil
          && !tokens[min($0, index) + 1...max($0, index)].contains { $0.traits.contains(.lineStart) }
      }
    }
    guard utf8.contains(UInt8(ascii: "_")) || utf8.contains(firstByteOfButtons) else {
      return tokens
    }
    var boxed: [Token] = []
    var index = 0
    while index < tokens.count {
      defer { index += 1 }
      if let isFilled = button(index), isOneOfTwo(index) {
        boxed.append(tokens[index].box(isFilled))
        continue
      }
      guard isLine(index) else {
        boxed.append(tokens[index])
        continue
      }
      let last = isMarked(index, tokens, isLine) ? index + 2 : index
      guard isAnswer(index - 1) || isAnswer(last + 1) else {
        boxed.append(tokens[index])
        continue
      }
      boxed.append(tokens[index].box(last > index, end: tokens[last].end))
      index = last
    }
    return boxed
  }

  /// How many tokens lie at most between two buttons of one question.
  private static let buttonReach = 4

  /// The byte that the circles of buttons begin with in UTF-8.
  private static let firstByteOfButtons: UInt8 = 0xE2

  /// Whether a token is a filled circle; `nil` where it is no circle at all.
  private static func isFilled(_ token: Token, _ utf8: [UInt8]) -> Bool? {
    guard token.kind == .sign, token.end - token.start == 3,
      utf8[token.startOffset] == firstByteOfButtons
    else { return nil }
    switch (utf8[token.startOffset + 1], utf8[token.startOffset + 2]) {
    case (0x97, 0x8B), (0x97, 0xAF), (0x9A, 0xAA): return false
    case (0x97, 0x8F), (0x97, 0x89), (0x9A, 0xAB), (0xA6, 0xBF): return true
    default: return nil
    }
  }

  /// Whether a blank has one letter written on it: `_X_`.
  private static func isMarked(
    _ index: Int,
    _ tokens: [Token],
    _ isLine: (Int) -> Bool
  ) -> Bool {
    guard isLine(index + 2) else { return false }
    let mark = tokens[index + 1]
    return mark.end - mark.start == 1 && !mark.traits.contains(.spaced)
      && !tokens[index + 2].traits.contains(.spaced)
  }
}

extension Token {
  /// The box that a sign is, up to an end.
  fileprivate func box(_ isTicked: Bool, end: Int32? = nil) -> Token {
    Token(
      start: start,
      end: end ?? self.end,
      word: Vocabulary.unknown,
      kind: isTicked ? .tickedBox : .emptyBox,
      traits: traits
    )
  }
}
