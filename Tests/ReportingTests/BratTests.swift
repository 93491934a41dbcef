import NoteModel
import Reporting
import TestSupport
import Testing

@Suite struct `Findings as standoff` {
  private let sample = FindingsRenderer(documents: Sample.documents, findings: Sample.findings)

  @Test func `are spans without line ends, with assertion and attributes`() {
    #expect(
      sample.brat() == """
        # first.txt
        T1\tbeam 11 16\tbe\u{301}am
        A1\tAssertion T1 present
        #1\tAnnotatorNotes T1\tstate=cracked;levels=T12 L1;value=12;loss=2.5;date=1970-01-01;\
        duration=28-31 days
        T2\tmark 60 64\tmark
        A2\tAssertion T2 absent
        T3\tdryness 149 155;156 162\tbe\u{301}am, is dry
        A3\tAssertion T3 possible
        # sub/second <b>.html
        T1\troof 0 11\tRoof & door
        A1\tAssertion T1 present

        """
    )
  }

  @Test func `one document needs no name`() {
    let one = FindingsRenderer(
      documents: [Sample.documents[0]],
      findings: [Sample.findings[0]]
    )
    #expect(one.brat().hasPrefix("T1\tbeam 11 16\t"))
  }

  @Test func `are a folder that brat opens, without paths in its names`() {
    let twice = FindingsRenderer(
      documents: Sample.documents + [Sample.documents[0]],
      findings: Sample.findings
    )
    let files = twice.bratFolder()
    #expect(
      files.map(\.name) == [
        "annotation.conf", "first.txt", "first.ann", "sub_second <b>.html.txt",
        "sub_second <b>.html.ann", "first-2.txt", "first-2.ann",
      ]
    )
    #expect(
      files[0].text == """
        [entities]
        beam
        dryness
        mark
        roof
        [relations]
        [events]
        [attributes]
        Assertion\tArg:<ENTITY>, Value:\
        family|hypothetical|conditional|planned|absent|historical|possible|present

        """
    )
    #expect(files[1].text == Sample.first)
    #expect(files[2].text.hasPrefix("T1\tbeam 11 16\t"))
    #expect(files[4].text == "T1\troof 0 11\tRoof & door\nA1\tAssertion T1 present\n")
    #expect(files[6].text.isEmpty)
  }

  @Test(arguments: 0..<16 as Range<UInt64>)
  func `read back are the same findings, in any text`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let alphabet = ["a", "\u{301}", "\u{1F9F1}", "\r\n", "\n", " ", "\t", "\u{4E2D}", "\u{2028}"]
    let text = (0..<500).compactMap { _ in alphabet.randomElement(using: &random) }.joined()
    let bytes = Array(text.utf8)
    // Findings begin and end with words.
    let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "a") }
    let findings = (0..<40).compactMap { index -> Finding? in
      let pair = [ends.randomElement(using: &random), ends.randomElement(using: &random)]
        .compactMap(\.self).sorted()
      return Sample.finding(
        index,
        "roof-\(index % 3)",
        TextRange(pair[0], pair[1] + 1),
        Assertion.allCases[index % Assertion.allCases.count],
        index % 2 == 0 ? [Attribute("state", .word("dry"), TextRange(0, 0))] : []
      )
    }
    let exported = FindingsRenderer(documents: [Sample.document("a", text)], findings: findings)
    let read = try BratFile(exported.brat(), text: text).annotations
    #expect(
      read
        == findings.map { finding in
          BratFile.Annotation(
            type: finding.concept,
            range: finding.range,
            assertion: finding.assertion,
            note: finding.attributes.isEmpty ? "" : "state=dry"
          )
        }
    )
  }
}
