import NoteModel
import Testing

/// A case made by hand, with everything in its texts that a report could stumble over.
enum Sample {
  /// Combining marks, emoji, CRLF, escape sequences, marks of direction, markup.
  static let first = """
    Walls: the be\u{301}am of house 12 is cracked \u{1F9F1}.\r
    No \u{1B}[31mred\u{1B}[0m mark\u{9B}2J \u{202E}seen.
    \t<script>alert(1)</script> & "quotes" | pipe, `code`
    The roof, *also* the be\u{301}am,
    is dry.

    """

  /// What a reader makes of `<p>Roof &amp; door:</p><p>both dry</p>`.
  static let second = "Roof & door:\nboth dry\n"

  static let documents = [
    document("first.txt", first, type: .imaging, date: CalendarDate(year: 2026, month: 1, day: 2)),
    AnalyzedDocument(
      document: NoteDocument(
        id: "sub/second <b>.html",
        format: .html,
        encoding: "UTF-8",
        text: NoteText(second),
        sourceMap: SourceMap(runs: [
          .init(text: 0, textCount: 5, source: 3, sourceCount: 5),
          .init(text: 5, textCount: 1, source: 8, sourceCount: 5),
          .init(text: 6, textCount: 6, source: 13, sourceCount: 6),
          .init(text: 12, textCount: 1, source: 0, sourceCount: 0),
          .init(text: 13, textCount: 8, source: 26, sourceCount: 8),
          .init(text: 21, textCount: 1, source: 0, sourceCount: 0),
        ])
      ),
      title: "",
      type: .other,
      date: nil,
      sections: [],
      sentences: []
    ),
  ]

  /// A document with a section and with entries, whole and nearly empty.
  static let coded: AnalyzedDocument = {
    let note = NoteText("e\u{301}A\nroof is dry")
    return AnalyzedDocument(
      document: NoteDocument(
        id: "a",
        format: .cda,
        encoding: "UTF-8",
        text: note,
        sourceMap: SourceMap(identityOf: note.count),
        entries: [
          CodedEntry(
            kind: .result,
            codes: [Code(system: "S", code: "1")],
            range: TextRange(5, 9),
            isNegated: true,
            from: CalendarDate(dayNumber: 1),
            value: "5",
            unit: "m"
          ),
          CodedEntry(kind: .problem, codes: []),
        ],
        warnings: ["w"]
      ),
      title: "T",
      type: .clinic,
      date: nil,
      sections: [
        Section(
          title: "e\u{301}A",
          kind: "",
          code: "1-8",
          range: TextRange(0, 16),
          heading: TextRange(0, 4),
          depth: 1
        )
      ],
      sentences: [TextRange(5, 16)]
    )
  }()

  static let findings = [
    finding(
      0,
      document: 0,
      "beam",
      "be\u{301}am",
      attributes: [
        ("state", .word("cracked")), ("levels", .levels(levels("T12"))),
        ("levels", .levels(levels("L1", "T12"))), ("state", .word("dry")), ("value", .number(12)),
        ("loss", .number(2.5)), ("date", .date(CalendarDate(dayNumber: 0))),
        ("duration", .days(28...31)),
      ]
    ),
    finding(1, document: 0, "mark", "mark", .absent, cues: ["No"]),
    finding(2, document: 0, "dryness", "be\u{301}am,\nis dry", .possible),
    finding(3, document: 1, "roof", "Roof & door", isCoded: true),
  ]

  /// A screening in which every status, stance and kind occurs.
  static let screening = Screening(
    caseName: "case \u{1B}]0;x\u{7}<A>",
    policy: PolicyIdentity(id: "rule-1", version: "2025-07-01", title: "Houses"),
    referenceDate: nil,
    requested: Request(codes: ["12345"], levels: levels("T12", "L1")),
    outcome: .criteriaNotMet,
    pathway: nil,
    criteria: [
      result(
        "house.beam",
        .indication,
        "Houses",
        .supported,
        [
          evidence(0, "be\u{301}am of house 12 is cracked \u{1F9F1}", .for, finding: 0),
          evidence(0, "house 12", .context),
        ]
      ),
      result("house.roof", .indication, "Houses", .undocumented, []),
      result(
        "exclusion.red",
        .exclusion,
        "Exclusions",
        .refuted,
        [evidence(0, "No \u{1B}[31mred\u{1B}[0m mark\u{9B}2J \u{202E}seen", .against, finding: 1)]
      ),
      result("exclusion.silent-one", .exclusion, "Exclusions", .undocumented, []),
      result(
        "exclusion.script",
        .exclusion,
        "Exclusions",
        .supported,
        [evidence(0, "<script>alert(1)</script> & \"quotes\" | pipe, `code`", .for)]
      ),
      result("exclusion.silent-two", .exclusion, "Exclusions", .undocumented, []),
      result(
        "waiver.dry",
        .waiver,
        "Waivers <i>",
        .conflicting,
        [
          evidence(0, "be\u{301}am,\nis dry", .for, finding: 2),
          evidence(1, "Roof & door:\nboth dry", .against, finding: 3),
          evidence(0, "is dry", .against), evidence(0, "dry", .for),
        ]
      ),
    ],
    missing: [MissingItem(criterion: "house.roof", ask: "Say what the roof <is> made of.")],
    documents: documents,
    findings: findings,
    warnings: ["third.txt: not read \u{1B}[2J"]
  )

  /// A document of plain text.
  static func document(
    _ id: String,
    _ text: String,
    type: DocumentType = .clinic,
    date: CalendarDate? = nil
  ) -> AnalyzedDocument {
    let note = NoteText(text)
    return AnalyzedDocument(
      document: NoteDocument(
        id: id,
        format: .text,
        encoding: "UTF-8",
        text: note,
        sourceMap: SourceMap(identityOf: note.count),
        sha256: "00ff"
      ),
      title: "Title | of \(id)",
      type: type,
      date: date,
      sections: [],
      sentences: [TextRange(0, note.count)]
    )
  }

  /// A screening whose criteria rest on some words of one text.
  static func screening(
    _ text: String,
    _ ranges: [TextRange],
    stance: Stance = .for,
    criteria: [String] = ["one"]
  ) -> Screening {
    screening(
      documents: [document("a.txt", text)],
      evidence: ranges.map { Evidence(document: 0, range: $0, stance: stance, finding: nil) },
      criteria: criteria
    )
  }

  /// A screening of criteria that some documents contradict each other on.
  static func screening(
    documents: [AnalyzedDocument],
    evidence: [Evidence] = [],
    name: String = "case",
    criteria: [String] = ["one"]
  ) -> Screening {
    Screening(
      caseName: name,
      policy: PolicyIdentity(id: "rule-1", version: "1", title: "Rule"),
      referenceDate: nil,
      requested: Request(),
      outcome: .clinicalReview,
      pathway: nil,
      criteria: criteria.map { result($0, .indication, "Group", .conflicting, evidence) },
      missing: [],
      documents: documents,
      findings: [],
      warnings: name == "case" ? [] : [name]
    )
  }

  /// Where some words stand first in a document of the sample.
  static func range(_ words: String, in document: Int) -> TextRange {
    let text = documents[document].document.text.utf8
    let words = Array(words.utf8)
    for start in 0...text.count - words.count
    where text[start..<start + words.count].elementsEqual(words) {
      return TextRange(start, start + words.count)
    }
    preconditionFailure("the sample holds these words")
  }

  private static func evidence(
    _ document: Int,
    _ words: String,
    _ stance: Stance,
    finding: Int? = nil
  ) -> Evidence {
    Evidence(
      document: document,
      range: range(words, in: document),
      stance: stance,
      finding: finding
    )
  }

  private static func result(
    _ id: String,
    _ kind: CriterionKind,
    _ group: String,
    _ status: Status,
    _ evidence: [Evidence]
  ) -> CriterionResult {
    CriterionResult(
      id: id,
      kind: kind,
      group: group,
      says: "What \(id) says",
      place: "1.\(id.count)",
      ask: "Say whether \(id) holds.",
      status: status,
      why: "It is \(status.rawValue).",
      evidence: evidence
    )
  }

  /// A finding in the first document.
  static func finding(
    _ id: Int,
    _ concept: String,
    _ range: TextRange,
    _ assertion: Assertion = .present,
    _ attributes: [Attribute] = []
  ) -> Finding {
    Finding(
      id: id,
      document: 0,
      concept: concept,
      range: range,
      sentence: range,
      sectionKind: "",
      sectionTitle: "",
      assertion: assertion,
      context: [],
      attributes: attributes,
      codes: []
    )
  }

  private static func finding(
    _ id: Int,
    document: Int,
    _ concept: String,
    _ words: String,
    _ assertion: Assertion = .present,
    cues: [String] = [],
    attributes: [(String, Attribute.Value)] = [],
    isCoded: Bool = false
  ) -> Finding {
    let range = range(words, in: document)
    return Finding(
      id: id,
      document: document,
      concept: concept,
      range: range,
      sentence: range,
      sectionKind: "",
      sectionTitle: document == 0 ? "Walls" : "",
      assertion: assertion,
      context: cues.map {
        Finding.Cue(kind: "negation", range: Self.range($0, in: document))
      },
      attributes: attributes.map { Attribute($0, $1, range) },
      codes: isCoded ? [Code(system: "S", code: "1", display: "Roof")] : [],
      isCoded: isCoded
    )
  }

  private static func levels(_ names: String...) -> [SpinalLevel] {
    names.compactMap { SpinalLevel($0) }
  }
}
