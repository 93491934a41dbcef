/// A word, number or sign of a text.
public struct Token: Sendable {
  /// What a token is.
  public enum Kind: UInt8, Sendable {
    /// Letters, perhaps with digits read wrongly in between.
    case word
    /// Digits, with the points, slashes, colons and dashes that stand between digits.
    case number
    /// A vertebra, such as `T12`.
    case level
    /// One sign.
    case sign
    /// An empty tick box.
    case emptyBox
    /// A ticked box.
    case tickedBox
  }

  /// How a token is written and what stands before it.
  public struct Traits: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt8

    /// Traits from their bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// It begins with a capital.
    public static let capitalised = Traits(rawValue: 1)

    /// Every letter is a capital.
    public static let allCaps = Traits(rawValue: 2)

    /// White space stands before it.
    public static let spaced = Traits(rawValue: 4)

    /// A tab or three or more blanks stand before it on its line, as between columns.
    public static let column = Traits(rawValue: 8)

    /// It is the first of its line.
    public static let lineStart = Traits(rawValue: 16)

    /// A blank line or form feed stands before it.
    public static let blankLineBefore = Traits(rawValue: 32)
  }

  /// First byte in the text.
  public let start: Int32

  /// One past the last byte.
  public let end: Int32

  /// Its number in the vocabulary, 0 if that does not know it.
  public let word: WordID

  /// What it is.
  public let kind: Kind

  /// How it is written.
  public let traits: Traits

  /// Its bytes in the text.
  public var startOffset: Int { Int(start) }

  /// One past its last byte in the text.
  public var endOffset: Int { Int(end) }
}
