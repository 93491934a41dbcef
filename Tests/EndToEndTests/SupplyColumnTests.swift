import NoteModel
import Pipeline
import TestSupport
import Testing

/// What a history of fills says of the drugs in it.
@Suite struct `History of fills` {
  /// How the drugs of a history printed on 02/20/2026 hold, in order.
  private static func assertions(_ rows: String) -> [Assertion] {
    Fixture.findings(in: "PHARMACY   PATIENT FILL HISTORY   printed 02/20/2026\n\n\(rows)")
      .map(\.assertion)
  }

  @Test(arguments: [
    "FILLED     DRUG                 QTY   DAYS\n11/03/25   MELOXICAM 15 MG      30    30",
    "FILLED     DRUG                 QTY   DS   PRESCRIBER\n01/12/26   oxycodone 5 mg tab   12    3    Feign",
    "DATE     RX NO    DRUG             QTY  DS  RF\n01/06/26 6603118  OXYCODONE HCL    12   3   0",
    "Drug          Days   Filled       Qty\nPrednisone    10     01/05/2026   20",
    "Filled   Drug   Qty   Days\n\n09/22/25   TRAMADOL 50 MG   90   30\n10/21/25   TRAMADOL 50 MG   90   30",
  ])
  func `ends with the last supply`(table: String) {
    #expect(Set(Self.assertions(table)) == [.historical], "\(table)")
  }

  @Test(arguments: [
    // The last one still lasts, and one that is taken as needed lasts longer than its days.
    "FILLED     DRUG                 QTY   DAYS\n01/28/26   MELOXICAM 15 MG      30    30",
    "FILLED     DRUG                 QTY   DAYS\n01/15/26   OXYCODONE 5 MG       20    20",
    // What was filled again goes on, however long ago it was first filled.
    "Filled   Drug   Qty   Days\n02/11/26   TRAMADOL 50 MG   90   30\n10/01/25   TRAMADOL 50 MG   90   30",
    // Neither a day of supply nor a number below such a heading.
    "FILLED     DRUG                 QTY   REFILLS\n01/12/26   OXYCODONE 5 MG TAB   12    0",
    "FILLED     DRUG                 QTY   DAYS\n01/12/26   OXYCODONE 5 MG TAB   12    --",
    "FILLED     DRUG                QTY  DAYS  STATUS\n11/12/25   MELOXICAM 15 MG      30   30   ACTIVE",
  ])
  func `goes on where it is not known to have ended`(table: String) {
    #expect(Set(Self.assertions(table)) == [.present], "\(table)")
  }

  @Test func `tells one drug from another`() {
    let rows = """
      FILLED     DRUG                 QTY   DAYS   PRESCRIBER
      11/03/25   MELOXICAM 15 MG      30    30     Feign
      02/01/26   NAPROXEN 500 MG      60    30     Feign
      11/01/25   HYDROCODONE-APAP     12    3      ER
      02/11/26   TRAMADOL 50 MG       90    30     Feign
      """
    #expect(Self.assertions(rows) == [.historical, .present, .historical, .present])
  }

  @Test func `shows the days that say so`() throws {
    let text =
      "FILLED     DRUG          QTY   DAYS\n11/03/2025   MELOXICAM 15 MG      30    28"
      + "\n02/11/2026   SENNA   60   30"
    let finding = try #require(Fixture.findings(in: text).first)
    #expect(finding.context.map { NoteText(text).string(in: $0.range) } == ["28"])
  }

  @Test func `is of the day it runs to`() throws {
    let file =
      "FILL HISTORY 10/01/2025 - 02/17/2026\nFILLED   DRUG   QTY   DAYS\n"
      + "10/21/25   TRAMADOL 50 MG   90   30\n02/16/26   TRAMADOL 50 MG   90   30\n"
    let analyzed = Fixture.screener.extract(Fixture.document(file)).document
    #expect(analyzed.date == CalendarDate(year: 2026, month: 2, day: 17))
  }
}
