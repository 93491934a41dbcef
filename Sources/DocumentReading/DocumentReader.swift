import Crypto
public import NoteModel

/// Reads a file as a document: plain text, HTML or CDA; or as several: FHIR.
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
    try check(bytes)
    return try document(
      in: Decoder().decode(bytes),
      id: id,
      format: format,
      sha256: isHashed ? hash(bytes) : ""
    )
  }

  /// The documents of a file: one, or those that a FHIR resource in JSON holds.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - id: its name.
  ///   - mediaType: what it is, such as `text/html`, where the caller knows it; otherwise, and of
  ///     JSON, its content tells.
  ///   - isHashed: whether the documents are to say the SHA-256 of the file.
  /// - Returns: the documents, and what kept others from being read.
  /// - Throws: `ReadError` where the file as a whole cannot be read.
  /// - Complexity: O(`bytes.count`)
  public func contents(
    of bytes: [UInt8],
    id: String,
    mediaType: String? = nil,
    isHashed: Bool = true
  ) throws(ReadError) -> FileContents {
    let format = try mediaType.flatMap { type throws(ReadError) in
      try MediaType.isJSON(type) ? nil : DocumentFormat.of(mediaType: type)
    }
    try check(bytes)
    let file = try Decoder().decode(bytes)
    let hash = isHashed ? hash(bytes) : ""
    if format == nil, let tree = try FHIRReader.tree(of: file) {
      return try FHIRReader(tree, file, id: id, sha256: hash).contents()
    }
    return FileContents(documents: [try document(in: file, id: id, format: format, sha256: hash)])
  }

  /// Refuses what no reader is for.
  private func check(_ bytes: [UInt8]) throws(ReadError) {
    guard bytes.count <= Self.largestFile else { throw .tooLarge(limit: Self.largestFile) }
    if let error = FileSignature.error(for: bytes) { throw error }
  }

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

  private func hash(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  /// The first control character, where more than one byte in twenty is one.
  private func binaryByte(in file: DecodedFile) -> Int? {
    guard file.utf8.countOfControls * 20 > file.utf8.count,
      let first = file.utf8.firstIndex(where: \.isControl)
    else { return nil }
    return file.map.source(of: TextRange(first, first + 1)).start
  }
}
