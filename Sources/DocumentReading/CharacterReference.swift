import CXML

/// What `&…;` in markup stands for.
enum CharacterReference {
  private static let longest = 34

  /// The character that a reference stands for, and the offset after it; `nil` for any other `&`.
  ///
  /// HTML takes the names of Latin-1 without a semicolon, reads 128 to 159 as Windows-1252 and
  /// gives U+FFFD for numbers of no character, as browsers do.
  static func decode(
    _ bytes: [UInt8],
    at offset: Int,
    isXML: Bool
  ) -> (scalar: Unicode.Scalar, next: Int)? {
    let limit = min(bytes.count, offset + longest)
    let isNumber = offset + 1 < limit && bytes[offset + 1] == UInt8(ascii: "#")
    let start = offset + (isNumber ? 2 : 1)
    var end = start
    while end < limit, isNameByte(bytes[end]) { end += 1 }
    guard end > start else { return nil }
    let isClosed = end < bytes.count && bytes[end] == UInt8(ascii: ";")
    if isNumber {
      return number(bytes[start..<end], isXML: isXML).map { ($0, isClosed ? end + 1 : end) }
    }
    let name = String(decoding: bytes[start..<end], as: UTF8.self)
    if isClosed {
      if let scalar = basic[name] ?? (isXML ? nil : named(name)) { return (scalar, end + 1) }
    }
    guard !isXML else { return nil }
    return unclosed(name).map { ($0.scalar, start + $0.count) }
  }

  private static let basic: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
  ]

  /// Names that came with HTML 5 and that clinical systems use; libxml2 knows those of HTML 4.
  private static let recent: [String: Unicode.Scalar] = [
    "check": "\u{2713}", "checkmark": "\u{2713}", "cross": "\u{2717}", "comma": ",", "colon": ":",
    "semi": ";", "period": ".", "excl": "!", "quest": "?", "num": "#", "dollar": "$",
    "percnt": "%", "lpar": "(", "rpar": ")", "lsqb": "[", "rsqb": "]", "lbrack": "[",
    "rbrack": "]", "lowbar": "_", "sol": "/", "bsol": "\\", "vert": "|", "ast": "*", "plus": "+",
    "equals": "=", "commat": "@", "hyphen": "\u{2010}", "dash": "\u{2010}", "Tab": "\t",
    "NewLine": "\n", "half": "\u{BD}", "AMP": "&", "LT": "<", "GT": ">", "QUOT": "\"",
    "COPY": "\u{A9}", "REG": "\u{AE}", "square": "\u{25A1}", "squ": "\u{25A1}",
    "ballot": "\u{2610}", "leq": "\u{2264}", "geq": "\u{2265}", "approx": "\u{2248}",
  ]

  private static func named(_ name: String) -> Unicode.Scalar? {
    let value = unsafe cxml_html_entity(name)
    return value == 0 ? recent[name] : Unicode.Scalar(value)
  }

  /// The longest start of a name that needs no semicolon.
  private static func unclosed(_ name: String) -> (scalar: Unicode.Scalar, count: Int)? {
    for count in stride(from: min(6, name.utf8.count), through: 2, by: -1) {
      let start = String(name.prefix(count))
      if let scalar = basic[start] ?? named(start), scalar.value < 256, start != "apos",
        recent[start] == nil || start == start.uppercased()
      {
        return (scalar, count)
      }
    }
    return nil
  }

  private static func number(_ digits: ArraySlice<UInt8>, isXML: Bool) -> Unicode.Scalar? {
    let text = String(decoding: digits, as: UTF8.self)
    let isHexadecimal = text.hasPrefix("x") || text.hasPrefix("X")
    let number = isHexadecimal ? text.dropFirst() : text[...]
    guard !number.isEmpty, number.allSatisfy({ isHexadecimal ? $0.isHexDigit : $0.isNumber }) else {
      return nil
    }
    let value = UInt32(number, radix: isHexadecimal ? 16 : 10) ?? 0
    if !isXML, 0x80...0x9F ~= value { return windows[Int(value) - 0x80] }
    return (value == 0 ? nil : Unicode.Scalar(value)) ?? "\u{FFFD}"
  }

  /// Windows-1252 from 0x80 to 0x9F.
  private static let windows = Array(
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars
  )

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
      || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}
