import NoteModel
import Pipeline
import TestSupport
import Testing

/// How far a score of pain went down, told by the score before and the one after.
@Suite struct `Scores of pain that went down` {
  @Test(
    arguments: [
      ("Her back pain has dropped from 8/10 to 1/10 with therapy.", 88.0),
      ("Pain went from 8 to 7.", 13),
      ("Back pain 8/10 -> 7/10 after PT.", 13),
      ("Pain is down from 9/10 to 3/10 on tramadol.", 67),
      ("Pain decreased from 8 out of 10 to 6/10.", nil),
      ("Back pain from 8/10 standing to 4/10 lying.", nil),
      ("Back pain goes from 3/10 to 8/10 when she stands.", nil),
      ("Back pain 4 to 6 days a week.", nil),
      ("Temperature went down from 8 to 7.", nil),
    ] as [(String, Double?)]
  )
  func `give the part by which they did`(text: String, percent: Double?) {
    let change = Fixture.findings(in: text).first { $0.concept == "pain-change" }
    #expect(change?.attribute("value")?.value == percent.map { .number($0) })
  }

  @Test func `are shown from the one score to the other`() throws {
    let text = "Back pain has dropped from 8/10 to 1/10."
    let document = try Fixture.screener.read(Array(text.utf8), id: "a.txt")
    let found = Fixture.screener.extract(document).findings
    let change = try #require(found.first { $0.concept == "pain-change" })
    #expect(document.text.string(in: change.range) == "8/10 to 1/10")
  }
}
