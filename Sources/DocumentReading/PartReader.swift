import NoteModel

/// Reads what was decoded, a file or a part of one, as a document.
struct PartReader {
  /// The document in a decoded file, or in a decoded part of one.
  ///
  /// - Parameters:
  ///   - decoded: the file.
  ///   - id: the name of the document.
  ///   - container: that of the file, where the document is a part of it.
  ///   - format: what it is; `nil` where its content is to tell.
  ///   - sha256: the hash of the file.
  ///   - declared: what is said of the document where it does not say so itself.
  /// - Returns: the document.
  /// - Throws: `ReadError` with what is wrong and what to do.
  func document(
    in decoded: DecodedFile,
    id: String,
    container: String? = nil,
    format: DocumentFormat? = nil,
    sha256: String,
    declared: DeclaredMetadata = DeclaredMetadata()
  ) throws(ReadError) -> NoteDocument {
    let file = decoded.withLineFeeds()
    if let byte = binaryByte(in: file) { throw .binary(byte: byte) }
    guard file.utf8.contains(where: { $0 > 32 }) else { throw .empty }
    let format = format ?? FormatSniffer(file.utf8, id: id).format
    var page: RenderedPage
    switch format {
    case .text:
      page = RenderedPage()
      page.text.append(file.utf8, file.map)
    case .html:
      page = HTMLReader().read(file.utf8).through(file.map)
    case .cda:
      // XML states its encoding; a guess would pass where words are lost.
      if let doubt = file.doubt {
        throw .undecodable(byte: doubt.byte, encoding: doubt.encoding)
      }
      page = try CDAReader().read(file.utf8).through(file.map)
    }
    page.warnings = file.warnings + page.warnings
    page.declared.title = page.declared.title ?? declared.title
    page.declared.date = page.declared.date ?? declared.date
    page.declared.typeCode = page.declared.typeCode ?? declared.typeCode
    return NoteDocument(
      page,
      id: id,
      container: container,
      format: format,
      encoding: file.encoding,
      sha256: sha256
    )
  }

  /// The first control character, where more than one byte in twenty is one.
  private func binaryByte(in file: DecodedFile) -> Int? {
    guard file.utf8.countOfControls * 20 > file.utf8.count,
      let first = file.utf8.firstIndex(where: \.isControl)
    else { return nil }
    return file.map.source(of: TextRange(first, first + 1)).start
  }
}
