import NoteModel
import TextProcessing

/// How a mention holds: what its context says, what its days mean beside that of the document, and
/// what its kind is taken to be where nothing is said.
struct AssertionRules {
  let lexicon: Lexicon
  let text: TokenizedText
  let setting: SentenceSetting

  /// How a mention holds, summed up from its context, its days and its kind.
  func assertion(
    of mention: Mention,
    _ context: MentionContext,
    _ attributes: [Attribute],
    in sentence: Range<Int>
  ) -> Assertion {
    let assertion = context.assertion
    if assertion == .present, context.has(.ongoing), has(mention, [.drug, .therapy]) {
      return .present
    }
    guard assertion == .present else {
      // What was once suspected is as past as what was there.
      let isPast =
        assertion == .possible && has(mention, .acuteIllness)
        && isDated(attributes, before: Self.currentDays)
      return isPast ? .historical : assertion
    }
    if has(mention, [.drug, .therapy]),
      let today = setting.today, hasEnded(attributes, by: today)
    {
      return .historical
    }
    // A course whose end is told is over where nothing says from when it is seen.
    if has(mention, [.drug, .therapy]), setting.today == nil,
      attributes.contains(where: { $0.name == Attribute.until })
    {
      return .historical
    }
    if has(mention, [.drug, .therapy]), !isListed {
      // What has a day ahead is planned for it; a day well past is when it was had, unless it
      // was begun then.
      if !isTaken(mention), isAhead(attributes, sentence) { return .planned }
      let isBegun =
        isTaken(mention)
        || attributes.contains { $0.name == Attribute.since || $0.name == Attribute.duration }
        || text.tokens(sentence, have: .started, lexicon.words)
        || attributes.contains { item in
          item.name == Attribute.date && text.beginsColumn(text.tokens(in: item.range).lowerBound)
        }
      if !isBegun, isDated(attributes, before: Self.currentDays) { return .historical }
      if has(mention, .therapy), !isBegun, isOfYear(attributes) { return .historical }
    }
    // A row of what was dispensed begins with its day.
    if has(mention, .drug), isFill(attributes) { return .historical }
    if has(mention, .requestable) {
      // One that took place on a day well past is none that is asked for.
      return isPast(attributes, before: Self.currentDays) ? .historical : .planned
    }
    if has(mention, .acuteIllness) {
      // What is told until a day is the cure of it.
      let isOver =
        isPast(attributes, before: Self.currentDays)
        || setting.today.map { hasEnded(attributes, by: $0) } ?? false
      return isOver ? .historical : .present
    }
    if has(mention, .fracture) {
      // `The recent L3 fracture and the wrist in 2019`: the year is of another.
      let isRecent = attributes.contains {
        $0.name == Attribute.acuity && $0.value == .word(Attribute.acute)
      }
      if isRecent { return .present }
      return isDated(attributes, before: Self.healingDays, countingSince: true)
        || isOfYear(attributes) ? .historical : .present
    }
    if has(mention, .reading) {
      return isDated(attributes, before: Self.readingDays) ? .historical : .present
    }
    return .present
  }

  /// Whether something is dated so many days back or further, or with its year alone.
  private func isPast(_ attributes: [Attribute], before days: Int) -> Bool {
    isDated(attributes, before: days) || isOfYear(attributes)
  }

  /// Whether something is told with its year alone, `fracture 2011`, where nothing says from when it
  /// is seen: the year of a note itself is not what one tells.
  private func isOfYear(_ attributes: [Attribute]) -> Bool {
    setting.today == nil
      && attributes.contains { item in
        item.name == Attribute.date && item.range.count == Self.digitsOfYear
      }
  }

  private static let digitsOfYear = 4

  /// Whether somebody is on a drug, whatever day stands before that: `vasculitis 2019 on prednisone`.
  private func isTaken(_ mention: Mention) -> Bool {
    let before = mention.tokens.lowerBound - 1
    return before >= 0 && lexicon.words.has(text.tokens[before].word, .taken)
  }

  /// Whether a day well past begins the line, in a text without columns for a first day.
  private func isFill(_ attributes: [Attribute]) -> Bool {
    guard let today = setting.today, !setting.layout.hasSpanColumns else { return false }
    return attributes.contains { item in
      guard item.name == Attribute.date, case .date(let day) = item.value else { return false }
      return today.days(since: day) > Self.longestFill
        && text.tokens[text.tokens(in: item.range).lowerBound].traits.contains(.lineStart)
    }
  }

  /// Days for which what was dispensed once may be taken.
  private static let longestFill = 180

  /// Whether a list of medicines is read, in which a day is that of an order.
  private var isListed: Bool {
    setting.document == .medication
      || lexicon.has(setting.sectionKind, .listing)
  }

  /// Whether a day ahead is told, in a sentence that is not of the past.
  ///
  /// The date that begins a line is that of a visit.
  private func isAhead(_ attributes: [Attribute], _ sentence: Range<Int>) -> Bool {
    guard let today = setting.today,
      !sentence.contains(where: { lexicon.words.value(text.tokens[$0].word, .tense) == 1 })
    else { return false }
    return attributes.contains { item in
      guard item.name == Attribute.date || item.name == Attribute.since,
        case .date(let day) = item.value
      else { return false }
      let place = text.tokens(in: item.range).lowerBound
      // What goes on since a day is misdated rather than planned where that is tomorrow.
      let first = item.name == Attribute.since ? today.advanced(by: Self.slackOfStart) : today
      return day > first && place > sentence.lowerBound + Self.longestStamp
        && !text.beginsColumn(place)
    }
  }

  /// Days ahead from which a treatment that is told since then has yet to begin.
  private static let slackOfStart = 3

  /// Whether something is dated further back than some days.
  ///
  /// - Parameters:
  ///   - attributes: what is said of it.
  ///   - days: before the day of the document.
  ///   - countsSince: whether a day counts too since which it is there.
  /// - Returns: whether it is.
  func isDated(
    _ attributes: [Attribute],
    before days: Int,
    countingSince countsSince: Bool = false
  ) -> Bool {
    guard let today = setting.today else { return false }
    return attributes.contains { attribute in
      guard
        attribute.name == Attribute.date || attribute.name == Attribute.until
          || attribute.name == Attribute.since && countsSince
            && !isQualified(attribute, attributes),
        case .date(let date) = attribute.value
      else { return false }
      return today.days(since: date) > days
    }
  }

  /// Whether a quality stands right before a day, from which on it holds: `new since 2023`.
  private func isQualified(_ day: Attribute, _ attributes: [Attribute]) -> Bool {
    let first = text.tokens(in: day.range).lowerBound
    return attributes.contains { quality in
      guard case .word = quality.value else { return false }
      let tokens = text.tokens(in: quality.range)
      return tokens.lowerBound < first && tokens.upperBound >= first
        && tokens.upperBound <= first + 1
    }
  }

  /// What a study showed further back than this, in days, may have changed.
  private static let readingDays = 5 * 365

  /// A fracture dated further back than this, in days, is an old one.
  static let healingDays = 365

  /// Whether a course with a known end, or a last dose, was over before a day.
  func hasEnded(_ attributes: [Attribute], by today: CalendarDate) -> Bool {
    if attributes.contains(where: { $0.name == Attribute.last }) {
      return attributes.contains { attribute in
        if attribute.name == Attribute.date, case .date(let day) = attribute.value {
          today.days(since: day) >= Self.missedDays
        } else {
          false
        }
      }
    }
    var start: CalendarDate?
    var length: Int?
    for attribute in attributes {
      switch (attribute.name, attribute.value) {
      // `Start 10/11 (as needed 10/07-10/11)` goes on after the first course.
      case (Attribute.until, .date(let end)):
        return end <= today && !isBegun(since: end, attributes)
      // `Since 03/2023: 40 mg for six weeks, then 15 mg` goes on.
      case (Attribute.since, .date) where goesOn(attribute): return false
      case (Attribute.since, .date(let date)), (Attribute.date, .date(let date)): start = date
      case (Attribute.duration, .days(let days)): length = days.upperBound
      default: break
      }
    }
    guard let start, let length else { return false }
    let slack = length <= Self.shortCourse ? Self.shortSlack : Self.currentDays
    return start.advanced(by: length + slack) < today
  }

  /// Whether something is told to have begun on the day that it ended or later.
  private func isBegun(since end: CalendarDate, _ attributes: [Attribute]) -> Bool {
    attributes.contains { attribute in
      if attribute.name == Attribute.since, case .date(let day) = attribute.value {
        day >= end
      } else {
        false
      }
    }
  }

  /// Whether the word before a day says that it goes on since then, rather than that it began: `since`.
  private func goesOn(_ start: Attribute) -> Bool {
    let first = text.tokens(in: start.range).lowerBound
    return lexicon.words.value(text.tokens[first].word, .since) == 1
  }

  /// Days without a dose from which a drug is no longer taken.
  private static let missedDays = 3

  /// Tokens before a date that still begins its line: `V5  4/28`.
  private static let longestStamp = 2

  /// A course of up to so many days is over so many days after it.
  private static let shortCourse = 14
  private static let shortSlack = 7

  /// An illness or procedure dated further back than this, in days, is over unless words say
  /// otherwise.
  static let currentDays = 60

  private func has(_ mention: Mention, _ groups: ConceptGroups) -> Bool {
    lexicon.is(mention, groups)
  }
}
