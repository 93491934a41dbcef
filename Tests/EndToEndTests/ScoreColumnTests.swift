import NoteModel
import Pipeline
import TestSupport
import Testing

@Suite struct `Columns of pain scores` {
  @Test(arguments: [
    (
      "FLOWSHEET\n\ntime      pain    site\n0800      7       mid spine\n2000      6       mid spine\n",
      ["7", "6"]
    ),
    (
      "FLOWSHEET\n\nPAIN (NRS 0-10)\ntime     rest   move   site\n0800     7      10     mid spine\n",
      ["7", "10"]
    ),
    ("FLOWSHEET\n\n| time | Pain at rest (0-10) | RN |\n| 0800 | 7 / 9 | km |\n", ["7", "9"]),
    // Doses, and what stands below the table, are no pain.
    ("FLOWSHEET\n\ntime      pain medicine    site\n0800      7       mid spine\n", []),
    (
      "FLOWSHEET\n\ntime      pain    site\n0800      none    mid spine\n\n0900      7       lines drawn\n",
      []
    ),
    ("FLOWSHEET\n\ntime      help    pain\n0800      2       none\n", []),
  ])
  func `are read under their heading alone`(text: String, scores: [String]) throws {
    let document = try Fixture.screener.read(Array(text.utf8), id: "a.txt")
    let found = Fixture.screener.extract(document).findings.filter { $0.concept == "pain-score" }
    #expect(found.map { document.text.string(in: $0.range) } == scores)
    #expect(found.allSatisfy { $0.assertion == .present })
  }
}
