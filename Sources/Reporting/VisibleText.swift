/// Words of a file made fit to be shown to a person.
///
/// Control characters (escape sequences begin with one) and marks that reorder what follows are
/// replaced, white space becomes a space, so that a note can neither steer a terminal nor show
/// other words than it holds.
package enum VisibleText {
  /// The words on one line.
  package static func of(_ text: String, replacement: Unicode.Scalar = "\u{FFFD}") -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(shown(scalar, replacement)) }
    return String(result)
  }

  /// One scalar, or what stands for it.
  static func shown(_ scalar: Unicode.Scalar, _ replacement: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: " "
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: replacement
    default: scalar
    }
  }

  /// The columns that the words take on a terminal.
  static func columns(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + columns($1) }
  }

  /// As many words from the start as fit.
  static func prefix(_ text: String, columns limit: Int) -> String {
    var rest = limit
    return String(
      text.unicodeScalars.prefix { scalar in
        rest -= columns(scalar)
        return rest >= 0
      }
    )
  }

  /// As many words from the end as fit.
  static func suffix(_ text: String, columns limit: Int) -> String {
    var rest = limit
    let fitting = text.unicodeScalars.reversed().prefix { scalar in
      rest -= columns(scalar)
      return rest >= 0
    }
    // A mark whose letter is cut off has nothing to stand on.
    return String(
      String.UnicodeScalarView(fitting.reversed().drop { columns($0) == 0 })
    )
  }

  /// 0 for marks on a letter, 2 for wide letters and emoji, 1 for the rest.
  private static func columns(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return scalar.value == 0xAD ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      return 2
    default: return scalar.properties.isEmojiPresentation ? 2 : 1
    }
  }
}
