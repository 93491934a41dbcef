import NoteModel

/// The arithmetic of onsets and of courses of treatment.
enum Courses {
  /// Days within which two statements of an onset are the same one.
  static let slack = 10

  /// An onset told by a finding.
  struct Onset: Equatable {
    let day: CalendarDate
    /// Whether a dated event tells it, rather than a duration.
    let isDated: Bool
  }

  /// The onsets that a finding tells.
  ///
  /// - Parameters:
  ///   - finding: with `since`, `date` or `duration`.
  ///   - day: the date of its document, from which a duration counts back.
  /// - Returns: one onset for each such attribute.
  static func onsets(of finding: Finding, writtenOn day: CalendarDate?) -> [Onset] {
    finding.attributes.compactMap { attribute in
      switch (attribute.name, attribute.value) {
      case (Attribute.since, .date(let since)): return Onset(day: since, isDated: true)
      case (Attribute.date, .date(let date)): return Onset(day: date, isDated: true)
      case (Attribute.duration, .days(let days)):
        return day.map { Onset(day: $0.advanced(by: -days.upperBound), isDated: false) }
      default: return nil
      }
    }
  }

  /// The onset that counts among several: the last dated one, taken back to the earliest that
  /// says the same; a duration alone where no date is told.
  static func onset(of onsets: [Onset], at reference: CalendarDate) -> CalendarDate? {
    let dated = onsets.filter(\.isDated).map(\.day)
    let last = dated.max() ?? onsets.map(\.day).min()
    guard let last else { return nil }
    return onsets.map(\.day).filter { abs($0.days(since: last)) <= slack && $0 <= last }.min()
  }

  /// Days for which a treatment was had.
  ///
  /// - Parameters:
  ///   - finding: a drug or therapy with `since`, `date`, `until` or `duration`.
  ///   - day: the date of its document; something present and begun by then runs to the reference.
  ///   - reference: the date up to which an open course runs.
  /// - Returns: the longest that its attributes tell, or `nil` where they tell none.
  static func length(
    of finding: Finding,
    writtenOn day: CalendarDate?,
    until reference: CalendarDate
  ) -> Int? {
    var start: CalendarDate?
    var end: CalendarDate?
    var longest: Int?
    for attribute in finding.attributes {
      switch (attribute.name, attribute.value) {
      case (Attribute.since, .date(let date)): start = min(start ?? date, date)
      case (Attribute.date, .date(let date)) where finding.assertion == .present:
        start = min(start ?? date, date)
      case (Attribute.until, .date(let date)): end = max(end ?? date, date)
      case (Attribute.duration, .days(let days)):
        longest = max(longest ?? 0, days.upperBound)
      default: break
      }
    }
    if let start, start <= reference {
      let last = min(end ?? (finding.assertion == .present ? reference : start), reference)
      longest = max(longest ?? 0, last.days(since: start))
    }
    return longest
  }
}
