import NoteModel

/// Base64 (RFC 4648), white space allowed.
enum Base64 {
  /// The bytes that base64 stands for; `nil` where it is not valid.
  ///
  /// - Complexity: O(`content.count`), one pass
  static func decoded(_ content: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(content.count / 4 * 3)
    let isValid = decode(content) { bits, count, _ in
      for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: bits >> (16 - 8 * place))) }
    }
    return isValid ? bytes : nil
  }

  /// From the bytes that valid base64 stands for to its digits, four for every three of them, the
  /// last filled up with `=` where they are.
  ///
  /// - Complexity: O(`content.count`), one pass; a run for every three bytes
  static func map(of content: [UInt8]) -> SourceMap {
    var runs = RunBuilder()
    _ = decode(content) { _, count, digits in
      runs.add(count, from: digits.lowerBound, digits.count)
    }
    return SourceMap(runs: runs.runs)
  }

  /// Gives the upper bits and the number of the bytes that every four digits stand for, and the
  /// place of the digits.
  ///
  /// - Returns: whether there is nothing but whole digits.
  private static func decode(
    _ content: [UInt8],
    _ take: (_ bits: UInt32, _ count: Int, _ digits: Range<Int>) -> Void
  ) -> Bool {
    var bits: UInt32 = 0
    var digits = 0
    var padding = 0
    var range = 0..<0
    for (index, byte) in content.enumerated() where byte > 32 {
      if byte == UInt8(ascii: "=") {
        padding += 1
        // The signs that fill the last four up are of it: without them nothing decodes it.
        if digits > 0 { range = range.lowerBound..<index + 1 }
        continue
      }
      guard padding == 0, let value = value(of: byte) else { return false }
      range = (digits == 0 ? index : range.lowerBound)..<index + 1
      bits = bits << 6 | value
      digits += 1
      guard digits == 4 else { continue }
      take(bits, 3, range)
      (bits, digits) = (0, 0)
    }
    // Two digits are one byte, three are two; what is over is no byte's.
    if digits > 1 { take(bits << (6 * (4 - digits)), digits - 1, range) }
    return digits != 1 && padding <= 2
  }

  private static func value(of byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a") + 26)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0") + 52)
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
