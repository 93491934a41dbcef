import NoteModel
import Testing

@testable import Extraction

@Suite struct `Days with a name` {
  @Test(arguments: [
    ("12-25", 2025, "2025-12-25"),
    ("11-4-4", 2025, "2025-11-27"), ("11-4-4", 2023, "2023-11-23"),
    ("5-5-1", 2025, "2025-05-26"), ("5-5-1", 2027, "2027-05-31"),
    ("1-3-1", 2026, "2026-01-19"), ("9-1-1", 2025, "2025-09-01"),
    ("easter", 2024, "2024-03-31"), ("easter", 2025, "2025-04-20"), ("easter", 2038, "2038-04-25"),
    ("easter-2", 2026, "2026-04-03"), ("easter+1", 2026, "2026-04-06"),
  ])
  func `fall on the day that their rule gives`(rule: String, year: Int, day: String) throws {
    let holiday = try #require(Holiday(rule))
    #expect(holiday.date(in: year)?.description == day)
  }

  @Test(arguments: [
    "", "12", "2-30", "13-1", "11-6-4", "11-4-8", "1-2-3-4", "easter-x", "easter-4000", "Christmas",
  ])
  func `have no other rule`(rule: String) {
    #expect(Holiday(rule) == nil)
  }

  @Test func `are none on words that only look like one`() throws {
    #expect(try #require(Holiday("none")).date(in: 2025) == nil)
  }
}
