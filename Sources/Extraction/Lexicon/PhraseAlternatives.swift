/// The phrases that a cell of a lexicon stands for: `{does|did} not {really|} seem` for four.
struct PhraseAlternatives {
  /// Why a cell stands for no phrases, in words for whoever wrote it.
  struct Mistake: Error {
    let message: String
  }

  /// The phrases, in the order of their alternatives.
  let phrases: [[UInt8]]

  /// The most phrases of a cell.
  static let most = 1000

  /// Whether a cell has alternatives.
  static func stand(in cell: ArraySlice<UInt8>) -> Bool {
    cell.contains { open == $0 || bar == $0 || close == $0 }
  }

  /// The phrases of a cell.
  ///
  /// - Throws: `Mistake` where a brace has no partner or stands in another, a bar stands outside of
  ///   braces, or there are more than `most` phrases.
  init(_ cell: ArraySlice<UInt8>) throws(Mistake) {
    var phrases: [[UInt8]] = [[]]
    var rest = cell
    while let mark = rest.firstIndex(where: {
      Self.open == $0 || Self.bar == $0 || Self.close == $0
    }) {
      guard rest[mark] == Self.open, let end = rest.firstIndex(of: Self.close) else {
        throw Mistake(message: "alternatives are written {one|other}; a brace or a bar is alone")
      }
      let inside = rest[(mark + 1)..<end]
      guard !inside.contains(Self.open) else {
        throw Mistake(message: "alternatives may not stand in others")
      }
      let alternatives = inside.split(separator: Self.bar, omittingEmptySubsequences: false)
      guard phrases.count * alternatives.count <= Self.most else {
        throw Mistake(message: "stands for more than \(Self.most) phrases; use several lines")
      }
      let before = rest[..<mark]
      phrases = phrases.flatMap { phrase in alternatives.map { phrase + before + $0 } }
      rest = rest[(end + 1)...]
    }
    self.phrases = phrases.map { $0 + rest }
  }

  private static let open = UInt8(ascii: "{")
  private static let bar = UInt8(ascii: "|")
  private static let close = UInt8(ascii: "}")
}
