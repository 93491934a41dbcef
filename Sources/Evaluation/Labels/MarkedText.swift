/// A text with words marked by what they should be found as: `no <absent>oedema</absent>`.
public struct MarkedText {
  /// A mark: its name and the UTF-8 bytes of the words.
  public struct Mark: Equatable, Sendable {
    /// The tag's name.
    public let name: String

    /// The words.
    public let words: String

    /// Their bytes in the text.
    public let range: Range<Int>

    /// Their first Unicode scalar in the text as written, tags included, from 1.
    public let column: Int
  }

  /// A text that is not marked well.
  public struct Malformed: Error {
    /// The text as written.
    public let text: String
  }

  /// The text without tags.
  public private(set) var text = ""

  /// The marks, in order.
  public private(set) var marks: [Mark] = []

  /// A marked text; a tag that is not closed, or no tag at all, is an error.
  public init(_ marked: String) throws(Malformed) {
    var rest = marked[...]
    while let open = rest.firstIndex(of: "<") {
      text += rest[..<open]
      rest = rest[open...].dropFirst()
      guard let end = rest.firstIndex(of: ">") else { throw Malformed(text: marked) }
      let name = String(rest[..<end])
      rest = rest[end...].dropFirst()
      let column = marked.unicodeScalars.distance(from: marked.startIndex, to: rest.startIndex) + 1
      guard let close = rest.firstRange(of: "</\(name)>") else { throw Malformed(text: marked) }
      let start = text.utf8.count
      let words = String(rest[..<close.lowerBound])
      text += words
      marks.append(
        Mark(name: name, words: words, range: start..<text.utf8.count, column: column)
      )
      rest = rest[close.upperBound...]
    }
    text += rest
    guard !marks.isEmpty else { throw Malformed(text: marked) }
  }
}
