import DocumentReading
import NoteModel
import Testing

@Suite struct `Reading HTML` {
  private func read(_ html: String) throws -> NoteDocument {
    try DocumentReader().read(Array(html.utf8), id: "note.html", format: .html)
  }

  private func text(_ document: NoteDocument) -> String {
    document.text.string(in: TextRange(0, document.text.count))
  }

  @Test(arguments: [
    ("<p>one</p><p>two</p>", "one\n\ntwo\n"), ("a<br>b", "a\nb\n"),
    ("com<b>press</b>ion", "compression\n"), ("a &amp; b &#233; &ndash; &lt;", "a & b é – <\n"),
    ("<ul><li>x<li>y</ul>", "- x\n- y\n"), ("<ol><li>x</li><li>y</li></ol>", "1. x\n2. y\n"),
    ("<table><tr><th>a<th>b<tr><td>1<td>2</table>", "a\tb\n1\t2\n"),
    ("a<script>no</script><style>no</style><!-- no -->b", "ab\n"),
    ("a<div style=\"display: none\">no <div>no</div></div>b", "ab\n"),
    ("a<span hidden>no</span> b", "a b\n"), ("<pre>a  b\n c</pre>", "a  b\n c\n"),
    ("  many \n  spaces  ", "many spaces\n"), ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2\n"),
    ("<input type=checkbox checked>yes <input type=checkbox>no", "[x] yes [ ] no\n"),
    ("&nosuch; &", "&nosuch; &\n"),
  ])
  func `shows what a browser shows`(html: String, expected: String) throws {
    #expect(text(try read("<html><body>\(html)</body></html>")) == expected)
  }

  @Test func `every word maps to the bytes that hold it`() throws {
    let html = "<html><body><p>No&nbsp;retro&shy;pulsion of <b>L1</b></p><td>x &amp; y</td></body>"
    let document = try read(html)
    let bytes = Array(html.utf8)
    for word in ["retro", "pulsion", "L1", "of"] {
      let words = Array(document.text.utf8)
      let place = try #require(words.firstRange(of: Array(word.utf8)))
      let source = document.sourceMap.source(of: TextRange(place.lowerBound, place.upperBound))
      #expect(String(decoding: bytes[source.start..<source.end], as: UTF8.self) == word)
    }
    let sign = try #require(document.text.utf8.firstIndex(of: UInt8(ascii: "&")))
    let source = document.sourceMap.source(of: TextRange(sign, sign + 1))
    #expect(String(decoding: bytes[source.start..<source.end], as: UTF8.self) == "&amp;")
  }

  @Test func `headings, titles and deleted words are marked`() throws {
    let document = try read(
      "<html><head><title>A  note</title></head><body><h2>Plan</h2><p><b>CC</b> pain</p>"
        + "<p>kept <del>struck</del></p></body></html>"
    )
    #expect(document.declared.title == "A note")
    let marked = document.marks.compactMap { mark -> String? in
      switch mark.role {
      case .heading(let depth, _): "\(depth) \(document.text.string(in: mark.range))"
      case .deleted: "deleted \(document.text.string(in: mark.range))"
      case .block, .row, .cell: nil
      }
    }
    #expect(marked == ["2 Plan", "6 CC", "deleted struck"])
  }
}

@Suite struct `Reading CDA` {
  private static let document = """
    <?xml version="1.0" encoding="UTF-8"?>
    <ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <code code="11506-3" codeSystem="2.16.840.1.113883.6.1"/><title>Progress note</title>
      <effectiveTime value="20250313"/>
      <component><structuredBody><component><section>
        <code code="11450-4" codeSystem="2.16.840.1.113883.6.1"/><title>Problems</title>
        <text><list><item ID="p1">Old &amp; new pain</item></list>
          <table><tbody><tr><td>a</td><td>b</td></tr></tbody></table></text>
        <entry><act classCode="ACT" moodCode="EVN"><statusCode code="active"/>
          <entryRelationship><observation classCode="OBS" moodCode="EVN" negationInd="true">
            <text><reference value="#p1"/></text><statusCode code="completed"/>
            <effectiveTime><low value="20250206"/></effectiveTime>
            <value xsi:type="CD" code="M54.5" codeSystem="2.16.840.1.113883.6.90"/>
          </observation></entryRelationship></act></entry>
      </section></component></structuredBody></component>
    </ClinicalDocument>
    """

  @Test func `gives the narrative, the headings and the metadata`() throws {
    let document = try DocumentReader().read(Array(Self.document.utf8), id: "a.xml")
    #expect(document.format == .cda)
    let text = document.text.string(in: TextRange(0, document.text.count))
    #expect(text == "Problems\n- Old & new pain\n\na\tb\n")
    #expect(document.declared.title == "Progress note")
    #expect(document.declared.date == CalendarDate(iso: "2025-03-13"))
    #expect(document.declared.typeCode == "11506-3")
    let heading = document.marks.first { mark in
      if case .heading(_, let code) = mark.role { code == "11450-4" } else { false }
    }
    #expect(heading.map { document.text.string(in: $0.range) } == "Problems")
  }

  @Test func `gives the entries with their codes, status and words`() throws {
    let document = try DocumentReader().read(Array(Self.document.utf8), id: "a.xml")
    let entry = try #require(document.entries.first)
    #expect(entry.kind == .problem)
    #expect(entry.codes == [Code(system: "ICD-10-CM", code: "M54.5")])
    #expect(entry.isNegated)
    #expect(entry.status == "active")
    #expect(entry.from == CalendarDate(iso: "2025-02-06"))
    #expect(entry.section == "Problems")
    #expect(entry.range.map { document.text.string(in: $0) } == "Old & new pain")
  }

  @Test(arguments: [
    (
      "mediaType=\"text/plain\" representation=\"B64\"", "Tm8gcmV0cm9wdWxzaW9u\nLg==",
      "No retropulsion."
    ),
    ("mediaType=\"text/plain\"", "No &lt;x&gt;\n y", "No <x>\n y"),
  ])
  func `a body that is not structured is read as the text it is`(
    attributes: String,
    body: String,
    expected: String
  ) throws {
    let xml =
      "<?xml version=\"1.0\"?><ClinicalDocument><component><nonXMLBody><text \(attributes)>"
      + "\(body)</text></nonXMLBody></component></ClinicalDocument>"
    let document = try DocumentReader().read(Array(xml.utf8), id: "a.xml")
    #expect(document.text.string(in: TextRange(0, document.text.count)) == expected + "\n")
  }

  @Test func `a body of another type is refused by name, not lost`() {
    let xml =
      "<?xml version=\"1.0\"?><ClinicalDocument><nonXMLBody>"
      + "<text mediaType=\"application/pdf\" representation=\"B64\">JVBERg==</text>"
      + "</nonXMLBody></ClinicalDocument>"
    #expect {
      _ = try DocumentReader().read(Array(xml.utf8), id: "a.xml")
    } throws: { "\($0)".contains("application/pdf") }
  }
}
