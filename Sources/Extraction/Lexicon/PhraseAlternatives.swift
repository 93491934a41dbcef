/// The phrases that a cell of a lexicon stands for: `{does|did} not {really|} seem` for four.
struct PhraseAlternatives {
  /// Why a cell stands for no phrases, in words for whoever wrote it.
  struct Mistake: Error {
    let message: String
  }

  /// The phrases, in the order of their alternatives, with one blank between words.
  let phrases: [[UInt8]]

  /// The most phrases of a cell.
  static let most = 1000

  /// Whether a cell has alternatives.
  static func stand(in cell: ArraySlice<UInt8>) -> Bool {
    cell.contains(where: isMark)
  }

  /// The phrases of a cell.
  ///
  /// - Throws: `Mistake` where a brace has no partner or stands in another, a bar stands outside of
  ///   braces, or there are more than `most` phrases.
  init(_ cell: ArraySlice<UInt8>) throws(Mistake) {
    // What stands outside of braces is an alternative to nothing.
    var parts: [[ArraySlice<UInt8>]] = []
    var rest = cell
    while let mark = rest.firstIndex(where: Self.isMark) {
      guard rest[mark] == Self.open, let end = rest.firstIndex(of: Self.close) else {
        throw Mistake(message: "alternatives are written {one|other}; a brace or a bar is alone")
      }
      let inside = rest[(mark + 1)..<end]
      guard !inside.contains(Self.open) else {
        throw Mistake(message: "alternatives may not stand in others")
      }
      parts.append([rest[..<mark]])
      parts.append(inside.split(separator: Self.bar, omittingEmptySubsequences: false))
      rest = rest[(end + 1)...]
    }
    parts.append([rest])
    let count = parts.reduce(1) { min($0 * $1.count, Self.most + 1) }
    guard count <= Self.most else {
      throw Mistake(message: "stands for more than \(Self.most) phrases; use several lines")
    }
    phrases = (0..<count).map { number in
      var phrase: [UInt8] = []
      phrase.reserveCapacity(cell.count)
      var place = count
      for alternatives in parts {
        place /= alternatives.count
        for byte in alternatives[number / place % alternatives.count]
        where byte != Self.blank || phrase.last.map({ $0 != Self.blank }) ?? false {
          phrase.append(byte)
        }
      }
      if phrase.last == Self.blank { phrase.removeLast() }
      return phrase
    }
  }

  private static func isMark(_ byte: UInt8) -> Bool { byte == open || byte == bar || byte == close }

  private static let open = UInt8(ascii: "{")
  private static let bar = UInt8(ascii: "|")
  private static let close = UInt8(ascii: "}")
  private static let blank = UInt8(ascii: " ")
}
