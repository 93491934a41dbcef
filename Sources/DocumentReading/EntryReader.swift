import NoteModel

/// Reads the statements of one entry of a CDA section.
///
/// What names a statement follows the order in which real exports can be trusted: display name,
/// original text, translations, then the words around; a name such as `Problem` only where
/// there is nothing else.
struct EntryReader {
  /// A statement, and the words in the file that name it.
  struct Statement {
    /// The statement; its range is the place in the narrative that it refers to, if it does.
    var entry: CodedEntry
    /// The words that name it, unless they stand in the narrative.
    var name: [SourceWords] = []
    /// The words of its value, and those of its unit.
    var value: [[SourceWords]] = []
  }

  /// The entry.
  let tree: XMLTree
  /// The title of the section that holds it.
  let section: String?
  /// The LOINC code of that section.
  let sectionCode: String?
  /// The page so far, with the narrative that entries refer to.
  let page: PageRenderer

  private static let systems = [
    "2.16.840.1.113883.6.90": "ICD-10-CM", "2.16.840.1.113883.6.103": "ICD-9-CM",
    "2.16.840.1.113883.6.4": "ICD-10-PCS", "2.16.840.1.113883.6.96": "SNOMED CT",
    "2.16.840.1.113883.6.88": "RxNorm", "2.16.840.1.113883.6.1": "LOINC",
    "2.16.840.1.113883.6.12": "CPT", "2.16.840.1.113883.6.285": "HCPCS",
    "2.16.840.1.113883.12.292": "CVX", "2.16.840.1.113883.6.59": "CVX",
    "2.16.840.1.113883.6.69": "NDC",
  ]

  /// The statements, in order.
  func statements() -> [Statement] {
    tree.nodes.indices.compactMap { node in
      kind(of: node).flatMap { statement(node, $0) }
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
    let isObservation = tree.isNamed("observation", node)
    let isAdministration = tree.isNamed("substanceAdministration", node)
    let isProcedure = tree.isNamed("procedure", node)
    guard isObservation || isAdministration || isProcedure || tree.isNamed("act", node) else {
      return nil
    }
    let roles = roles(of: node)
    guard !roles.contains(.part) else { return nil }
    if isObservation { return observationKind(node, roles) }
    if isAdministration { return administrationKind(node, roles) }
    let isTold = isProcedure && !(roles.isEmpty && tree.isInside("organizer", node))
    return isTold || roles.contains(.procedure) ? .procedure : nil
  }

  /// What the templates of an element make of it.
  private func roles(of node: Int) -> EntryTemplates.Roles {
    tree.children("templateId", of: node).reduce(into: []) { roles, template in
      if let root = tree.attribute("root", of: template) {
        roles.formUnion(EntryTemplates.roles(of: root))
      }
    }
  }

  private func administrationKind(
    _ node: Int,
    _ roles: EntryTemplates.Roles
  ) -> CodedEntry.Kind? {
    if roles.contains(.immunization) { return .immunization }
    if roles.contains(.medication) { return .medication }
    // One inside another is a part of its dosing.
    if tree.isInside("substanceAdministration", node) { return nil }
    return sectionCode == EntryTemplates.immunizationSection ? .immunization : .medication
  }

  private func observationKind(
    _ node: Int,
    _ roles: EntryTemplates.Roles
  ) -> CodedEntry.Kind? {
    let isInner =
      tree.isInside("observation", node) || tree.isInside("substanceAdministration", node)
    let isAllergySection = sectionCode.map(EntryTemplates.allergySections.contains) ?? false
    let hasSubstance = tree.children("participant", of: node).contains {
      tree.attribute("typeCode", of: $0) == "CSM"
    }
    let isProblem = roles.contains(.problem)
    if roles.contains(.allergy) {
      // Systems put the template on problems and reactions too; the substance tells.
      if hasSubstance { return .allergy }
      guard !roles.contains(.reaction), !tree.isInside("observation", node) else { return nil }
      if !isProblem || isAllergySection { return .allergy }
    }
    if isProblem { return .problem }
    let isVital = sectionCode == EntryTemplates.vitalSection
    if roles.contains(.vitalSign) { return .vitalSign }
    if roles.contains(.result) { return isVital ? .vitalSign : .result }
    if roles.contains(.procedure) { return .procedure }
    let isMeasured = isVital || sectionCode == EntryTemplates.resultSection
    if roles.contains(.simpleObservation), isMeasured {
      return isVital ? .vitalSign : .result
    }
    guard roles.isEmpty, !isInner, let sectionCode else { return nil }
    if isAllergySection { return hasSubstance || isAssertion(node) ? .allergy : nil }
    if EntryTemplates.problemSections.contains(sectionCode) { return .problem }
    guard isMeasured, tree.child("value", of: node) != nil else { return nil }
    return isVital ? .vitalSign : .result
  }

  private func isAssertion(_ node: Int) -> Bool {
    tree.attribute("code", of: tree.child("code", of: node)) == "ASSERTION"
  }

  // MARK: Statements

  private func statement(_ node: Int, _ kind: CodedEntry.Kind) -> Statement? {
    let subject = subject(of: node, kind)
    if kind == .medication, subject.coded.isEmpty, subject.words.isEmpty { return nil }
    let entry = CodedEntry(kind: kind, codes: subject.coded.flatMap(codes), section: section)
    var statement = Statement(entry: entry)
    addName(to: &statement, of: subject, text: tree.child("text", of: node))
    let concern = concern(of: node)
    statement.entry.status = status(of: node, kind, concern)
    statement.entry.isNegated = isNegated(node) || concern.map(isNegated) ?? false
    statement.entry.isPlanned = ["INT", "RQO", "PRP", "ARQ", "PRMS"].contains(
      tree.attribute("moodCode", of: node) ?? ""
    )
    (statement.entry.from, statement.entry.to) = interval(of: node)
    if kind == .result || kind == .vitalSign { addValue(to: &statement, of: node) }
    return statement
  }

  /// What a statement is about: the elements with its codes, and words beside them.
  private func subject(
    of node: Int,
    _ kind: CodedEntry.Kind
  ) -> (coded: [Int], words: [SourceWords]) {
    switch kind {
    case .problem: return (tree.children("value", of: node), [])
    case .procedure, .result, .vitalSign: return (tree.children("code", of: node), [])
    case .medication, .immunization:
      let product = tree.child(
        "manufacturedProduct",
        of: tree.child("consumable", of: node)
      )
      guard
        let material = tree.child("manufacturedMaterial", of: product)
          ?? tree.child("manufacturedLabeledDrug", of: product)
      else { return ([], []) }
      return (
        tree.children("code", of: material), tree.words(in: tree.child("name", of: material))
      )
    case .allergy:
      let substances = tree.children("participant", of: node).filter {
        ["CSM", nil].contains(tree.attribute("typeCode", of: $0))
      }.compactMap { tree.child("playingEntity", of: tree.child("participantRole", of: $0)) }
      let coded = substances.compactMap { tree.child("code", of: $0) }
      let names = substances.flatMap { tree.words(in: tree.child("name", of: $0)) }
      return coded.isEmpty && names.isEmpty
        ? (tree.children("value", of: node), []) : (coded, names)
    }
  }

  /// Gives a statement its name and the place it refers to.
  private func addName(
    to statement: inout Statement,
    of subject: (coded: [Int], words: [SourceWords]),
    text: Int?
  ) {
    var names: [[SourceWords]] = []
    var places: [TextRange] = []
    for element in subject.coded {
      let original = tree.child("originalText", of: element)
      names += [tree.words("displayName", of: element), tree.words(in: original)]
      if let place = range(of: original) { places.append(place) }
      for translation in tree.children("translation", of: element) {
        names.append(tree.words("displayName", of: translation))
      }
    }
    names += [subject.words, tree.words(in: text)]
    if let place = range(of: text) { places.append(place) }
    statement.entry.range = places.first
    func named(_ words: [SourceWords]) -> (words: [SourceWords], string: String)? {
      tree.string(words).map { (words, $0) }
    }
    let written = names.lazy.compactMap(named)
    let name =
      written.first { EntryTemplates.isTelling($0.string) }
      ?? (places.isEmpty ? writtenCode(in: subject.coded).flatMap(named) ?? written.first : nil)
    statement.name = name?.words ?? []
    statement.entry.name = name?.string ?? places.first.map { page.string(in: $0) }
  }

  /// A code that people write in notes, and so can stand for a name.
  private func writtenCode(in coded: [Int]) -> [SourceWords]? {
    let written = coded.first { element in
      let system = tree.attribute("codeSystem", of: element).flatMap { Self.systems[$0] }
      return ["ICD-10-CM", "ICD-9-CM", "CPT", "HCPCS"].contains(system)
        && tree.attribute("code", of: element) != nil
    }
    return written.map { tree.words("code", of: $0) }
  }

  /// The act that says whether a problem is still one.
  private func concern(of node: Int) -> Int? {
    guard let link = tree.nodes[node].parent, tree.isNamed("entryRelationship", link),
      ["SUBJ", "COMP", nil].contains(tree.attribute("typeCode", of: link)),
      let act = tree.nodes[link].parent, tree.isNamed("act", act)
    else { return nil }
    return act
  }

  /// The status of a problem as its own observation states it, else that of its concern; of
  /// anything else its own.
  private func status(of node: Int, _ kind: CodedEntry.Kind, _ concern: Int?) -> String? {
    let own = tree.attribute("code", of: tree.child("statusCode", of: node))
    guard kind == .problem || kind == .allergy else { return own }
    for link in tree.children("entryRelationship", of: node) {
      guard let observation = tree.child("observation", of: link),
        let value = tree.child("value", of: observation)
      else { continue }
      let code = tree.attribute("code", of: tree.child("code", of: observation))
      guard code == EntryTemplates.statusCode || roles(of: observation).contains(.status)
      else { continue }
      let stated = tree.attribute("code", of: value).flatMap { EntryTemplates.statusValues[$0] }
      if let stated = stated ?? tree.attribute("displayName", of: value)?.lowercased() {
        return stated
      }
    }
    return concern.flatMap { tree.attribute("code", of: tree.child("statusCode", of: $0)) } ?? own
  }

  private func isNegated(_ node: Int) -> Bool {
    switch tree.attribute("negationInd", of: node) {
    case nil, "false", "0": false
    default: true
    }
  }

  private func codes(of element: Int) -> [Code] {
    ([element] + tree.children("translation", of: element)).compactMap { element in
      guard let code = tree.attribute("code", of: element) else { return nil }
      let system = tree.attribute("codeSystem", of: element) ?? ""
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
    return page.references[value.hasPrefix("#") ? String(value.dropFirst()) : value]
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

  /// Gives a statement its result in words, with the unit apart.
  private func addValue(to statement: inout Statement, of node: Int) {
    guard let value = tree.child("value", of: node) else { return }
    let low = tree.child("low", of: value)
    let high = tree.child("high", of: value)
    let least = tree.attribute("value", of: low)
    let most = tree.attribute("value", of: high)
    if let number = tree.attribute("value", of: value) {
      statement.entry.value = number
      statement.entry.unit = tree.attribute("unit", of: value)
      statement.value = [tree.words("value", of: value), tree.words("unit", of: value)]
    } else if least != nil || most != nil {
      statement.entry.value =
        if let least, let most { "\(least)–\(most)" } else if let least { "≥\(least)" } else {
          most.map { "≤\($0)" }
        }
      statement.entry.unit = tree.attribute("unit", of: low) ?? tree.attribute("unit", of: high)
    } else {
      let original = tree.child("originalText", of: value)
      let words = [
        tree.words("displayName", of: value), tree.words(in: value), tree.words(in: original),
        tree.words("code", of: value),
      ].first { tree.string($0) != nil }
      statement.value = [words ?? []]
      statement.entry.value = tree.string(words ?? [])
    }
  }
}
