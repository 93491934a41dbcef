/// Tells tick boxes that stand behind what they are for from those that stand before it.
///
/// A line that begins with words and ends with a box has its boxes behind: `stable [ ] unstable [x]`.
public enum BoxPlacement {
  /// The tokens, those boxes marked as standing behind.
  ///
  /// - Parameters:
  ///   - tokens: the tokens of one text.
  ///   - utf8: the text.
  /// - Returns: as many tokens.
  /// - Complexity: O(`tokens.count`)
  public static func placed(_ tokens: [Token], in utf8: [UInt8]) -> [Token] {
    var placed = tokens
    var first = 0
    for index in tokens.indices {
      let next = index + 1
      guard next == tokens.count || tokens[next].traits.contains(.lineStart) else { continue }
      let line = first..<next
      first = next
      guard tokens[index].kind.isBox,
        let box = line.first(where: { tokens[$0].kind.isBox }), box > line.lowerBound,
        utf8[tokens[box - 1].startOffset] != UInt8(ascii: ":"),
        box == index || !tokens[box].traits.contains(.column),
        !line.dropFirst().contains(where: { tokens[$0].kind.isBox && tokens[$0 - 1].kind.isBox })
      else { continue }
      for box in line where tokens[box].kind.isBox { placed[box] = tokens[box].behind }
    }
    return placed
  }
}

extension Token {
  /// The same box, standing behind what it is for.
  fileprivate var behind: Token {
    Token(start: start, end: end, word: word, kind: kind, traits: traits.union(.behind))
  }
}
