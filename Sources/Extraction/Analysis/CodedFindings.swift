import NoteModel

/// Brings what a CDA document states in codes together with what it says in words.
///
/// A coded statement is evidence like a sentence, and counts once with it: where its words hold a
/// finding the entry adds its codes, its dates and how it holds; where they do not, but its code
/// belongs to a concept, the entry is a finding of its own at its words.
struct CodedFindings {
  let lexicon: Lexicon
  /// The day the document is of.
  let today: CalendarDate?

  /// The findings of a document with those of its entries.
  ///
  /// - Parameters:
  ///   - findings: those of the words, by place.
  ///   - document: as read.
  ///   - setting: gives the section and sentence at the first byte of some words.
  func merge(
    into findings: inout [Finding],
    of document: NoteDocument,
    setting: (Int) -> (section: Section?, sentence: TextRange)?
  ) {
    guard !document.entries.isEmpty else { return }
    findings.sort { $0.range < $1.range }
    let starts = findings.map(\.range.start)
    for entry in document.entries {
      guard let range = entry.range, isStatement(entry) else { continue }
      let concept = lexicon.conceptOfCode(among: entry.codes)
      let inside = places(of: range, in: starts).filter { findings[$0].range.end <= range.end }
      let same = inside.filter { findings[$0].concept == concept?.name }
      let meant = same.isEmpty && entry.rangeIsName ? Array(inside) : same
      for index in meant { add(entry, to: &findings[index]) }
      if let concept, same.isEmpty {
        findings.append(finding(of: entry, concept, range, setting(range.start)))
      }
    }
    findings.sort { $0.range < $1.range }
  }

  /// Whether an entry says something about the patient's state or treatment; an allergy does so
  /// through its words alone, and what was entered in error does not.
  private func isStatement(_ entry: CodedEntry) -> Bool {
    switch entry.kind {
    case .problem, .medication, .procedure, .result: entry.status != "nullified"
    case .allergy, .vitalSign, .immunization: false
    }
  }

  /// The places of the starts that lie in a range.
  private func places(of range: TextRange, in starts: [Int]) -> Range<Int> {
    let first = starts.partitioningIndex { $0 >= range.start }
    return first..<max(first, starts.partitioningIndex { $0 >= range.end })
  }

  /// Adds to a finding what an entry says of it; the words keep what they say themselves.
  private func add(_ entry: CodedEntry, to finding: inout Finding) {
    for code in entry.codes where !finding.codes.contains(code) { finding.codes.append(code) }
    if finding.assertion == .present { finding.assertion = assertion(of: entry) }
    for attribute in attributes(of: entry, at: finding.range)
    where finding.attribute(attribute.name) == nil {
      finding.attributes.append(attribute)
    }
  }

  private func finding(
    of entry: CodedEntry,
    _ concept: Concept,
    _ range: TextRange,
    _ setting: (section: Section?, sentence: TextRange)?
  ) -> Finding {
    Finding(
      id: 0,
      document: 0,
      concept: concept.name,
      range: range,
      sentence: setting?.sentence ?? range,
      sectionKind: setting?.section?.kind ?? "",
      sectionTitle: entry.section ?? setting?.section?.title ?? "",
      assertion: assertion(of: entry),
      context: [],
      attributes: attributes(of: entry, at: range),
      codes: entry.codes,
      isCoded: true
    )
  }

  private func attributes(of entry: CodedEntry, at range: TextRange) -> [Attribute] {
    guard !entry.isNegated else { return [] }
    var attributes: [Attribute] = []
    if let from = entry.from { attributes.append(Attribute(Attribute.since, .date(from), range)) }
    if let to = entry.to { attributes.append(Attribute(Attribute.until, .date(to), range)) }
    return attributes
  }

  /// How an entry holds.
  ///
  /// The status of a medication says whether the record is complete, not whether the drug is still
  /// taken; of a problem the last day counts before the status of the concern.
  private func assertion(of entry: CodedEntry) -> Assertion {
    if entry.isNegated { return .absent }
    if entry.isPlanned { return .planned }
    let isPast = entry.to.map { to in today.map { to < $0 } ?? true } ?? false
    let isOver =
      switch (entry.kind, entry.status) {
      case (.result, _): false
      case (_, "cancelled"), (_, "aborted"), (_, "suspended"), (_, "resolved"), (_, "inactive"):
        true
      case (.medication, _): isPast
      case (.problem, "active"): false
      case (_, "completed"): true
      default: isPast
      }
    return isOver ? .historical : .present
  }
}
