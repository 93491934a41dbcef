import NoteModel

/// The digits of a number token, and what they can mean.
struct NumberToken {
  /// Digits without a sign between them.
  private struct Part {
    var value = 0
    var digits = 0
  }

  private let lead: Part
  /// The parts after the first; a plain number has none, and costs no allocation.
  private let others: [Part]
  /// The sign before each of them; every dash is a hyphen.
  private let joints: [UInt8]

  /// A number token's words, such as `02/10/2025`, `5-6`, `1,200` or `98.6`.
  init(_ text: String) { self.init(utf8: text.utf8) }

  /// A number token's words as UTF-8.
  init(utf8: some Sequence<UInt8>) {
    var parts: (lead: Part?, others: [Part]) = (nil, [])
    var joints: [UInt8] = []
    var part = Part()
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        part.value = part.digits < 9 ? part.value * 10 + Int(byte - UInt8(ascii: "0")) : part.value
        part.digits += 1
      case 0x80..<0xC0: break
      default:
        if parts.lead == nil { parts.lead = part } else { parts.others.append(part) }
        // Of what is no ASCII only dashes stand between digits.
        joints.append(byte < 0x80 ? byte : Self.dash)
        part = Part()
      }
    }
    if let lead = parts.lead {
      self.lead = lead
      others = parts.others + [part]
    } else {
      lead = part
      others = []
    }
    self.joints = joints
  }

  private static let dash = UInt8(ascii: "-")
  private static let point = UInt8(ascii: ".")
  private static let slash = UInt8(ascii: "/")
  private static let comma = UInt8(ascii: ",")
  private static let colon = UInt8(ascii: ":")

  /// The number of its parts: 3 for `3/30/26`.
  var count: Int { others.count + 1 }

  private func part(_ index: Int) -> Part { index == 0 ? lead : others[index - 1] }

  /// Whether it is two parts with a sign between them.
  private func isJoined(by sign: UInt8) -> Bool { joints.count == 1 && joints[0] == sign }

  private var areJointsEqual: Bool { joints.allSatisfy { $0 == joints[0] } }

  /// The number of digits of a plain number.
  var digits: Int { lead.digits }

  /// Whether it has a year: `4/15/26`, `6/2025`, `2026`.
  var namesYear: Bool { count == 3 || (0..<count).contains { part($0).digits == 4 } }

  /// The first number of several, as in a score of `17/24`.
  var first: Double { Double(lead.value) }

  /// Whether it can be a part of one, such as `1/2`.
  var isFraction: Bool {
    isJoined(by: Self.slash) && lead.value < part(1).value && part(1).value <= 4
  }

  /// Whether it is a time of day: `09:31`.
  var isTimeOfDay: Bool {
    isJoined(by: Self.colon) && lead.value < 24 && part(1).digits == 2 && part(1).value < 60
  }

  /// Two numbers with a slash between them.
  var isPair: Bool { isJoined(by: Self.slash) }

  /// A plain whole number.
  var whole: Int? { joints.isEmpty ? lead.value : nil }

  /// A plain or decimal number.
  var decimal: Double? {
    if joints.isEmpty { return Double(lead.value) }
    if joints.allSatisfy({ $0 == Self.comma }) {
      return others.reduce(Double(lead.value)) { $0 * 1000 + Double($1.value) }
    }
    guard isJoined(by: Self.point), part(1).digits <= 6 else { return nil }
    return Double(lead.value) + Self.fraction(part(1))
  }

  private static func fraction(_ part: Part) -> Double {
    var divisor = 1.0
    for _ in 0..<part.digits { divisor *= 10 }
    return Double(part.value) / divisor
  }

  /// Whether it is a date with day, month and year.
  var isWholeDate: Bool { count == 3 && areJointsEqual && joints[0] != Self.comma }

  /// A month with its year in four digits: `06/2022`.
  var isMonthOfYear: Bool {
    count == 2 && (1...12).contains(lead.value) && part(1).digits == 4
      && (1900...2099).contains(part(1).value)
  }

  /// An hour of the day with its minutes: `2250`, `14:05`.
  var isHour: Bool {
    if isJoined(by: UInt8(ascii: ":")) { return lead.value < 24 && part(1).value < 60 }
    return joints.isEmpty && digits == 4 && lead.value < 2400 && lead.value % 100 < 60
  }

  /// A number or a range of two, such as `5-6`.
  var range: ClosedRange<Double>? {
    if let decimal { return decimal...decimal }
    guard isJoined(by: Self.dash), lead.value <= part(1).value else { return nil }
    return Double(lead.value)...Double(part(1).value)
  }

  /// The number of a score out of `total`, such as `7/10`; the higher of a range.
  ///
  /// `07/10` is a day.
  func score(outOf total: Int) -> Double? {
    guard lead.digits == 1 || lead.value >= 10 else { return nil }
    guard count >= 2, joints[joints.count - 1] == Self.slash, part(count - 1).value == total
    else { return nil }
    if count == 2 { return lead.value <= total ? Double(lead.value) : nil }
    guard count == 3, part(1).value <= total else { return nil }
    if joints[0] == Self.dash { return Double(max(lead.value, part(1).value)) }
    guard joints[0] == Self.point else { return nil }
    return Double(lead.value) + Self.fraction(part(1))
  }

  /// Whether a whole date that ends with its year can only have the day, or only the month, first;
  /// `nil` where both can be.
  var isDayFirst: Bool? {
    guard isWholeDate, lead.digits <= 2, part(1).digits <= 2 else { return nil }
    switch (lead.value > 12, part(1).value > 12) {
    case (true, false): return true
    case (false, true): return false
    default: return nil
    }
  }

  /// The day of two numbers with a slash between them that can be a month and its day, and never a day
  /// and its month: 19 of `8/19`.
  var dayBehindMonth: Int? {
    guard isPair, lead.digits <= 2, part(1).digits == 2, (1...12).contains(lead.value),
      (13...31).contains(part(1).value)
    else { return nil }
    return part(1).value
  }

  /// A date, as the first and last day that it can be, with a missing year filled in.
  ///
  /// - Parameters:
  ///   - today: the day from which a date without a year is seen.
  ///   - isDayFirst: whether the text has days before months.
  ///   - isExpected: asked of what may be a score: whether it stands in a column of dates, after a
  ///     word that dates or beside a date, where it is none.
  /// - Returns: the days, or `nil` where the number is no date.
  func date(
    before today: CalendarDate?,
    isDayFirst: Bool,
    isExpected: @autoclosure () -> Bool = false
  ) -> (first: CalendarDate, last: CalendarDate)? {
    guard let joint = joints.first, areJointsEqual,
      joint == Self.slash || joint == Self.dash || joint == Self.point
    else { return nil }
    if count == 3 {
      let whole =
        lead.digits == 4
        ? CalendarDate(year: lead.value, month: part(1).value, day: part(2).value)
        : part(2).digits == 4 || part(2).digits == 2
          ? CalendarDate(
            year: part(2).digits == 4 ? part(2).value : Self.century(of: part(2).value),
            month: part(isDayFirst ? 1 : 0).value,
            day: part(isDayFirst ? 0 : 1).value
          ) : nil
      return whole.map { ($0, $0) }
    }
    guard count == 2 else { return nil }
    if joint == Self.slash || joint == Self.dash, isMonthOfYear,
      let first = CalendarDate(year: part(1).value, month: lead.value, day: 1)
    {
      let days = CalendarDate.length(ofMonth: lead.value, year: part(1).value)
      return (first, first.advanced(by: days - 1))
    }
    // `7/10` may be a score, `5/5` a strength: a bare day needs a plausible month and day.
    let month = part(isDayFirst ? 1 : 0).value
    guard joint == Self.slash, lead.digits <= 2, part(1).digits <= 2, today != nil,
      (part(1).value != 5 || lead.value > 5) && part(1).value != 10 || isExpected(),
      let day = Self.latest(month: month, day: part(isDayFirst ? 0 : 1).value, before: today)
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
