public import NoteModel

/// Findings as rows of the NOTE_NLP table of the OMOP Common Data Model 5.4, in CSV.
///
/// `term_exists`, `term_temporal` and `term_modifiers` follow the conventions of the model's
/// documentation. `offset` counts Unicode scalars of the document's text, which is to be the
/// `note_text` of NOTE. Concept ids are 0, as the model has it for what is not mapped; the
/// concept's own name is the first of the modifiers.
///
/// Source: https://ohdsi.github.io/CommonDataModel/cdm54.html#note_nlp
public struct NoteNLPTable: Sendable {
  private let documents: [AnalyzedDocument]
  private let findings: [Finding]
  private let system: String
  private let date: CalendarDate

  /// The longest text of `snippet` and `lexical_variant`, in bytes, so that it fits however a
  /// database counts its characters.
  private static let longestText = 250

  /// The longest text of `term_modifiers`, in bytes.
  private static let longestModifiers = 2000

  /// A table of findings.
  ///
  /// - Parameters:
  ///   - documents: the documents in order.
  ///   - findings: findings whose `document` is a place in `documents`.
  ///   - system: name and version of the program.
  ///   - date: the day on which the notes are processed.
  public init(
    documents: [AnalyzedDocument],
    findings: [Finding],
    system: String,
    date: CalendarDate
  ) {
    self.documents = documents
    self.findings = findings
    self.system = system
    self.date = date
  }

  /// Whether each document is called by its number in NOTE, such as `4711.txt`.
  ///
  /// Where one is not, all are numbered from 1 in their order instead.
  public var namesAreNumbers: Bool {
    let numbers = documents.compactMap { Self.number(of: $0.document) }
    return Set(numbers).count == documents.count
  }

  /// The table with its header.
  public func csv() -> String {
    let numbers =
      namesAreNumbers
      ? documents.compactMap { Self.number(of: $0.document) } : Array(1...max(1, documents.count))
    var table = CSVTable(for: .database)
    table.add([
      "note_nlp_id", "note_id", "section_concept_id", "snippet", "offset", "lexical_variant",
      "note_nlp_concept_id", "note_nlp_source_concept_id", "nlp_system", "nlp_date",
      "nlp_datetime", "term_exists", "term_temporal", "term_modifiers",
    ])
    for (index, finding) in findings.enumerated() {
      let analyzed = documents[finding.document]
      let text = analyzed.document.text
      let modifiers = TermModifiers(finding: finding, noteDate: finding.entryDay ?? analyzed.date)
      table.add([
        String(index + 1),
        String(numbers[finding.document]),
        "0",
        Self.snippet(of: finding, in: text),
        String(text.scalarOffset(ofByte: finding.range.start)),
        text.string(in: Self.cut(finding.range, to: Self.longestText, in: text)),
        "0",
        "0",
        system,
        date.description,
        "",
        modifiers.exists ? "Y" : "N",
        modifiers.isPast ? "past" : "present",
        Self.prefix(modifiers.words, bytes: Self.longestModifiers),
      ])
    }
    return table.text
  }

  private static func number(of document: NoteDocument) -> Int? {
    // A part of a file is called by an id of another system.
    guard document.container == nil else { return nil }
    let name = document.id.split(separator: "/").last ?? ""
    let stem = name.split(separator: ".", omittingEmptySubsequences: false).first ?? ""
    return stem.allSatisfy { $0.isASCII && $0.isNumber } ? Int(stem) : nil
  }

  /// The sentence on one line; of a long one as much as fits around the words.
  private static func snippet(of finding: Finding, in text: NoteText) -> String {
    let sentence = finding.sentence.union(finding.range)
    let spare = max(0, longestText - finding.range.count)
    let start = max(sentence.start, finding.range.start - spare / 2)
    var first = min(start, max(sentence.start, sentence.end - longestText))
    while first < finding.range.start, text.utf8[first] & 0xC0 == 0x80 { first += 1 }
    let window = cut(TextRange(first, sentence.end), to: longestText, in: text)
    return prefix(VisibleText.of(text.string(in: window)), bytes: longestText)
  }

  /// The start of a range that has no more than some bytes, cut between scalars.
  private static func cut(_ range: TextRange, to bytes: Int, in text: NoteText) -> TextRange {
    guard range.count > bytes else { return range }
    var end = range.start + bytes
    while end > range.start, text.utf8[end] & 0xC0 == 0x80 { end -= 1 }
    return TextRange(range.start, end)
  }

  /// As many scalars as fit into some bytes.
  private static func prefix(_ text: String, bytes: Int) -> String {
    let note = NoteText(text)
    return note.string(in: cut(TextRange(0, note.count), to: bytes, in: note))
  }
}

/// A finding's context in the words of the OMOP model.
private struct TermModifiers {
  let finding: Finding
  /// The day of the note, where it is known.
  let noteDate: CalendarDate?

  /// "Indicates if the patient actually has or had the condition": not where it is denied, another
  /// person's, conditional, or yet to come; uncertainty alone does not make it untrue.
  var exists: Bool {
    switch finding.assertion {
    case .family, .hypothetical, .conditional, .planned, .absent: false
    case .historical, .possible, .present: true
    }
  }

  /// "Present or just in the past": the context says so, or its day is before that of the note.
  var isPast: Bool {
    if finding.assertion == .historical { return true }
    guard let noteDate, case .date(let day)? = finding.attribute(Attribute.date)?.value else {
      return false
    }
    return day < noteDate
  }

  /// `name=value` of each, as the documentation of the model shows them.
  var words: String {
    let kinds = Set(finding.context.map(\.kind))
    let assertion = finding.assertion
    let context: [(name: String, value: String)] = [
      ("concept", finding.concept),
      ("negated", assertion == .absent || kinds.contains("negation") ? "true" : "false"),
      ("subject", assertion == .family ? "family" : "patient"),
      ("uncertain", assertion == .possible || kinds.contains("possible") ? "true" : "false"),
      ("conditional", assertion == .conditional ? "true" : "false"),
      ("hypothetical", assertion == .hypothetical ? "true" : "false"),
      ("planned", assertion == .planned ? "true" : "false"),
      ("history", assertion == .historical || kinds.contains("historical") ? "true" : "false"),
    ]
    let codes = finding.codes.map { "code=\($0.system):\($0.code)" }
    let all =
      context.map { "\($0.name)=\($0.value)" }
      + AttributesRecord(attributes: finding.attributes).words + codes
    return all.joined(separator: ",")
  }
}
