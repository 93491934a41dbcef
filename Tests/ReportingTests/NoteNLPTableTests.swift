import Foundation
import NoteModel
import Reporting
import Testing

@Suite struct `Findings as rows of NOTE_NLP` {
  private static let day = CalendarDate(dayNumber: 20_000)

  private static func table(
    _ documents: [AnalyzedDocument],
    _ findings: [Finding]
  ) -> NoteNLPTable {
    NoteNLPTable(documents: documents, findings: findings, system: "program 1", date: day)
  }

  /// The last three columns of a finding in a note of 2 January 2026.
  private static func modifiers(_ finding: Finding) -> [String] {
    let rows = table([Sample.documents[0]], [finding]).csv().components(separatedBy: "\r\n")
    let row = rows[1].replacing("\"", with: "")
    return row.split(separator: ",", maxSplits: 13, omittingEmptySubsequences: false)
      .suffix(3).map(String.init)
  }

  @Test func `have the columns of the model, in its order`() {
    #expect(
      Self.table([Sample.documents[0]], [Sample.findings[1]]).csv()
        == """
        note_nlp_id,note_id,section_concept_id,snippet,offset,lexical_variant,\
        note_nlp_concept_id,note_nlp_source_concept_id,nlp_system,nlp_date,nlp_datetime,\
        term_exists,term_temporal,term_modifiers\r
        1,1,0,mark,60,mark,0,0,program 1,2024-10-04,,N,present,"concept=mark,negated=true,\
        subject=patient,uncertain=false,conditional=false,hypothetical=false,planned=false,\
        history=false"\r

        """
    )
  }

  @Test(
    arguments: [
      (.present, "Y", "present"), (.possible, "Y", "present"), (.historical, "Y", "past"),
      (.absent, "N", "present"), (.family, "N", "present"), (.conditional, "N", "present"),
      (.hypothetical, "N", "present"), (.planned, "N", "present"),
    ] as [(Assertion, String, String)]
  )
  func `say whether the patient has or had it`(
    assertion: Assertion,
    exists: String,
    temporal: String
  ) {
    let found = Self.modifiers(Sample.finding(0, "beam", TextRange(0, 5), assertion))
    #expect(found.prefix(2) == [exists, temporal])
  }

  @Test(arguments: [("2026-01-01", "past"), ("2026-01-02", "present"), ("2026-01-03", "present")])
  func `are past where their day is before the note's`(day: String, temporal: String) throws {
    let date = try #require(CalendarDate(iso: day))
    let finding = Sample.finding(
      0,
      "beam",
      TextRange(0, 5),
      .present,
      [Attribute(Attribute.date, .date(date), TextRange(0, 5))]
    )
    #expect(Self.modifiers(finding)[1] == temporal)
    #expect(Self.modifiers(finding)[2].hasSuffix(",date=\(day)"))
  }

  @Test func `count offsets in scalars`() {
    let text = "\u{1F9F1} e\u{301}\r\nroof"
    let start = text.utf8.count - 4
    let csv = Self.table(
      [Sample.document("a.txt", text)],
      [Sample.finding(0, "roof", TextRange(start, start + 4))]
    ).csv()
    #expect(csv.contains("\r\n1,1,0,roof,6,roof,0,0,"))
  }

  @Test(arguments: [
    (["7.txt", "sub/12.html"], true, ["7", "12"]), (["a.txt", "12.txt"], false, ["1", "2"]),
    (["7.txt", "7.html"], false, ["1", "2"]), ([".txt", "2"], false, ["1", "2"]),
  ])
  func `are of the note that the file is called by, or of its place`(
    names: [String],
    areNumbers: Bool,
    numbers: [String]
  ) {
    let documents = names.map { Sample.document($0, "roof") }
    let findings = names.indices.map { index in
      var finding = Sample.finding(index, "roof", TextRange(0, 4))
      finding.document = index
      return finding
    }
    let table = Self.table(documents, findings)
    #expect(table.namesAreNumbers == areNumbers)
    let rows = table.csv().components(separatedBy: "\r\n").dropFirst().prefix(2)
    #expect(rows.map { String($0.split(separator: ",")[1]) } == numbers)
  }

  @Test func `are of the place where the document is a part of a file`() {
    let document = NoteDocument(
      id: "f.json#Binary/7",
      container: "f.json",
      format: .text,
      encoding: "UTF-8",
      text: NoteText("roof"),
      sourceMap: SourceMap(identityOf: 4)
    )
    let analyzed = AnalyzedDocument(
      document: document,
      title: "",
      type: .other,
      date: nil,
      sections: [],
      sentences: []
    )
    #expect(!Self.table([analyzed], []).namesAreNumbers)
  }

  @Test(arguments: [0, 100, 300, 2000])
  func `quote no more than a column holds, the words among it`(before: Int) {
    let text =
      String(repeating: "\u{301}\u{1F9F1}", count: before) + "roof"
      + String(repeating: "e\u{301}", count: 400)
    let start = before * 6
    var finding = Sample.finding(0, "roof", TextRange(start, start + 4))
    finding.sentence = TextRange(0, text.utf8.count)
    let csv = Self.table([Sample.document("a.txt", text)], [finding]).csv()
    // A mark that follows a comma is one character with it, so fields are cut by bytes.
    let row = csv.utf8.split(separator: 10)[1]
    let snippet = String(decoding: row.split(separator: UInt8(ascii: ","))[3], as: UTF8.self)
    #expect(snippet.utf8.count <= 250)
    #expect(snippet.utf8.count >= 240)
    #expect(snippet.contains("roof"))
  }
}
