/// A word, number or sign of a text.
@frozen public struct Token: Sendable {
  /// What a token is.
  @frozen public enum Kind: UInt8, Sendable {
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

    /// Whether it is a tick box, empty or ticked.
    @inlinable public var isBox: Bool { self == .emptyBox || self == .tickedBox }
  }

  /// How a token is written and what stands before it.
  @frozen public struct Traits: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt8

    /// Traits from their bits.
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// It begins with a capital.
    @inlinable public static var capitalised: Traits { Traits(rawValue: 1) }

    /// Every letter is a capital.
    @inlinable public static var allCaps: Traits { Traits(rawValue: 2) }

    /// White space stands before it.
    @inlinable public static var spaced: Traits { Traits(rawValue: 4) }

    /// A tab or three or more blanks stand before it on its line, as between columns.
    @inlinable public static var column: Traits { Traits(rawValue: 8) }

    /// It is the first of its line.
    @inlinable public static var lineStart: Traits { Traits(rawValue: 16) }

    /// A blank line or form feed stands before it.
    @inlinable public static var blankLineBefore: Traits { Traits(rawValue: 32) }

    /// It is a tick box that stands behind what it is for: `TLSO [x]`.
    @inlinable public static var behind: Traits { Traits(rawValue: 64) }
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
  @inlinable public var startOffset: Int { Int(start) }

  /// One past its last byte in the text.
  @inlinable public var endOffset: Int { Int(end) }
}
