/// The words of a note: UTF-8 bytes that never show up in logs or dumps by accident.
///
/// Reading `utf8` or calling `string(in:)` is a deliberate act; printing, interpolating or dumping
/// the value shows its size alone.
public struct NoteText: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The text as valid UTF-8.
  public let utf8: [UInt8]

  /// Scalars before each 256-byte block; empty when the text is pure ASCII.
  private let blockScalars: [Int]

  private static let blockSize = 256

  /// A text from valid UTF-8.
  ///
  /// - Parameter utf8: the bytes; the reader has already replaced what was not valid.
  /// - Complexity: O(`utf8.count`)
  public init(utf8: [UInt8]) {
    self.utf8 = utf8
    var bits: UInt8 = 0
    for byte in utf8 { bits |= byte }
    guard bits >= 0x80 else {
      blockScalars = []
      return
    }
    var blocks: [Int] = []
    var scalars = 0
    for (offset, byte) in utf8.enumerated() {
      if offset % Self.blockSize == 0 { blocks.append(scalars) }
      if byte & 0xC0 != 0x80 { scalars += 1 }
    }
    blockScalars = blocks
  }

  /// A text from a string.
  public init(_ string: String) {
    self.init(utf8: Array(string.utf8))
  }

  /// Length in bytes.
  public var count: Int { utf8.count }

  /// The words in `range`.
  public func string(in range: TextRange) -> String {
    String(decoding: utf8[range.start..<range.end], as: UTF8.self)
  }

  /// The number of Unicode scalars before the byte at `offset`, the unit of the JSON output.
  ///
  /// - Complexity: O(1), at most one block of 256 bytes is counted.
  public func scalarOffset(ofByte offset: Int) -> Int {
    guard !blockScalars.isEmpty else { return offset }
    let block = min(offset / Self.blockSize, blockScalars.count - 1)
    var scalars = blockScalars[block]
    for index in block * Self.blockSize..<min(offset, utf8.count)
    where utf8[index] & 0xC0 != 0x80 {
      scalars += 1
    }
    return scalars
  }

  /// The byte at which scalar number `scalar` starts; `count` when there are fewer scalars.
  public func byteOffset(ofScalar scalar: Int) -> Int {
    guard !blockScalars.isEmpty else { return min(max(scalar, 0), utf8.count) }
    let block = max(0, blockScalars.partitioningIndex { $0 > scalar } - 1)
    var remaining = scalar - blockScalars[block]
    var offset = block * Self.blockSize
    while offset < utf8.count {
      if utf8[offset] & 0xC0 != 0x80 {
        if remaining == 0 { return offset }
        remaining -= 1
      }
      offset += 1
    }
    return utf8.count
  }

  /// The bytes of some Unicode scalars; those beyond the end have none.
  public func range(ofScalars scalars: Range<Int>) -> TextRange {
    TextRange(byteOffset(ofScalar: scalars.lowerBound), byteOffset(ofScalar: scalars.upperBound))
  }

  /// The line that holds the byte at `offset`, from 1, and the range of its words.
  ///
  /// - Complexity: O(`offset`)
  public func line(at offset: Int) -> (number: Int, range: TextRange) {
    var number = 1
    var start = 0
    for index in 0..<min(offset, utf8.count) where utf8[index] == 10 {
      number += 1
      start = index + 1
    }
    var end = start
    while end < utf8.count, utf8[end] != 10 { end += 1 }
    return (number, TextRange(start, end))
  }

  /// The size alone.
  public var description: String { "<\(utf8.count) bytes>" }
  /// The size alone.
  public var debugDescription: String { description }
  /// Nothing: dumps must not show words.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
