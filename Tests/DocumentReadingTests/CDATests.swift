import NoteModel
import Testing

@Suite struct `Reading CDA` {
  private let document: NoteDocument

  init() throws {
    document = try NoteDocument.read(Array(CDASample.document.utf8), id: "a.xml")
  }

  @Test func `gives title and narrative, and what only an entry says`() {
    #expect(
      document.words == """
        Progress note

        Problems
        - Old & new back pain
        Name\tSince
        Fracture\t2/2025

        Details <1>
        Seen here.

        Medications
        Planned: enoxaparin

        Allergies
        None known

        Results
        See entries

        Plan
        Kyphoplasty
        Planned: 22513
        """
    )
  }

  @Test func `gives what the header declares`() {
    #expect(document.format == .cda)
    #expect(document.declared.title == "Progress note")
    #expect(document.declared.date == CalendarDate(iso: "2025-03-13"))
    #expect(document.declared.typeCode == "11506-3")
  }

  @Test func `marks headings with code and depth, rows and cells`() {
    let marks = document.labelledMarks.filter { !$0.hasPrefix("block") }
    #expect(
      marks == [
        "heading 1 11450-4: Problems", "cell: Name", "row: Name|Since", "cell: Since",
        "cell of Name: Fracture", "row: Fracture|2/2025", "cell of Since: 2/2025",
        "heading 2 1-8: Details <1>", "heading 1 10160-0: Medications",
        "heading 1 48765-2: Allergies", "heading 1 30954-2: Results", "heading 1 18776-5: Plan",
      ]
    )
  }

  /// An entry with its words, for comparison.
  private struct Entry: Equatable {
    let entry: CodedEntry
    let words: String?

    init(_ entry: CodedEntry, _ document: NoteDocument) {
      var entry = entry
      words = entry.range.map { document.text.string(in: $0) }
      entry.range = nil
      entry.rangeIsName = false
      self.entry = entry
    }

    init(_ entry: CodedEntry, _ words: String?) {
      self.entry = entry
      self.words = words
    }
  }

  @Test func `gives problems with status, negation, dates and the words they refer to`() {
    let snomed = Code(system: "SNOMED CT", code: "161891005")
    #expect(
      document.entries.filter { $0.kind == .problem }.map { Entry($0, document) } == [
        Entry(
          CodedEntry(
            kind: .problem,
            codes: [Code(system: "ICD-10-CM", code: "M54.5", display: "Pain"), snomed],
            name: "Pain",
            status: "active",
            isNegated: true,
            from: CalendarDate(iso: "2025-02-06"),
            to: CalendarDate(iso: "2025-12-31"),
            section: "Problems"
          ),
          "back pain"
        ),
        Entry(
          CodedEntry(
            kind: .problem,
            codes: [],
            name: "Fracture\t2/2025",
            status: "completed",
            section: "Problems"
          ),
          "Fracture\t2/2025"
        ),
      ]
    )
  }

  @Test func `gives medications, allergies, results and procedures`() {
    #expect(
      document.entries.filter { $0.kind != .problem }.map { Entry($0, document) } == [
        Entry(
          CodedEntry(
            kind: .medication,
            codes: [Code(system: "RxNorm", code: "67108", display: "enoxaparin")],
            name: "enoxaparin",
            status: "active",
            isPlanned: true,
            from: CalendarDate(iso: "2025-03-01"),
            section: "Medications"
          ),
          "enoxaparin"
        ),
        Entry(
          CodedEntry(
            kind: .allergy,
            codes: [Code(system: "SNOMED CT", code: "419199007")],
            status: "active",
            isNegated: true,
            section: "Allergies"
          ),
          nil
        ),
        Entry(
          CodedEntry(
            kind: .result,
            codes: [Code(system: "LOINC", code: "718-7")],
            status: "completed",
            from: CalendarDate(iso: "2025-03-11"),
            value: "9.1",
            unit: "g/dL",
            section: "Results"
          ),
          nil
        ),
        Entry(
          CodedEntry(
            kind: .result,
            codes: [Code(system: "LOINC", code: "630-4")],
            value: "E. coli",
            section: "Results"
          ),
          nil
        ),
        Entry(
          CodedEntry(
            kind: .procedure,
            codes: [Code(system: "CPT", code: "22513")],
            name: "22513",
            status: "active",
            isPlanned: true,
            section: "Plan"
          ),
          "22513"
        ),
      ]
    )
  }

  @Test(
    arguments: [
      // The display name says nothing, or is missing.
      (
        #"<value code="1" displayName="Problem"><originalText>Gout</originalText></value>"#, "Gout",
        "Row one\nGout"
      ),
      (
        #"<value nullFlavor="UNK"><translation code="1" displayName="Gout"/></value>"#, "Gout",
        "Row one\nGout"
      ),
      // The words stand in the narrative, wherever the entry refers to.
      (#"<value code="1" displayName="ROW  one"/>"#, "ROW one", "Row one"),
      (
        #"<text><reference value='#nowhere'/></text><value code="1" displayName="Gout"/>"#, "Gout",
        "Row one\nGout"
      ),
      (
        #"<text><reference value='#r'/></text><value code="1" displayName="Problem"/>"#, "Row one",
        "Row one"
      ),
      // Nothing to say.
      (#"<value code="1" displayName="Unknown"/>"#, "Unknown", "Row one"),
      (#"<value nullFlavor="UNK"/>"#, nil, "Row one"),
    ] as [(String, String?, String)]
  )
  func `names a problem by what the document calls it`(
    content: String,
    name: String?,
    words: String
  ) throws {
    let document = try NoteDocument.read(Array(CDASample.problem(content).utf8))
    #expect(document.entries.map(\.name) == [name])
    #expect(document.words == words)
  }

  @Test(arguments: [
    ("", "active"), (Self.status("413322009", "Resolved"), "resolved"),
    (Self.status("x", "In Remission"), "in remission"),
  ])
  func `takes the status of a problem from its own observation first`(
    observation: String,
    status: String
  ) throws {
    let xml = CDASample.problem(#"<value code="1" displayName="Row one"/>\#(observation)"#)
    #expect(try NoteDocument.read(Array(xml.utf8)).entries.map(\.status) == [status])
  }

  private static func status(_ code: String, _ name: String) -> String {
    """
    <entryRelationship typeCode="REFR"><observation><code code="33999-4"/>\
    <value code="\(code)" displayName="\(name)"/></observation></entryRelationship>
    """
  }

  @Test func `tells vital signs and immunizations from results and drugs`() throws {
    let xml = CDASample.problem("").replacing(
      "<entry>",
      with: """
        <entry><observation><templateId root="2.16.840.1.113883.10.20.22.4.27"/></observation>
        </entry><entry><substanceAdministration>
        <templateId root="2.16.840.1.113883.10.20.22.4.52"/></substanceAdministration></entry><entry>
        """,
      maxReplacements: 1
    )
    let kinds = try NoteDocument.read(Array(xml.utf8)).entries.map(\.kind)
    #expect(kinds == [.vitalSign, .immunization, .problem])
  }

  @Test func `shows the birth date and sex of the header`() throws {
    let header = """
      <recordTarget><patientRole><patient><administrativeGenderCode code="F"/>
      <x:birthTime xmlns:x="urn:x" value="1999"/><birthTime value="19500101"/></patient></patientRole>
      </recordTarget><component>
      """
    let xml = CDASample.problem("").replacing("<component>", with: header, maxReplacements: 1)
    let words = try NoteDocument.read(Array(xml.utf8)).words
    #expect(words == "Sex: F\nDate of birth: 19500101\n\nRow one")
  }

  @Test func `maps every word to the bytes that hold it`() {
    let bytes = Array(CDASample.document.utf8)
    for (word, source) in document.mappedWords(in: bytes)
    where word != "-" && word != "Planned:" {
      let words = String(decoding: source, as: UTF8.self).replacing("&amp;", with: "&")
        .replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      let untagged = words.replacing(/<[^0-9][^>]*>/, with: "")
      #expect(untagged == word)
    }
  }

  @Test(arguments: ["urn:hl7-org:v3", ""])
  func `goes by namespaces, not by prefixes`(uri: String) throws {
    let prefixed = """
      <n:ClinicalDocument xmlns:n="urn:hl7-org:v3" xmlns:x="urn:x"><n:component><n:structuredBody>
      <n:component><n:section><x:title>no</x:title><n:title>Yes</n:title><n:text>a<n:br/>b</n:text>
      </n:section></n:component><x:component><x:section><x:text>no</x:text></x:section></x:component>
      </n:structuredBody></n:component></n:ClinicalDocument>
      """
    #expect(try NoteDocument.read(Array(prefixed.utf8)).words == "Yes\na\nb")
    let bare = """
      <ClinicalDocument xmlns="\(uri)"><component><structuredBody><component><section><text
      xmlns="">a<!-- x -->b<?y ?><![CDATA[<c>]]></text></section></component></structuredBody>
      </component></ClinicalDocument>
      """
    #expect(try NoteDocument.read(Array(bare.utf8)).words == "ab<c>")
  }

  @Test func `reads a body in base64 and maps it to the element as a whole`() throws {
    let bytes = Array(CDASample.unstructured.utf8)
    let document = try NoteDocument.read(bytes)
    #expect(document.words == "Note\n\nNo fever.\nAlert.")
    let source = document.sourceMap.source(of: TextRange(9, 14))
    #expect(
      String(decoding: bytes[source.start..<source.end], as: UTF8.self)
        == "Tm8gZmV2\n  ZXIuDQpBbGVydC4="
    )
  }

  @Test(arguments: [
    ("text/plain", "", "a\n  b", "a\n  b"),
    ("text/html", " representation=\"B64\"", "PHA+YTxicj5i", "a\nb"),
    ("text/plain", " representation=\"B64\"", "!", ""),
  ])
  func `reads a body without sections`(
    type: String,
    attributes: String,
    content: String,
    expected: String
  ) throws {
    let document = try NoteDocument.read(Array(Self.body(type, attributes, content).utf8))
    #expect(document.words == expected)
    #expect(document.warnings.isEmpty == !expected.isEmpty)
  }

  @Test(arguments: [
    ("application/pdf", "JVBERi0xLjc=", "is CDA around application/pdf, which is not read"),
    ("text/plain", "JVBERi0xLjc=", "is CDA around a PDF, which is not read"),
    ("image/x", "YWJj", "is CDA around image/x, which is not read"),
  ])
  func `gives the header alone of a body that it does not read, and says why`(
    type: String,
    content: String,
    message: String
  ) throws {
    let body = Self.body(type, " representation=\"B64\"", content)
    let xml = body.replacing("<component>", with: "<title>Scan</title><component>")
    let document = try NoteDocument.read(Array(xml.utf8))
    #expect(document.words == "Scan")
    #expect(document.failure?.hasPrefix(message) == true)
  }

  @Test func `keeps the headings of columns in a body that is a page`() throws {
    // A table of two columns: Part, State; tile, dry.
    let page = "PHRhYmxlPjx0cj48dGg+UGFydDx0aD5TdGF0ZTx0cj48dGQ+dGlsZTx0ZD5kcnk8L3RhYmxlPg=="
    let body = Self.body("text/html", " representation=\"B64\"", page)
    let xml = body.replacing("<component>", with: "<title>Scan</title><component>")
    let marks = try NoteDocument.read(Array(xml.utf8)).labelledMarks
    #expect(marks.contains("cell of Part: tile"))
    #expect(marks.contains("cell of State: dry"))
  }

  private static func body(_ type: String, _ attributes: String, _ content: String) -> String {
    """
    <ClinicalDocument xmlns="urn:hl7-org:v3"><component><nonXMLBody><text mediaType="\(type)"\
    \(attributes)>\(content)</text></nonXMLBody></component></ClinicalDocument>
    """
  }

  @Test(arguments: [("true", true, 0), ("1", true, 0), ("false", false, 0), ("yes", true, 1)])
  func `takes a doubtful negation for one and says so`(
    value: String,
    isNegated: Bool,
    warnings: Int
  ) throws {
    let xml = CDASample.document.replacing(
      "negationInd=\"true\"",
      with: "negationInd=\"\(value)\"",
      maxReplacements: 1
    )
    let document = try NoteDocument.read(Array(xml.utf8))
    #expect(document.entries.first?.isNegated == isNegated)
    #expect(document.warnings.count == warnings)
  }
}
