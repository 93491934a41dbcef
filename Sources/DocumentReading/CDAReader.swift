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
  /// What an element is to the reader.
  private enum Place {
    case document
    /// Elements that lead to sections.
    case structure
    case section
    case title
    case narrative
    /// A body without sections.
    case otherBody
    case plainText
    case embeddedFile
    case documentTitle
    case other
  }

  private struct Section {
    var title: String?
    var code: String?
    /// The name that the code has in the file, for a section without a title.
    var codeName: Range<Int>?
  }

  private var scanner: MarkupScanner
  private var page: PageRenderer
  private var namespaces = NamespaceScope()
  private var path: [Place] = []
  private var sections: [Section] = []
  private var waiting: [(tree: XMLTree, section: Section?)] = []
  private var title = ""
  private var body: EmbeddedBody?

  init(_ utf8: [UInt8]) {
    scanner = MarkupScanner(utf8, .xml)
    page = PageRenderer(utf8)
  }

  mutating func run() throws(ReadError) -> RenderedPage {
    while let piece = scanner.next() {
      switch piece {
      case .start(let tag): try start(tag)
      case .end: if !path.isEmpty { try end() }
      case .text(let range): add(range, isLiteral: false)
      case .literal(let range): add(range, isLiteral: true)
      case .doctype: break
      }
    }
    let words = title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if !words.isEmpty { page.declare { $0.title = words } }
    addEntries()
    var page = page.finish()
    if page.text.count == 0 { page.warnings.append("the document has no narrative text") }
    return page
  }

  // MARK: Elements

  private mutating func start(_ tag: MarkupScanner.Tag) throws(ReadError) {
    namespaces.open(tag, depth: path.count, scanner)
    let name = namespaces.name(of: tag)
    guard let parent = path.last else {
      guard name == "ClinicalDocument" else {
        throw .unsupported(
          format: "XML with the root element \(tag.name.prefix(40))",
          hint: "send CDA, HTML or text"
        )
      }
      path.append(.document)
      if tag.isEmpty { try end() }
      return
    }
    if case .section = parent, name == "entry" {
      beginContent()
      let tree = XMLTree(of: tag, &scanner, &namespaces, depth: path.count)
      waiting.append((tree, sections.last))
      return
    }
    let place = place(of: tag, name, in: parent)
    begin(place, tag, name)
    path.append(place)
    if tag.isEmpty { try end() }
  }

  private func place(of tag: MarkupScanner.Tag, _ name: String, in parent: Place) -> Place {
    switch (parent, name) {
    case (.document, "component"), (.section, "component"), (.structure, "component"),
      (.document, "structuredBody"), (.structure, "structuredBody"):
      .structure
    case (.structure, "section"): .section
    case (.document, "nonXMLBody"), (.structure, "nonXMLBody"): .otherBody
    case (.otherBody, "text"): EmbeddedBody(tag, scanner) == nil ? .plainText : .embeddedFile
    case (.document, "title"): .documentTitle
    case (.section, "title"): .title
    case (.section, "text"), (.narrative, _): .narrative
    default: .other
    }
  }

  private mutating func begin(_ place: Place, _ tag: MarkupScanner.Tag, _ name: String) {
    switch place {
    case .section:
      beginContent()
      sections.append(Section())
      page.breakLine(2)
    case .title: openHeading()
    case .narrative: beginNarrative(tag)
    case .plainText: page.open("text", .block, .preformatted)
    case .embeddedFile: body = EmbeddedBody(tag, scanner)
    case .documentTitle, .document, .structure, .otherBody: break
    case .other: note(tag, name)
    }
  }

  private mutating func beginNarrative(_ tag: MarkupScanner.Tag) {
    if case .section = path.last {
      beginContent()
      page.open("text", .block, id: scanner.attribute("ID", of: tag))
      return
    }
    if tag.name == "br" { page.addLineBreak() }
    page.open(
      tag.name,
      NarrativeVocabulary.role(of: tag, scanner),
      NarrativeVocabulary.traits(of: tag, scanner),
      id: scanner.attribute("ID", of: tag)
    )
  }

  private mutating func end() throws(ReadError) {
    let place = path.removeLast()
    namespaces.close(depth: path.count)
    switch place {
    case .section:
      sections.removeLast()
      page.breakLine(2)
    case .title:
      let words = page.close()
      sections[sections.count - 1].title = words.map { page.string(in: $0) }
    case .narrative, .plainText: page.close()
    case .embeddedFile: if let body { try add(body) }
    case .documentTitle, .document, .structure, .otherBody, .other: break
    }
  }

  private mutating func add(_ range: Range<Int>, isLiteral: Bool) {
    switch path.last {
    case .narrative, .title, .plainText: page.add(range, scanner, isLiteral: isLiteral)
    case .embeddedFile:
      guard let start = body?.range.lowerBound else { break }
      body?.content += isLiteral ? Array(scanner.bytes[range]) : Array(scanner.decoded(range).utf8)
      body?.range = start..<range.upperBound
    case .documentTitle: title += scanner.decoded(range)
    case .document, .structure, .section, .otherBody, .other, nil: break
    }
  }

  // MARK: Header and sections

  /// Takes note of what an element says about its document or section.
  private mutating func note(_ tag: MarkupScanner.Tag, _ name: String) {
    switch (path.last, name) {
    case (.section, "code"):
      sections[sections.count - 1].code = scanner.attribute("code", of: tag)
      sections[sections.count - 1].codeName = scanner.value("displayName", of: tag)
    case (.document, "code"):
      let system = scanner.attribute("codeSystem", of: tag) ?? Self.loinc
      let code = scanner.attribute("code", of: tag)
      if system == Self.loinc { page.declare { $0.typeCode = code } }
    case (.document, "effectiveTime"):
      let date = scanner.attribute("value", of: tag).flatMap { CalendarDate(hl7: $0) }
      page.declare { $0.date = date }
    case (.plainText, "reference"), (.embeddedFile, "reference"):
      page.warn("the body of the document is in another file")
    default: break
    }
  }

  private static let loinc = "2.16.840.1.113883.6.1"

  private mutating func openHeading() {
    let depth = min(max(sections.count, 1), 5)
    page.open("title", .heading(depth: depth, code: sections.last?.code))
  }

  /// Gives a section without a title the name of its code, before its first words.
  private mutating func beginContent() {
    guard let last = sections.indices.last, sections[last].title == nil,
      let name = sections[last].codeName
    else { return }
    openHeading()
    page.add(name, scanner)
    let words = page.close()
    sections[last].title = words.map { page.string(in: $0) } ?? ""
  }

  private mutating func addEntries() {
    var dubious = 0
    for (tree, section) in waiting {
      let reader = EntryReader(
        tree: tree,
        section: section?.title,
        sectionCode: section?.code,
        references: page.references
      )
      page.add(reader.entries())
      dubious += reader.dubiousNegations
    }
    if dubious > 0 {
      page.warn("\(dubious) entries say neither true nor false of their negation; read as negated")
    }
  }

  private mutating func add(_ body: EmbeddedBody) throws(ReadError) {
    self.body = nil
    let inner = try body.read()
    page.embed(inner, madeFrom: body.range)
    for warning in inner.warnings { page.warn(warning) }
  }
}
