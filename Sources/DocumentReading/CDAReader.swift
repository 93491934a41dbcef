import NoteModel

/// Reads a CDA document: the narrative of its sections as text, its entries as codes.
struct CDAReader {
  /// The page of a decoded file.
  func read(_ utf8: [UInt8]) throws(ReadError) -> RenderedPage {
    try XMLCheck.check(utf8)
    var reading = CDAReading(utf8)
    return try reading.run()
  }
}

/// The state of one pass over a CDA document.
private struct CDAReading {
  private var scanner: MarkupScanner
  private var page: PageRenderer
  private var path: [String] = []
  private var sectionCodes: [String?] = []
  private var sectionTitles: [String] = []
  private var references: [String: TextRange] = [:]
  private var openReferences: [(depth: Int, id: String, start: Int)] = []
  private var titleStart: Int?
  private var title: [Range<Int>] = []
  private var waiting: [(entry: XMLEntry, section: String?)] = []

  private static let deepest = 1000
  private static let invisible: Set<String> = ["script", "style"]

  init(_ utf8: [UInt8]) {
    scanner = MarkupScanner(utf8, isXML: true)
    page = PageRenderer(utf8)
  }

  mutating func run() throws(ReadError) -> RenderedPage {
    var root: String?
    while let piece = scanner.next() {
      switch piece {
      case .start(let tag):
        if root == nil {
          root = tag.name
          guard tag.name == "clinicaldocument" else {
            throw .unsupported(
              format: "XML with the root element \(tag.name.prefix(40))",
              hint: "send CDA, HTML or text"
            )
          }
        }
        guard path.count < Self.deepest else {
          throw .unsupported(format: "XML of more than \(Self.deepest) levels", hint: "flatten it")
        }
        if tag.name == "text", path.last == "nonxmlbody" {
          try readBody(tag)
          continue
        }
        if Self.invisible.contains(tag.name), !tag.isEmpty {
          scanner.skipContent(of: tag.name)
          continue
        }
        if tag.name == "entry", path.contains("section") {
          let entry = XMLEntry(of: tag, &scanner, deepest: Self.deepest)
          waiting.append((entry, sectionTitles.last))
          continue
        }
        open(tag)
        if !tag.isEmpty {
          path.append(tag.name)
          opened()
        }
      case .end:
        if !path.isEmpty {
          close()
          path.removeLast()
        }
      case .text(let range): add(range, isLiteral: false)
      case .literal(let range): add(range, isLiteral: true)
      }
    }
    if page.count == 0 { page.warn("it holds no narrative text") }
    for (entry, section) in waiting {
      for coded in entry.entries(section: section, references: references) { page.add(coded) }
    }
    return page.finish()
  }

  /// The body of a document that is not structured: plain text, perhaps in base 64.
  private mutating func readBody(_ tag: MarkupScanner.Tag) throws(ReadError) {
    let type = scanner.attribute("mediatype", of: tag) ?? "text/plain"
    guard type == "text/plain" else {
      throw .unsupported(
        format: "CDA with a body of type \(type.prefix(40))",
        hint: "send the body as a file of its own"
      )
    }
    let isEncoded = scanner.attribute("representation", of: tag)?.uppercased() == "B64"
    guard !tag.isEmpty else { return }
    page.isPreformatted = true
    while let piece = scanner.next() {
      switch piece {
      case .text(let range) where isEncoded, .literal(let range) where isEncoded:
        guard let decoded = Base64.decode(scanner.decoded(range)) else {
          throw .unsupported(format: "CDA with a body that is no base 64", hint: "export it again")
        }
        page.add(decoded, madeFrom: range)
      case .text(let range): page.add(range, scanner)
      case .literal(let range): page.add(range, scanner, isLiteral: true)
      case .end:
        page.isPreformatted = false
        return
      case .start: continue
      }
    }
  }

  private var isInNarrative: Bool { path.contains("section") && path.contains("text") }
  private var isInTitle: Bool { path.last == "title" }

  private mutating func open(_ tag: MarkupScanner.Tag) {
    if isInNarrative {
      openNarrative(tag)
      return
    }
    switch tag.name {
    case "section":
      sectionCodes.append(nil)
      sectionTitles.append("")
      page.breakParagraph()
    case "code" where path.last == "section":
      sectionCodes[sectionCodes.count - 1] = scanner.attribute("code", of: tag)
    case "code" where path.count == 1:
      let code = scanner.attribute("code", of: tag)
      page.declare { $0.typeCode = code }
    case "effectivetime" where path.count == 1:
      let date = scanner.attribute("value", of: tag).flatMap { CalendarDate(hl7: $0) }
      page.declare { $0.date = date }
    default: break
    }
  }

  /// After an element has been put on the path.
  private mutating func opened() {
    guard path.last == "title" else { return }
    title = []
    if path.contains("section") { titleStart = page.nextStart() }
  }

  private mutating func openNarrative(_ tag: MarkupScanner.Tag) {
    switch tag.name {
    case "paragraph", "table": page.breakParagraph()
    case "br", "caption", "thead", "tbody", "footnote": page.breakLine()
    case "tr": page.beginRow()
    case "td", "th": page.beginCell()
    case "list":
      page.beginList(isOrdered: scanner.attribute("listtype", of: tag) == "ordered")
    case "item": page.beginItem()
    case "content" where scanner.attribute("revised", of: tag) == "delete": page.beginDeleted()
    default: break
    }
    if let id = scanner.attribute("id", of: tag), !tag.isEmpty {
      openReferences.append((path.count, id, page.nextStart()))
    }
  }

  private mutating func close() {
    let name = path.last ?? ""
    if let open = openReferences.last, open.depth == path.count - 1 {
      openReferences.removeLast()
      if open.start < page.count { references[open.id] = TextRange(open.start, page.count) }
    }
    switch name {
    case "title":
      let words = title.map { scanner.decoded($0) }.joined()
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if let start = titleStart {
        let depth = path.filter { $0 == "section" }.count
        page.mark(
          .heading(depth: min(max(depth, 1), 5), code: sectionCodes.last ?? nil),
          from: start
        )
        if !sectionTitles.isEmpty { sectionTitles[sectionTitles.count - 1] = words }
        page.breakLine()
        titleStart = nil
      } else if path.count == 2 {
        page.declare { $0.title = words }
      }
    case "section":
      page.breakParagraph()
      _ = sectionCodes.popLast()
      _ = sectionTitles.popLast()
    case "text" where path.contains("section"): page.breakLine()
    case "paragraph", "table": if isInNarrative { page.breakParagraph() }
    case "tr", "item", "caption": if isInNarrative { page.breakLine() }
    case "list": if isInNarrative { page.endList() }
    default: break
    }
  }

  private mutating func add(_ range: Range<Int>, isLiteral: Bool) {
    if isInTitle { title.append(range) }
    if isInNarrative || (isInTitle && path.contains("section")) {
      page.add(range, scanner, isLiteral: isLiteral)
    }
  }
}

extension CalendarDate {
  /// The day of an HL7 time stamp, `YYYYMMDD…`; a month or year alone is its first day.
  init?(hl7 text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard digits.count >= 4, let year = Int(digits.prefix(4)) else { return nil }
    let month = digits.count >= 6 ? Int(digits.dropFirst(4).prefix(2)) : 1
    let day = digits.count >= 8 ? Int(digits.dropFirst(6).prefix(2)) : 1
    guard let month, let day else { return nil }
    self.init(year: year, month: month, day: day)
  }
}
