import NoteModel

extension DocumentFormat {
  /// The format of a media type; `nil` where the content is to tell.
  ///
  /// - Throws: `ReadError.unsupported` for a type that is none of a note.
  static func of(mediaType: String?) throws(ReadError) -> DocumentFormat? {
    let type = MediaType.name(of: mediaType)
    switch type {
    case "text/plain": return .text
    case "text/html", "application/xhtml+xml": return .html
    case _ where type.hasSuffix("/xml") || type.hasSuffix("+xml"): return .cda
    case "", "application/octet-stream": return nil
    case _ where type.hasPrefix("text/"): return nil
    default:
      let isName = type.utf8.count < 80 && type.utf8.allSatisfy { $0 > 32 && $0 < 127 }
      throw .unsupported(
        format: isName ? "a file of the type \(type)" : "a file of no type that is known",
        hint: "send it as text, HTML or CDA XML"
      )
    }
  }
}

/// What a file is, as `text/html; charset=utf-8`.
enum MediaType {
  /// Its name, in small letters and without parameters; empty where there is none.
  static func name(of mediaType: String?) -> String {
    mediaType?.split(separator: ";").first?.lowercased() ?? ""
  }

  /// Whether it is JSON of some kind.
  static func isJSON(_ mediaType: String) -> Bool {
    let name = name(of: mediaType)
    return name.hasSuffix("/json") || name.hasSuffix("+json")
  }
}
