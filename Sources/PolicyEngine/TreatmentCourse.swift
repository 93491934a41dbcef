import NoteModel

/// A treatment had over some days, as a finding tells it or as several documents show it.
struct TreatmentCourse {
  /// The days from the first to the last.
  let days: Int

  /// The first and last day; a bare duration tells neither.
  let span: ClosedRange<CalendarDate>?

  /// Whether the treatment may have gone on for longer than what is documented.
  let isAtLeast: Bool

  /// The findings that tell it, in order.
  let findings: [Finding]

  /// A mention of a treatment as had on the day of its document.
  private struct Sighting {
    let day: CalendarDate
    let finding: Finding
    /// What a record of the treatment marks with that day.
    let bound: Bound?

    enum Bound { case start, end }

    /// A mention on a day.
    init(_ finding: Finding, on day: CalendarDate) {
      self.day = day
      self.finding = finding
      bound = nil
    }

    /// What a record tells with a day of its own.
    init?(of finding: Finding, bound: Bound?) {
      guard let day = bound == .end ? finding.lastDay : finding.ownDay else { return nil }
      self.day = day
      self.finding = finding
      self.bound = bound
    }

    /// Whether the treatment was ordered or begun on that day.
    var isBeginning: Bool {
      bound == .start || finding.assertion == .planned
        || finding.attribute(Attribute.since)?.value == .date(day)
    }
  }

  /// Days between two mentions of the same treatment over which it is taken to have gone on.
  static let longestSilence = 100

  /// Days before the reference up to which a bare date beside a treatment is its beginning.
  private static let longestListed = 365

  /// Days before the reference at which a course that still counts was told or over, at most.
  private static let longestAgo = 365

  /// Days between one treatment and the next that still make one course of care.
  static let longestGap = 7

  /// The courses that some findings tell, alone and together.
  ///
  /// A finding tells its own by dates or a duration. Documents of different days that find the
  /// same treatment under way (started on 15 November, still taken on 29 December) tell one of at
  /// least the days between them, unless a document in between has it stopped. What follows upon
  /// another within a week is one course of care with it.
  ///
  /// - Parameters:
  ///   - findings: drugs or therapies, in order.
  ///   - others: mentions of them that do not count, such as doses without prescription; what is
  ///     once told so is not put together from its mentions.
  ///   - starts: what marks the first day of a treatment by a date of its own.
  ///   - ends: what so marks the last.
  ///   - file: the case they are of.
  ///   - reference: the day up to which an open course runs.
  /// - Returns: the courses, those of one finding first, then by treatment.
  static func courses(
    of findings: [Finding],
    without others: [Finding] = [],
    starts: [Finding] = [],
    ends: [Finding] = [],
    in file: CaseFile,
    until reference: CalendarDate
  ) -> [TreatmentCourse] {
    let doubtful = Set(others.map(\.subject))
    let known = CourseEnds(of: findings, marks: starts + ends, in: file)
    let records = Set(starts.map(\.document))
    let marks =
      starts.compactMap { Sighting(of: $0, bound: .start) }
      // Only a record that tells the first day tells which is the last.
      + ends.compactMap { Sighting(of: $0, bound: records.contains($0.document) ? .end : nil) }
    let closings = marks.filter { $0.bound == .end }.map(\.day).sorted()
    var courses = findings.compactMap { finding in
      told(
        by: finding,
        writtenOn: file.end(of: finding),
        known.end(of: finding) ?? reference,
        closings: closings
      )
    }
    let treatments = Dictionary(grouping: findings, by: \.subject)
    for (subject, findings) in treatments.sorted(by: { $0.key < $1.key })
    where !doubtful.contains(subject) {
      courses += seen(findings, marks: marks, in: file, until: reference)
    }
    return courses + joined(courses)
  }

  /// What a finding tells of itself, or `nil` where it gives no time.
  static func told(
    by finding: Finding,
    writtenOn day: CalendarDate?,
    _ reference: CalendarDate,
    closings: [CalendarDate]
  ) -> TreatmentCourse? {
    guard finding.assertion == .present || finding.assertion == .historical else { return nil }
    var start: CalendarDate?
    var end: CalendarDate?
    var closing: CalendarDate?
    var duration: Int?
    for attribute in finding.attributes {
      switch (attribute.name, attribute.value) {
      case (Attribute.since, .date(let date)): start = min(start ?? date, date)
      // The day of the document itself is that of a visit.
      case (Attribute.date, .date(let date))
      where finding.assertion == .present && date != day
        && reference.days(since: date) <= longestListed:
        start = min(start ?? date, date)
        // What it was on that day, as `in June`, ended when a record says so.
        closing = closings.first { date <= $0 }
      case (Attribute.until, .date(let date)): end = max(end ?? date, date)
      case (Attribute.duration, .days(let days)): duration = max(duration ?? 0, days.upperBound)
      default: break
      }
    }
    end = end ?? closing
    var span: ClosedRange<CalendarDate>?
    // Of what is over the end must be told, or nothing is known of its length.
    if let start, start <= reference, end != nil || finding.assertion == .present {
      let last = min(end ?? reference, reference)
      span = start...max(start, last)
    }
    // What was over long before is the care of another episode.
    if let last = span?.upperBound ?? day, reference.days(since: last) > longestAgo { return nil }
    let days = [span.map { $0.upperBound.days(since: $0.lowerBound) }, duration].compactMap { $0 }
    return days.max().map {
      TreatmentCourse(days: $0, span: span, isAtLeast: false, findings: [finding])
    }
  }

  /// The courses that the days of documents show of one treatment.
  private static func seen(
    _ findings: [Finding],
    marks: [Sighting],
    in file: CaseFile,
    until reference: CalendarDate
  ) -> [TreatmentCourse] {
    let documents = Set(findings.map(\.document))
    let marked = marks.filter { documents.contains($0.finding.document) && $0.day <= reference }
    let seen = findings.compactMap { finding -> Sighting? in
      guard finding.assertion == .present || finding.assertion == .planned,
        let day = file.day(of: finding), day <= reference
      else { return nil }
      return Sighting(finding, on: day)
    }
    let sightings = (seen + marked).sorted { ($0.day, $0.finding.id) < ($1.day, $1.finding.id) }
    // Where its beginning is told, a mention before that day is of something earlier.
    let told = findings.compactMap { finding -> CalendarDate? in
      if case .date(let day)? = finding.attribute(Attribute.since)?.value { day } else { nil }
    }
    let begun = told.filter { $0 <= reference }.min()
    // What a record ends is past on that day because it ends.
    let ends = Set(marked.filter { $0.bound == .end }.map(\.day))
    let stops = findings.filter { $0.assertion == .historical || $0.assertion == .absent }
      .compactMap { file.day(of: $0) }
      .filter { !ends.contains($0) }
    var courses: [TreatmentCourse] = []
    var run: [Sighting] = []
    /// The last day that a record of the run marks as such.
    var end: CalendarDate?
    func close() {
      // What was only planned on the last day shows nothing yet.
      while run.last?.finding.assertion == .planned { run.removeLast() }
      if let first = run.first, let last = run.last, first.day < last.day {
        courses.append(
          TreatmentCourse(
            days: last.day.days(since: first.day),
            span: first.day...last.day,
            // One begun on its first day is known whole by its end, or had to the reference.
            isAtLeast: !first.isBeginning || last.day != end ?? reference,
            findings: run.map(\.finding)
          )
        )
      }
      run = []
      end = nil
    }
    for sighting in sightings where begun.map({ $0 <= sighting.day }) ?? true {
      if let last = run.last,
        sighting.day.days(since: last.day) > longestSilence
          || sighting.bound != .end
            && stops.contains(where: { last.day <= $0 && $0 <= sighting.day })
      {
        close()
      }
      if let ended = end, ended < sighting.day, sighting.bound != .end {
        // What a record has ended is had no more where it is only named.
        guard sighting.isBeginning else { continue }
        close()
      }
      if sighting.bound == .end { end = sighting.day }
      run.append(sighting)
    }
    close()
    return courses
  }

  /// The courses of care that dated ones make where one follows upon another.
  private static func joined(_ courses: [TreatmentCourse]) -> [TreatmentCourse] {
    let dated = courses.compactMap { course in course.span.map { (span: $0, course: course) } }
      .sorted { $0.span.lowerBound < $1.span.lowerBound }
    var joined: [TreatmentCourse] = []
    var span: ClosedRange<CalendarDate>?
    var parts: [TreatmentCourse] = []
    func close() {
      guard let whole = span, parts.count > 1 else { return }
      var seen: Set<Int> = []
      joined.append(
        TreatmentCourse(
          days: whole.upperBound.days(since: whole.lowerBound),
          span: whole,
          isAtLeast: parts.contains { $0.isAtLeast },
          findings: parts.flatMap(\.findings).filter { seen.insert($0.id).inserted }
        )
      )
    }
    for (next, course) in dated {
      if let whole = span, next.lowerBound.days(since: whole.upperBound) <= longestGap {
        span = whole.lowerBound...max(whole.upperBound, next.upperBound)
        parts.append(course)
      } else {
        close()
        span = next
        parts = [course]
      }
    }
    close()
    return joined
  }
}

extension TreatmentCourse {
  /// The arithmetic in words, as `Tramadol from 2024-11-15 to 2024-12-29, at least 44 days`.
  func sentence(_ file: CaseFile) -> String {
    var names: [String] = []
    for finding in findings {
      let name = file.words(of: finding).lowercased()
      if !names.contains(name) { names.append(name) }
    }
    let subject = names.prefix(3).joined(separator: ", ")
    let dates = span.map { " from \($0.lowerBound) to \($0.upperBound)" } ?? ""
    return subject.prefix(1).uppercased() + subject.dropFirst()
      + "\(dates), \(isAtLeast ? "at least " : "")\(days) days"
  }
}

/// The days by which open courses were over.
private struct CourseEnds {
  private let file: CaseFile

  /// The last visit that each document records.
  private let visits: [Int: CalendarDate]

  /// For each treatment the days on which it was past, in order, and the last day of a note that
  /// tells it of that day.
  private let stops: [String: [(end: CalendarDate, told: CalendarDate)]]

  init(of findings: [Finding], marks: [Finding], in file: CaseFile) {
    self.file = file
    visits = Dictionary(
      marks.compactMap { mark in mark.ownDay.map { (mark.document, $0) } },
      uniquingKeysWith: max
    )
    var told: [String: [CalendarDate: CalendarDate]] = [:]
    for stop in findings where stop.assertion == .historical {
      guard let day = file.day(of: stop) else { continue }
      let end = stop.ownDay.map { min($0, day) } ?? day
      told[stop.subject, default: [:]].merge([end: day], uniquingKeysWith: max)
    }
    stops = told.mapValues { $0.map { (end: $0.key, told: $0.value) }.sorted { $0.end < $1.end } }
  }

  /// The day by which the open course of a finding was over: that of the last visit that its own
  /// document records, or the first on which a later one tells of it as past.
  ///
  /// - Complexity: O(log findings)
  func end(of finding: Finding) -> CalendarDate? {
    guard finding.assertion == .present, let written = file.day(of: finding) else { return nil }
    let stops = stops[finding.subject] ?? []
    // Of the day itself only a later note tells; what ended after it was told after it.
    let later = stops[stops.partitioningIndex { $0.end >= written }...].first { $0.told > written }
    return [visits[finding.document], later?.end].compactMap { $0 }.min()
  }
}

extension Finding {
  /// The day that its words give, or else the first or last.
  fileprivate var ownDay: CalendarDate? {
    let told = attribute(Attribute.date) ?? attribute(Attribute.since) ?? attribute(Attribute.until)
    if case .date(let day)? = told?.value { return day }
    return nil
  }

  /// The last day that its words give.
  fileprivate var lastDay: CalendarDate? {
    if case .date(let day)? = attribute(Attribute.until)?.value { day } else { ownDay }
  }

  /// What is treated with: the drug by its code, whatever its brand, or the kind of therapy.
  fileprivate var subject: String { codes.first.map { "\($0.system) \($0.code)" } ?? concept }
}
