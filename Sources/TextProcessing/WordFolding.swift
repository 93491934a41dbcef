/// How a word is brought to the form that the vocabulary knows: lower case, without diacritics.
///
/// ASCII takes one table look-up a byte. Latin letters with marks (U+00C0 to U+017F) fold to
/// their base letter; typographic quotes and dashes fold to the ASCII ones.
enum WordFolding {
  /// Base letters of U+00C0 to U+017F; a space marks a character that is not a letter.
  private static let latin: [UInt8] = Array(
    ("aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
      + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
      + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8
  )

  /// What a scalar beyond ASCII counts as.
  enum Meaning {
    /// A letter with this base.
    case letter(UInt8)
    /// Another letter, kept as its own bytes.
    case foreignLetter
    /// Like this ASCII character.
    case like(UInt8)
    /// White space.
    case space
    /// Nothing: it does not even separate.
    case nothing
    /// A tick box; `true` when ticked.
    case box(Bool)
    /// Any other symbol.
    case symbol
  }

  /// The meaning of a scalar of U+0080 or above.
  static func meaning(of scalar: UInt32) -> Meaning {
    switch scalar {
    case 0xC0...0x17F:
      let base = latin[Int(scalar - 0xC0)]
      return base == 0x20 ? .symbol : .letter(base)
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return .space
    case 0xAD, 0x200B...0x200F, 0x2060, 0xFEFF, 0x300...0x36F, 0xFE00...0xFE0F: return .nothing
    case 0x2010...0x2015, 0x2212, 0x2043: return .like(0x2D)
    case 0x2018, 0x2019, 0x2032, 0xB4: return .like(0x27)
    case 0x201C, 0x201D, 0x2033: return .like(0x22)
    case 0x2022, 0xB7, 0x25AA, 0x25CF, 0x2023: return .like(0x2A)
    case 0xD7: return .letter(0x78)
    case 0x2610, 0x25A1, 0x25FB: return .box(false)
    case 0x2611, 0x2612, 0x2713, 0x2714, 0x25A0, 0x2717, 0x2718: return .box(true)
    case 0xB5, 0x180...0x24F, 0x370...0x3FF, 0x400...0x52F, 0x1E00...0x1EFF: return .foreignLetter
    default: return .symbol
    }
  }
}
