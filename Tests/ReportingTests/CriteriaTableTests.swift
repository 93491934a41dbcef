import Foundation
import NoteModel
import Reporting
import Testing

@Suite struct `Criteria as a table` {
  @Test func `are a row each, with what is asked for and the evidence in scalars`() {
    let rows = CriteriaTable().rows(of: Sample.screening)
    let name = "case \u{1B}]0;x\u{7}<A>"
    #expect(
      rows.hasPrefix(
        [
          "\(name),criteria-not-met,house.beam,indication,Houses,What house.beam says,supported,"
            + "It is supported.,,\"for first.txt 11-41: be\u{301}am of house 12 is cracked "
            + "\u{1F9F1}\ncontext first.txt 20-28: house 12\"",
          "\(name),criteria-not-met,house.roof,indication,Houses,What house.roof says,"
            + "undocumented,It is undocumented.,Say what the roof <is> made of.,",
          "",
        ].joined(separator: "\r\n")
      )
    )
    #expect(rows.components(separatedBy: "\r\n").count == Sample.screening.criteria.count + 1)
  }

  @Test func `show words of several lines on one`() {
    let rows = CriteriaTable().rows(of: Sample.screening)
    #expect(rows.contains("for first.txt 149-162: be\u{301}am, is dry\n"))
    #expect(rows.contains("against first.txt 44-73: No \u{FFFD}[31mred"))
  }

  @Test func `have a name for each column`() {
    #expect(
      CriteriaTable().header
        == "case,outcome,criterion,kind,group,says,status,why,ask,evidence\r\n"
    )
  }
}
