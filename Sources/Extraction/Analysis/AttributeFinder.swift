import NoteModel
import TextProcessing

/// Gives the mentions of a sentence their levels, times, numbers and source.
struct AttributeFinder {
  let lexicon: Lexicon
  let text: TokenizedText

  /// Tokens between a time, or a level, and the mention it belongs to, at most.
  private static let reach = 25

  /// The attributes of each mention of a sentence.
  ///
  /// - Complexity: O(mentions · (levels + times)), within one sentence.
  func attributes(
    of mentions: [Mention],
    levels: [LevelGroup],
    inherited: LevelGroup?,
    study: Range<Int>?,
    times: [TimeExpression],
    _ setting: SentenceSetting,
    _ sentence: Range<Int>
  ) -> [[Attribute]] {
    var result = Array(repeating: [Attribute](), count: mentions.count)
    addLevels(levels, inherited, mentions, &result)
    addTimes(times, mentions, sentence, setting.today, &result)
    addSource(mentions, setting, study, &result)
    addPlace(mentions, levels, &result)
    for (index, mention) in mentions.enumerated() where has(mention, .measure) {
      if let value = value(of: mention, mentions, times, setting.layout.former, sentence),
        isPossible(value, of: lexicon.concepts[mention.concept])
      {
        result[index].append(has(mention, .pain) ? outOfTen(value) : value)
      }
    }
    return result
  }

  /// Whether a measure can have a value; `T TEST-017` is no T-score.
  private func isPossible(_ value: Attribute, of concept: Concept) -> Bool {
    guard case .number(let number) = value.value else { return true }
    return concept.values?.contains(number) ?? true
  }

  // MARK: Levels

  private func addLevels(
    _ levels: [LevelGroup],
    _ inherited: LevelGroup?,
    _ mentions: [Mention],
    _ result: inout [[Attribute]]
  ) {
    for (index, mention) in mentions.enumerated()
    where has(mention, .located) {
      let group = nearest(levels, to: mention) ?? inherited
      guard let group else { continue }
      let name = group.isInterspace ? Attribute.interspace : Attribute.levels
      result[index].append(Attribute(name, .levels(group.levels), text.range(group.tokens)))
    }
  }

  /// The level next to the mention; of one on each side the one with fewer words between, the
  /// one before on a tie.
  private func nearest(_ levels: [LevelGroup], to mention: Mention) -> LevelGroup? {
    var best: (distance: Int, group: LevelGroup)?
    for group in levels where !group.isReference {
      let distance: Int
      if group.tokens.upperBound <= mention.tokens.lowerBound {
        distance = 2 * (mention.tokens.lowerBound - group.tokens.upperBound)
      } else if group.tokens.lowerBound >= mention.tokens.upperBound {
        let between = mention.tokens.upperBound..<group.tokens.lowerBound
        // Past a semicolon, for what is told of a place, another place begins.
        if has(mention, .sited), between.contains(where: { text.isSign($0, ";") }) { continue }
        // Past a comma or a stop another thing begins.
        let stops = between.contains { text.isSign($0, ",") || text.isSign($0, ";") }
        distance = 2 * between.count + 1 + (stops ? 20 : 0)
      } else {
        return group
      }
      if distance < best?.distance ?? 2 * Self.reach { best = (distance, group) }
    }
    return best?.group
  }

  // MARK: Places

  /// What is told of another part of the body is told of that: `the knee keeps him from walking`.
  ///
  /// The nearest of what names a part of the spine, or another part, decides; a comma between
  /// counts for several words.
  ///
  /// - Complexity: O(mentions²), within one sentence.
  private func addPlace(
    _ mentions: [Mention],
    _ levels: [LevelGroup],
    _ result: inout [[Attribute]]
  ) {
    guard mentions.contains(where: { has($0, .elsewhere) }) else { return }
    for (index, mention) in mentions.enumerated() where has(mention, .sited) {
      func distance(_ other: Range<Int>) -> Int {
        let between =
          other.upperBound <= mention.tokens.lowerBound
          ? other.upperBound..<mention.tokens.lowerBound
          : mention.tokens.upperBound..<max(mention.tokens.upperBound, other.lowerBound)
        return between.count + 4 * between.count { text.isSign($0, ",") || text.isSign($0, ";") }
      }
      let elsewhere = mentions.filter { has($0, .elsewhere) }
        .min { distance($0.tokens) < distance($1.tokens) }
      guard let elsewhere, distance(elsewhere.tokens) <= Self.reach else { continue }
      let spine =
        mentions.filter {
          $0.concept != mention.concept && (has($0, .located) || has($0, .spinal))
        }.map(\.tokens) + levels.map(\.tokens)
      guard !spine.contains(where: { distance($0) < distance(elsewhere.tokens) }) else { continue }
      result[index].append(
        Attribute(Attribute.place, .word("elsewhere"), text.range(elsewhere.tokens))
      )
    }
  }

  // MARK: Times

  private func addTimes(
    _ times: [TimeExpression],
    _ mentions: [Mention],
    _ sentence: Range<Int>,
    _ today: CalendarDate?,
    _ result: inout [[Attribute]]
  ) {
    let isRated = mentions.contains { $0.concept == lexicon.scoreConcept }
    for time in times {
      // A bare day beside a pain is seldom its onset; beside an event it is.
      let isDay = if case .day = time.value { true } else { false }
      let isToday = if case .day(let first, _) = time.value { first == today } else { false }
      let nearby =
        time.tokens.lowerBound - Self.beginningReach..<time.tokens.upperBound + Self.beginningReach
      let isBeginning =
        isDay
        && sentence.clamped(to: nearby).contains { index in
          let word = text.tokens[index].word
          // `Pain today 8/10 when upright` rates it, and tells no beginning, nor `after onset`.
          return lexicon.words.has(word, .beginning)
            && !(isToday && isRated && lexicon.words.has(word, .subordinator))
            && !(index > sentence.lowerBound && isLater(text.tokens[index - 1].word))
        }
      let isVague =
        if case .day(let first, let last) = time.value {
          last.days(since: first) > Self.longestDay
        } else { false }
      let lead = max(sentence.lowerBound, time.tokens.lowerBound - 3)..<time.tokens.lowerBound
      let isVisit = text.tokens(lead, have: .noteDate, lexicon.words)
      let isOfTreatment = time.isSpan && mentions.contains { has($0, .drug) || has($0, .therapy) }
      let isStart = lexicon.words.has(text.tokens[time.tokens.lowerBound].word, .started)
      let isTimed = { (mention: Mention) in
        // First and last day are those of a treatment: `naproxen for back pain, 1/5 to 2/2`.
        if isOfTreatment, self.has(mention, .pain) { return false }
        // `Oxycodone for back pain (start 7/9)`, `for the back pain x 6 weeks`: what was started, or
        // lasts, is the treatment.
        if isStart || time.isLength, self.has(mention, .pain), self.isReason(mention, mentions) {
          return false
        }
        // `Naproxen 500 mg (prescribed) taken 1/12 to 3/9 and PT from 1/19 to 3/6`: each its own.
        if isOfTreatment, self.hasOwnSpan(mention, after: time, times),
          mentions.contains(where: {
            $0.tokens.upperBound <= time.tokens.lowerBound
              && (self.has($0, .drug) || self.has($0, .therapy))
          })
        {
          return false
        }
        // A year, or the day of a visit, tells no beginning of a pain.
        if isVague || isVisit, self.has(mention, .pain) { return false }
        // A year past a comma is not that of a drug, nor is the day of what stands before it.
        if self.has(mention, .drug), self.isParted(mention, from: time),
          isVague
            || mention.tokens.lowerBound > time.tokens.upperBound
              && mentions.contains(where: { $0.tokens.upperBound == time.tokens.lowerBound })
        {
          return false
        }
        // `Eight weeks after onset pain is 7/10 today`
        if isToday, self.has(mention, .event), mention.tokens.lowerBound > sentence.lowerBound,
          self.isLater(self.text.tokens[mention.tokens.lowerBound - 1].word)
        {
          return false
        }
        // `Apixaban: PE was 4 months ago`: the day is of what it is for.
        if isDay, self.has(mention, .drug), self.text.isSign(mention.tokens.upperBound, ":"),
          mentions.contains(where: {
            $0.tokens.lowerBound > mention.tokens.upperBound
              && $0.tokens.upperBound <= time.tokens.lowerBound
              && self.has($0, .condition) && !self.has($0, .timed)
          })
        {
          return false
        }
        // `Retropulsion in 2010; now discitis`: past a semicolon it is not that of what comes next.
        if mention.tokens.lowerBound > time.tokens.upperBound,
          self.isParted(mention, from: time, by: [";"]),
          mentions.contains(where: {
            (0...Self.nearestBefore).contains(time.tokens.lowerBound - $0.tokens.upperBound)
          })
        {
          return false
        }
        // `Back pain; from 9/20 on: T8 fracture`: it labels what comes.
        if mention.tokens.upperBound <= time.tokens.lowerBound,
          self.isParted(mention, from: time, by: [";"]),
          (time.tokens.upperBound..<time.tokens.upperBound + 2).contains(where: {
            self.text.isSign($0, ":")
          })
        {
          return false
        }
        // `Seen in September for back pain that began on June 12`: the beginning has a day of its own.
        if isDay, self.has(mention, .pain),
          self.hasOwnBeginning(mention, after: time, times, sentence)
        {
          return false
        }
        return self.has(mention, .timed) && (!isDay || isBeginning || !self.has(mention, .pain))
      }
      if isDay, time.tokens.lowerBound <= sentence.lowerBound + 1 {
        // A date that begins a line dates what is told on it, however far.
        for index in mentions.indices
        where has(mentions[index], Self.datedByLine) {
          result[index].append(contentsOf: attributes(of: time))
        }
      }
      // `DVT 2019, apixaban x 3 months`: the course for it was of that time.
      for index in mentions.indices
      where isDay && has(mentions[index], .drug)
        && (0...1).contains(mentions[index].tokens.lowerBound - time.tokens.upperBound)
        && hasOwnLength(mentions[index], times)
      {
        result[index].append(contentsOf: attributes(of: time))
      }
      // First and last day stand beside the number of visits: `Visits: 9 (7/7 - 8/7)`, `7/7 to 8/7, 9
      // visits`.
      let isOfVisits = { (mention: Mention) in
        let between = max(
          time.tokens.lowerBound - mention.tokens.upperBound,
          mention.tokens.lowerBound - time.tokens.upperBound
        )
        return self.has(mention, .spanned) && (0...Self.visitReach).contains(between)
      }
      let visits =
        time.isSpan && !isOfTreatment
        ? owner(of: time, mentions, in: sentence, where: isOfVisits) : nil
      let nearest = visits ?? owner(of: time, mentions, in: sentence, where: isTimed)
      // `On 3 June, lifting a tray of rolls, he noticed back pain`, however far
      if isDay, !isVague, !(isToday && isRated),
        time.tokens.lowerBound <= sentence.lowerBound + Self.sentenceLead
      {
        for index in mentions.indices
        where index != nearest && has(mentions[index], .pain)
          && hasBegun(mentions[index], after: time)
        {
          result[index].append(contentsOf: attributes(of: time))
        }
      }
      guard let owner = nearest else { continue }
      // `Back pain since 7/1, ran out of senna 2 weeks ago`: what began has begun once.
      if has(mentions[owner], .event), isParted(mentions[owner], from: time),
        result[owner].contains(where: {
          $0.name == Attribute.since || isToday && $0.name == Attribute.date
        })
      {
        continue
      }
      result[owner].append(contentsOf: attributes(of: time, has(mentions[owner], .event)))
      if time.isSpan, has(mentions[owner], .therapy) {
        // `Physical therapy at home, 2/27 to 4/9, directed exercises`: one span of one therapy.
        for index in mentions.indices
        where index != owner && has(mentions[index], .therapy) && result[index].isEmpty {
          result[index].append(contentsOf: attributes(of: time))
        }
      }
      // The day of a fall is the day its pain began, and the other way round.
      let isEvent = has(mentions[owner], .event)
      guard isEvent || has(mentions[owner], .pain) else { continue }
      let partner = self.owner(of: time, mentions, in: sentence) {
        self.has($0, isEvent ? .pain : .event)
      }
      if let partner { result[partner].append(contentsOf: attributes(of: time)) }
    }
  }

  /// Whether a word tells of the time from a beginning on, or after it: `since onset`.
  private func isLater(_ word: WordID) -> Bool {
    lexicon.words.has(word, .since) || lexicon.words.has(word, .following)
  }

  /// Whether a word behind a mention tells that it began, and a day behind that when, while a time stands
  /// before it.
  private func hasOwnBeginning(
    _ mention: Mention,
    after time: TimeExpression,
    _ times: [TimeExpression],
    _ sentence: Range<Int>
  ) -> Bool {
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

  /// Whether a mention is what the treatment named before it is for: `oxycodone for the L1 pain`.
  private func isReason(_ mention: Mention, _ mentions: [Mention]) -> Bool {
    let first = mention.tokens.lowerBound
    let lead = (max(0, first - Self.reasonReach)..<first).reversed()
    let reason = lead.first { lexicon.words.has(text.tokens[$0].word, .reason) }
    guard let reason,
      (reason + 1..<first).allSatisfy({
        text.tokens[$0].kind == .level || lexicon.words.has(text.tokens[$0].word, .joiner)
      })
    else { return false }
    let place = mentions.partitioningIndex { $0.tokens.lowerBound >= first }
    return mentions[..<place].suffix(Self.treatmentsBefore).contains {
      has($0, .drug) || has($0, .therapy)
    }
  }

  /// Tokens from the word that says what a treatment is for to its name, at most.
  private static let reasonReach = 3

  /// Mentions before what a treatment is for among which it may be, at most.
  private static let treatmentsBefore = 4

  /// Whether a mention stands between a time and another one that has first and last day too.
  private func hasOwnSpan(
    _ mention: Mention,
    after time: TimeExpression,
    _ times: [TimeExpression]
  ) -> Bool {
    guard mention.tokens.lowerBound >= time.tokens.upperBound else { return false }
    return times.contains { other in
      other.isSpan
        && (0...Self.visitReach).contains(other.tokens.lowerBound - mention.tokens.upperBound)
    }
  }

  /// Whether a length of time stands right after a mention: `apixaban x 3 months`.
  private func hasOwnLength(_ mention: Mention, _ times: [TimeExpression]) -> Bool {
    times.contains { time in
      time.isLength && (0...1).contains(time.tokens.lowerBound - mention.tokens.upperBound)
    }
  }

  /// Whether one of some signs stands between a mention and a time.
  private func isParted(
    _ mention: Mention,
    from time: TimeExpression,
    by signs: [Unicode.Scalar] = [",", ";"]
  ) -> Bool {
    let between =
      mention.tokens.upperBound <= time.tokens.lowerBound
      ? mention.tokens.upperBound..<time.tokens.lowerBound
      : time.tokens.upperBound..<max(time.tokens.upperBound, mention.tokens.lowerBound)
    return between.contains { index in signs.contains { text.isSign(index, $0) } }
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

  /// Tokens that a comma or the end of a line counts for between a time and what follows.
  private static let apart = 6

  /// The nearest mention of a kind; one before the time is preferred.
  private func owner(
    of time: TimeExpression,
    _ mentions: [Mention],
    in sentence: Range<Int>,
    where isOwner: (Mention) -> Bool
  ) -> Int? {
    var best: (distance: Int, index: Int)?
    let noun = noun(of: time, in: sentence)
    for (index, mention) in mentions.enumerated() where isOwner(mention) {
      // `On the 2022 scout`: the year is of that.
      if let noun, !mention.tokens.contains(noun) { continue }
      var distance: Int
      var between: Range<Int>
      if mention.tokens.upperBound <= time.tokens.lowerBound {
        between = mention.tokens.upperBound..<time.tokens.lowerBound
        distance = between.count
      } else if mention.tokens.lowerBound >= time.tokens.upperBound {
        between = time.tokens.upperBound..<mention.tokens.lowerBound
        distance = between.count + 3
        // A day in brackets before it is of what stands before them.
        if between.contains(where: { text.isSign($0, ")") }) { continue }
        if text.beginsLine(in: between.lowerBound...between.upperBound) { distance += Self.apart }
      } else {
        between = 0..<0
        distance = 0
      }
      guard distance <= Self.reach else { continue }
      let isLead = time.isLength && leads(time, in: sentence)
      if isLead, mention.tokens.upperBound <= time.tokens.lowerBound { continue }
      // `Not there in 2019`: the day is of something else; `ten days of new pain` and `on 1/24 new
      // sudden pain` are not.
      let isNewPain = has(mention, .pain) && mention.tokens.lowerBound >= time.tokens.upperBound
      // `Pain that had begun without injury on June 12`
      if !time.isLength, !isNewPain, text.tokens(between, have: .absence, lexicon.words),
        !text.tokens(between, have: .beginning, lexicon.words)
      {
        continue
      }
      if let comma = between.last(where: { text.isSign($0, ",") }) {
        // A length past a comma is of what it follows: `radiation 2 weeks, PT`.
        if time.isLength, !isLead, comma >= time.tokens.upperBound, follows(time, in: sentence) {
          continue
        }
        // Another thing begins, but for what goes on with the first: `, which he takes since`.
        let next = comma + 1
        let goesOn =
          next < between.upperBound && lexicon.words.has(text.tokens[next].word, .subordinator)
        if !goesOn { distance += Self.apart }
      }
      for token in between where text.isSign(token, ";") { distance += 12 }
      guard distance <= Self.reach else { continue }
      if distance < best?.distance ?? .max { best = (distance, index) }
    }
    return best?.index
  }

  /// Whether a length of time between commas leads to what comes next: `naproxen and, over the same seven
  /// weeks, exercises`.
  private func leads(_ time: TimeExpression, in sentence: Range<Int>) -> Bool {
    guard text.isSign(time.tokens.upperBound, ",") else { return false }
    let before = (time.tokens.lowerBound - Self.longestLead..<time.tokens.lowerBound)
      .clamped(to: sentence)
    guard let comma = before.last(where: { text.isSign($0, ",") }), comma > sentence.lowerBound,
      comma + 1 < before.upperBound,
      lexicon.words.has(text.tokens[comma - 1].word, .coordinator)
    else { return false }
    return (comma + 1..<before.upperBound).allSatisfy { text.tokens[$0].kind == .word }
  }

  /// Words between a comma and the length of time that it leads to, and the comma, at most.
  private static let longestLead = 4

  /// The word that a year describes: `the 2022 scout`, `her 2019 study`.
  private func noun(of time: TimeExpression, in sentence: Range<Int>) -> Int? {
    guard time.tokens.count == 1, let token = time.tokens.first, token > sentence.lowerBound,
      text.number(token).digits == 4, lexicon.words.has(text.tokens[token - 1].word, .pointer),
      token + 1 < sentence.upperBound, text.tokens[token + 1].kind == .word,
      !lexicon.words.has(text.tokens[token + 1].word, .joiner)
    else { return nil }
    return token + 1
  }

  /// Whether a length of time stands after a word that it may be of.
  private func follows(_ time: TimeExpression, in sentence: Range<Int>) -> Bool {
    let before = time.tokens.lowerBound - 1
    guard before >= sentence.lowerBound, text.tokens[before].kind == .word else { return false }
    return [time.tokens.lowerBound, before].allSatisfy {
      !lexicon.words.has(text.tokens[$0].word, .lasting)
    }
  }

  /// What a time says; of an event, `until March 14 when he fell` gives the day as well.
  private func attributes(of time: TimeExpression, _ isEvent: Bool = false) -> [Attribute] {
    let range = text.range(time.tokens)
    switch time.value {
    case .day(let first, _): return [Attribute(Attribute.date, .date(first), range)]
    case .since(let day): return [Attribute(Attribute.since, .date(day), range)]
    case .until(let day):
      return [Attribute(isEvent ? Attribute.date : Attribute.until, .date(day), range)]
    case .span(let first, let last):
      return [
        Attribute(Attribute.since, .date(first), range),
        Attribute(Attribute.until, .date(last), range),
      ]
    case .lasting(let days): return [Attribute(Attribute.duration, .days(days), range)]
    }
  }

  // MARK: Source

  /// A finding is of imaging in an imaging report, in a section for it, after the name of a study
  /// in its sentence, or in the sentences after one that begins with a study.
  private func addSource(
    _ mentions: [Mention],
    _ setting: SentenceSetting,
    _ earlier: Range<Int>?,
    _ result: inout [[Attribute]]
  ) {
    let isImaging = setting.document == .imaging || lexicon.has(setting.sectionKind, .imaging)
    let isQuestion = lexicon.has(setting.sectionKind, .question)
    let study = mentions.first { has($0, .study) }
    for index in mentions.indices {
      let mention = mentions[index]
      let range: TextRange?
      if isImaging, !isQuestion {
        range = text.range(mention.tokens)
      } else if let study, study.tokens.upperBound <= mention.tokens.lowerBound || isShown(study) {
        range = text.range(study.tokens)
      } else if study == nil, let earlier, has(mention, Self.imaged) {
        range = text.range(earlier)
      } else {
        range = nil
      }
      guard let range else { continue }
      result[index].append(Attribute(Attribute.source, .word(DocumentType.imaging.rawValue), range))
    }
  }

  /// What a study can show, sentences after its name.
  private static let imaged: ConceptGroups = [.fracture, .lesion, .finding]

  /// `on MRI`, `by CT`, `on today's whole-spine CT`, `on the 4/8 MRI`: a study named after what it
  /// showed.
  private func isShown(_ study: Mention) -> Bool {
    let before = study.tokens.lowerBound - 1
    guard text.tokens.indices.contains(before) else { return false }
    if text.isSign(before, ",") || text.isSign(before, "(") { return true }
    let words = lexicon.words
    // A number right behind an article or `on` is the day of the study.
    func isDay(_ index: Int) -> Bool {
      guard text.tokens[index].kind == .number, index > 0 else { return false }
      let last = text.tokens[index - 1].word
      return words.has(last, .pointer) || words.has(last, .joiner)
    }
    let lead = (max(0, before - Self.studyLead)...before).reversed()
    return lead.prefix { text.tokens[$0].kind == .word || text.isDash($0) || isDay($0) }.contains {
      words.has(text.tokens[$0].word, .joiner)
    }
  }

  /// Words between a study and the one that joins it to what it showed, at most.
  private static let studyLead = 3

  // MARK: Measures

  /// The second of two numbers for the second of two measures: `PT/INR was 12.4 s/1.02`.
  private func paired(_ index: Int, with mention: Mention, _ sentence: Range<Int>) -> Int {
    let name = mention.tokens
    guard
      (max(sentence.lowerBound, name.lowerBound - 1)..<name.upperBound - 1)
        .contains(where: { text.isSign($0, "/") })
    else { return index }
    let next = index + 1..<min(index + 3, sentence.upperBound)
    guard let slash = next.first(where: { text.isSign($0, "/") }), slash + 1 < sentence.upperBound,
      text.tokens[slash + 1].kind == .number
    else { return index }
    return slash + 1
  }

  /// The number that a measure fell to, told after the one that it was: `ODI 52% to 10%`.
  private func last(_ index: Int, _ sentence: Range<Int>) -> Int {
    let next = sentence.suffix(from: index).dropFirst().prefix(TokenizedText.longestStep + 1).first
    {
      text.tokens[$0].kind == .number
    }
    guard let next, text.goes(from: index, to: next, lexicon.words),
      let before = text.number(index).decimal, let after = text.number(next).decimal, after < before
    else { return index }
    return next
  }

  private func value(
    of mention: Mention,
    _ mentions: [Mention],
    _ times: [TimeExpression],
    _ former: FormerColumns,
    _ sentence: Range<Int>
  ) -> Attribute? {
    if mention.tokens.count == 1, text.tokens[mention.tokens.lowerBound].kind == .number {
      let token = text.number(mention.tokens.lowerBound)
      let score = token.score(outOf: 10) ?? token.decimal
      return score.map { Attribute(Attribute.value, .number($0), text.range(mention.tokens)) }
    }
    let isPercent = has(mention, .percent)
    if isPercent, let before = percentage(before: mention, sentence) { return before }
    if has(mention, .spanned), let before = count(before: mention, sentence) { return before }
    var index = mention.tokens.upperBound
    var commas = 0
    let end = min(sentence.upperBound, index + 10)
    while index < end {
      // `Oswestry    44%    8%`, under two days
      if former.holds(index) {
        index += 1
        continue
      }
      if mentions.contains(where: { other in
        other.tokens.lowerBound == index && other.concept != mention.concept
          && (has(other, .measure) || has(other, .drug) || has(other, .condition))
      }) {
        return nil
      }
      let token = text.tokens[index]
      // A blank was never filled in: `Pain today: __/10`.
      if text.isSign(index, "_") { return nil }
      if token.kind == .number, isScale(index, of: lexicon.concepts[mention.concept]) {
        index += 1
        continue
      }
      if isPercent, let fraction = fraction(at: index, sentence) { return fraction }
      if token.kind == .number,
        isScore(index, of: lexicon.concepts[mention.concept])
          || !times.contains(where: { $0.tokens.contains(index) }),
        !isPercent || isPercentage(index, sentence)
      {
        let value = last(paired(index, with: mention, sentence), sentence)
        return number(at: value, inThousands: has(mention, .thousands))
      }
      if text.isSign(index, ";") || text.isSign(index, ".") && !text.isLeader(index) { return nil }
      if text.isSign(index, ",") {
        commas += 1
        if commas > 1 { return nil }
      }
      index += 1
    }
    return nil
  }

  /// Whether a number is the range of a measure, as in `pain (0-10)`.
  private func isScale(_ index: Int, of concept: Concept) -> Bool {
    guard let range = text.number(index).range, let values = concept.values else {
      return false
    }
    return range.lowerBound == values.lowerBound && range.upperBound > range.lowerBound
      && (range.upperBound == values.upperBound || range.upperBound == Self.usualScale)
  }

  /// Whether a number is a score out of the highest of a measure: `RMDQ 12/24` is no Christmas Eve.
  private func isScore(_ index: Int, of concept: Concept) -> Bool {
    guard let highest = concept.values?.upperBound else { return false }
    return text.number(index).score(outOf: Int(highest)) != nil
  }

  /// The highest pain that most scales have.
  private static let usualScale = 10.0

  /// A score of pain out of ten: one on a line of a hundred millimetres, `68 mm`, `15/100`, is a tenth of
  /// it.
  private func outOfTen(_ score: Attribute) -> Attribute {
    guard case .number(let number) = score.value else { return score }
    let token = text.tokens(in: score.range).lowerBound
    let isOfHundred =
      number > Self.usualScale || text.number(token).score(outOf: 100) != nil
      || token + 1 < text.tokens.count
        && lexicon.words.value(text.tokens[token + 1].word, .millimetre) != nil
    return isOfHundred
      ? Attribute(score.name, .number(number / Self.usualScale), score.range) : score
  }

  /// The number that a token is; one counted in thousands may be written in full, `38,000` for 38.
  private func number(at index: Int, inThousands: Bool = false) -> Attribute {
    let token = text.number(index)
    var number = token.decimal ?? token.range?.upperBound ?? token.first
    if inThousands, number >= 1000 { number /= 1000 }
    var first = index
    if text.isDash(index - 1), text.tokens[index - 1].end == text.tokens[index].start {
      number = -number
      first = index - 1
    }
    return Attribute(Attribute.value, .number(number), text.range(first..<index + 1))
  }

  /// The number right before what is counted: `12 visits`, `twelve sessions`.
  private func count(before mention: Mention, _ sentence: Range<Int>) -> Attribute? {
    let index = mention.tokens.lowerBound - 1
    guard sentence.contains(index) else { return nil }
    let token = text.tokens[index]
    let number =
      token.kind == .number
      ? text.number(index).whole.map(Double.init) : lexicon.words.value(token.word, .number)
    return number.map { Attribute(Attribute.value, .number($0), text.range(index)) }
  }

  /// `40% loss of height`, `35 percent anterior height loss`.
  private func percentage(before mention: Mention, _ sentence: Range<Int>) -> Attribute? {
    var index = mention.tokens.lowerBound - 1
    let start = max(sentence.lowerBound, index - 6)
    while index >= start {
      if text.isSign(index, ",") || text.isSign(index, ";") { return nil }
      if let fraction = fraction(at: index, sentence) { return fraction }
      if text.tokens[index].kind == .number {
        return isPercentage(index, sentence) ? number(at: index) : nil
      }
      index -= 1
    }
    return nil
  }

  /// `A third of its height`, `two thirds loss of height`, `forty-five percent`, in percent.
  private func fraction(at index: Int, _ sentence: Range<Int>) -> Attribute? {
    if lexicon.words.has(text.tokens[index].word, .percent) {
      return spelledPercentage(before: index, sentence)
    }
    guard let part = lexicon.words.value(text.tokens[index].word, .fraction) else { return nil }
    var first = index
    var number = part
    var before = index - 1
    if text.isDash(before) { before -= 1 }
    if sentence.contains(before),
      let times = lexicon.words.value(text.tokens[before].word, .number), times * part < 100
    {
      number = (times * part).rounded()
      first = before
    }
    return Attribute(Attribute.value, .number(number), text.range(first..<index + 1))
  }

  /// The number in words before the word `percent`.
  private func spelledPercentage(before percent: Int, _ sentence: Range<Int>) -> Attribute? {
    func value(_ index: Int) -> Double? {
      sentence.contains(index) ? lexicon.words.value(text.tokens[index].word, .number) : nil
    }
    var first = percent - 1
    guard var number = value(first) else { return nil }
    let tens = text.isDash(first - 1) ? first - 2 : first - 1
    if number < 10, let ten = value(tens), ten >= 20 {
      number += ten
      first = tens
    }
    return Attribute(Attribute.value, .number(number), text.range(first..<percent + 1))
  }

  private func isPercentage(_ index: Int, _ sentence: Range<Int>) -> Bool {
    guard index + 1 < sentence.upperBound else { return false }
    return text.isSign(index + 1, "%")
      || lexicon.words.has(text.tokens[index + 1].word, .percent)
  }

  private func has(_ mention: Mention, _ groups: ConceptGroups) -> Bool {
    lexicon.is(mention, groups)
  }
}
