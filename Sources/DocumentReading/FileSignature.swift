/// Kinds of files that are recognised by their first bytes, to be named rather than misread.
enum FileSignature {
  private static let known: [(bytes: [UInt8], format: String, hint: String)] = [
    (Array("%PDF".utf8), "a PDF", "convert it to text first, for example with pdftotext"),
    ([0x50, 0x4B, 0x03, 0x04], "a ZIP or DOCX", "save it as text or HTML, or unpack it"),
    (Array("{\\rtf".utf8), "RTF", "save it as text or HTML"),
    ([0x1F, 0x8B], "gzip", "unpack it"),
    ([0x42, 0x5A, 0x68], "bzip2", "unpack it"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz", "unpack it"),
    ([0x89, 0x50, 0x4E, 0x47], "a PNG image", "send the text of the scan"),
    ([0xFF, 0xD8, 0xFF], "a JPEG image", "send the text of the scan"),
    (Array("GIF8".utf8), "a GIF image", "send the text of the scan"),
    ([0x49, 0x49, 0x2A, 0x00], "a TIFF image", "send the text of the scan"),
    ([0x4D, 0x4D, 0x00, 0x2A], "a TIFF image", "send the text of the scan"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old Office file", "save it as text or HTML"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program", "send a note"),
    (Array("SQLite format 3".utf8), "a database", "send a note"),
  ]

  /// The error for a file of a kind that is not read.
  static func error(for bytes: [UInt8]) -> ReadError? {
    known.first { bytes.starts(with: $0.bytes) }.map {
      .unsupported(format: $0.format, hint: $0.hint)
    }
  }
}
