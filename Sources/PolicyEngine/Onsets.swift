import NoteModel

/// The arithmetic of the day a pain began.
enum Onsets {
  /// Days within which two statements of an onset are the same one.
  private static let slack = 10

  /// Whether two days state the same onset.
  static func isSame(_ one: CalendarDate, _ other: CalendarDate) -> Bool {
    abs(one.days(since: other)) <= slack
  }

  /// An onset told by a finding.
  struct Told: Equatable {
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
  static func onsets(of finding: Finding, writtenOn day: CalendarDate?) -> [Told] {
    finding.attributes.compactMap { attribute in
      switch (attribute.name, attribute.value) {
      case (Attribute.since, .date(let since)): return Told(day: since, isDated: true)
      case (Attribute.date, .date(let date)): return Told(day: date, isDated: true)
      case (Attribute.duration, .days(let days)):
        return day.map { Told(day: $0.advanced(by: -days.upperBound), isDated: false) }
      default: return nil
      }
    }
  }

  /// Days after a fracture was shown within which a new pain is one of the same episode.
  private static let longestEpisode = 183

  /// Whether a day comes after the one on which its cause was shown, in the same episode: a pain that
  /// grew worse in therapy began no fracture seen before.
  static func isLate(_ day: CalendarDate, shownOn shown: CalendarDate) -> Bool {
    (slack + 1...longestEpisode).contains(day.days(since: shown))
  }

  /// The onset that counts among several: the last dated one, taken back to the earliest that
  /// says the same; a duration alone where no date is told.
  static func onset(of onsets: [Told], at reference: CalendarDate) -> CalendarDate? {
    let dated = onsets.filter(\.isDated).map(\.day)
    let last = dated.max() ?? onsets.map(\.day).min()
    guard let last else { return nil }
    return onsets.map(\.day).filter { isSame($0, last) && $0 <= last }.min()
  }
}
