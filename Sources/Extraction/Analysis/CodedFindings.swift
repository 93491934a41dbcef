import NoteModel

/// Findings from the coded entries of a CDA document.
struct CodedFindings {
  let lexicon: Lexicon

  /// The entries whose code belongs to a concept and that refer to words of the narrative.
  func findings(of document: NoteDocument) -> [Finding] {
    document.entries.compactMap { entry in
      guard let range = entry.range, let concept = concept(of: entry) else { return nil }
      var attributes: [Attribute] = []
      if let from = entry.from { attributes.append(Attribute(Attribute.since, .date(from), range)) }
      if let to = entry.to { attributes.append(Attribute(Attribute.until, .date(to), range)) }
      return Finding(
        id: 0,
        document: 0,
        concept: concept.name,
        range: range,
        sentence: range,
        sectionKind: "",
        sectionTitle: entry.section ?? "",
        assertion: assertion(of: entry),
        context: [],
        attributes: attributes,
        codes: entry.codes,
        isCoded: true
      )
    }
  }

  private func assertion(of entry: CodedEntry) -> Assertion {
    if entry.isPlanned { return .planned }
    if entry.isNegated { return .absent }
    let isOver = entry.to != nil || entry.status == "completed" || entry.status == "aborted"
    return isOver && entry.kind != .result ? .historical : .present
  }

  /// The concept whose code is the entry's, or stands at the head of it.
  private func concept(of entry: CodedEntry) -> Concept? {
    for code in entry.codes {
      if let concept = lexicon.conceptOfCode(code) { return concept }
    }
    return nil
  }
}
