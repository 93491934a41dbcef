import DocumentReading
import Foundation
import NoteModel
import TestSupport
import Testing

@Suite struct `FHIR resources` {
  private func contents(_ json: String, id: String = "f.json") throws -> FileContents {
    try DocumentReader().contents(of: Array(json.utf8), id: id)
  }

  // MARK: Compositions

  @Test func `that are compositions have sections with their codes`() throws {
    let documents = try contents(FHIRSample.composition).documents
    #expect(documents.map(\.id) == ["f.json#Composition/c1"])
    let document = documents[0]
    #expect(
      document.words == """
        By A & B
        Walls & \u{1F9F1}
        The beam is\u{A0}cracked.

        Second line
        Colour
        No red mark.
        Empty
        Roof
        Part\tState
        tile\tdry
        """
    )
    #expect(
      document.labelledMarks.filter { $0.hasPrefix("heading") } == [
        "heading 1 10164-2: Walls & \u{1F9F1}", "heading 2: Colour", "heading 1: Empty",
        "heading 1: Roof",
      ]
    )
    #expect(document.labelledMarks.contains("cell of State: dry"))
    #expect(document.declared.title == "House report")
    #expect(document.declared.date?.description == "2025-03-01")
    #expect(document.declared.typeCode == "11488-4")
    #expect(document.format == .html)
    #expect(document.container == "f.json")
  }

  @Test func `keep the place of each word in the escaped JSON`() throws {
    let bytes = Array(FHIRSample.composition.utf8)
    let document = try contents(FHIRSample.composition).documents[0]
    #expect(document.flaws(fileLength: bytes.count).isEmpty)
    let words = document.mappedWords(in: bytes)
    let sources = Dictionary(words.map { ($0.word, String(decoding: $0.source, as: UTF8.self)) }) {
      first,
      _ in first
    }
    #expect(sources["\u{1F9F1}"] == #"\ud83e\uddf1"#)
    #expect(sources["is\u{A0}cracked."] == #"is\u00a0cr\u0061cked."#)
    #expect(sources["Colour"] == "Colour")
    #expect(
      words.filter { $0.word == "&" }.map { String(decoding: $0.source, as: UTF8.self) }
        == ["&amp;", #"\u0026"#]
    )
  }

  // MARK: Attachments

  @Test(arguments: [nil, "text/plain", "text/plain; charset=utf-8", "text/markdown"])
  func `that refer to a text hold it`(type: String?) throws {
    let json = FHIRSample.reference(
      FHIRSample.note,
      type: type,
      more: """
        "date": "2025-01-02T23:00:00-05:00", "description": "Visit",
        "type": {"coding": [{"system": "http://loinc.org", "code": "34117-2"}]},
        """
    )
    let documents = try contents(json).documents
    #expect(documents.map(\.id) == ["f.json#DocumentReference/a"])
    #expect(documents[0].words == FHIRSample.note.replacing("\r\n", with: "\n"))
    #expect(documents[0].format == .text)
    #expect(documents[0].encoding == "UTF-8")
    #expect(documents[0].declared.title == "Visit")
    #expect(documents[0].declared.date?.description == "2025-01-02")
    #expect(documents[0].declared.typeCode == "34117-2")
  }

  @Test(arguments: ["", "x", "xy", "\\n", "\\/"])
  func `keep the place of each word in base64, to the digits that hold it`(gap: String) throws {
    // Digits may be on lines, and a slash may be escaped.
    let digits = FHIRSample.base64(String(repeating: "~~\u{FFFD}? beam ", count: 9))
    let isSpace = gap == "\\n"
    let written =
      isSpace
      ? digits.enumerated().map { $0 % 7 == 6 ? "\($1)\\n" : String($1) }.joined()
      : gap == "\\/" ? digits.replacing("/", with: "\\/") : digits
    let json =
      #"{"resourceType": "Binary", "pad": "\#(isSpace || gap == "\\/" ? "" : gap)", "#
      + #""contentType": "text/plain", "data": "\#(written)"}"#
    let bytes = Array(json.utf8)
    let document = try contents(json).documents[0]
    #expect(document.flaws(fileLength: bytes.count).isEmpty)
    let words = document.mappedWords(in: bytes)
    #expect(words.count == 18)
    for (word, source) in words {
      let digits = String(decoding: source, as: UTF8.self).replacing("\\n", with: "")
        .replacing("\\/", with: "/")
      let held = try #require(Data(base64Encoded: digits))
      let text = String(decoding: held, as: UTF8.self)
      #expect(text.contains(word))
      #expect(held.count <= word.utf8.count + 4)
    }
  }

  @Test func `that hold HTML and CDA are read as such`() throws {
    let page = FHIRSample.reference("<html><body><h1>A</h1><p>b &amp; c</p>", type: "text/html")
    let html = try contents(page).documents[0]
    #expect(html.format == .html)
    #expect(html.words == "A\n\nb & c")
    let cda = FHIRSample.reference(
      CDASample.document,
      type: "application/xml",
      more: #""date": "1999-01-01", "description": "Other","#
    )
    let document = try contents(cda).documents[0]
    let alone = try NoteDocument.read(Array(CDASample.document.utf8))
    #expect(document.format == .cda)
    #expect(document.words == alone.words)
    #expect(document.entries.count == alone.entries.count)
    #expect(document.declared == alone.declared)
    #expect(document.flaws(fileLength: cda.utf8.count).isEmpty)
  }

  // MARK: Bundles

  @Test func `in a bundle are all read, and what is not is named`() throws {
    let contents = try contents(FHIRSample.bundle)
    #expect(
      contents.documents.map { "\($0.id) \($0.words.prefix(12))" } == [
        "f.json#Composition/c1 By A & B\nWal", "f.json#DiagnosticReport/d Beams seen.\n",
        "f.json#DiagnosticReport/d/presentedForm/1 Beam & door",
        "f.json#DocumentReference/r Roof is dry.", "f.json#Binary/lone Door is red.",
      ]
    )
    #expect(
      contents.documents.map { $0.declared.date?.description } == [
        "2025-03-01", "2025-02-03", "2025-02-03", "2025-01-02", nil,
      ]
    )
    #expect(contents.documents[1].words == "Beams seen.\nConclusion\nOne beam\nis cracked.")
    #expect(
      contents.unread.map { "\($0.id) \($0.error)" } == [
        "f.json#DiagnosticReport/d/presentedForm/2 is a PDF, which is not read",
        "f.json#Media/m is an attachment of Media, which is not read",
      ]
    )
    #expect(
      contents.documents.map(\.warnings) == [
        ["resources of the file that are no notes were not read: 2, Media, Patient"],
        [], [], [], [],
      ]
    )
    #expect(Set(contents.documents.map(\.sha256)).count == 1)
  }

  @Test(arguments: [
    (#""contentType": "text/plain""#, "is an attachment without its data, which is not read"),
    (#""url": "https://x/Binary/1""#, "is an attachment without its data, which is not read"),
    (#""data": """#, "is an attachment without its data, which is not read"),
    (#""data": "a?b""#, "is no valid base64"), (#""data": "YWJjZ""#, "is no valid base64"),
    (#""data": "ICAg""#, "is empty"),
    (
      #""contentType": "image/x-own", "data": "YWJj""#,
      "is a file of the type image/x-own, which is not read"
    ),
    (
      #""contentType": "a\u001b[2J/b", "data": "YWJj""#,
      "is a file of no type that is known, which is not read"
    ),
    (#""contentType": "text/rtf", "data": "e1xydGYxIHh9""#, "is RTF, which is not read"),
    (#""contentType": "application/xml", "data": "PGE+""#, "1: is XML that is not well formed"),
  ])
  func `with an attachment that is not read say why`(attachment: String, error: String) throws {
    let json =
      #"{"resourceType": "DocumentReference", "content": [{"attachment": {\#(attachment)}}]}"#
    let contents = try contents(json)
    #expect(contents.documents.isEmpty)
    #expect(contents.unread.map(\.error.description) == [error])
    #expect(contents.unread.map(\.id) == ["f.json#DocumentReference/1"])
    #expect(contents.unread.allSatisfy { !$0.error.hint.isEmpty })
  }

  @Test(arguments: [
    ("DocumentReference", "status", "superseded"),
    ("DocumentReference", "docStatus", "entered-in-error"),
    ("DiagnosticReport", "status", "cancelled"), ("Composition", "status", "entered-in-error"),
  ])
  func `that were taken back are not read`(type: String, name: String, status: String) throws {
    let json = """
      {"resourceType": "\(type)", "\(name)": "\(status)", "text": {"div": "<div>x</div>"}}
      """
    let contents = try contents(json)
    #expect(contents.documents.isEmpty)
    #expect(contents.unread.map(\.error.description) == ["is marked \(status), which is not read"])
  }

  @Test func `of one id have names of their own`() throws {
    let one = FHIRSample.reference("One.", id: "a")
    let bad = FHIRSample.reference("Two.", id: "../\\u001b")
    let json =
      #"{"resourceType": "Bundle", "entry": ["#
      + [one, one, bad].map { #"{"resource": \#($0)}"# }.joined(separator: ",") + "]}"
    #expect(
      try contents(json).documents.map(\.id) == [
        "f.json#DocumentReference/a", "f.json#DocumentReference/a~2",
        "f.json#DocumentReference/3",
      ]
    )
  }

  @Test func `without words are refused`() {
    #expect(throws: ReadError.self) {
      try contents(#"{"resourceType": "Patient", "text": {"div": "<div>x</div>"}}"#)
    }
  }

  // MARK: JSON

  @Test(arguments: [
    (#"{"resourceType": "Bundle""#, 25), (#"{"resourceType": "Bundle",}"#, 26),
    (#"{"resourceType" "Bundle"}"#, 16), (#"{"resourceType": "\x"}"#, 18),
    (#"{"resourceType": "\u12"}"#, 18), ("{\"resourceType\": \"a\nb\"}", 19),
    (#"{"resourceType": "a"} x"#, 22), (#"{"resourceType": nil}"#, 17),
    (#"{"resourceType": ["a",]}"#, 22), (#"{"resourceType": [,"a"]}"#, 18),
    (#"{"resourceType": {"a": }}"#, 23), (#"{"resourceType": "a"#, 19),
    (#"{"resourceType": "\"#, 18), (#"{"resourceType": ]"#, 17),
  ])
  func `in JSON that is not well formed are refused with the byte`(json: String, byte: Int) {
    #expect(throws: ReadError.malformedJSON(byte: byte)) { try contents(json) }
  }

  @Test(arguments: [
    #"{"text": "not a resource"}"#, #"{"a": {"resourceType": "Bundle"}}"#, #"{"resourceType": 5}"#,
    "{note} Back is fine.", "\u{1} {\"resourceType\": and no more",
  ])
  func `are told from other files, which stay text`(text: String) throws {
    let documents = try contents(text).documents
    #expect(documents.map(\.format) == [.text])
    #expect(documents.map(\.words) == [text])
    #expect(documents.map(\.id) == ["f.json"])
    #expect(documents[0].container == nil)
  }

  @Test func `in other encodings keep their places`() throws {
    let json = FHIRSample.reference("Wall \u{E9}.")
    let bytes = [0xFF, 0xFE] + utf16(json)
    let document = try DocumentReader().contents(of: bytes, id: "f").documents[0]
    #expect(document.words == "Wall \u{E9}.")
    #expect(document.flaws(fileLength: bytes.count).isEmpty)
    let source = document.sourceMap.source(of: TextRange(0, document.text.count))
    let digits = Array(utf16(FHIRSample.base64("Wall \u{E9}.")))
    #expect(Array(bytes[source.start..<source.end]) == digits)
  }

  @Test func `with half of a pair have a mark in its place`() throws {
    let json = #"{"resourceType": "Composition", "text": {"div": "<div>a\ud83eb \udd00</div>"}}"#
    #expect(try contents(json).documents[0].words == "a\u{FFFD}b \u{FFFD}")
  }

  @Test(arguments: ["[", "{\"a\":"])
  func `nested deeply are refused`(open: String) {
    let json = "{\"resourceType\": " + String(repeating: open, count: 200_000)
    let error = #expect(throws: ReadError.self) { try contents(json) }
    #expect(error?.description == "is JSON of more than 100 levels, which is not read")
  }

  @Test func `take time in proportion to their length`() throws {
    let section = #"{"title": "A", "text": {"div": "<div>beam \u00e9</div>"}}"#
    let many = { (count: Int) in
      #"{"resourceType": "Composition", "section": ["#
        + Array(repeating: section, count: count).joined(separator: ",") + "]}"
    }
    let clock = ContinuousClock()
    let few = try clock.measure { _ = try contents(many(1000)) }
    let lots = try clock.measure { _ = try contents(many(16_000)) }
    #expect(lots < few * 16 * 6)
  }

  @Test(arguments: 0..<16)
  func `changed at random never trap, and give valid text and a map in bounds`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<60 {
      var bytes = Array(FHIRSample.bundle.utf8)
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(contentsOf: bytes[..<place].suffix(30), at: place)
        }
      }
      guard let contents = try? DocumentReader().contents(of: bytes, id: "x") else { continue }
      for document in contents.documents {
        #expect(document.flaws(fileLength: bytes.count).isEmpty, "\(bytes)")
      }
    }
  }
}
