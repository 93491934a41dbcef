import NoteModel
import Testing

@Suite struct `Reading CDA` {
  private let document: NoteDocument

  init() throws {
    document = try NoteDocument.read(Array(CDASample.document.utf8), id: "a.xml")
  }

  @Test func `gives the narrative of the sections and nothing else`() {
    #expect(
      document.words == """
        Problems
        - Old & new back pain
        Name\tSince
        Fracture\t2/2025

        Details <1>
        Seen here.

        Medications

        Allergies
        None known

        Results
        See entries

        Plan
        Kyphoplasty
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
            status: "active",
            isNegated: true,
            from: CalendarDate(iso: "2025-02-06"),
            to: CalendarDate(iso: "2025-12-31"),
            section: "Problems"
          ),
          "back pain"
        ),
        Entry(
          CodedEntry(kind: .problem, codes: [], status: "completed", section: "Problems"),
          "Fracture\t2/2025"
        ),
      ]
    )
  }

  @Test func `gives medications, allergies, results and procedures`() {
    #expect(
      document.entries.filter { $0.kind != .problem } == [
        CodedEntry(
          kind: .medication,
          codes: [Code(system: "RxNorm", code: "67108", display: "enoxaparin")],
          status: "active",
          isPlanned: true,
          from: CalendarDate(iso: "2025-03-01"),
          section: "Medications"
        ),
        CodedEntry(
          kind: .allergy,
          codes: [Code(system: "SNOMED CT", code: "419199007")],
          status: "active",
          isNegated: true,
          section: "Allergies"
        ),
        CodedEntry(
          kind: .result,
          codes: [Code(system: "LOINC", code: "718-7")],
          status: "completed",
          from: CalendarDate(iso: "2025-03-11"),
          value: "9.1",
          unit: "g/dL",
          section: "Results"
        ),
        CodedEntry(
          kind: .result,
          codes: [Code(system: "LOINC", code: "630-4")],
          value: "E. coli",
          section: "Results"
        ),
        CodedEntry(
          kind: .procedure,
          codes: [Code(system: "CPT", code: "22513")],
          status: "active",
          isPlanned: true,
          section: "Plan"
        ),
      ]
    )
  }

  @Test func `maps every word to the bytes that hold it`() {
    let bytes = Array(CDASample.document.utf8)
    for (word, source) in document.mappedWords(in: bytes) where word != "-" {
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
    #expect(document.words == "No fever.\nAlert.")
    let source = document.sourceMap.source(of: TextRange(3, 8))
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
  func `names a body that it does not read`(type: String, content: String, message: String) {
    let bytes = Array(Self.body(type, " representation=\"B64\"", content).utf8)
    #expect {
      try NoteDocument.read(bytes)
    } throws: {
      "\($0)" == message
    }
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
