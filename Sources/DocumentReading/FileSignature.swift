/// Kinds of files that are recognised by their first bytes, to be named rather than misread.
struct FileSignature {
  private let bytes: [UInt8]
  private let format: String
  private let hint: String
  private let offset: Int

  private init(_ bytes: [UInt8], _ format: String, _ hint: String, at offset: Int = 0) {
    self.bytes = bytes
    self.format = format
    self.hint = hint
    self.offset = offset
  }

  private init(_ text: String, _ format: String, _ hint: String, at offset: Int = 0) {
    self.init(Array(text.utf8), format, hint, at: offset)
  }

  private static let unpack = "unpack it and send the notes in it"
  private static let transcribe = "send the text of the image, for example from OCR"
  private static let save = "save it as text or HTML"
  private static let encode = "save it as UTF-8"

  private static let known = [
    Self("%PDF", "a PDF", "convert it to text first, for example with pdftotext"),
    Self([0x50, 0x4B, 0x03, 0x04], "a ZIP or DOCX", "save it as text or HTML, or unpack it"),
    Self([0x50, 0x4B, 0x05, 0x06], "an empty ZIP", unpack),
    Self("{\\rtf", "RTF", save),
    Self([0xD0, 0xCF, 0x11, 0xE0], "an old Office file", save),
    Self("%!PS", "PostScript", "convert it to text first, for example with ps2ascii"),
    Self([0x1F, 0x8B], "gzip", unpack),
    Self([0x42, 0x5A, 0x68], "bzip2", unpack),
    Self([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz", unpack),
    Self([0x28, 0xB5, 0x2F, 0xFD], "zstd", unpack),
    Self([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "7-Zip", unpack),
    Self("Rar!", "RAR", unpack),
    Self([0x89, 0x50, 0x4E, 0x47], "a PNG image", transcribe),
    Self([0xFF, 0xD8, 0xFF], "a JPEG image", transcribe),
    Self("GIF8", "a GIF image", transcribe),
    Self([0x49, 0x49, 0x2A, 0x00], "a TIFF image", transcribe),
    Self([0x4D, 0x4D, 0x00, 0x2A], "a TIFF image", transcribe),
    Self("WEBP", "a WebP image", transcribe, at: 8),
    Self("DICM", "a DICOM file", "send the report as text", at: 128),
    Self([0x7F, 0x45, 0x4C, 0x46], "a program", "send a note"),
    Self("SQLite format 3", "a database", "send a note"),
    Self([0xFF, 0xFE, 0x00, 0x00], "text in UTF-32", encode),
    Self([0x00, 0x00, 0xFE, 0xFF], "text in UTF-32", encode),
    Self([0x4C, 0x6F, 0xA7, 0x94], "XML in EBCDIC", encode),
  ]

  /// The error for a file of a kind that is not read.
  static func error(for bytes: [UInt8]) -> ReadError? {
    known.first { bytes.dropFirst($0.offset).starts(with: $0.bytes) }.map {
      .unsupported(format: $0.format, hint: $0.hint)
    }
  }
}
