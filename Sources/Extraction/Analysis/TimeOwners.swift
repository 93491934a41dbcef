import NoteModel
import TextProcessing

/// Gives each time of a sentence to the mentions that it is of.
struct TimeOwners {
  let lexicon: Lexicon
  let text: TokenizedText
  let mentions: [Mention]
  let times: [TimeExpression]
  /// The tokens of the sentence.
  let sentence: Range<Int>
  /// The day of the document.
  let today: CalendarDate?

  /// Adds to the attributes of each mention the times that are its own.
  ///
  /// - Complexity: O(mentions · times), within one sentence.
  func add(to result: inout [[Attribute]]) {
    guard !times.isEmpty else { return }
    let isRated = mentions.contains { $0.concept == lexicon.scoreConcept }
    for time in times { add(reading(of: time, isRated: isRated), to: &result) }
  }

  /// A time, and what the words around it say that it tells.
  private struct Reading {
    let time: TimeExpression
    /// Whether it is one day, or the days of a month or a year.
    let isDay: Bool
    /// Whether it is the day of the document.
    let isToday: Bool
    /// Whether a word beside it tells that something began.
    let isBeginning: Bool
    /// Whether it is too long to be the day of something.
    let isVague: Bool
    /// Whether it is the day of a visit.
    let isVisit: Bool
    /// Whether it is the first and last day of a treatment.
    let isOfTreatment: Bool
    /// Whether it tells since when something is taken: `start 7/9`.
    let isStart: Bool
    /// Whether the sentence has a score of pain.
    let isRated: Bool
  }

  private func reading(of time: TimeExpression, isRated: Bool) -> Reading {
    let first = time.tokens.lowerBound
    let isToday = if case .day(let day, _) = time.value { day == today } else { false }
    let isVague =
      if case .day(let first, let last) = time.value {
        last.days(since: first) > Self.longestDay
      } else { false }
    let lead = max(sentence.lowerBound, first - 3)..<first
    return Reading(
      time: time,
      isDay: time.isDay,
      isToday: isToday,
      isBeginning: time.isDay && isBeginning(time, isScored: isToday && isRated),
      isVague: isVague,
      isVisit: text.tokens(lead, have: .noteDate, lexicon.words),
      isOfTreatment: time.isSpan && mentions.contains { has($0, [.drug, .therapy]) },
      // `for back pain that started on 1/5`
      isStart: lexicon.words.has(text.tokens[first].word, .started)
        && !(first > sentence.lowerBound
          && lexicon.words.has(text.tokens[first - 1].word, .subordinator)),
      isRated: isRated
    )
  }

  /// Whether a word near a day tells of a beginning: a bare day beside a pain is seldom its onset.
  ///
  /// `Pain today 8/10 when upright` rates it, and tells no beginning, nor does `after onset`.
  private func isBeginning(_ time: TimeExpression, isScored: Bool) -> Bool {
    let nearby =
      time.tokens.lowerBound - Self.beginningReach..<time.tokens.upperBound + Self.beginningReach
    return sentence.clamped(to: nearby).contains { index in
      let word = text.tokens[index].word
      return lexicon.words.has(word, .beginning)
        && !(isScored && lexicon.words.has(word, .subordinator))
        && !(index > sentence.lowerBound && isLater(text.tokens[index - 1].word))
        // `Pain that had started; it continues today`
        && !isParted(index..<index + 1, from: time, by: [";"])
    }
  }

  private func add(_ reading: Reading, to result: inout [[Attribute]]) {
    let time = reading.time
    addOfLine(reading, to: &result)
    let nearest =
      visits(of: reading) ?? owner(of: time) { isOwner($0, of: reading) } ?? told(after: reading)
    addBegun(reading, besides: nearest, to: &result)
    guard let owner = nearest else { return }
    let isEvent = has(mentions[owner], .event)
    // `Back pain since 7/1, ran out of senna 2 weeks ago`: what began has begun once.
    if isEvent, isParted(mentions[owner].tokens, from: time),
      result[owner].contains(where: {
        $0.name == Attribute.since || reading.isToday && $0.name == Attribute.date
      })
    {
      return
    }
    // `Began on Dec. 28 and still hurts today`: it has begun on another day.
    if reading.isToday, isEvent || has(mentions[owner], .pain), hasBegun(result) { return }
    // `Onset 8/21/23     Next appt 10/12`: the day of the next cell is of something else.
    if isEvent || has(mentions[owner], .pain), isInOtherCell(mentions[owner].tokens, than: time),
      result[owner].contains(where: { $0.name == Attribute.since || $0.name == Attribute.date })
    {
      return
    }
    result[owner].append(contentsOf: attributes(of: time, isEvent))
    // `Tramadol for back pain since 1/12`: since then both.
    if time.isOpen, lexicon.words.has(text.tokens[time.tokens.lowerBound].word, .since),
      isEvent || has(mentions[owner], .pain),
      let treatment = treatment(for: mentions[owner])
    {
      result[treatment].append(contentsOf: attributes(of: time))
    }
    if time.isSpan, has(mentions[owner], .therapy) {
      // `Physical therapy at home, 2/27 to 4/9, directed exercises`: one span of one therapy.
      for index in mentions.indices
      where index != owner && has(mentions[index], .therapy) && result[index].isEmpty
        && !isOfOtherClause(mentions[index], than: mentions[owner])
      {
        result[index].append(contentsOf: attributes(of: time))
      }
    }
    // The day of a fall is the day its pain began, and the other way round.
    guard isEvent || has(mentions[owner], .pain) else { return }
    let partner = self.owner(of: time) { has($0, isEvent ? .pain : .event) }
    if let partner { result[partner].append(contentsOf: attributes(of: time)) }
  }

  /// Whether an event or pain has the day that it began.
  private func hasBegun(_ attributes: [[Attribute]]) -> Bool {
    mentions.indices.contains { index in
      (has(mentions[index], .event) || has(mentions[index], .pain))
        && attributes[index].contains {
          $0.name == Attribute.since || $0.name == Attribute.date
        }
    }
  }

  /// Whether somebody is named between two mentions, who did the other: `with a brace, and she completed
  /// therapy`.
  private func isOfOtherClause(_ mention: Mention, than other: Mention) -> Bool {
    let first = min(mention.tokens.upperBound, other.tokens.upperBound)
    let last = max(mention.tokens.lowerBound, other.tokens.lowerBound)
    return text.tokens(first..<max(first, last), have: .subject, lexicon.words)
  }

  /// Adds a day to what it dates without standing beside it.
  private func addOfLine(_ reading: Reading, to result: inout [[Attribute]]) {
    guard reading.isDay else { return }
    let time = reading.time
    // A date that begins a line dates what is told on it, however far.
    if time.tokens.lowerBound <= sentence.lowerBound + 1 {
      for index in mentions.indices where has(mentions[index], Self.datedByLine) {
        result[index].append(contentsOf: attributes(of: time))
      }
    }
    // `DVT 2019, apixaban x 3 months`: the course for it was of that time.
    for index in mentions.indices
    where has(mentions[index], .drug)
      && (0...1).contains(mentions[index].tokens.lowerBound - time.tokens.upperBound)
      && hasOwnLength(mentions[index])
    {
      result[index].append(contentsOf: attributes(of: time))
    }
  }

  /// The visits whose first and last day stand beside their number: `Visits: 9 (7/7 - 8/7)`, `7/7 to 8/7,
  /// 9 visits`.
  private func visits(of reading: Reading) -> Int? {
    let time = reading.time
    guard time.isSpan, !reading.isOfTreatment else { return nil }
    return owner(of: time) { mention in
      let between = max(
        time.tokens.lowerBound - mention.tokens.upperBound,
        mention.tokens.lowerBound - time.tokens.upperBound
      )
      return has(mention, .spanned) && (0...Self.visitReach).contains(between)
    }
  }

  /// The event of a sentence that a day begins, however far: `Yesterday (8/3) he was tipping the trailer
  /// back to drain it and the tongue came down, jolted him`.
  private func told(after reading: Reading) -> Int? {
    let time = reading.time
    guard reading.isDay, !reading.isToday, !reading.isVague, !reading.isVisit,
      time.tokens.lowerBound <= sentence.lowerBound + Self.sentenceLead
    else { return nil }
    return mentions.firstIndex {
      $0.tokens.lowerBound >= time.tokens.upperBound && has($0, .event)
        && !isLater(text.tokens[$0.tokens.lowerBound - 1].word)
    }
  }

  /// Adds a day that begins a sentence to the pains that began then, however far: `On 3 June, lifting a
  /// tray of rolls, he noticed back pain`.
  private func addBegun(
    _ reading: Reading,
    besides nearest: Int?,
    to result: inout [[Attribute]]
  ) {
    let time = reading.time
    guard reading.isDay, !reading.isVague, !(reading.isToday && reading.isRated),
      time.tokens.lowerBound <= sentence.lowerBound + Self.sentenceLead
    else { return }
    for index in mentions.indices
    where index != nearest && has(mentions[index], .pain) && hasBegun(mentions[index], after: time)
    {
      result[index].append(contentsOf: attributes(of: time))
    }
  }

  // MARK: Who owns a time

  /// Whether a time may be that of a mention.
  private func isOwner(_ mention: Mention, of reading: Reading) -> Bool {
    guard has(mention, .timed) else { return false }
    let time = reading.time
    if has(mention, .pain) {
      guard mayTell(reading, of: mention) else { return false }
    }
    // `PT for the L1 fracture 1/12 to 2/23`
    if has(mention, .fracture), !reading.isDay, isReason(mention) { return false }
    if has(mention, .drug), isOfOther(reading, than: mention) { return false }
    // `Naproxen 500 mg (prescribed) taken 1/12 to 3/9 and PT from 1/19 to 3/6`: each its own.
    if reading.isOfTreatment, hasOwnSpan(mention, after: time),
      mentions.contains(where: {
        $0.tokens.upperBound <= time.tokens.lowerBound && has($0, [.drug, .therapy])
      })
    {
      return false
    }
    // `Eight weeks after onset pain is 7/10 today`
    if reading.isToday, has(mention, .event), mention.tokens.lowerBound > sentence.lowerBound,
      isLater(text.tokens[mention.tokens.lowerBound - 1].word)
    {
      return false
    }
    return !isParted(mention, fromClauseOf: time)
  }

  /// Whether a time may tell when a pain began, or how long it lasts.
  private func mayTell(_ reading: Reading, of pain: Mention) -> Bool {
    let time = reading.time
    // First and last day are those of a treatment: `naproxen for back pain, 1/5 to 2/2`.
    if reading.isOfTreatment { return false }
    // `Oxycodone for back pain (start 7/9)`, `for the back pain x 6 weeks`: what was started, or
    // lasts, is the treatment.
    if reading.isStart || time.isLength, isReason(pain) { return false }
    // A year, or the day of a visit, tells no beginning of a pain.
    if reading.isVague || reading.isVisit { return false }
    // `Seen in September for back pain that began on June 12`: the beginning has a day of its own.
    return !reading.isDay || reading.isBeginning && !hasOwnBeginning(pain, after: time)
  }

  /// Whether a time is that of something else than a drug in its sentence.
  private func isOfOther(_ reading: Reading, than drug: Mention) -> Bool {
    let time = reading.time
    // A year past a comma is not that of a drug, nor is the day of what stands before it.
    if isParted(drug.tokens, from: time),
      reading.isVague
        || drug.tokens.lowerBound > time.tokens.upperBound
          && mentions.contains(where: { $0.tokens.upperBound == time.tokens.lowerBound })
    {
      return true
    }
    // `Apixaban: PE was 4 months ago`: the day is of what it is for.
    return reading.isDay && text.isSign(drug.tokens.upperBound, ":")
      && mentions.contains {
        $0.tokens.lowerBound > drug.tokens.upperBound
          && $0.tokens.upperBound <= time.tokens.lowerBound
          && has($0, .condition) && !has($0, .timed)
      }
  }

  /// Whether a semicolon parts a mention from a time that is of the other side of it.
  private func isParted(_ mention: Mention, fromClauseOf time: TimeExpression) -> Bool {
    guard isParted(mention.tokens, from: time, by: [";"]) else { return false }
    // `Retropulsion in 2010; now discitis`: it is not that of what comes next.
    if mention.tokens.lowerBound > time.tokens.upperBound {
      return mentions.contains {
        (0...Self.nearestBefore).contains(time.tokens.lowerBound - $0.tokens.upperBound)
      }
    }
    // `Back pain; from 9/20 on: T8 fracture`: it labels what comes.
    return mention.tokens.upperBound <= time.tokens.lowerBound
      && (time.tokens.upperBound..<time.tokens.upperBound + 2).contains { text.isSign($0, ":") }
  }

  /// Whether a word tells of the time from a beginning on, or after it: `since onset`.
  private func isLater(_ word: WordID) -> Bool {
    lexicon.words.has(word, .since) || lexicon.words.has(word, .following)
  }

  /// Whether a word behind a mention tells that it began, and a day behind that when, while a time stands
  /// before it.
  private func hasOwnBeginning(_ mention: Mention, after time: TimeExpression) -> Bool {
    guard time.tokens.upperBound <= mention.tokens.lowerBound else { return false }
    let next = mention.tokens.upperBound
    let rest = (next..<next + Self.beginningReach).clamped(to: sentence)
    return rest.contains { index in
      lexicon.words.has(text.tokens[index].word, .beginning)
        && times.contains { other in
          (index..<index + Self.beginningReach).contains(other.tokens.lowerBound)
        }
    }
  }

  /// Whether a word right before a mention, behind a time, tells that it began.
  private func hasBegun(_ mention: Mention, after time: TimeExpression) -> Bool {
    let first = mention.tokens.lowerBound
    let lead = max(time.tokens.upperBound, first - Self.beginningLead)
    return (lead..<max(lead, first)).contains {
      lexicon.words.has(text.tokens[$0].word, .beginning)
    }
  }

  /// Tokens from a word that tells that a pain began to its name, at most.
  private static let beginningLead = 3

  /// Tokens before a day that begins a sentence, at most: `HPI: on`.
  private static let sentenceLead = 3

  /// Whether a mention is what a treatment named before it is for.
  private func isReason(_ mention: Mention) -> Bool { treatment(for: mention) != nil }

  /// The treatment named before what it is for: `oxycodone for the L1 pain`.
  private func treatment(for mention: Mention) -> Int? {
    let first = mention.tokens.lowerBound
    let lead = (max(0, first - Self.reasonReach)..<first).reversed()
    let reason = lead.first { lexicon.words.has(text.tokens[$0].word, .reason) }
    guard let reason,
      (reason + 1..<first).allSatisfy({
        text.tokens[$0].kind == .level || lexicon.words.has(text.tokens[$0].word, .joiner)
          || lexicon.words.has(text.tokens[$0].word, .recalled)
      })
    else { return nil }
    let place = mentions.partitioningIndex { $0.tokens.lowerBound >= first }
    return mentions[..<place].suffix(Self.treatmentsBefore).lastIndex {
      has($0, [.drug, .therapy])
    }
  }

  /// Tokens from the word that says what a treatment is for to its name, at most.
  private static let reasonReach = 3

  /// Mentions before what a treatment is for among which it may be, at most.
  private static let treatmentsBefore = 4

  /// Whether a mention stands between a time and another one that has first and last day too.
  private func hasOwnSpan(_ mention: Mention, after time: TimeExpression) -> Bool {
    guard mention.tokens.lowerBound >= time.tokens.upperBound else { return false }
    return times.contains { other in
      other.isSpan
        && (0...Self.visitReach).contains(other.tokens.lowerBound - mention.tokens.upperBound)
    }
  }

  /// Whether a length of time stands right after a mention: `apixaban x 3 months`.
  private func hasOwnLength(_ mention: Mention) -> Bool {
    times.contains { time in
      time.isLength && (0...1).contains(time.tokens.lowerBound - mention.tokens.upperBound)
    }
  }

  /// Whether one of some signs stands between words, as those of a mention, and a time.
  private func isParted(
    _ words: Range<Int>,
    from time: TimeExpression,
    by signs: [Unicode.Scalar] = [",", ";"]
  ) -> Bool {
    tokens(between: words, and: time).contains { index in
      signs.contains { text.isSign(index, $0) }
    }
  }

  /// Whether a column begins between words before a time and the time.
  private func isInOtherCell(_ words: Range<Int>, than time: TimeExpression) -> Bool {
    words.upperBound <= time.tokens.lowerBound
      && (words.upperBound...time.tokens.lowerBound).contains { text.beginsColumn($0) }
  }

  private func tokens(between words: Range<Int>, and time: TimeExpression) -> Range<Int> {
    words.upperBound <= time.tokens.lowerBound
      ? words.upperBound..<time.tokens.lowerBound
      : time.tokens.upperBound..<max(time.tokens.upperBound, words.lowerBound)
  }

  /// Tokens between a day and the word that makes it the beginning of a pain, at most.
  private static let beginningReach = 8

  /// Tokens between a mention and a time after it that is its own, at most.
  private static let nearestBefore = 3

  /// Tokens between the word for visits and the days they span, at most.
  private static let visitReach = 8

  /// Days that a date may span to be the day of something.
  private static let longestDay = 62

  /// Groups that a date at the beginning of a line dates.
  private static let datedByLine: ConceptGroups = [
    .acuteIllness, .requestable, .surgery, .injection,
  ]

  func has(_ mention: Mention, _ groups: ConceptGroups) -> Bool {
    lexicon.is(mention, groups)
  }
}
