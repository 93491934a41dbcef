import NoteModel

/// The blanks and buttons of a form, read as the boxes that they are: `yes ___ no _X_` and
/// `yes \u{25CB} no \u{25CF}` are `yes [ ] no [x]`.
public enum FormBlanks {
  /// The tokens with blanks beside a yes or a no, and buttons, made into boxes.
  ///
  /// A blank elsewhere stays the sign it is: masked names are written with the same lines. So
  /// does a circle alone on its line: lists have the same for bullets.
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
    let hasButtons = utf8.index(of: firstByteOfButtons, from: 0) != nil
    let buttons = hasButtons ? buttons(among: tokens, utf8, words) : [:]
    guard !buttons.isEmpty || utf8.index(of: UInt8(ascii: "_"), from: 0) != nil else {
      return tokens
    }
    var boxed: [Token] = []
    var index = 0
    while index < tokens.count {
      defer { index += 1 }
      if let isFilled = buttons[index] {
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

  /// The circles that are buttons, and whether each is filled.
  ///
  /// They stand several to a line, beside an answer or one another, or some filled and some not.
  private static func buttons(
    among tokens: [Token],
    _ utf8: [UInt8],
    _ words: SentenceWords
  ) -> [Int: Bool] {
    var buttons: [Int: Bool] = [:]
    var line: [(index: Int, isFilled: Bool)] = []
    func answersBox(_ circle: Int) -> Bool {
      [circle - 1, circle + 1].contains {
        tokens.indices.contains($0) && words.answersBox(tokens[$0].word)
      }
    }
    func close() {
      let isMixed = line.contains(where: \.isFilled) && !line.allSatisfy(\.isFilled)
      let isPair = zip(line, line.dropFirst()).contains { $1.index == $0.index + 1 }
      let isChoice = isMixed || isPair || line.contains { answersBox($0.index) }
      if line.count > 1, isChoice {
        for circle in line { buttons[circle.index] = circle.isFilled }
      }
      line = []
    }
    for index in tokens.indices {
      if tokens[index].traits.contains(.lineStart) { close() }
      if let isFilled = isFilled(tokens[index], utf8) { line.append((index, isFilled)) }
    }
    close()
    return buttons
  }

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
