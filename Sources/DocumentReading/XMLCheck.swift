import CXML

/// Holds XML against limits and against libxml2 before it is read.
///
/// What passes is well formed, without a document type (so without entities and defaulted
/// attributes), and shallow enough for any reader. Nothing is fetched.
enum XMLCheck {
  /// The deepest nesting of elements.
  static let deepest: Int32 = 500

  /// The longest tag in bytes; libxml2 takes time that is quadratic in the attributes of a tag.
  private static let longestTag = 1 << 16

  /// Throws what is wrong with a decoded XML file.
  ///
  /// - Complexity: O(`utf8.count`)
  static func check(_ utf8: [UInt8]) throws(ReadError) {
    guard !holdsLongTag(utf8) else {
      throw .unsupported(
        format: "XML with a tag of more than \(longestTag >> 10) kB",
        hint: "export the document again"
      )
    }
    let result = unsafe utf8.withUnsafeBytes { buffer in
      unsafe cxml_check(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
        Int32(utf8.count),
        deepest
      )
    }
    switch result.fault {
    case CXML_NONE: break
    case CXML_DOCUMENT_TYPE:
      throw .unsupported(format: "XML with a document type", hint: "export it without a DTD")
    case CXML_TOO_DEEP:
      throw .unsupported(
        format: "XML of more than \(deepest) levels",
        hint: "export the document again"
      )
    default: throw .malformed(line: Int(result.line))
    }
  }

  /// Whether any tag is longer than the longest.
  ///
  /// In XML no value may hold `<`, so that a tag is no longer than the way to the next one; where
  /// they lie close together, nothing more need be looked at.
  private static func holdsLongTag(_ utf8: [UInt8]) -> Bool {
    var place = 0
    while utf8.count - place > longestTag {
      let within = utf8[place + 1...place + longestTag]
      guard let next = within.lastIndex(of: UInt8(ascii: "<")) else { return measuresLongTag(utf8) }
      place = next
    }
    return false
  }

  private static func measuresLongTag(_ utf8: [UInt8]) -> Bool {
    var scanner = MarkupScanner(utf8, .xml)
    while let piece = scanner.next() {
      if case .start(let tag) = piece, tag.range.count > longestTag { return true }
    }
    return false
  }
}
