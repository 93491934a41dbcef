import NoteModel
import Reporting
import Testing

@Suite struct `Findings without a policy` {
  private let renderer = FindingsRenderer(
    documents: Sample.documents,
    findings: Sample.findings.reversed()
  )

  @Test func `stand under their documents in JSON`() throws {
    let documents = try ParsedJSON(renderer.json())["documents"]
    #expect(documents.items.map { $0["id"].string } == ["first.txt", "sub/second <b>.html"])
    #expect(documents[0]["findings"].items.map { $0["id"].int } == [2, 1, 0])
    #expect(documents[1]["findings"].items.map { $0["id"].int } == [3])
  }

  @Test func `are a line a document in NDJSON`() throws {
    let lines = String(decoding: renderer.ndjson(), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 3)
    #expect(lines.last == "")
    #expect(try ParsedJSON(String(lines[0])).keys == ["id", "findings"])
    #expect(try ParsedJSON(String(lines[1]))["findings"][0]["text"].string == "Roof & door")
  }

  @Test func `are a quoted table in CSV`() {
    let sample = FindingsRenderer(documents: Sample.documents, findings: Sample.findings)
    #expect(
      sample.csv()
        == [
          "document,concept,start,end,text,section,assertion,attributes,"
            + "source_start,source_end,codes",
          "first.txt,beam,11,16,be\u{301}am,Walls,present,"
            + "state=cracked;levels=T12 L1;value=12;loss=2.5;date=1970-01-01;duration=28-31 days,"
            + "11,17,",
          "first.txt,mark,60,64,mark,Walls,absent,,64,68,",
          "first.txt,dryness,149,162,\"be\u{301}am,\nis dry\",Walls,possible,,156,170,",
          "sub/second <b>.html,roof,0,11,Roof & door,,present,,3,18,S:1",
          "",
        ].joined(separator: "\r\n")
    )
  }

  @Test(arguments: [
    ("a\"b", "\"a\"\"b\""), ("a,b", "\"a,b\""), ("\r", "\"'\r\""), ("a b", "a b"),
    ("=1+1", "'=1+1"), ("-1", "'-1"), ("+1", "'+1"), ("@a", "'@a"), ("\t=1", "'\t=1"),
    ("a=1", "a=1"), ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
  ])
  func `quote in CSV what would end a field, and defuse formulas`(title: String, field: String) {
    let csv = FindingsRenderer(
      documents: [Sample.document("a.txt", "x")],
      findings: [
        Finding(
          id: 0,
          document: 0,
          concept: "c",
          range: TextRange(0, 1),
          sentence: TextRange(0, 1),
          sectionKind: "",
          sectionTitle: title,
          assertion: .present,
          context: [],
          attributes: [],
          codes: []
        )
      ]
    ).csv()
    #expect(csv.hasSuffix("\r\na.txt,c,0,1,x,\(field),present,,0,1,\r\n"))
  }

  @Test func `are quoted and marked on a terminal`() {
    let sample = FindingsRenderer(documents: Sample.documents, findings: Sample.findings)
    #expect(
      sample.terminal(color: false, width: 80, isPlain: true) == """
        first.txt: 3 findings
          1     beam  present
                state=cracked, levels=T12 L1, value=12, loss=2.5, date=1970-01-01,
                duration=28-31 days
                Walls: the be\u{301}am of house 12 is cracked \u{1F9F1}.
                           ^^^^
          2     mark  absent
                No ?[31mred?[0m mark?2J ?seen.
                                ^^^^
          4     dryness  possible
                The roof, *also* the be\u{301}am, is dry.
                                     ^^^^^^^^^^^^

        sub/second <b>.html: 1 finding
          1     roof  present
                Roof & door:
                ^^^^^^^^^^^


        """
    )
  }
}
