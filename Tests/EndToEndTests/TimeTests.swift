import NoteModel
import Pipeline
import TestSupport
import Testing

/// What the words for days and lengths of time come to.
@Suite struct `Words of time` {
  @Test(arguments: [
    ("Back pain for over a month.", 30), ("Back pain for a couple of weeks.", 14),
    ("Back pain for a few weeks.", 21), ("Back pain x a week.", 7),
    ("Back pain for two and a half months.", 75), ("Back pain for a month and a half.", 45),
    ("Back pain, a month and a half.", 45), ("It is a month since the back pain began.", 30),
    ("Back pain for more than a month.", 30), ("Back pain for six weeks and three days.", 45),
  ])
  func `are lengths without a figure`(text: String, days: Int) throws {
    let finding = try #require(
      Fixture.findings(in: "CLINIC 01/12/2026\n\(text)").first { $0.concept == "back-pain" }
    )
    #expect(finding.attribute("duration")?.value == .days(days...days))
  }

  @Test(arguments: [
    "Back pain since the first week of December.", "Back pain for half a year.",
    "Back pain three times a day.", "Back pain, oxycodone three times a day since.",
  ])
  func `are no lengths where none is told`(text: String) {
    let findings = Fixture.findings(in: "CLINIC 01/12/2026\n\(text)")
    #expect(findings.allSatisfy { $0.attribute("duration") == nil })
  }

  @Test(arguments: [
    ("Back pain since mid-November.", "onset", "since", "2025-11-11"),
    ("Back pain since the middle of November.", "onset", "since", "2025-11-11"),
    ("Back pain since 11/11/2025, ran out of senna 2 weeks ago.", "onset", "since", "2025-11-11"),
    ("Back pain since early December.", "onset", "since", "2025-12-01"),
    ("Back pain since late December 2025.", "onset", "since", "2025-12-21"),
    ("Back pain since December.", "onset", "since", "2025-12-01"),
    ("Onset 12/10. Pain 7/10.", "onset", "since", "2025-12-10"),
    ("First visit 12/10, last visit 1/2.", "first-visit", "date", "2025-12-10"),
    ("Tramadol since 12/10.", "opioid", "since", "2025-12-10"),
    ("She fell a month ago.", "injury-event", "date", "2025-12-09"),
    ("She fell eight weeks and two days ago.", "injury-event", "date", "2025-11-11"),
    ("She fell on Dec. 28 after lunch.", "injury-event", "date", "2025-12-28"),
    ("She fell the last week of December.", "injury-event", "date", "2025-12-25"),
    ("She fell the second week of December.", "injury-event", "date", "2025-12-08"),
    ("Back pain began on Dec. 28 and still hurts today.", "onset", "since", "2025-12-28"),
    ("L1 fracture     Onset 12/8/25     Next appt 1/20", "onset", "since", "2025-12-08"),
    ("Date of onset of back pain?\n12/08/2025", "onset", "date", "2025-12-08"),
    ("Onset of back pain: December, shovelling.", "onset", "date", "2025-12-01"),
    (
      "Tramadol between the 3rd of December and the 2nd of January.", "opioid", "since",
      "2025-12-03"
    ),
    ("Enoxaparin until 2/20.", "anticoagulant", "until", "2026-02-20"),
    ("Prednisone until December.", "steroid-use", "until", "2025-12-31"),
    ("Takes tramadol for back pain since December 10.", "opioid", "since", "2025-12-10"),
    ("Takes tramadol for back pain since December 10.", "back-pain", "since", "2025-12-10"),
    ("TLSO for her T12 compression fracture since 12/20/2025.", "brace", "since", "2025-12-20"),
    ("PT for L1 fx 11/12/2025 through 12/23/2025.", "physical-therapy", "until", "2025-12-23"),
    (
      "He was given Norco for back pain that started on 12/5/25.", "back-pain", "since",
      "2025-12-05"
    ),
  ])
  func `are the days that are meant`(
    text: String,
    concept: String,
    attribute: String,
    day: String
  ) throws {
    let findings = Fixture.findings(in: "DATE: 01/08/2026\n\(text)")
    let finding = try #require(findings.first { $0.concept == concept })
    #expect(finding.attribute(attribute)?.value == CalendarDate(iso: day).map { .date($0) })
  }

  @Test(arguments: [
    ("Outpatient PT: week 6 of POC.", "35-42"), ("PT, week 5 of 6.", "28-35"),
    ("PT, week 2 of a 6 week plan.", "7-14"), ("Day 38 of back pain.", "37-38"),
  ])
  func `are how far something has come, told by a number`(text: String, days: String) {
    let findings = Fixture.findings(in: "THERAPY NOTE 01/08/2026\n\(text)")
    let lengths = findings.compactMap { finding -> String? in
      guard case .days(let days) = finding.attribute("duration")?.value else { return nil }
      return "\(days.lowerBound)-\(days.upperBound)"
    }
    #expect(lengths == [days])
  }

  @Test(arguments: [
    ("Enoxaparin until 2/20.", "anticoagulant present"),
    ("Eliquis until December.", "anticoagulant historical"),
    ("Eliquis stopped 2/2025.", "anticoagulant historical"),
  ])
  func `end what is taken only where they have come`(text: String, expected: String) {
    let text = "CLINIC 01/08/2026\n\(text)"
    #expect(Fixture.assertions(in: text, of: [expected]) == [expected])
  }

  @Test func `are no count of visits`() {
    let findings = Fixture.findings(
      in: "THERAPY NOTE 01/08/2026\nDx: LBP     Visits 10/10, no no-show"
    )
    #expect(findings.allSatisfy { $0.concept != "pain-score" })
  }
}
