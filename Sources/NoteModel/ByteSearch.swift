import Glibc

extension [UInt8] {
  /// The index of the first `byte` at or after `start`; `nil` where there is none.
  ///
  /// - Complexity: O(distance)
  package func index(of byte: UInt8, from start: Int) -> Int? {
    guard start < count else { return nil }
    return unsafe withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress,
        // SAFETY: all bytes from `start` to the end lie within the buffer.
        let found = unsafe memchr(base + start, Int32(byte), bytes.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  /// The number of bytes that are controls.
  ///
  /// - Complexity: O(`count`), eight bytes at once where none is a control
  package var countOfControls: Int {
    unsafe withUnsafeBytes { bytes in
      var counted = 0
      var offset = 0
      while offset < bytes.count {
        let end = Swift.min(offset + 8, bytes.count)
        if end == offset + 8 {
          let word = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          // The high bits of these sums compare each byte with 9, 14 and 32.
          let low = word & ~Self.highs
          let from9 = low &+ (0x80 - 9) &* Self.ones
          let from14 = low &+ (0x80 - 14) &* Self.ones
          let from32 = low &+ (0x80 - 32) &* Self.ones
          if (~from9 | from14 & ~from32) & ~word & Self.highs == 0 {
            offset = end
            continue
          }
        }
        for next in offset..<end where unsafe bytes[next].isControl { counted += 1 }
        offset = end
      }
      return counted
    }
  }

  private static var ones: UInt64 { 0x0101_0101_0101_0101 }
  private static var highs: UInt64 { 0x8080_8080_8080_8080 }
}

extension UInt8 {
  /// Whether a byte is one that text has no use for: a control of C0 but for white space and escape.
  package var isControl: Bool { self < 9 || (self > 13 && self < 32 && self != 27) }
}
