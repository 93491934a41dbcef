import CXML

/// Holds XML against limits and against libxml2 before it is read.
///
/// What passes is well formed, without a document type (so without entities and defaulted
/// attributes), and shallow enough for any reader. Nothing is fetched.
enum XMLCheck {
  /// The deepest nesting of elements.
  static let deepest = 500

  /// The longest tag in bytes; libxml2 takes time that is quadratic in the attributes of a tag.
  private static let longestTag = 1 << 16

  /// Throws what is wrong with a decoded XML file.
  ///
  /// - Complexity: O(`utf8.count`)
  static func check(_ utf8: [UInt8]) throws(ReadError) {
    var scanner = MarkupScanner(utf8, .xml)
    var depth = 0
    while let piece = scanner.nextOutline() {
      switch piece {
      case .doctype:
        throw .unsupported(format: "XML with a document type", hint: "export it without a DTD")
      case .start(let length, let isEmpty):
        guard length <= longestTag else {
          throw .unsupported(
            format: "XML with a tag of more than \(longestTag >> 10) kB",
            hint: "export the document again"
          )
        }
        if !isEmpty { depth += 1 }
        guard depth <= deepest else {
          throw .unsupported(
            format: "XML of more than \(deepest) levels",
            hint: "export the document again"
          )
        }
      case .end: depth -= 1
      case .content: break
      }
    }
    let result = unsafe utf8.withUnsafeBytes { buffer in
      unsafe cxml_check(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(utf8.count))
    }
    if result.line > 0 || result.declares_entities {
      throw .malformed(line: max(1, Int(result.line)))
    }
  }
}
