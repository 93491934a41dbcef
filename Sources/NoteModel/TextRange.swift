/// A half-open range of UTF-8 byte offsets in a document's text, from 0.
///
/// "Text" is what the reader made of a file; see `SourceRange` for places in the file itself.
public struct TextRange: Hashable, Comparable, Sendable {
  /// First byte.
  public let start: Int

  /// One past the last byte, never below `start`.
  public let end: Int

  /// A range from `start` up to, not including, `end`.
  public init(_ start: Int, _ end: Int) {
    precondition(0 <= start && start <= end, "a text range runs forward from 0")
    self.start = start
    self.end = end
  }

  /// Length in bytes.
  public var count: Int { end - start }

  /// Whether the ranges share at least one byte.
  public func overlaps(_ other: TextRange) -> Bool { start < other.end && other.start < end }

  /// Whether `other` lies inside this range.
  public func contains(_ other: TextRange) -> Bool { start <= other.start && other.end <= end }

  /// The number of bytes that both hold.
  public func shared(with other: TextRange) -> Int {
    max(0, min(end, other.end) - max(start, other.start))
  }

  /// The smallest range that holds both.
  public func union(_ other: TextRange) -> TextRange {
    TextRange(min(start, other.start), max(end, other.end))
  }

  /// Order by start, then by end.
  public static func < (left: TextRange, right: TextRange) -> Bool {
    left.start != right.start ? left.start < right.start : left.end < right.end
  }
}

/// A half-open range of byte offsets in the file that a document was read from, from 0.
public struct SourceRange: Hashable, Sendable {
  /// First byte.
  public let start: Int

  /// One past the last byte.
  public let end: Int

  /// A range of file bytes from `start` up to, not including, `end`.
  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }
}
