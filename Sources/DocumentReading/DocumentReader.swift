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
    return try PartReader().document(
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
    return FileContents(documents: [
      try PartReader().document(in: file, id: id, format: format, sha256: hash)
    ])
  }

  /// Refuses what no reader is for.
  private func check(_ bytes: [UInt8]) throws(ReadError) {
    guard bytes.count <= Self.largestFile else { throw .tooLarge(limit: Self.largestFile) }
    if let error = FileSignature.error(for: bytes) { throw error }
  }

  private func hash(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
