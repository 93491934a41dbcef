import NoteModel
import Testing

/// What real exports do, in small: one row a habit.
@Suite struct `Habits of vendors` {
  /// The document of a section with a code, a narrative and an entry.
  private func read(code: String, _ narrative: String, _ entry: String) throws -> NoteDocument {
    let xml = """
      <ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <component><structuredBody><component><section><code code="\(code)"/>\
      <title>T</title><text>\(narrative)</text>\(entry)</section></component></structuredBody>\
      </component></ClinicalDocument>
      """
    return try NoteDocument.read(Array(xml.utf8), id: "a.xml")
  }

  @Test(arguments: [
    // Nested tables, lists in cells, spans of columns, breaks, line ends that carry the layout.
    (
      "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>",
      "a\tb\tc"
    ),
    (
      "<table><tr><td><list><item>a</item><item>b</item></list></td><td>c</td></tr></table>",
      "- a\n- b\tc"
    ),
    ("<table><tr><td colspan=\"2\">a</td></tr><tr><td>b</td><td>c</td></tr></table>", "a\nb\tc"),
    ("a<br/>b", "a\nb"), ("bare text", "bare text"),
    ("<content>one</content> <content>two</content>", "one two"),
    ("a &#160; b", "a \u{A0} b"), ("<paragraph>a</paragraph><paragraph>b</paragraph>", "\na\n\nb"),
    ("x<footnote>y</footnote>", "xy"), ("<linkHtml href=\"#a\">see</linkHtml>", "see"),
    (
      "a<renderMultiMedia referencedObject=\"m\"><caption>scan</caption></renderMultiMedia>",
      "a\nscan"
    ),
    ("10<sup>9</sup>/L, H<sub>2</sub>O", "10^9/L, H2O"),
    ("kept <content revised=\"delete\">gone</content>", "kept"),
    ("kept <span style=\"display: none\">gone</span>", "kept"),
  ])
  func `are narratives laid out in every way`(narrative: String, expected: String) throws {
    #expect(try read(code: "1-8", narrative, "").words == "T\n\(expected)")
  }

  @Test(
    arguments: [
      ("<value xsi:type=\"PQ\" value=\"9.1\" unit=\"g/dL\"/>", "9.1", "g/dL"),
      ("<value xsi:type=\"PQ\" value=\"9.1\"/>", "9.1", nil),
      ("<value xsi:type=\"PQ\"><originalText>about nine</originalText></value>", "about nine", nil),
      ("<value xsi:type=\"ST\">&lt; 5</value>", "< 5", nil),
      ("<value xsi:type=\"CD\" code=\"1\" displayName=\"Positive\"/>", "Positive", nil),
      ("<value xsi:type=\"IVL_PQ\"><low value=\"3\" unit=\"mg\"/></value>", "≥3", "mg"),
      ("<value xsi:type=\"IVL_PQ\"><low value=\"3\"/><high value=\"5\"/></value>", "3–5", nil),
      ("<value xsi:type=\"PQ\" nullFlavor=\"UNK\"/>", nil, nil),
    ] as [(String, String?, String?)]
  )
  func `are values of every kind`(value: String, expected: String?, unit: String?) throws {
    let entry = "<entry><observation><code code=\"718-7\"/>\(value)</observation></entry>"
    let result = try #require(try read(code: "30954-2", "x", entry).entries.first)
    #expect(result.kind == .result)
    #expect(result.value == expected)
    #expect(result.unit == unit)
  }

  @Test(
    arguments: [
      ("2024", "2024-01-01"), ("202404", "2024-04-01"), ("20240410", "2024-04-10"),
      ("20240410130500.123-0600", "2024-04-10"), ("20240410030-0600", "2024-04-10"),
      ("201507221405-500", "2015-07-22"), ("soon", nil), ("20241310", nil),
    ] as [(String, String?)]
  )
  func `are times of every precision, and broken ones`(value: String, day: String?) throws {
    let entry = """
      <entry><procedure><code code="22513" codeSystem="2.16.840.1.113883.6.12"/>\
      <effectiveTime value="\(value)"/></procedure></entry>
      """
    let procedure = try #require(try read(code: "47519-4", "x", entry).entries.first)
    #expect(procedure.from == day.flatMap { CalendarDate(iso: $0) })
  }

  @Test func `are schedules before the time of a drug`() throws {
    let entry = """
      <entry><substanceAdministration moodCode="EVN"><statusCode code="completed"/>
      <effectiveTime xsi:type="PIVL_TS"><period value="8" unit="h"/></effectiveTime>
      <effectiveTime xsi:type="IVL_TS"><low value="20240102"/></effectiveTime>
      <consumable><manufacturedProduct><manufacturedMaterial><code nullFlavor="UNK"/>
      <name>oxycodone</name></manufacturedMaterial></manufacturedProduct></consumable>
      </substanceAdministration></entry>
      """
    let drug = try #require(try read(code: "10160-0", "oxycodone 5 mg", entry).entries.first)
    #expect(drug.name == "oxycodone")
    #expect(drug.from == CalendarDate(iso: "2024-01-02"))
  }

  @Test(arguments: [
    // The template of an allergy, on a problem and on an allergy.
    ("11450-4", "<value code=\"1\" displayName=\"Gout\"/>", CodedEntry.Kind.problem),
    (
      "48765-2",
      "<participant typeCode=\"CSM\"><participantRole><playingEntity><name>PMMA</name>"
        + "</playingEntity></participantRole></participant>", .allergy
    ),
  ])
  func `are templates in the wrong place`(
    section: String,
    content: String,
    kind: CodedEntry.Kind
  ) throws {
    let entry = """
      <entry><observation><templateId root="2.16.840.1.113883.10.20.22.4.7"/>
      <templateId root="2.16.840.1.113883.10.20.22.4.4"/><code code="ASSERTION"/>\(content)\
      </observation></entry>
      """
    #expect(try read(code: section, "x", entry).entries.map(\.kind) == [kind])
  }

  @Test(arguments: ["#r", "r", "#nowhere"])
  func `are references with and without a sign, and to nowhere`(reference: String) throws {
    let entry = """
      <entry><observation><templateId root="2.16.840.1.113883.10.20.22.4.4"/><text><reference \
      value="\(reference)"/></text><value code="1" displayName="Gout"/></observation></entry>
      """
    let document = try read(
      code: "11450-4",
      "<table><tr ID=\"r\"><td>Gout</td><td>2019</td></tr></table>",
      entry
    )
    let range = try #require(document.entries.first?.range)
    #expect(document.text.string(in: range) == "Gout")
  }

  @Test func `are thousands of references to one long text, which cost no more than a few`() throws
  {
    let narrative =
      "<content ID=\"r\">" + String(repeating: "long text ", count: 40_000) + "</content>"
    let entry = """
      <entry><observation><templateId root="2.16.840.1.113883.10.20.22.4.4"/><text><reference \
      value="#r"/></text><value nullFlavor="UNK"/></observation></entry>
      """
    let document = try read(code: "11450-4", narrative, String(repeating: entry, count: 2_000))
    #expect(document.entries.count == 2_000)
    #expect(document.entries.allSatisfy { ($0.name?.utf8.count ?? 0) <= 2_000 })
  }
}
