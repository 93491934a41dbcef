extension [UInt8] {
  /// The index of the first `byte` at or after `start`; `nil` where there is none.
  ///
  /// Looks at eight bytes at once: text is searched for line ends more often than for anything.
  ///
  /// - Complexity: O(distance)
  package func index(of byte: UInt8, from start: Int) -> Int? {
    unsafe withUnsafeBytes { bytes in
      let pattern = UInt64(byte) &* Self.ones
      var offset = start
      while offset + 8 <= bytes.count {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        let difference = UInt64(littleEndian: word) ^ pattern
        let found = (difference &- Self.ones) & ~difference & Self.highs
        if found != 0 { return offset + found.trailingZeroBitCount >> 3 }
        offset += 8
      }
      while offset < bytes.count {
        if unsafe bytes[offset] == byte { return offset }
        offset += 1
      }
      return nil
    }
  }

  /// The number of bytes below 32 that are meant.
  ///
  /// - Complexity: O(`count`), eight bytes at once where none is below 32
  package func count(ofControls isMeant: (UInt8) -> Bool) -> Int {
    unsafe withUnsafeBytes { bytes in
      let limit = 32 &* Self.ones
      var counted = 0
      var offset = 0
      while offset < bytes.count {
        if offset + 8 <= bytes.count {
          let word = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          if (word &- limit) & ~word & Self.highs == 0 {
            offset += 8
            continue
          }
        }
        for next in offset..<Swift.min(offset + 8, bytes.count)
        where unsafe bytes[next] < 32 && isMeant(bytes[next]) {
          counted += 1
        }
        offset += 8
      }
      return counted
    }
  }

  private static var ones: UInt64 { 0x0101_0101_0101_0101 }
  private static var highs: UInt64 { 0x8080_8080_8080_8080 }
}
