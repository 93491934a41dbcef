import NoteModel
import Reporting
import Testing

@Suite struct `Screenings on a terminal` {
  @Test func `read as a report`() {
    let report = TerminalRenderer(color: false, width: 60, isPlain: true)
      .render(Sample.screening)
    #expect(
      report == """
        case ?]0;x?<A>
        Houses (rule-1, 2025-07-01)
        Request: codes 12345; levels T12, L1; reference date not
        known

        - Criteria not met
          An exclusion of the policy applies.

        against[exclusion.script] 1.16
          What exclusion.script says
         --> first.txt:3
         3 | <script>alert(1)</script> & "quotes" | pipe, `code`
           | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ for
           = why: It is supported.

        conflict[waiver.dry] 1.10
          What waiver.dry says
         --> first.txt:4-5
         4 | The roof, *also* the be\u{301}am,
           |                      ^^^^^
         5 | is dry.
           | ^^^^^^ for: dryness, possible
         --> first.txt:5
         5 | is dry.
           | ^^^^^^ against
         --> sub/second <b>.html:1-2
         1 | Roof & door:
           | ^^^^^^^^^^^^
         2 | both dry
           | ^^^^^^^^ against: roof, present
           = why: It is conflicting.
           = help: Say whether waiver.dry holds.

        missing[house.roof] 1.10
          What house.roof says
           = help: Say whether house.roof holds.

        Met
          + What house.beam says
            first.txt:1 It is supported.

        Ruled out
          + What exclusion.red says
            first.txt:2 It is refuted.

        Not documented
          silent-one, silent-two

        Warnings
          ! third.txt: not read ?[2J

        To complete the file:
          1. Say what the roof <is> made of.
             house.roof

        Criteria not met: 2 supported, 1 refuted, 1 conflicting, 3
        undocumented.
        A pre-screening: a person decides.

        """
    )
  }

  @Test func `what gave a finding its context is marked beneath it`() {
    let report = TerminalRenderer(color: false, width: 60, isPlain: true, showsAll: true)
      .render(Sample.screening)
    #expect(
      report.contains(
        """
         2 | No ?[31mred?[0m mark?2J ?seen.
           | --^^^^^^^^^^^^^^^^^^^^^^^^^^^ against: mark, absent
           | negation
        """
      )
    )
  }

  @Test func `the same words are shown once`() {
    let screening = Sample.screening("all dry", [TextRange(0, 3)], criteria: ["one", "two"])
    let report = TerminalRenderer(color: false, width: 60, isPlain: true).render(screening)
    #expect(report.split(separator: "| ^^^").count == 2)
    #expect(
      report.contains("conflict[two] 1.3\n  What two says\n   = see: the words and why of one")
    )
  }

  @Test func `the list of what is missing stands alone`() {
    let list = TerminalRenderer(color: false, width: 60, isPlain: true)
      .renderMissing(Sample.screening)
    #expect(
      list == """
        case ?]0;x?<A>: Criteria not met
        To complete the file:
          1. Say what the roof <is> made of.
             house.roof


        """
    )
    let complete = TerminalRenderer(color: false, width: 60, isPlain: true)
      .renderMissing(Sample.screening("a", []))
    #expect(complete == "case: Clinical review needed\nNothing is missing from the file.\n\n")
  }

  @Test func `a change names what became of each criterion`() {
    let renderer = TerminalRenderer(color: false, width: 60, isPlain: true)
    let old = Sample.screening("a", [])
    #expect(
      renderer.renderChange(from: old, to: Sample.screening, files: ["a\u{1B}.txt"]) == """

        Changed: a?.txt
          Clinical review needed -> Criteria not met
          house.beam: no row -> supported
          house.roof: no row -> undocumented
          exclusion.red: no row -> refuted
          exclusion.silent-one: no row -> undocumented
          exclusion.script: no row -> supported
          exclusion.silent-two: no row -> undocumented
          waiver.dry: no row -> conflicting

        """
    )
    #expect(
      renderer.renderChange(from: old, to: old, files: ["a.txt"]) == """

        Changed: a.txt
          No criterion's status changed.

        """
    )
  }

  @Test(arguments: [true, false])
  func `no word of a file steers the terminal`(isPlain: Bool) {
    for color in [true, false] {
      let renderer = TerminalRenderer(color: color, width: 80, isPlain: isPlain)
      let report = renderer.render(Sample.screening) + renderer.renderMissing(Sample.screening)
      let own = report.replacing(/\u{1B}\[[0-9;]+m/, with: "")
      #expect(color && !isPlain ? report != own : report == own)
      for scalar in own.unicodeScalars {
        switch scalar.value {
        case 0..<10, 11..<32, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069:
          Issue.record("U+\(String(scalar.value, radix: 16)) in the report")
        default: break
        }
      }
      #expect(!report.contains("\u{1B}[31mred"))
    }
  }

  @Test func `plain uses ASCII for all that is its own`() {
    let screening = Sample.screening("all dry", [TextRange(0, 3)])
    let plain = TerminalRenderer(color: true, width: 80, isPlain: true).render(screening)
    #expect(plain.utf8.allSatisfy { $0 == 10 || (32..<127).contains($0) })
  }

  @Test(arguments: [
    (String(repeating: "word ", count: 5000), TextRange(10_000, 10_004)),
    (String(repeating: "word ", count: 5000), TextRange(0, 24_000)),
    (String(repeating: "\u{4E2D}", count: 900), TextRange(900, 912)),
    (String(repeating: "e\u{301}", count: 900), TextRange(1500, 1530)),
    (String(repeating: "\u{1F9F1}", count: 300), TextRange(0, 1200)),
    ("short", TextRange(0, 5)), ("", TextRange(0, 0)), ("a\n\nb", TextRange(1, 2)),
    ("a b\n", TextRange(3, 4)), (" x" + String(repeating: "y", count: 300), TextRange(1, 302)),
  ])
  func `a quote keeps to the width with the evidence in view`(text: String, range: TextRange) {
    for width in [40, 57, 80, 160] {
      let report = TerminalRenderer(color: false, width: width, isPlain: false)
        .render(Sample.screening(text, [range]))
      let lines = report.split(separator: "\n", omittingEmptySubsequences: false)
      guard let marked = lines.firstIndex(where: { $0.contains("^") }) else {
        Issue.record("the evidence is not marked")
        continue
      }
      #expect(lines[marked].count <= width)
      let quoted = lines[marked - 1]
      let columns = quoted.reduce(0) { $0 + ("\u{4E2D}\u{1F9F1}".contains($1) ? 2 : 1) }
      #expect(columns <= width)
      #expect(quoted.contains(/^ *[0-9]+ \u{2502}/))
    }
  }

  @Test func `a long case stays linear`() {
    let text = String(repeating: "all the beams are dry ", count: 50_000)
    let ranges = (0..<5000).map { TextRange($0 * 200, $0 * 200 + 20) }
    let screening = Sample.screening(text, ranges)
    let clock = ContinuousClock()
    let time = clock.measure {
      _ = TerminalRenderer(color: false, width: 80, isPlain: false).render(screening)
      _ = HTMLRenderer().render(screening)
      _ = MarkdownRenderer().render(screening)
      _ = SARIFRenderer().render(screening)
      _ = JSONRenderer(isCompact: false).render(screening)
    }
    #expect(time < .seconds(20))
  }
}
