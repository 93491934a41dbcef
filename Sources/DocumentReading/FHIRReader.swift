import NoteModel

/// Finds the documents in a FHIR R4 resource in JSON: those of DocumentReference, DiagnosticReport,
/// Composition and Binary, by themselves or in a Bundle.
///
/// Each attachment is a document, and so is each narrative; what cannot be read is named.
struct FHIRReader {
  /// A resource, with how others refer to it.
  private struct Resource {
    let node: JSONTree.Node
    let type: String
    let name: String
    let references: [String]
  }

  private let tree: JSONTree
  private let file: DecodedFile
  private let id: String
  private let sha256: String
  private var found = FileContents()

  /// The resources of type Binary by what refers to them, and those that something did refer to.
  private var binaries: [String: Resource] = [:]
  private var referred: Set<String> = []

  /// What is to be said of the file as a whole, with the first document.
  private var notices: [String] = []

  private static let loinc = "http://loinc.org"

  /// Words of a status that takes a document back.
  private static let withdrawn: Set = ["entered-in-error", "superseded", "cancelled"]

  /// The tree of a file that holds a resource; `nil` of any other file.
  ///
  /// - Throws: `ReadError` where it would be one, were it well formed.
  static func tree(of file: DecodedFile) throws(ReadError) -> JSONTree? {
    guard let start = file.utf8.firstIndex(where: { !JSONTree.isSpace($0) }),
      file.utf8[start] == UInt8(ascii: "{"), names(file.utf8, "\"resourceType\"")
    else { return nil }
    do {
      let tree = try JSONTree(file.utf8)
      return tree.string(tree.member("resourceType", of: tree.root)) == nil ? nil : tree
    } catch .malformedJSON(let byte) {
      // What is wrong may be that the file ends; a brace has begun it.
      throw .malformedJSON(byte: file.map.source(of: TextRange(byte - 1, byte)).end)
    }
  }

  /// Whether some words stand anywhere in a text.
  private static func names(_ utf8: [UInt8], _ words: StaticString) -> Bool {
    let words = Array("\(words)".utf8)
    var start = utf8.index(of: words[0], from: 0)
    while let index = start {
      if utf8[index...].starts(with: words) { return true }
      start = utf8.index(of: words[0], from: index + 1)
    }
    return false
  }

  init(_ tree: JSONTree, _ file: DecodedFile, id: String, sha256: String) {
    self.tree = tree
    self.file = file
    self.id = id
    self.sha256 = sha256
  }

  /// The documents.
  ///
  /// - Throws: `ReadError` where there is none.
  /// - Complexity: O(file)
  consuming func contents() throws(ReadError) -> FileContents {
    let resources = resources()
    for resource in resources where resource.type == "Binary" {
      for reference in resource.references { binaries[reference] = resource }
    }
    notices = file.warnings + noticeOfOthers(resources)
    for resource in resources { read(resource) }
    for resource in resources where resource.type == "Binary" && !referred.contains(resource.name) {
      readAttachment(resource.node, resource.name, DeclaredMetadata())
    }
    guard !found.documents.isEmpty || !found.unread.isEmpty else {
      throw .unsupported(
        format: "FHIR without a note",
        hint: "send a resource with a narrative or an attachment"
      )
    }
    return found
  }

  // MARK: Resources

  /// The resources of the file: itself, or those of a bundle, each with those that it contains.
  private func resources() -> [Resource] {
    var resources: [Resource] = []
    var counts: [String: Int] = [:]
    var taken: Set<String> = []
    var pending: [(node: JSONTree.Node, url: String?)] = [(tree.root, nil)]
    while let (node, url) = pending.popLast() {
      let type = typeName(tree.string(tree.member("resourceType", of: node)))
      counts[type, default: 0] += 1
      let own = tree.string(tree.member("id", of: node)).flatMap { Self.isID($0) ? $0 : nil }
      var name = "\(type)/\(own ?? "\(counts[type, default: 0])")"
      // No id has a tilde.
      if !taken.insert(name).inserted { name += "~\(counts[type, default: 0])" }
      let references = [url, own.map { "\(type)/\($0)" }, own.map { "#\($0)" }].compactMap(\.self)
      resources.append(Resource(node: node, type: type, name: name, references: references))
      let inner =
        tree.items(of: tree.member("contained", of: node)).map { ($0, nil) }
        + tree.items(of: tree.member("entry", of: node)).compactMap { entry in
          tree.member("resource", of: entry)
            .map { ($0, tree.string(tree.member("fullUrl", of: entry))) }
        }
      pending += inner.reversed()
    }
    return resources
  }

  /// The name of a type, where it can be one.
  private func typeName(_ name: String?) -> String {
    let isName = name.map { $0.utf8.count < 64 && $0.allSatisfy { $0.isASCII && $0.isLetter } }
    return isName == true ? name ?? "" : "Resource"
  }

  /// Whether a string is an id as FHIR has them.
  private static func isID(_ id: String) -> Bool {
    (1...64).contains(id.utf8.count)
      && id.utf8.allSatisfy { byte in
        Unicode.Scalar(byte).properties.isAlphabetic && byte < 128
          || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
          || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      }
  }

  /// Says which resources hold no notes; what they state in codes is not read.
  private func noticeOfOthers(_ resources: [Resource]) -> [String] {
    let notes: Set = ["Bundle", "DocumentReference", "DiagnosticReport", "Composition", "Binary"]
    let others = resources.map(\.type).filter { !notes.contains($0) }
    guard !others.isEmpty else { return [] }
    let names = Set(others).sorted().prefix(8).joined(separator: ", ")
    return ["resources of the file that are no notes were not read: \(others.count), \(names)"]
  }

  private mutating func read(_ resource: Resource) {
    switch resource.type {
    case "DocumentReference", "DiagnosticReport", "Composition":
      for name in ["status", "docStatus"] {
        guard let status = tree.string(tree.member(name, of: resource.node)),
          Self.withdrawn.contains(status)
        else { continue }
        return miss(
          resource.name,
          .unsupported(format: "marked \(status)", hint: "send the one in force")
        )
      }
      readNote(resource)
    case "Bundle", "Binary": break
    default: missAttachments(of: resource)
    }
  }

  private mutating func readNote(_ resource: Resource) {
    let node = resource.node
    switch resource.type {
    case "DocumentReference":
      let contents = tree.items(of: tree.member("content", of: node))
      let attachments = contents.compactMap { tree.member("attachment", of: $0) }
      let date = date("date", of: node) ?? date("context", "period", "start", of: node)
      let declared = declared(node, "type", title: "description", date: date)
      let before = found.documents.count
      readAttachments(attachments, resource.name, declared)
      // Its own narrative tells of the reference; that counts where there is nothing else.
      if found.documents.count == before { add(narrative(of: node), resource.name, declared) }
      if attachments.isEmpty, found.documents.count == before {
        miss(resource.name, Self.noData)
      }
    case "DiagnosticReport":
      let date =
        date("effectiveDateTime", of: node) ?? date("effectivePeriod", "start", of: node)
        ?? date("issued", of: node)
      let declared = declared(node, "code", title: "title", date: date)
      var page = narrative(of: node)
      if let conclusion = words("conclusion", of: node) {
        var heading = TextBuilder()
        heading.insert("Conclusion")
        page.append(
          DecodedFile(utf8: heading.utf8, map: heading.map, encoding: file.encoding),
          .heading(depth: 1, code: nil)
        )
        page.append(conclusion)
      }
      add(page, resource.name, declared)
      let attachments = tree.items(of: tree.member("presentedForm", of: node))
      readAttachments(attachments, "\(resource.name)/presentedForm", declared)
    default:
      var page = narrative(of: node)
      addSections(of: node, depth: 1, to: &page)
      add(page, resource.name, declared(node, "type", title: "title", date: date("date", of: node)))
    }
  }

  private mutating func miss(_ name: String, _ error: ReadError) {
    found.unread.append(FileContents.Unread(id: "\(id)#\(name)", error: error))
  }

  /// Names the attachments of a resource that is no note.
  private mutating func missAttachments(of resource: Resource) {
    for object in tree.objects(in: resource.node) {
      guard tree.member("contentType", of: object) != nil,
        tree.member("data", of: object) ?? tree.member("url", of: object) != nil
      else { continue }
      miss(
        resource.name,
        .unsupported(
          format: "an attachment of \(resource.type)",
          hint: "send it in a DocumentReference"
        )
      )
    }
  }

  // MARK: Narratives

  private mutating func add(_ page: RenderedPage, _ name: String, _ declared: DeclaredMetadata) {
    guard page.text.count > 0 else { return }
    var page = page
    page.declared = declared
    page.warnings = notices + page.warnings
    notices = []
    found.documents.append(
      NoteDocument(
        page,
        id: "\(id)#\(name)",
        container: id,
        format: .html,
        encoding: file.encoding,
        sha256: sha256
      )
    )
  }

  /// The page of an element's narrative; an empty one where it has none.
  private func narrative(of node: JSONTree.Node) -> RenderedPage {
    guard let words = words("text", "div", of: node),
      tree.string(tree.member("text", "status", of: node)) != "empty"
    else { return RenderedPage() }
    return HTMLReader().read(words.utf8).through(words.map)
  }

  /// Adds the sections of a composition, or of a section of it.
  private func addSections(of node: JSONTree.Node, depth: Int, to page: inout RenderedPage) {
    for section in tree.items(of: tree.member("section", of: node)) {
      let code = tree.member("code", of: section)
      let title = words("title", of: section) ?? words("text", of: code)
      if let title { page.append(title, .heading(depth: min(depth, 5), code: loinc(code))) }
      page.append(narrative(of: section))
      addSections(of: section, depth: depth + 1, to: &page)
    }
  }

  /// The characters of a member as a file of their own, mapped to the bytes of the whole file.
  private func words(_ path: String..., of node: JSONTree.Node?) -> DecodedFile? {
    guard let words = tree.words(tree.member(path, of: node)), words.count > 0 else { return nil }
    let map = words.map.through(file.map)
    return DecodedFile(utf8: words.utf8, map: map, encoding: file.encoding).withLineFeeds()
  }

  // MARK: Attachments

  private static let noData = ReadError.unsupported(
    format: "an attachment without its data",
    hint: "send the data in base64 in the attachment, or its Binary in the same bundle"
  )

  private mutating func readAttachments(
    _ nodes: [JSONTree.Node],
    _ name: String,
    _ declared: DeclaredMetadata
  ) {
    for (index, node) in nodes.enumerated() {
      readAttachment(node, nodes.count == 1 ? name : "\(name)/\(index + 1)", declared)
    }
  }

  private mutating func readAttachment(
    _ node: JSONTree.Node,
    _ name: String,
    _ declared: DeclaredMetadata
  ) {
    do throws(ReadError) {
      var holder = node
      if tree.member("data", of: node) == nil,
        let url = tree.string(tree.member("url", of: node)), let binary = binary(at: url)
      {
        referred.insert(binary.name)
        holder = binary.node
      }
      guard let digits = words("data", of: holder) else { throw Self.noData }
      var declared = declared
      declared.date = date("creation", of: node) ?? declared.date
      let title = tree.string(tree.member("title", of: node))
      declared.title = declared.title ?? title
      let type =
        tree.string(tree.member("contentType", of: node))
        ?? tree.string(tree.member("contentType", of: holder))
      found.documents.append(try document(of: digits, type: type, name, declared))
      notices = []
    } catch {
      miss(name, error)
    }
  }

  /// The document in the base64 of an attachment.
  private func document(
    of digits: DecodedFile,
    type: String?,
    _ name: String,
    _ declared: DeclaredMetadata
  ) throws(ReadError) -> NoteDocument {
    guard let bytes = Base64.decoded(digits.utf8) else { throw .malformedBase64 }
    if let error = FileSignature.error(for: bytes) { throw error }
    let format = try DocumentFormat.of(mediaType: type)
    // The map takes a run for every three bytes.
    guard bytes.count <= Decoder.largestConversion else {
      throw .tooLarge(limit: Decoder.largestConversion)
    }
    let map = Base64.map(of: digits.utf8).through(digits.map)
    var decoded = try Decoder().decode(bytes).through(map)
    decoded.warnings = notices + decoded.warnings
    return try reader.document(
      in: decoded,
      id: "\(id)#\(name)",
      container: id,
      format: format,
      sha256: sha256,
      declared: declared
    )
  }

  private let reader = PartReader()

  /// The resource of type Binary in the file that an address leads to.
  private func binary(at url: String) -> Resource? {
    if let binary = binaries[url] { return binary }
    var parts = url.split(separator: "/")
    if parts.count > 3, parts[parts.count - 2] == "_history" { parts.removeLast(2) }
    return binaries[parts.suffix(2).joined(separator: "/")]
  }

  // MARK: Metadata

  /// What a resource says of its documents: a title, a date, a type.
  private func declared(
    _ node: JSONTree.Node,
    _ type: String,
    title: String,
    date: CalendarDate?
  ) -> DeclaredMetadata {
    let code = tree.member(type, of: node)
    let displays = tree.items(of: tree.member("coding", of: code)).lazy
      .compactMap { tree.string(tree.member("display", of: $0)) }
    return DeclaredMetadata(
      title: tree.string(tree.member(title, of: node))
        ?? tree.string(tree.member("text", of: code)) ?? displays.first,
      date: date,
      typeCode: loinc(code)
    )
  }

  /// The LOINC code of a concept, if it has one.
  private func loinc(_ concept: JSONTree.Node?) -> String? {
    tree.items(of: tree.member("coding", of: concept))
      .first { tree.string(tree.member("system", of: $0)) == Self.loinc }
      .flatMap { tree.string(tree.member("code", of: $0)) }
  }

  /// The day of a date or a time; `nil` of a month or a year alone.
  private func date(_ path: String..., of node: JSONTree.Node) -> CalendarDate? {
    tree.string(tree.member(path, of: node)).flatMap { CalendarDate(iso: $0.prefix(10)) }
  }
}
