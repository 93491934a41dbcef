import DocumentReading
import NoteModel

/// The bytes of some text in UTF-16, the lower byte of each unit first.
func utf16(_ text: String) -> [UInt8] {
  var bytes: [UInt8] = []
  for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
  return bytes
}

/// What the tests of this module ask of a document.
extension NoteDocument {
  /// The document in some bytes.
  static func read(
    _ bytes: [UInt8],
    id: String = "note",
    format: DocumentFormat? = nil
  ) throws -> NoteDocument {
    try DocumentReader().read(bytes, id: id, format: format)
  }

  /// The document in the body of an HTML page.
  static func html(_ body: String) throws -> NoteDocument {
    try read(Array("<html><body>\(body)</body></html>".utf8), id: "note.html")
  }

  /// The whole text.
  var words: String { text.string(in: TextRange(0, text.count)) }

  /// The marks with their words, such as `heading 2: Plan`.
  var labelledMarks: [String] {
    marks.map { mark in
      let words = text.string(in: mark.range)
      return switch mark.role {
      case .heading(let depth, let code): "heading \(depth)\(code.map { " \($0)" } ?? ""): \(words)"
      case .block: "block: \(words)"
      case .row: "row: \(words.replacing("\t", with: "|"))"
      case .cell(let header):
        "cell\(header.map { " of \(text.string(in: $0))" } ?? ""): \(words)"
      case .deleted: "deleted: \(words)"
      }
    }
  }

  /// The words between white space, each with the file bytes it came from.
  func mappedWords(in bytes: [UInt8]) -> [(word: String, source: [UInt8])] {
    text.utf8.indices.split { text.utf8[$0] <= 32 }.map { indices in
      let source = sourceMap.source(of: TextRange(indices.startIndex, indices.endIndex))
      let word = String(decoding: text.utf8[indices], as: UTF8.self)
      return (word, Array(bytes[source.start..<source.end]))
    }
  }
}
