import NoteModel
import Reporting
import Testing

@Suite struct `Letters for what is missing` {
  @Test func `ask for records and suggest no answer`() {
    #expect(
      MissingLetter(Sample.screening).text == """
        Request for records

        Case: case \u{FFFD}]0;x\u{FFFD}<A>
        Request: codes 12345; levels T12, L1; reference date not known
        Policy: Houses (rule-1, 2025-07-01)

        We are reviewing the request above. The documents we have do not settle the points below. \
        For each, please send the records that state what was found or done, whatever it was. If \
        a point was not assessed, please say so.

        1. Say what the roof <is> made of.

        Records made at the time are best. If something is added now, please date and sign it as \
        a late entry.

        Documents we have:
        - first.txt (imaging, 2026-01-02)
        - sub/second <b>.html (other)

        This letter is not a decision on the request.

        """
    )
  }

  @Test func `stand in the page as they are copied`() {
    let page = HTMLRenderer().render(Sample.screening)
    let letter = MissingLetter(Sample.screening).text
    #expect(page.contains("<pre id=\"letter\">\(HTMLWriter.escaped(letter))</pre>"))
  }

  @Test func `are not offered where nothing is missing`() {
    let page = HTMLRenderer().render(Sample.screening("one", []))
    #expect(!page.contains("id=\"copy-letter\""))
    #expect(page.contains("Nothing is missing."))
  }
}
