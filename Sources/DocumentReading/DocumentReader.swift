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
  ///   - isHashed: whether the document is to say the SHA-256 of its bytes.
  /// - Returns: the document.
  /// - Throws: `ReadError` with what is wrong and what to do.
  /// - Complexity: O(`bytes.count`)
  public func read(
    _ bytes: [UInt8],
    id: String,
    format: DocumentFormat? = nil,
    isHashed: Bool = true
  ) throws(ReadError) -> NoteDocument {
    guard bytes.count <= Self.largestFile else { throw .tooLarge(limit: Self.largestFile) }
    if let error = FileSignature.error(for: bytes) { throw error }
    let file = try Decoder().decode(bytes).withLineFeeds()
    if let byte = binaryByte(in: file) { throw .binary(byte: byte) }
    guard file.utf8.contains(where: { $0 > 32 }) else { throw .empty }
    let format = format ?? FormatSniffer(file.utf8, id: id).format
    let page: RenderedPage
    switch format {
    case .text:
      page = RenderedPage()
    case .html:
      page = HTMLReader().read(file.utf8)
    case .cda:
      // XML states its encoding; a guess would pass where words are lost.
      if let doubt = file.doubt {
        throw .undecodable(byte: doubt.byte, encoding: doubt.encoding)
      }
      page = try CDAReader().read(file.utf8)
    }
    return NoteDocument(
      id: id,
      format: format,
      encoding: file.encoding,
      text: NoteText(utf8: format == .text ? file.utf8 : page.text.utf8),
      sourceMap: format == .text ? file.map : page.text.map.through(file.map),
      marks: page.marks,
      entries: page.entries,
      declared: page.declared,
      sha256: isHashed ? hash(bytes) : "",
      warnings: file.warnings + page.warnings,
      failure: page.failure.map { "\($0.description); \($0.hint)" }
    )
  }

  private func hash(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  /// The first control character, where more than one byte in twenty is one.
  private func binaryByte(in file: DecodedFile) -> Int? {
    func isControl(_ byte: UInt8) -> Bool { byte < 9 || (byte > 13 && byte < 32 && byte != 27) }
    guard file.utf8.count(ofControls: isControl) * 20 > file.utf8.count,
      let first = file.utf8.firstIndex(where: isControl)
    else {
      return nil
    }
    return file.map.source(of: TextRange(first, first + 1)).start
  }
}
