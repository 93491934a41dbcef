import NoteModel

/// The blanks of a form, read as the boxes that they are: `yes ___ no _X_` is `yes [ ] no [x]`.
public enum FormBlanks {
  /// The tokens with blanks beside a yes or a no made into boxes.
  ///
  /// A blank elsewhere stays the sign it is: masked names are written with the same lines.
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
    guard utf8.index(of: UInt8(ascii: "_"), from: 0) != nil else { return tokens }
    var boxed: [Token] = []
    var index = 0
    while index < tokens.count {
      defer { index += 1 }
      guard isLine(index) else {
        boxed.append(tokens[index])
        continue
      }
      let last = isMarked(index, tokens, isLine) ? index + 2 : index
      guard isAnswer(index - 1) || isAnswer(last + 1) else {
        boxed.append(tokens[index])
        continue
      }
      boxed.append(
        Token(
          start: tokens[index].start,
          end: tokens[last].end,
          word: Vocabulary.unknown,
          kind: last > index ? .tickedBox : .emptyBox,
          traits: tokens[index].traits
        )
      )
      index = last
    }
    return boxed
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
