import CXML

/// Holds XML against libxml2 before it is read: well formed, without entity declarations.
///
/// Nothing is fetched, no DTD is loaded, and a document that declares entities is refused, since
/// they can be made to grow without bound.
enum XMLCheck {
  /// Throws what is wrong with a decoded XML file.
  static func check(_ utf8: [UInt8]) throws(ReadError) {
    let bytes = utf8.map { CChar(bitPattern: $0) }
    let result = unsafe cxml_check(bytes, Int32(bytes.count))
    if result.declares_entities {
      throw .unsupported(format: "XML that declares entities", hint: "export it without a DTD")
    }
    if result.line > 0 { throw .malformed(line: Int(result.line)) }
  }
}
