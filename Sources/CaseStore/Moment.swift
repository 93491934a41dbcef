public import NoteModel

/// A point in time, to the second, in UTC.
public struct Moment: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Seconds since 1970.
  public let seconds: Int

  /// A point in time.
  public init(seconds: Int) {
    self.seconds = seconds
  }

  /// The day it falls on.
  public var day: CalendarDate { CalendarDate(dayNumber: seconds / 86_400) }

  /// The moment so many seconds later (earlier when negative).
  public func advanced(by seconds: Int) -> Moment { Moment(seconds: self.seconds + seconds) }

  /// Whether `left` is the earlier moment.
  public static func < (left: Moment, right: Moment) -> Bool { left.seconds < right.seconds }

  /// `YYYY-MM-DDTHH:MM:SSZ`.
  public var description: String {
    let padded = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    let rest = seconds % 86_400
    return "\(day)T\(padded(rest / 3600)):\(padded(rest / 60 % 60)):\(padded(rest % 60))Z"
  }
}
