import NoteModel

/// Tells by its content what a decoded file is; the extension of its name decides only in doubt.
struct FormatSniffer {
  private let utf8: [UInt8]
  private let fileExtension: String

  init(_ utf8: [UInt8], id: String) {
    self.utf8 = utf8
    let name = id.split(separator: "/").last ?? ""
    fileExtension = name.split(separator: ".").dropFirst().last.map { $0.lowercased() } ?? ""
  }

  /// The format; XML of any kind counts as CDA, whose reader names what it is instead.
  var format: DocumentFormat {
    let start = utf8.firstIndex { $0 > 32 } ?? utf8.count
    let head = String(decoding: utf8[start...].prefix(4096), as: UTF8.self)
    guard head.hasPrefix("<") else {
      if head.contains("<?xml version"), head.contains("ClinicalDocument") { return .cda }
      let isMarked = fileExtension.hasSuffix("html") || fileExtension == "htm"
      return isMarked && root != nil ? .html : .text
    }
    let isXML = head.hasPrefix("<?xml ") || fileExtension == "xml"
    let isMarked = fileExtension.hasSuffix("html") || fileExtension == "htm" || head.hasPrefix("<!")
    guard let root else { return isXML ? .cda : isMarked ? .html : .text }
    switch root.name.lowercased() {
    case "clinicaldocument": return .cda
    case "html": return fileExtension == "xml" && !root.isXHTML ? .cda : .html
    case _ where isXML: return .cda
    case let name: return isMarked || HTMLVocabulary.isElement(name) ? .html : .text
    }
  }

  /// The first tag.
  private var root: (name: String, isXHTML: Bool)? {
    // Cut short, so that a large file of text costs little.
    var scanner = MarkupScanner(Array(utf8.prefix(1 << 16)), .xml)
    while let piece = scanner.next() {
      guard case .start(let tag) = piece else { continue }
      return (scanner.name(of: tag), scanner.attribute("xmlns") == "http://www.w3.org/1999/xhtml")
    }
    return nil
  }
}
