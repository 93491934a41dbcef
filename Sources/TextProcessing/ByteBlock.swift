/// Up to eight bytes of a text as one number, the first in its lowest byte, zero beyond them.
///
/// Words are passed and hashed by such blocks rather than by bytes.
struct ByteBlock {
  let bits: UInt64

  /// The bytes that begin at an offset within a text, or at its end.
  @inline(__always)
  init(_ bytes: [UInt8], at offset: Int) {
    guard offset &+ 8 <= bytes.count else {
      bits = Self.tail(of: bytes, from: offset)
      return
    }
    // SAFETY: all eight bytes lie within the text.
    let word = unsafe bytes.withUnsafeBytes { bytes in
      unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
    bits = UInt64(littleEndian: word)
  }

  /// The last bytes of a text, fewer than eight.
  @inline(never)
  private static func tail(of bytes: [UInt8], from offset: Int) -> UInt64 {
    bytes[offset...].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The bytes as small letters, where they are letters.
  @inline(__always)
  var small: UInt64 { bits | Self.smallBits }

  /// How many ASCII letters it begins with, 0 to 8.
  @inline(__always)
  var leadingLetters: Int {
    // Sums that reach the high bit of a byte compare all eight at once; the first byte that is no
    // letter is right, since nothing is carried from one byte to the next.
    let low = small & ~Self.highBits
    let fromA = low &+ (0x80 - 0x61) &* Self.ones
    let beyondZ = low &+ (0x80 - 0x7B) &* Self.ones
    let others = (~fromA | beyondZ | bits) & Self.highBits
    return others.trailingZeroBitCount >> 3
  }

  /// The bits of the first bytes of a block, 1 to 8.
  @inline(__always)
  static func mask(_ count: Int) -> UInt64 { .max &>> UInt64(64 &- 8 &* count) }

  /// What makes a capital letter a small one, in each byte.
  static let smallBits: UInt64 = 0x2020_2020_2020_2020
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080
}

/// The hash of a word, taken in by blocks of eight bytes, of which the last is padded with zeros.
///
/// Each block is mixed in by a bijection: words of up to eight bytes never have the same hash, and
/// of longer ones two in 2^64 do, so that a word is known by its hash alone.
struct WordHash: Equatable {
  private(set) var value: UInt64 = 0x517C_C1B7_2722_0A95

  /// The hash of no bytes.
  @inline(__always)
  init() {}

  /// The hash of a folded word.
  init(_ folded: [UInt8]) {
    for offset in stride(from: 0, to: folded.count, by: 8) {
      add(ByteBlock(folded, at: offset).bits)
    }
  }

  /// Takes the next block in.
  @inline(__always)
  mutating func add(_ block: UInt64) {
    value = (value ^ block) &* 0x9E37_79B9_7F4A_7C15
    value ^= value >> 32
  }
}

/// A run of ASCII letters in a text.
struct LetterRun {
  /// One past its last letter; its beginning where there is no letter.
  private(set) var end: Int
  /// The hash of its small letters.
  private(set) var hash = WordHash()
  private var small: UInt64 = 0

  /// Whether not all of its letters are capitals.
  var hasSmall: Bool { small & ByteBlock.smallBits != 0 }

  /// The letters that begin at the start of a range, up to the end of the range at most.
  @inline(__always)
  init(_ bytes: [UInt8], in range: Range<Int>) {
    end = range.lowerBound
    while end < range.upperBound {
      let block = ByteBlock(bytes, at: end)
      let count = min(block.leadingLetters, range.upperBound &- end)
      guard count > 0 else { break }
      let mask = ByteBlock.mask(count)
      hash.add(block.small & mask)
      small |= block.bits & mask
      end &+= count
      if count < 8 { break }
    }
  }
}
