import NoteModel

/// What a query found: the evidence, and a sentence about it where there is more to say.
struct QueryResult {
  var findings: [Finding] = []
  /// Whether it holds though no words say so, as when the request itself does.
  var holdsWithoutWords = false
  /// Whether the days of its findings are when something began.
  var tellsBeginning = false
  var note: String?

  var isEmpty: Bool { findings.isEmpty && !holdsWithoutWords }
}

/// Looks up the evidence of queries in a case.
struct QueryEvaluator {
  let policy: Policy
  let file: CaseFile
  /// The levels asked for, or planned.
  let target: Target
  /// Results of criteria decided so far, for queries that ask for them.
  var decided: [String: (status: Status, findings: [Finding])] = [:]

  /// The levels that the case is about.
  struct Target {
    let levels: [SpinalLevel]
    /// The findings that say so.
    let findings: [Finding]
    /// Those that the documents plan besides; nothing shown there is for the request.
    var others: [SpinalLevel] = []

    /// All that would be treated.
    var all: [SpinalLevel] { (levels + others).sorted() }
  }

  init(policy: Policy, file: CaseFile) {
    self.policy = policy
    self.file = file
    var planned: [Finding] = []
    let none = QueryEvaluator(policy: policy, file: file, target: Target(levels: [], findings: []))
    for finding in none.evaluate(policy.target).findings where !finding.levels.isEmpty {
      planned.append(finding)
    }
    var levels = file.request.levels ?? []
    if levels.isEmpty {
      for level in planned.flatMap(\.levels) where !levels.contains(level) { levels.append(level) }
    }
    let last = Self.lastPlan(of: planned, file)
    let told = Set(last.flatMap(\.levels))
    // A plan for other levels altogether adds none to the request, unless no request may have them.
    let others = told.subtracting(levels).filter {
      !told.isDisjoint(with: levels) || !policy.levels.contains($0)
    }
    target = Target(
      levels: levels.sorted(),
      findings: planned.filter { finding in
        !Set(finding.levels).isDisjoint(with: levels)
          || !others.isEmpty && last.contains { $0.id == finding.id }
      },
      others: others.sorted()
    )
  }

  /// What the newest of the documents that tell a plan plans.
  private static func lastPlan(of findings: [Finding], _ file: CaseFile) -> [Finding] {
    let plans = findings.filter { $0.assertion == .planned }
    let day = plans.compactMap { file.day(toldBy: $0) }.max()
    return plans.filter { file.day(toldBy: $0) == day }
  }

  private init(policy: Policy, file: CaseFile, target: Target) {
    self.policy = policy
    self.file = file
    self.target = target
  }

  /// What a query finds.
  func evaluate(_ query: Query) -> QueryResult {
    switch query {
    case .findings(let query):
      let findings = matches(query)
      return QueryResult(findings: findings, note: findings.first.flatMap { query.measure(of: $0) })
    case .together(let parts):
      var all = QueryResult()
      for part in parts {
        if case .none(let absent) = part {
          guard absent.allSatisfy({ evaluate($0).isEmpty }) else { return QueryResult() }
          continue
        }
        if case .given(let conditions) = part {
          guard conditions.allSatisfy({ !evaluate($0).isEmpty }) else { return QueryResult() }
          continue
        }
        let result = evaluate(part)
        if result.isEmpty { return QueryResult() }
        all.findings += result.findings
        all.note = all.note ?? result.note
        all.holdsWithoutWords = all.holdsWithoutWords || result.holdsWithoutWords
      }
      return all
    case .first(let parts):
      return parts.lazy.map { evaluate($0) }.first { !$0.isEmpty } ?? QueryResult()
    case .none, .given: return QueryResult()
    case .criterion(let id, let status):
      guard let result = decided[id], result.status == status else { return QueryResult() }
      return QueryResult(findings: result.findings, holdsWithoutWords: true)
    case .onset(let query): return onset(query)
    case .course(let query): return course(query)
    case .levels(let query): return levels(query)
    }
  }

  // MARK: Findings

  private func matches(_ query: FindingQuery) -> [Finding] {
    let all = file.findings(of: query.concepts)
    let found = all.filter { matches($0, query) }
    guard query.isNewest, !found.isEmpty else { return found }
    let newest = all.filter { $0.attribute(Attribute.value) != nil }
      .compactMap { file.day(toldBy: $0) }.max()
    return found.filter { file.day(toldBy: $0) == newest }
  }

  func matches(_ finding: Finding, _ query: FindingQuery) -> Bool {
    guard query.concepts.contains(finding.concept), query.assertions.contains(finding.assertion),
      query.sections.isEmpty || query.sections.contains(finding.sectionKind),
      !query.notSections.contains(finding.sectionKind)
    else { return false }
    let type = file.documents[finding.document].type
    guard query.documents.isEmpty || query.documents.contains(type),
      !query.notDocuments.contains(type),
      query.attributes.allSatisfy({ holds($0, finding) })
    else { return false }
    if query.isAtTarget, !isAtTarget(finding) { return false }
    guard query.beside.allSatisfy({ isBeside($0, finding) }),
      !query.notBeside.contains(where: { isBeside($0, finding) }),
      !query.notWhile.contains(where: { isWhile($0, finding) }),
      !query.notBefore.contains(where: { isBefore($0, finding) })
    else { return false }
    guard !query.near.isEmpty || !query.notNear.isEmpty else { return true }
    let neighbours = file.neighbours(of: finding).filter { $0.id != finding.id }
    return query.near.allSatisfy { near in neighbours.contains { matches($0, near) } }
      && !query.notNear.contains { near in neighbours.contains { matches($0, near) } }
  }

  /// Whether the document of a finding holds what a query looks for.
  func isBeside(_ query: FindingQuery, _ finding: Finding) -> Bool {
    file.findings(of: query.concepts).contains {
      $0.document == finding.document && $0.id != finding.id && matches($0, query)
    }
  }

  /// Whether a query finds another thing than a finding names, told on the same day or later.
  func isWhile(_ query: FindingQuery, _ finding: Finding) -> Bool {
    file.findings(of: query.concepts).contains { other in
      guard !other.codes.isEmpty, !finding.codes.isEmpty, other.codes != finding.codes,
        matches(other, query)
      else { return false }
      guard let theirs = file.day(toldBy: other), let day = file.day(toldBy: finding) else {
        return true
      }
      return theirs >= day
    }
  }

  /// Whether a query finds in a later document than the day of a finding what is told of the same
  /// thing: one of its codes, or of its words where it has none.
  func isBefore(_ query: FindingQuery, _ finding: Finding) -> Bool {
    guard let day = file.day(toldBy: finding) else { return false }
    return file.findings(of: query.concepts).contains { other in
      file.day(of: other).map { $0 > day } == true && isSame(other, finding)
        && matches(other, query)
    }
  }

  private func isSame(_ other: Finding, _ finding: Finding) -> Bool {
    guard other.codes.isEmpty, finding.codes.isEmpty else { return other.codes == finding.codes }
    return file.words(of: other).lowercased() == file.words(of: finding).lowercased()
  }

  /// Whether a finding is at a level asked for, or nothing is known of one of the two.
  func isAtTarget(_ finding: Finding) -> Bool {
    finding.levels.isEmpty || target.levels.isEmpty
      || !Set(finding.levels).isDisjoint(with: target.levels)
  }

  func holds(_ query: AttributeQuery, _ finding: Finding) -> Bool {
    let holds = finding.attributes.contains { attribute in
      guard attribute.name == query.name else { return false }
      switch (query.test, attribute.value) {
      case (.anything, _): return true
      case (.words(let words), .word(let word)): return words.contains(word)
      case (.words(let words), .levels(let levels)):
        return levels.contains { words.contains($0.description) }
      case (.number(let comparison), .number(let number)): return comparison.holds(for: number)
      case (.number(let comparison), .days(let days)):
        return comparison.holds(for: Double(days.upperBound))
      default: return false
      }
    }
    return holds != query.isNegated
  }

  // MARK: Time

  /// A finding with an onset that it tells.
  private typealias Beginning = (finding: Finding, onset: Onsets.Told)

  /// The onset that the findings tell, and whether the days since then compare.
  ///
  /// A dated event tells it before a duration does; of several events the last counts, since an
  /// acute pain on an old one is judged by the episode that brought the request; none after its
  /// cause was shown, unless nothing else is told. Where another document of the same day tells
  /// another, both stand.
  private func onset(_ query: OnsetQuery) -> QueryResult {
    let reference = file.moment
    let days = query.days
    let told = query.beginnings.flatMap(matches).flatMap { finding in
      Onsets.onsets(of: finding, writtenOn: file.end(of: finding))
        .filter { $0.day <= reference }
        .map { Beginning(finding, $0) }
    }
    let shown = query.shown.flatMap(matches).compactMap { file.day(of: $0) }.min()
    let early = told.filter { beginning in
      !(shown.map { Onsets.isLate(beginning.onset.day, shownOn: $0) } ?? false)
    }
    let beginnings = early.isEmpty ? told : early
    var result = QueryResult(tellsBeginning: true)
    guard let chosen = Onsets.onset(of: beginnings.map(\.onset), at: reference) else {
      return result
    }
    for day in [chosen] + onsets(besides: chosen, beginnings)
    where days.holds(for: Double(reference.days(since: day))) {
      let length = reference.days(since: day)
      let sentence =
        file.isUndated
        ? "Onset \(length) days before" : "Onset \(day), \(length) days before \(reference)"
      result.findings += beginnings.filter { Onsets.isSame($0.onset.day, day) }.map(\.finding)
      result.note = result.note ?? "\(sentence): \(days) days."
    }
    return result
  }

  /// Other onsets, each the only one that a document of the last day on which one is told tells.
  private func onsets(besides chosen: CalendarDate, _ beginnings: [Beginning]) -> [CalendarDate] {
    let telling = beginnings.filter { Onsets.isSame($0.onset.day, chosen) }.map(\.finding)
    guard let day = telling.compactMap({ file.day(of: $0) }).max() else { return [] }
    let documents = Set(telling.map(\.document))
    let others = Dictionary(grouping: beginnings) { $0.finding.document }
      .filter { !documents.contains($0.key) }
    return others.sorted { $0.key < $1.key }.compactMap { _, told in
      guard let first = told.first, file.day(of: first.finding) == day,
        told.allSatisfy({ Onsets.isSame($0.onset.day, first.onset.day) })
      else { return nil }
      return first.onset.day
    }
  }

  /// The longest course that the findings tell, and whether its days compare.
  ///
  /// A course that documents only show to be at least so long is never too short; one of what
  /// began on a known day is no longer than the days since.
  private func course(_ query: CourseQuery) -> QueryResult {
    let reference = file.moment
    let days = query.days
    var any = query.treatment
    any.attributes = []
    let all = matches(any)
    let (counted, others) = (
      all.filter { matches($0, query.treatment) }, all.filter { !matches($0, query.treatment) }
    )
    let courses = TreatmentCourse.courses(
      of: counted,
      without: others,
      starts: query.starts.flatMap(matches),
      ends: query.ends.flatMap(matches),
      in: file,
      until: reference
    )
    let longest = courses.map(\.days).max()
    guard longest.map({ days.holds(for: Double($0)) }) ?? true else { return QueryResult() }
    let telling = courses.filter { days.holds(for: Double($0.days)) }
      .filter { days.isLowerBound || !$0.isAtLeast }
      .sorted { $0.days > $1.days }
    guard let best = telling.first else {
      return sinceOnset(counted.filter { $0.assertion == .present }, query)
    }
    var seen: Set<Int> = []
    return QueryResult(
      findings: telling.flatMap(\.findings).filter { seen.insert($0.id).inserted },
      note: "\(best.sentence(file)): \(days)."
    )
  }

  /// A treatment without days of its own, whose length the onset of what it is for limits.
  private func sinceOnset(_ treatment: [Finding], _ query: CourseQuery) -> QueryResult {
    guard !query.days.isLowerBound, !treatment.isEmpty else { return QueryResult() }
    let onset = onset(OnsetQuery(beginnings: query.onset, shown: [], days: query.days))
    guard !onset.isEmpty else { return QueryResult() }
    return QueryResult(findings: treatment + onset.findings, note: onset.note)
  }

  // MARK: Levels

  private func levels(_ query: LevelQuery) -> QueryResult {
    guard !target.all.isEmpty else { return QueryResult() }
    let outside = target.all.filter { !policy.levels.contains($0) }
    let isWithin = query.isWithin.map { $0 == outside.isEmpty } ?? true
    let isAbove = !query.isAbove || target.all.contains { $0 < policy.levels.lowerBound }
    let isCounted = query.count?.holds(for: Double(target.all.count)) ?? true
    guard isWithin, isAbove, isCounted else { return QueryResult() }
    let names = target.all.map(\.description).joined(separator: ", ")
    return QueryResult(
      findings: target.findings,
      holdsWithoutWords: true,
      note: "\(target.all.count == 1 ? "Level" : "Levels") \(names)."
    )
  }
}
