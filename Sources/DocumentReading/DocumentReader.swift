import Crypto
public import NoteModel

/// Reads a file as a document: plain text, HTML or CDA.
public struct DocumentReader: Sendable {
  /// The largest file that is read, in bytes.
  public static let largestFile = 256 << 20

  /// A reader; it keeps nothing between files.
  public init() {}

  /// The document in a file's bytes.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - id: its name; the extension is no more than a hint.
  ///   - format: what it is, where the caller knows it; otherwise its content tells.
  /// - Returns: the document.
  /// - Throws: `ReadError` with what is wrong and what to do.
  public func read(
    _ bytes: [UInt8],
    id: String,
    format: DocumentFormat? = nil
  ) throws(ReadError) -> NoteDocument {
    guard bytes.count <= Self.largestFile else { throw .tooLarge(limit: Self.largestFile) }
    if let error = FileSignature.error(for: bytes) { throw error }
    let file = Decoder().decode(bytes)
    if let byte = binaryByte(in: file) { throw .binary(byte: byte) }
    guard file.utf8.contains(where: { $0 > 32 }) else { throw .empty }
    let hash = SHA256.hash(data: bytes).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
    switch format ?? sniff(file.utf8) {
    case .text:
      let (utf8, map) = PlainTextReader().read(file.utf8)
      return NoteDocument(
        id: id,
        format: .text,
        encoding: file.encoding,
        text: NoteText(utf8: utf8),
        sourceMap: map.through(file.map, utf8: utf8),
        sha256: hash,
        warnings: file.warnings
      )
    case .html: return document(HTMLReader().read(file.utf8), .html, file, id, hash)
    case .cda: return document(try CDAReader().read(file.utf8), .cda, file, id, hash)
    }
  }

  private func document(
    _ page: RenderedPage,
    _ format: DocumentFormat,
    _ file: DecodedFile,
    _ id: String,
    _ hash: String
  ) -> NoteDocument {
    let map = SourceMap(runs: page.text.runs)
    return NoteDocument(
      id: id,
      format: format,
      encoding: file.encoding,
      text: NoteText(utf8: page.text.utf8),
      sourceMap: map.through(file.map, utf8: page.text.utf8),
      marks: page.marks,
      entries: page.entries,
      declared: page.declared,
      sha256: hash,
      warnings: file.warnings + page.warnings
    )
  }

  /// The first zero byte or, where one in fifty is a control character, the first of those.
  private func binaryByte(in file: DecodedFile) -> Int? {
    var controls = 0
    var first: Int?
    for (index, byte) in file.utf8.enumerated() {
      let isControl = byte < 9 || (byte > 13 && byte < 32 && byte != 27)
      guard isControl else { continue }
      first = first ?? index
      controls += byte == 0 ? 50 : 1
    }
    guard let first, controls * 50 > file.utf8.count else { return nil }
    return file.map.source(of: TextRange(first, first + 1)).start
  }

  /// What the content looks like.
  private func sniff(_ utf8: [UInt8]) -> DocumentFormat {
    let start = utf8.firstIndex { $0 > 32 } ?? 0
    guard utf8[start] == UInt8(ascii: "<") else { return .text }
    let head = String(decoding: utf8[start..<min(utf8.count, start + 4096)], as: UTF8.self)
      .lowercased()
    if head.hasPrefix("<?xml") || head.contains("<clinicaldocument") {
      return head.contains("<html") && !head.contains("<clinicaldocument") ? .html : .cda
    }
    let tags = [
      "<!doctype", "<html", "<head", "<body", "<div", "<p>", "<p ", "<table", "<h1", "<h2", "<h3",
      "<span", "<ul", "<ol", "<br", "<b>", "<font", "<!--", "<meta", "<title", "<style", "<pre",
    ]
    return tags.contains { head.contains($0) } ? .html : .text
  }
}
