import NoteModel

/// The rule that says on which day of a year one with a name is: `Thanksgiving`, `Christmas Eve`.
enum Holiday: Sendable, BitwiseCopyable {
  /// A day of a month.
  case fixed(month: Int, day: Int)
  /// Such a weekday of a month, Monday as 1: the first, second and so on, or the last as 5.
  case weekday(Int, which: Int, month: Int)
  /// So many days after Easter Sunday of the western churches.
  case easter(days: Int)
  /// None: `the Christmas tree`.
  case none

  /// The rule written as in `holidays.tsv`: `12-25`, `11-4-4` for the fourth Thursday of November, `easter-2`
  /// or `none`; `nil` for what is no rule.
  init?(_ rule: String) {
    let numbers = rule.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    switch (numbers.count, rule.hasPrefix(Self.easterName)) {
    case (_, true):
      let days = rule.dropFirst(Self.easterName.count)
      guard let number = days.isEmpty ? 0 : Int(days), (-366...366).contains(number) else {
        return nil
      }
      self = .easter(days: number)
    case (2, _):
      guard let month = numbers[0], let day = numbers[1],
        CalendarDate(year: Self.leapYear, month: month, day: day) != nil
      else { return nil }
      self = .fixed(month: month, day: day)
    case (3, _):
      guard let month = numbers[0], let which = numbers[1], let weekday = numbers[2],
        (1...12).contains(month), (1...5).contains(which), (1...7).contains(weekday)
      else { return nil }
      self = .weekday(weekday, which: which, month: month)
    default:
      guard rule == "none" else { return nil }
      self = .none
    }
  }

  private static let easterName = "easter"

  /// A year that has every day.
  private static let leapYear = 2000

  /// The day that it is in a year; none where that has no such day.
  func date(in year: Int) -> CalendarDate? {
    switch self {
    case .fixed(let month, let day): CalendarDate(year: year, month: month, day: day)
    case .weekday(let weekday, let which, let month):
      Self.day(weekday, which: which, month: month, year: year)
    case .easter(let days): Self.easter(in: year)?.advanced(by: days)
    case .none: nil
    }
  }

  private static func day(_ weekday: Int, which: Int, month: Int, year: Int) -> CalendarDate? {
    guard let first = CalendarDate(year: year, month: month, day: 1) else { return nil }
    let days = (weekday - first.weekday + 7) % 7 + 7 * (which - 1)
    // The fifth is the last, which is the fourth in most months.
    let isThere = days < CalendarDate.length(ofMonth: month, year: year)
    return first.advanced(by: isThere ? days : days - 7)
  }

  /// Easter Sunday.
  ///
  /// By the anonymous Gregorian computus (Nature 13 (1876), page 487).
  private static func easter(in year: Int) -> CalendarDate? {
    let golden = year % 19
    let (century, rest) = (year / 100, year % 100)
    let correction = (century - (century + 8) / 25 + 1) / 3
    let moon = (19 * golden + century - century / 4 - correction + 15) % 30
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7
    let late = (golden + 11 * moon + 22 * sunday) / 451
    let days = moon + sunday - 7 * late + 114
    return CalendarDate(year: year, month: days / 31, day: days % 31 + 1)
  }
}
