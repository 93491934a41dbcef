/// The body of a CDA document that is one file in base64 rather than sections.
struct EmbeddedBody {
  /// The type of the file, such as `text/plain`.
  let mediaType: String
  /// Whether it is in base64 rather than in plain characters.
  let isBase64: Bool
  /// Whether it is compressed as well.
  let isCompressed: Bool
  /// What has been read of it so far.
  var content: [UInt8] = []
  /// Where that stands.
  var range: Range<Int>

  /// What the `text` element of a body without sections begins; `nil` for plain text as it is.
  init?(_ tag: MarkupScanner.Tag, _ scanner: MarkupScanner) {
    mediaType = scanner.attribute("mediaType")?.lowercased() ?? "text/plain"
    isBase64 = scanner.attribute("representation") == "B64"
    isCompressed = scanner.attribute("compression") != nil
    range = tag.range.upperBound..<tag.range.upperBound
    if !isBase64, mediaType.hasPrefix("text/plain") { return nil }
  }

  /// The page of the body.
  ///
  /// - Throws: `ReadError` where it is in a format that is not read.
  func read() throws(ReadError) -> RenderedPage {
    let type = String(mediaType.split(separator: ";").first ?? "")
    guard !isCompressed, ["text/plain", "text/html", "application/xhtml+xml"].contains(type) else {
      throw .unsupported(
        format: "CDA around \(isCompressed ? "a compressed file" : "\(type.prefix(40))")",
        hint: "send the file in it by itself"
      )
    }
    guard let bytes = isBase64 ? Base64.decoded(content) : content else {
      var page = RenderedPage()
      page.warnings = ["the body of the document is no valid base64 and was left out"]
      return page
    }
    if case .unsupported(let format, let hint)? = FileSignature.error(for: bytes) {
      throw .unsupported(format: "CDA around \(format)", hint: hint)
    }
    let file = try Decoder().decode(bytes).withLineFeeds()
    var page = RenderedPage()
    if type == "text/plain" {
      page.text.append(file.utf8, madeFrom: 0..<0)
    } else {
      page = HTMLReader().read(file.utf8)
    }
    page.warnings += file.warnings
    return page
  }
}
