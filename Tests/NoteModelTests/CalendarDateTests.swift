import NoteModel
import Testing

@Suite struct `Calendar dates` {
  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2024-02-29", 19_782),
    ("2025-04-22", 20_200),
  ])
  func `a day has the number that the calendar gives it`(text: String, number: Int) throws {
    let date = try #require(CalendarDate(iso: text))
    #expect(date.dayNumber == number)
    #expect(date.description == text)
  }

  @Test(arguments: [
    "2023-02-29", "2025-13-01", "2025-00-10", "2025-04-31", "25-04-01", "2025-4", "",
  ])
  func `a day that does not exist is refused`(text: String) {
    #expect(CalendarDate(iso: text) == nil)
  }

  @Test func `every day of four centuries survives the way there and back`() throws {
    let first = try #require(CalendarDate(year: 1800, month: 1, day: 1))
    for day in stride(from: 0, to: 146_097, by: 1) {
      let date = first.advanced(by: day)
      let parts = date.parts
      #expect(CalendarDate(year: parts.year, month: parts.month, day: parts.day) == date)
    }
  }

  @Test(arguments: [("1969-12-31", 3), ("1970-01-01", 4), ("2024-02-29", 4), ("2026-11-29", 7)])
  func `a day has its place in the week, from Monday`(text: String, weekday: Int) throws {
    #expect(try #require(CalendarDate(iso: text)).weekday == weekday)
  }
}
