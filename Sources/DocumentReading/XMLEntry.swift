import NoteModel

/// One entry of a CDA section, as a small tree that lives no longer than it is needed.
struct XMLEntry {
  private struct Node {
    let name: String
    let attributes: [String: String]
    var text = ""
    var children: [Int] = []
  }

  /// The nodes, the entry itself first; children by their place.
  private var nodes: [Node] = []

  private static let kept = [
    "code", "codesystem", "displayname", "value", "unit", "negationind", "moodcode", "classcode",
    "type", "nullflavor",
  ]

  private static let systems = [
    "2.16.840.1.113883.6.90": "ICD-10-CM", "2.16.840.1.113883.6.103": "ICD-9-CM",
    "2.16.840.1.113883.6.96": "SNOMED CT", "2.16.840.1.113883.6.88": "RxNorm",
    "2.16.840.1.113883.6.1": "LOINC", "2.16.840.1.113883.6.12": "CPT",
    "2.16.840.1.113883.6.59": "CVX", "2.16.840.1.113883.6.69": "NDC",
  ]

  /// Reads up to the end of the entry that a tag began.
  init(of tag: MarkupScanner.Tag, _ scanner: inout MarkupScanner, deepest: Int) {
    nodes.append(Node(name: tag.name, attributes: [:]))
    guard !tag.isEmpty else { return }
    var path = [0]
    while let last = path.last, let piece = scanner.next() {
      switch piece {
      case .start(let tag):
        var attributes: [String: String] = [:]
        for name in Self.kept { attributes[name] = scanner.attribute(name, of: tag) }
        nodes[last].children.append(nodes.count)
        nodes.append(Node(name: tag.name, attributes: attributes))
        if !tag.isEmpty, path.count < deepest { path.append(nodes.count - 1) }
      case .end: path.removeLast()
      case .text(let range): nodes[last].text += scanner.decoded(range)
      case .literal(let range): nodes[last].text += scanner.decoded(range)
      }
    }
  }

  /// The statements in the entry.
  ///
  /// - Parameters:
  ///   - section: the title of the section that holds it.
  ///   - references: the text ranges of the narrative elements with an ID.
  /// - Returns: one entry for each statement that is coded or refers to words.
  func entries(section: String?, references: [String: TextRange]) -> [CodedEntry] {
    var found: [CodedEntry] = []
    var pending = [(node: 0, status: String?.none)]
    while let (index, outer) = pending.popLast() {
      let node = nodes[index]
      let status = child("statuscode", of: index).flatMap { nodes[$0].attributes["code"] }
      if let kind = kind(of: index) {
        // The act around a problem says whether it is still one.
        let isObservation = node.name == "observation"
        let entry = entry(
          index,
          kind,
          status: isObservation && kind != .result ? outer ?? status : status,
          section: section,
          references: references
        )
        if let entry { found.append(entry) }
      }
      for child in node.children.reversed() {
        pending.append((child, node.name == "act" ? status ?? outer : outer))
      }
    }
    return found
  }

  private func kind(of index: Int) -> CodedEntry.Kind? {
    let node = nodes[index]
    switch node.name {
    case "substanceadministration": return .medication
    case "procedure": return .procedure
    case "observation":
      guard let value = child("value", of: index) else { return nil }
      if nodes[value].attributes["type"]?.hasSuffix("CD") ?? false {
        let code = child("code", of: index).flatMap { nodes[$0].attributes["code"] }
        return code == "ASSERTION" ? .allergy : .problem
      }
      return .result
    default: return nil
    }
  }

  private func entry(
    _ index: Int,
    _ kind: CodedEntry.Kind,
    status: String?,
    section: String?,
    references: [String: TextRange]
  ) -> CodedEntry? {
    let node = nodes[index]
    var entry = CodedEntry(kind: kind, codes: [])
    let coded: Int?
    switch kind {
    case .problem, .allergy: coded = child("value", of: index)
    case .medication:
      coded = descendant("manufacturedmaterial", of: index).flatMap { child("code", of: $0) }
    case .procedure, .result: coded = child("code", of: index)
    }
    if let coded { entry.codes = codes(of: coded) }
    entry.range = reference(of: index, references)
    guard !entry.codes.isEmpty || entry.range != nil else { return nil }
    entry.status = status
    entry.isNegated = node.attributes["negationind"] == "true"
    entry.isPlanned = ["INT", "RQO", "PRP", "ARQ", "PRMS"].contains(
      node.attributes["moodcode"] ?? ""
    )
    if let time = child("effectivetime", of: index) {
      let low = child("low", of: time) ?? time
      entry.from = nodes[low].attributes["value"].flatMap { CalendarDate(hl7: $0) }
      entry.to = child("high", of: time).flatMap { nodes[$0].attributes["value"] }
        .flatMap { CalendarDate(hl7: $0) }
    }
    if kind == .result, let value = child("value", of: index) {
      let text = nodes[value].text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      entry.value = nodes[value].attributes["value"] ?? (text.isEmpty ? nil : text)
      entry.unit = nodes[value].attributes["unit"]
    }
    entry.section = section
    return entry
  }

  private func codes(of index: Int) -> [Code] {
    var codes: [Code] = []
    for candidate in [index] + nodes[index].children.filter({ nodes[$0].name == "translation" }) {
      let attributes = nodes[candidate].attributes
      guard let code = attributes["code"], let system = attributes["codesystem"] else { continue }
      codes.append(
        Code(
          system: Self.systems[system] ?? system,
          code: code,
          display: attributes["displayname"]
        )
      )
    }
    return codes
  }

  private func reference(of index: Int, _ references: [String: TextRange]) -> TextRange? {
    guard let text = child("text", of: index), let reference = child("reference", of: text),
      let value = nodes[reference].attributes["value"], value.hasPrefix("#")
    else { return nil }
    return references[String(value.dropFirst())]
  }

  private func child(_ name: String, of index: Int) -> Int? {
    nodes[index].children.first { nodes[$0].name == name }
  }

  private func descendant(_ name: String, of index: Int) -> Int? {
    var pending = nodes[index].children
    while let next = pending.popLast() {
      if nodes[next].name == name { return next }
      pending += nodes[next].children
    }
    return nil
  }
}
