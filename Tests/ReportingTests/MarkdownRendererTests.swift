import NoteModel
import Reporting
import Testing

@Suite struct `Screenings as Markdown` {
  private let report = MarkdownRenderer().render(Sample.screening)

  @Test func `quote evidence with document and line`() {
    #expect(report.hasPrefix("# case \u{FFFD}\\]0;x\u{FFFD}&lt;A&gt;\n"))
    #expect(
      report.contains(
        "context, first.txt:1: Walls: the be\u{301}am of **house 12** is cracked \u{1F9F1}."
      )
    )
    #expect(
      report.contains("for, first.txt:4-5: The roof, \\*also\\* the **be\u{301}am, is dry**.")
    )
  }

  @Test func `no word of a file becomes markup`() {
    #expect(
      report.contains(
        "**&lt;script&gt;alert(1)&lt;/script&gt; &amp; \"quotes\" \\| pipe, \\`code\\`**"
      )
    )
    #expect(Set(report.matches(of: /<[^>]*>/).map { $0.output }) == ["<br>"])
  }

  @Test func `every row of a table has its cells`() {
    let rows = report.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(rows.count == 3 * 2 + 7 + 2 + 2)
    for row in rows { #expect(row.replacing("\\|", with: "").count { $0 == "|" } == 5) }
  }

  @Test func `ends with what is missing, the documents and warnings`() {
    #expect(report.contains("\n1. Say what the roof &lt;is&gt; made of. (house.roof)\n"))
    #expect(report.contains("| first.txt | imaging | 2026-01-02 | Title \\| of first.txt |\n"))
    #expect(report.hasSuffix("- third.txt: not read \u{FFFD}\\[2J\n"))
  }
}
