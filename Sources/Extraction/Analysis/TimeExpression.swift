import NoteModel

/// Words about time in a sentence, worked out as days.
struct TimeExpression {
  /// What is known.
  enum Value: Equatable {
    /// A day, or the first to the last day of a month or year.
    case day(CalendarDate, CalendarDate)
    /// From a day on.
    case since(CalendarDate)
    /// Up to a day.
    case until(CalendarDate)
    /// From a day to a day.
    case span(CalendarDate, CalendarDate)
    /// A length of time in days.
    case lasting(ClosedRange<Int>)
  }

  let value: Value
  let tokens: Range<Int>

  /// Whether it is a day, or the days of a month or a year.
  var isDay: Bool {
    if case .day = value { true } else { false }
  }

  /// Whether it has a first and a last day.
  var isSpan: Bool {
    if case .span = value { true } else { false }
  }

  /// Whether it begins on a day and goes on.
  var isOpen: Bool {
    if case .since = value { true } else { false }
  }

  /// Whether it is a length of time.
  var isLength: Bool {
    if case .lasting = value { true } else { false }
  }
}
