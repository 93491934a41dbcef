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
    /// Elements that lead to what the header says of the patient.
    case patient
    case other
  }

  private struct Section {
    var title: String?
    var code: String?
    /// The name that the code has in the file, for a section without a title.
    var codeName: Range<Int>?
    /// The words of its own text.
    var narrative: TextRange?
    /// The names that are looked for in the narrative, once an entry needs it.
    var index: NarrativeIndex?
    /// Names of entries that have been added below the narrative.
    var added: [String: TextRange] = [:]
  }

  private var scanner: MarkupScanner
  private var page: PageRenderer
  private var namespaces = NamespaceScope()
  private var path: [Place] = []
  private var sections: [Section] = []
  private var dubiousNegations = 0
  /// Whether a section or body has any.
  private var hasWords = false
  private var body: EmbeddedBody?

  init(_ utf8: [UInt8]) {
    scanner = MarkupScanner(utf8, .xml)
    page = PageRenderer(utf8)
  }

  mutating func run() throws(ReadError) -> RenderedPage {
    while let piece = scanner.next() {
      switch piece {
      case .start(let tag): try start(tag)
      case .end: if !path.isEmpty { end() }
      case .text(let range): add(range, isLiteral: false)
      case .literal(let range): add(range, isLiteral: true)
      case .doctype: break
      }
    }
    if dubiousNegations > 0 {
      page.warn(
        "\(dubiousNegations) entries say neither true nor false of their negation; read as negated"
      )
    }
    if !hasWords { page.warn("the document has no narrative text") }
    return page.finish()
  }

  // MARK: Elements

  private mutating func start(_ tag: MarkupScanner.Tag) throws(ReadError) {
    namespaces.open(depth: path.count, scanner)
    let name = String(decoding: scanner.bytes[namespaces.name(of: tag, scanner)], as: UTF8.self)
    guard let parent = path.last else {
      guard name == "ClinicalDocument" else {
        throw .unsupported(
          format: "XML with the root element \(scanner.name(of: tag).prefix(40))",
          hint: "send CDA, HTML or text"
        )
      }
      path.append(.document)
      if tag.isEmpty { end() }
      return
    }
    if case .section = parent, name == "entry" {
      beginContent()
      add(XMLTree(of: tag, &scanner, &namespaces, depth: path.count))
      return
    }
    let place = place(of: tag, name, in: parent)
    begin(place, tag, name)
    path.append(place)
    if tag.isEmpty { end() }
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
    case (.document, "recordTarget"), (.patient, "patientRole"), (.patient, "patient"): .patient
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
    case .documentTitle: page.open("title", .paragraph)
    case .document, .structure, .otherBody, .patient: break
    case .other: note(tag, name)
    }
  }

  private mutating func beginNarrative(_ tag: MarkupScanner.Tag) {
    if case .section = path.last {
      beginContent()
      page.open("text", .block, id: scanner.attribute("ID"))
      return
    }
    let name = scanner.name(of: tag)
    if name == "br" { page.addLineBreak() }
    let style = StyleSheet().style(of: name, scanner)
    page.open(
      name,
      NarrativeVocabulary.role(of: name, scanner, style),
      NarrativeVocabulary.traits(of: name, scanner, style),
      id: scanner.attribute("ID")
    )
  }

  private mutating func end() {
    let place = path.removeLast()
    namespaces.close(depth: path.count)
    switch place {
    case .section:
      sections.removeLast()
      page.breakLine(2)
    case .title:
      let words = page.close()
      sections[sections.count - 1].title = words.map { page.string(in: $0) }
    case .narrative:
      let words = page.close()
      guard case .section = path.last else { break }
      sections[sections.count - 1].narrative = words
      if words != nil { hasWords = true }
    case .plainText: if page.close() != nil { hasWords = true }
    case .embeddedFile: if let body { add(body) }
    case .documentTitle:
      if let words = page.close() {
        let title = page.string(in: words)
        page.declare { $0.title = title }
      }
    case .document, .structure, .otherBody, .patient, .other: break
    }
  }

  private mutating func add(_ range: Range<Int>, isLiteral: Bool) {
    switch path.last {
    case .narrative, .title, .plainText, .documentTitle:
      page.add(range, scanner, isLiteral: isLiteral)
    case .embeddedFile:
      guard let start = body?.range.lowerBound else { break }
      body?.content += isLiteral ? Array(scanner.bytes[range]) : Array(scanner.decoded(range).utf8)
      body?.range = start..<range.upperBound
    case .document, .structure, .section, .otherBody, .patient, .other, nil: break
    }
  }

  // MARK: Header and sections

  /// Takes note of what an element says about its document or section.
  private mutating func note(_ tag: MarkupScanner.Tag, _ name: String) {
    switch (path.last, name) {
    case (.section, "code"):
      sections[sections.count - 1].code = scanner.attribute("code")
      sections[sections.count - 1].codeName = scanner.value("displayName")
    case (.document, "code"):
      let system = scanner.attribute("codeSystem") ?? Self.loinc
      let code = scanner.attribute("code")
      if system == Self.loinc { page.declare { $0.typeCode = code } }
    case (.document, "effectiveTime"):
      let date = scanner.attribute("value").flatMap { CalendarDate(hl7: $0) }
      page.declare { $0.date = date }
    case (.patient, "birthTime"): addHeader("Date of birth", scanner.value("value"))
    case (.patient, "administrativeGenderCode"):
      addHeader("Sex", scanner.value("displayName") ?? scanner.value("code"))
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

  /// Adds a line of the header, where it says something.
  private mutating func addHeader(_ label: String, _ words: Range<Int>?) {
    guard let words, !scanner.isBlank(words) else { return }
    page.open("header", .block)
    page.insert("\(label): ")
    page.add(words, scanner)
    page.close()
  }

  // MARK: Entries

  private mutating func add(_ tree: XMLTree) {
    let reader = EntryReader(
      tree: tree,
      section: sections.last?.title,
      sectionCode: sections.last?.code,
      page: page
    )
    let statements = reader.statements()
    dubiousNegations += reader.dubiousNegations
    for var statement in statements {
      place(&statement)
      page.add(statement.entry)
    }
  }

  /// Finds the words of a statement in the narrative, or adds them below it.
  private mutating func place(_ statement: inout EntryReader.Statement) {
    guard let name = statement.entry.name, !statement.name.isEmpty, let last = sections.indices.last
    else {
      statement.entry.rangeIsName = statement.entry.range != nil
      return
    }
    if let range = statement.entry.range {
      // Of a row or a list the name is a part.
      let place = page.isOneCell(range) ? range : page.index(of: range).range(of: name)
      statement.entry.range = place ?? range
      statement.entry.rangeIsName = place != nil
      return
    }
    if let narrative = sections[last].narrative {
      let index = sections[last].index ?? page.index(of: narrative)
      sections[last].index = index
      statement.entry.range = index.range(of: name)
    }
    if statement.entry.range == nil, isWorthAdding(statement) {
      statement.entry.range = sections[last].added[name] ?? add(statement)
      sections[last].added[name] = statement.entry.range
    }
    statement.entry.rangeIsName = statement.entry.range != nil
  }

  /// Whether the words of a statement that the narrative does not hold belong into the text.
  ///
  /// The narrative is what was signed; of what is measured in numbers, or is not so, it has the
  /// last word where there is any.
  private func isWorthAdding(_ statement: EntryReader.Statement) -> Bool {
    guard let name = statement.entry.name, EntryTemplates.isTelling(name) else { return false }
    if sections.last?.narrative == nil { return true }
    switch statement.entry.kind {
    case .result, .vitalSign, .immunization: return false
    case .problem, .medication, .allergy, .procedure: return !statement.entry.isNegated
    }
  }

  /// Adds a line with the words of a statement.
  ///
  /// - Returns: the place of its name.
  private mutating func add(_ statement: EntryReader.Statement) -> TextRange? {
    let entry = statement.entry
    page.open("entry", .block)
    if entry.isNegated { page.insert("No ") } else if entry.isPlanned { page.insert("Planned: ") }
    page.open("name", .inline)
    add(statement.name)
    let range = page.close()
    for words in statement.value where !words.isEmpty {
      page.insert(" ")
      add(words)
    }
    if entry.kind == .problem, let status = entry.status, status != "active" {
      page.insert(" (\(status))")
    }
    page.close()
    return range
  }

  private mutating func add(_ words: [SourceWords]) {
    for words in words { page.add(words.range, scanner, isLiteral: words.isLiteral) }
  }

  // MARK: Bodies

  private mutating func add(_ body: EmbeddedBody) {
    self.body = nil
    do throws(ReadError) {
      let inner = try body.read()
      page.embed(inner, madeFrom: body.range)
      hasWords = hasWords || inner.text.count > 0
      for warning in inner.warnings { page.warn(warning) }
    } catch {
      page.fail(error)
    }
  }
}
