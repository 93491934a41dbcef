import NoteModel
import Testing

@testable import Extraction

@Suite struct `Numbers` {
  private static let today = CalendarDate(iso: "2025-04-15")

  @Test(arguments: [
    ("02/10/2025", "2025-02-10"), ("2/10/25", "2025-02-10"), ("2025-02-10", "2025-02-10"),
    ("12/7", "2024-12-07"), ("3/1", "2025-03-01"), ("03/2025", "2025-03-01"),
  ])
  func `read as dates give the day they mean`(text: String, day: String) throws {
    let date = try #require(NumberToken(text).date(before: Self.today, isDayFirst: false))
    #expect(date.first.description == day)
  }

  @Test(arguments: [
    ("16.04.2026", "2026-04-16"), ("05.03.26", "2026-03-05"), ("3/1", "2025-01-03"),
    ("16/04/2026", "2026-04-16"), ("2025-02-10", "2025-02-10"),
  ])
  func `read as dates with the day first give the day they mean`(text: String, day: String) throws {
    let date = try #require(NumberToken(text).date(before: Self.today, isDayFirst: true))
    #expect(date.first.description == day)
  }

  @Test(arguments: ["5/5", "13/45/2025", "98.6", "5-6", "120", "7/10"])
  func `that are scores, strengths or ranges are no dates`(text: String) {
    #expect(NumberToken(text).date(before: Self.today, isDayFirst: false) == nil)
  }

  @Test(arguments: [
    ("09:31", true), ("9:05", true), ("23:59", true), ("24:00", false), ("9:5", false),
    ("9:75", false),
    ("11/22", false), ("931", false),
  ])
  func `of a clock are told from others`(text: String, isTime: Bool) {
    #expect(NumberToken(text).isTimeOfDay == isTime)
  }

  @Test(arguments: [("7/10", 7.0), ("6-7/10", 7), ("7.5/10", 7.5), ("0/10", 0), ("10/10", 10)])
  func `out of ten are scores`(text: String, score: Double) {
    #expect(NumberToken(text).score(outOf: 10) == score)
  }

  @Test(arguments: ["11/10", "7/24", "10", "5/2/10/10"])
  func `out of anything else are not`(text: String) {
    #expect(NumberToken(text).score(outOf: 10) == nil)
  }

  @Test(arguments: [("1,200", 1200.0), ("98.6", 98.6), ("40", 40), ("0.05", 0.05)])
  func `keep their value`(text: String, value: Double) {
    #expect(NumberToken(text).decimal == value)
  }
}
