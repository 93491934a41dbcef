import NoteModel

/// The digits of a number token, and what they can mean.
struct NumberToken {
  private let parts: [(value: Int, digits: Int)]
  private let joints: [Character]

  /// A number token's words, such as `02/10/2025`, `5-6`, `1,200` or `98.6`.
  init(_ text: String) {
    var parts: [(value: Int, digits: Int)] = []
    var joints: [Character] = []
    var value = 0
    var digits = 0
    for character in text {
      if let digit = character.wholeNumberValue, character.isASCII {
        value = digits < 9 ? value * 10 + digit : value
        digits += 1
      } else {
        parts.append((value, digits))
        joints.append(
          "\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2212}".contains(character) ? "-" : character
        )
        value = 0
        digits = 0
      }
    }
    parts.append((value, digits))
    self.parts = parts
    self.joints = joints
  }

  /// The number of digits of a plain number.
  var digits: Int { parts[0].digits }

  /// The first number of several, as in a score of `17/24`.
  var first: Double { Double(parts[0].value) }

  /// Whether it can be a part of one, such as `1/2`.
  var isFraction: Bool {
    joints == ["/"] && parts[0].value < parts[1].value && parts[1].value <= 4
  }

  /// A plain whole number.
  var whole: Int? { joints.isEmpty ? parts[0].value : nil }

  /// A plain or decimal number.
  var decimal: Double? {
    if joints.isEmpty { return Double(parts[0].value) }
    if joints.allSatisfy({ $0 == "," }) {
      return parts.reduce(0) { $0 * 1000 + Double($1.value) }
    }
    guard joints == ["."], parts[1].digits <= 6 else { return nil }
    return Double(parts[0].value) + Self.fraction(parts[1])
  }

  private static func fraction(_ part: (value: Int, digits: Int)) -> Double {
    var divisor = 1.0
    for _ in 0..<part.digits { divisor *= 10 }
    return Double(part.value) / divisor
  }

  /// Whether it is a date with day, month and year.
  var isWholeDate: Bool { parts.count == 3 && Set(joints).count == 1 && joints[0] != "," }

  /// An hour of the day with its minutes: `2250`, `14:05`.
  var isHour: Bool {
    if joints == [":"] { return parts[0].value < 24 && parts[1].value < 60 }
    return joints.isEmpty && digits == 4 && parts[0].value < 2400 && parts[0].value % 100 < 60
  }

  /// A number or a range of two, such as `5-6`.
  var range: ClosedRange<Double>? {
    if let decimal { return decimal...decimal }
    guard joints == ["-"], parts[0].value <= parts[1].value else { return nil }
    return Double(parts[0].value)...Double(parts[1].value)
  }

  /// The number of a score out of `total`, such as `7/10`; the higher of a range.
  func score(outOf total: Int) -> Double? {
    guard parts.count >= 2, joints[joints.count - 1] == "/", parts[parts.count - 1].value == total
    else { return nil }
    if parts.count == 2 { return parts[0].value <= total ? Double(parts[0].value) : nil }
    guard parts.count == 3, parts[1].value <= total else { return nil }
    if joints[0] == "-" { return Double(max(parts[0].value, parts[1].value)) }
    guard joints[0] == "." else { return nil }
    return Double(parts[0].value) + Self.fraction(parts[1])
  }

  /// Whether a whole date that ends with its year can only have the day, or only the month, first;
  /// `nil` where both can be.
  var isDayFirst: Bool? {
    guard isWholeDate, parts[0].digits <= 2, parts[1].digits <= 2 else { return nil }
    switch (parts[0].value > 12, parts[1].value > 12) {
    case (true, false): return true
    case (false, true): return false
    default: return nil
    }
  }

  /// A date, as the first and last day that it can be, with a missing year filled in.
  ///
  /// - Parameters:
  ///   - today: the day from which a date without a year is seen.
  ///   - isDayFirst: whether the text has days before months.
  ///   - isInColumn: whether it stands in a column of dates, where it is no score.
  /// - Returns: the days, or `nil` where the number is no date.
  func date(
    before today: CalendarDate?,
    isDayFirst: Bool,
    isInColumn: Bool = false
  ) -> (first: CalendarDate, last: CalendarDate)? {
    guard joints.count == parts.count - 1, Set(joints).count == 1, let joint = joints.first,
      joint == "/" || joint == "-" || joint == "."
    else { return nil }
    if parts.count == 3 {
      let whole =
        parts[0].digits == 4
        ? CalendarDate(year: parts[0].value, month: parts[1].value, day: parts[2].value)
        : parts[2].digits == 4 || parts[2].digits == 2
          ? CalendarDate(
            year: parts[2].digits == 4 ? parts[2].value : Self.century(of: parts[2].value),
            month: parts[isDayFirst ? 1 : 0].value,
            day: parts[isDayFirst ? 0 : 1].value
          ) : nil
      return whole.map { ($0, $0) }
    }
    guard parts.count == 2 else { return nil }
    if joint == "/" || joint == "-", parts[1].digits == 4, (1900...2099).contains(parts[1].value),
      let first = CalendarDate(year: parts[1].value, month: parts[0].value, day: 1)
    {
      let days = CalendarDate.length(ofMonth: parts[0].value, year: parts[1].value)
      return (first, first.advanced(by: days - 1))
    }
    // `7/10` may be a score, `5/5` a strength: a bare day needs a plausible month and day.
    let month = parts[isDayFirst ? 1 : 0].value
    guard joint == "/", parts[0].digits <= 2, parts[1].digits <= 2, today != nil,
      isInColumn || (parts[1].value != 5 || parts[0].value > 5) && parts[1].value != 10,
      let day = Self.latest(month: month, day: parts[isDayFirst ? 0 : 1].value, before: today)
    else { return nil }
    return (day, day)
  }

  /// A year from its last two digits.
  static func century(of year: Int) -> Int { year < 45 ? 2000 + year : 1900 + year }

  /// The day nearest to today that a month and day can mean; up to three months ahead.
  static func latest(month: Int, day: Int, before today: CalendarDate?) -> CalendarDate? {
    guard let today else { return nil }
    let year = today.parts.year
    for candidate in [year + 1, year, year - 1] {
      if let date = CalendarDate(year: candidate, month: month, day: day),
        date <= today.advanced(by: 92)
      {
        return date
      }
    }
    return nil
  }
}
