import NoteModel

/// Reads the statements of one entry of a CDA section.
struct EntryReader {
  /// The entry.
  let tree: XMLTree
  /// The title of the section that holds it.
  let section: String?
  /// The LOINC code of that section.
  let sectionCode: String?
  /// The text ranges of the narrative elements with an ID.
  let references: [String: TextRange]

  private static let systems = [
    "2.16.840.1.113883.6.90": "ICD-10-CM", "2.16.840.1.113883.6.103": "ICD-9-CM",
    "2.16.840.1.113883.6.4": "ICD-10-PCS", "2.16.840.1.113883.6.96": "SNOMED CT",
    "2.16.840.1.113883.6.88": "RxNorm", "2.16.840.1.113883.6.1": "LOINC",
    "2.16.840.1.113883.6.12": "CPT", "2.16.840.1.113883.6.285": "HCPCS",
    "2.16.840.1.113883.6.59": "CVX", "2.16.840.1.113883.6.69": "NDC",
  ]

  /// The statements that are coded or refer to words, in order.
  func entries() -> [CodedEntry] {
    tree.nodes.indices.compactMap { node in
      kind(of: node).flatMap { entry(node, $0) }
    }
  }

  /// How many statements have a `negationInd` that is no Boolean; they are taken to be negated.
  var dubiousNegations: Int {
    tree.nodes.indices.count { node in
      switch tree.attribute("negationInd", of: node) {
      case nil, "true", "false", "1", "0": false
      default: true
      }
    }
  }

  // MARK: Kinds

  private func kind(of node: Int) -> CodedEntry.Kind? {
    let name = tree.nodes[node].name
    guard ["observation", "substanceAdministration", "procedure", "act"].contains(name) else {
      return nil
    }
    let templates = Set(
      tree.children("templateId", of: node).compactMap {
        tree.attribute("root", of: $0)
      }
    )
    guard templates.isDisjoint(with: EntryTemplates.parts) else { return nil }
    let around = tree.ancestors(of: node).map { tree.nodes[$0].name }
    switch name {
    case "observation": return observationKind(node, templates, around)
    case "substanceAdministration":
      // One inside another is a part of its dosing.
      return !templates.isDisjoint(with: EntryTemplates.medications) || !around.contains(name)
        ? .medication : nil
    case "procedure":
      return !templates.isEmpty || !around.contains("organizer") ? .procedure : nil
    default: return templates.isDisjoint(with: EntryTemplates.procedures) ? nil : .procedure
    }
  }

  private func observationKind(
    _ node: Int,
    _ templates: Set<String>,
    _ around: [String]
  ) -> CodedEntry.Kind? {
    let isInner = around.contains("observation") || around.contains("substanceAdministration")
    let isAllergySection = sectionCode.map(EntryTemplates.allergySections.contains) ?? false
    let hasSubstance = tree.children("participant", of: node).contains {
      tree.attribute("typeCode", of: $0) == "CSM"
    }
    let isProblem = !templates.isDisjoint(with: EntryTemplates.problems)
    if !templates.isDisjoint(with: EntryTemplates.allergies) {
      // Systems put the template on problems and reactions too; the substance tells.
      if hasSubstance { return .allergy }
      guard templates.isDisjoint(with: EntryTemplates.reactions), !isInner else { return nil }
      if !isProblem || isAllergySection { return .allergy }
    }
    if isProblem { return .problem }
    if !templates.isDisjoint(with: EntryTemplates.results) { return .result }
    if !templates.isDisjoint(with: EntryTemplates.procedures) { return .procedure }
    if isAllergySection, !isInner, hasSubstance || isAssertion(node) { return .allergy }
    guard templates.isEmpty, !isInner, let sectionCode else { return nil }
    if EntryTemplates.problemSections.contains(sectionCode) { return .problem }
    return EntryTemplates.resultSections.contains(sectionCode)
      && tree.child("value", of: node) != nil ? .result : nil
  }

  private func isAssertion(_ node: Int) -> Bool {
    tree.attribute("code", of: tree.child("code", of: node)) == "ASSERTION"
  }

  // MARK: Statements

  private func entry(_ node: Int, _ kind: CodedEntry.Kind) -> CodedEntry? {
    let coded = codedElements(of: node, kind)
    if kind == .medication, coded.isEmpty { return nil }
    var entry = CodedEntry(kind: kind, codes: coded.flatMap(codes))
    let referring =
      coded.map { tree.child("originalText", of: $0) } + [tree.child("text", of: node)]
    entry.range = referring.lazy.compactMap(range).first
    guard !entry.codes.isEmpty || entry.range != nil else { return nil }
    let concern = concern(of: node)
    let isOngoing = kind == .problem || kind == .allergy
    let own = tree.attribute("code", of: tree.child("statusCode", of: node))
    let outer = concern.flatMap { tree.attribute("code", of: tree.child("statusCode", of: $0)) }
    entry.status = isOngoing ? outer ?? own : own
    entry.isNegated = isNegated(node) || concern.map(isNegated) ?? false
    entry.isPlanned = ["INT", "RQO", "PRP", "ARQ", "PRMS"].contains(
      tree.attribute("moodCode", of: node) ?? ""
    )
    (entry.from, entry.to) = interval(of: node)
    if kind == .result { (entry.value, entry.unit) = value(of: node) }
    entry.section = section
    return entry
  }

  /// The elements whose codes say what it is about.
  private func codedElements(of node: Int, _ kind: CodedEntry.Kind) -> [Int] {
    switch kind {
    case .problem: return tree.children("value", of: node)
    case .procedure, .result: return tree.children("code", of: node)
    case .medication:
      let product = tree.child("consumable", "manufacturedProduct", of: node)
      let material = tree.children("manufacturedMaterial", "manufacturedLabeledDrug", of: product)
      return material.prefix(1).flatMap { tree.children("code", of: $0) }
    case .allergy:
      let substances = tree.children("participant", of: node).compactMap {
        tree.child("participantRole", "playingEntity", "code", of: $0)
      }
      return substances.isEmpty ? tree.children("value", of: node) : substances
    }
  }

  /// The act that says whether a problem is still one.
  private func concern(of node: Int) -> Int? {
    guard let link = tree.nodes[node].parent, tree.nodes[link].name == "entryRelationship",
      ["SUBJ", "COMP", nil].contains(tree.attribute("typeCode", of: link)),
      let act = tree.nodes[link].parent, tree.nodes[act].name == "act"
    else { return nil }
    return act
  }

  private func isNegated(_ node: Int) -> Bool {
    switch tree.attribute("negationInd", of: node) {
    case nil, "false", "0": false
    default: true
    }
  }

  private func codes(of element: Int) -> [Code] {
    ([element] + tree.children("translation", of: element)).compactMap { element in
      guard let code = tree.attribute("code", of: element),
        let system = tree.attribute("codeSystem", of: element)
      else { return nil }
      return Code(
        system: Self.systems[system] ?? system,
        code: code,
        display: tree.attribute("displayName", of: element)
          ?? tree.text(of: tree.child("originalText", of: element))
      )
    }
  }

  /// The words that `<reference value="#…"/>` in an element points at.
  private func range(of element: Int?) -> TextRange? {
    guard let value = tree.attribute("value", of: tree.child("reference", of: element)) else {
      return nil
    }
    return references[value.hasPrefix("#") ? String(value.dropFirst()) : value]
  }

  /// The days of the first time that states one; a medication has others for its schedule.
  private func interval(of node: Int) -> (from: CalendarDate?, to: CalendarDate?) {
    for time in tree.children("effectiveTime", of: node) {
      let from = tree.attribute("value", of: tree.child("low", of: time))
      let to = tree.attribute("value", of: tree.child("high", of: time))
      if from != nil || to != nil {
        return (
          from.flatMap { CalendarDate(hl7: $0) }, to.flatMap { CalendarDate(hl7: $0, isEnd: true) }
        )
      }
      let whole =
        tree.attribute("value", of: time)
        ?? tree.attribute("value", of: tree.child("center", of: time))
      if let whole { return (CalendarDate(hl7: whole), nil) }
    }
    return (nil, nil)
  }

  /// A result in words, with the unit apart.
  private func value(of node: Int) -> (value: String?, unit: String?) {
    guard let value = tree.child("value", of: node) else { return (nil, nil) }
    if let number = tree.attribute("value", of: value) {
      return (number, tree.attribute("unit", of: value))
    }
    let low = tree.child("low", of: value)
    let high = tree.child("high", of: value)
    let unit = tree.attribute("unit", of: low) ?? tree.attribute("unit", of: high)
    switch (tree.attribute("value", of: low), tree.attribute("value", of: high)) {
    case (let low?, let high?): return ("\(low)–\(high)", unit)
    case (let low?, nil): return ("≥\(low)", unit)
    case (nil, let high?): return ("≤\(high)", unit)
    case (nil, nil): break
    }
    let words =
      tree.attribute("displayName", of: value) ?? tree.text(of: value)
      ?? tree.text(of: tree.child("originalText", of: value)) ?? tree.attribute("code", of: value)
    return (words, nil)
  }
}
