import NoteModel
import TextProcessing

/// What the mentions of a sentence say of each other.
extension SentenceAnalyzer {
  /// What may be where something else happens is thought of only: `If hot, call: could be sepsis`.
  func addSuppositions(_ matches: SentenceMatches, to contexts: inout [MentionContext]) {
    let conditions = matches.standingCues.filter { match in
      lexicon.cues[match.cue].effect == .context(.hypothetical)
        && lexicon.cues[match.cue].direction != .backward
    }
    for (index, mention) in matches.mentions.enumerated() where contexts[index].has(.possible) {
      let condition = conditions.first { match in
        let cue = lexicon.cues[match.cue]
        return cue.works(on: mention.groups)
          && (cue.direction == .both || match.tokens.upperBound <= mention.tokens.lowerBound)
      }
      if let condition { contexts[index].contexts.append((.hypothetical, condition.tokens)) }
    }
  }

  /// What is said of a drug is said of its other name in brackets: `[DISCONTINUED] rivaroxaban
  /// (XARELTO)`.
  func addBrackets(_ mentions: [Mention], to contexts: inout [MentionContext]) {
    for index in mentions.indices.dropFirst() where contexts[index].contexts.isEmpty {
      let bracket = mentions[index].tokens.lowerBound - 1
      guard has(mentions[index], .drug), mentions[index].concept == mentions[index - 1].concept,
        mentions[index - 1].tokens.upperBound == bracket, text.isSign(bracket, "(")
      else { continue }
      contexts[index].contexts = contexts[index - 1].contexts
    }
  }

  /// A fracture without edema is an old one: `T12 wedge deformity, no edema`.
  ///
  /// The edema that is denied belongs to the fracture before it, if no other stands between, nor another
  /// part of the spine: `sacral fractures, whereas the lumbar bodies have no edema`.
  func addQuietFractures(_ mentions: [Mention], to contexts: inout [MentionContext]) {
    for (index, mention) in mentions.enumerated() where has(mention, .activitySign) {
      guard contexts[index].has(.negation),
        let place = mentions[..<index].lastIndex(where: { has($0, .fracture) }),
        !mentions[place..<index].contains(where: { !has($0, .fracture) && has($0, .spinal) }),
        contexts[place].contexts.allSatisfy({ $0.context == .present }),
        !contexts[place].attributes.contains(where: {
          $0.name == Attribute.acuity && $0.value != Attribute.old
        })
      else { continue }
      contexts[place].contexts.append((.historical, mention.tokens))
    }
  }

  /// Denies the pain that is named by the words that say it is over: `no longer has back pain`.
  func addEndings(_ mentions: [Mention], to contexts: inout [MentionContext]) {
    for (place, ending) in mentions.enumerated()
    where has(ending, .ending) && contexts[place].contexts.isEmpty {
      for index in company(of: place, mentions)
      where has(mentions[index], .pain) && mentions[index].concept != lexicon.scoreConcept
        && mentions[index].tokens.overlaps(ending.tokens) && contexts[index].assertion == .present
      {
        contexts[index].contexts.append((.negation, ending.tokens))
      }
    }
  }

  /// The mentions that stand next to one, itself too: enough that what costs a look at each of them
  /// costs a sentence no more than its length.
  private func company(of place: Int, _ mentions: [Mention]) -> Range<Int> {
    max(0, place - Self.nextTo)..<min(mentions.count, place + Self.nextTo + 1)
  }

  /// Mentions next to another one, at most.
  private static let nextTo = 6

  /// Takes a score that fell to the next one to be past, `8/10 to 1/10`, and denies a pain whose only
  /// score is none: `back pain 0/10`.
  func addScoreContexts(_ mentions: [Mention], to contexts: inout [MentionContext]) {
    let scores = mentions.indices.compactMap { index -> (index: Int, place: Int, value: Double)? in
      let tokens = mentions[index].tokens
      guard mentions[index].concept == lexicon.scoreConcept, tokens.count == 1 else { return nil }
      return text.number(tokens.lowerBound).score(outOf: 10)
        .map { (index, tokens.lowerBound, $0) }
    }
    for (score, next) in zip(scores, scores.dropFirst())
    where next.value < score.value && text.goes(from: score.place, to: next.place, lexicon.words) {
      contexts[score.index].contexts.append((.historical, next.place..<next.place + 1))
    }
    guard scores.count == 1, let score = scores.first, score.value == 0 else { return }
    for (index, mention) in mentions.enumerated()
    where has(mention, .pain) && contexts[index].contexts.isEmpty
      && (0...Self.longestScore).contains(score.place - mention.tokens.upperBound)
    {
      contexts[index].contexts.append((.negation, score.place..<score.place + 1))
    }
  }

  /// Tokens between a pain and its score, at most.
  private static let longestScore = 3

  /// Takes a label to hold as what is told of the same thing beside it: `Anticoagulants: patient is
  /// not on any blood thinners`.
  func addLabels(_ mentions: [Mention], to contexts: inout [MentionContext]) {
    for (index, label) in mentions.enumerated()
    where contexts[index].contexts.isEmpty && text.isSign(label.tokens.upperBound, ":")
      && !has(label, .statement)
    {
      let answer = company(of: index, mentions).first { place in
        place > index && mentions[place].concept == label.concept
          && !contexts[place].contexts.isEmpty
      }
      if let answer { contexts[index].contexts = contexts[answer].contexts }
    }
  }

  /// Doubts both of two things that a question mark leaves open.
  ///
  /// As in `metastasis or osteoporosis?`
  func addAlternatives(_ mentions: [Mention], to contexts: inout [MentionContext]) {
    for (index, (one, other)) in zip(mentions, mentions.dropFirst()).enumerated()
    where contexts[index].contexts.isEmpty && contexts[index + 1].has(.possible) {
      let mark = other.tokens.upperBound
      let between = one.tokens.upperBound..<max(one.tokens.upperBound, other.tokens.lowerBound)
      if text.isSign(mark, "?"), between.count <= Self.longestJoint,
        text.tokens(between, have: .alternative, lexicon.words)
      {
        contexts[index].contexts.append((.possible, mark..<mark + 1))
      }
    }
  }

  /// Tokens between two things that `or` joins, at most.
  private static let longestJoint = 3

  /// Takes what something was done for to be as past as that: `finished prednisone for bronchitis`,
  /// `resolved sepsis due to cellulitis`, `RFA 10/2022 for facet pain`.
  func addReasons(
    _ mentions: [Mention],
    _ attributes: [[Attribute]],
    _ rules: AssertionRules,
    to contexts: inout [MentionContext]
  ) {
    for index in mentions.indices.dropFirst() where contexts[index].contexts.isEmpty {
      let cause = index - 1
      let between =
        mentions[cause].tokens
        .upperBound..<max(
          mentions[cause].tokens.upperBound,
          mentions[index].tokens.lowerBound
        )
      guard (1...Self.longestReason).contains(between.count), isReason(between) else { continue }
      if has(mentions[index], .acuteIllness), contexts[cause].assertion == .historical,
        let past = contexts[cause].contexts.first(where: { $0.context == .historical })
      {
        contexts[index].contexts.append(past)
      } else if has(mentions[cause], [.procedure, .surgery, .injection]),
        has(mentions[index], [.condition, .fracture]),
        contexts[cause].contexts.allSatisfy({ $0.context == .historical }),
        rules.isDated(attributes[cause], before: AssertionRules.currentDays)
          || rules.setting.today == nil
            && attributes[cause].contains(where: { $0.name == Attribute.date })
      {
        contexts[index].contexts.append((.historical, mentions[cause].tokens))
      }
    }
  }

  /// Takes a condition to be past that is told with the operation that it was treated by.
  ///
  /// As in `myelopathy s/p ACDF`; what is chronic, and a lesion, is there after it.
  func addOperations(_ mentions: [Mention], to contexts: inout [MentionContext]) {
    for operation in mentions where has(operation, [.procedure, .surgery]) {
      let joint = operation.tokens.lowerBound - 1
      guard joint > 0, lexicon.words.has(text.tokens[joint].word, .treated) else { continue }
      for (index, mention) in mentions.enumerated()
      where mention.tokens.upperBound == joint && has(mention, [.condition, .fracture])
        && !has(mention, [.lesion, .chronic]) && contexts[index].contexts.isEmpty
      {
        contexts[index].contexts.append((.historical, joint..<joint + 1))
      }
    }
  }

  /// Takes to be past what hurt, or could not be done, on a day years before: `had constant back pain after
  /// a fall in 2015`.
  func addPastPains(
    _ mentions: [Mention],
    _ attributes: [[Attribute]],
    _ rules: AssertionRules,
    to contexts: inout [MentionContext]
  ) {
    for (place, told) in mentions.enumerated()
    where has(told, .statement) && has(told, [.pain, .function])
      && rules.isDated(attributes[place], before: AssertionRules.healingDays)
      && !isSince(attributes[place], told.tokens)
    {
      for index in company(of: place, mentions)
      where has(mentions[index], [.pain, .function]) && contexts[index].contexts.isEmpty
        && mentions[index].tokens.overlaps(told.tokens)
      {
        contexts[index].contexts.append((.historical, told.tokens))
      }
    }
  }

  /// Whether what has a day is told to go on since then: `pain every day since a fall in 2015`.
  private func isSince(_ attributes: [Attribute], _ told: Range<Int>) -> Bool {
    attributes.contains { item in
      let day = text.tokens(in: item.range).lowerBound
      return told.upperBound <= day
        && text.tokens(told.upperBound..<day, have: .since, lexicon.words)
    }
  }

  /// Takes an illness to be over where the drug for it is, `UTI, cephalexin until 10/23`, and an
  /// injection, which is had once, to be past.
  func addEnds(
    _ mentions: [Mention],
    _ attributes: [[Attribute]],
    _ rules: AssertionRules,
    to contexts: inout [MentionContext]
  ) {
    let isCured =
      rules.setting.today.map { today in
        mentions.indices.contains { index in
          has(mentions[index], .antiInfective) && rules.hasEnded(attributes[index], by: today)
        }
      } ?? false || areDone(mentions, contexts)
    for (index, mention) in mentions.enumerated() {
      let isOver =
        isCured && has(mention, .acuteIllness) && contexts[index].contexts.isEmpty
        || isInjected(mention, mentions) && rules.setting.document != .operative
      if isOver { contexts[index].contexts.append((.historical, mention.tokens)) }
    }
  }

  /// Whether the drugs that a sentence names for an infection are all told as had: `UTI, abx done`.
  private func areDone(_ mentions: [Mention], _ contexts: [MentionContext]) -> Bool {
    let drugs = mentions.indices.filter { has(mentions[$0], .antiInfective) }
    return !drugs.isEmpty && drugs.allSatisfy { contexts[$0].assertion == .historical }
  }

  /// Whether a drug is named as what an injection brings in: `epidural steroid injection`.
  private func isInjected(_ mention: Mention, _ all: [Mention]) -> Bool {
    has(mention, .drug)
      && all.contains { has($0, .injection) && $0.tokens.overlaps(mention.tokens) }
  }

  /// Tokens between what is past and its reason, at most.
  private static let longestReason = 6

  /// Whether words end by giving a reason, `in September for`, in one clause.
  ///
  /// An article or levels may come after it: `in 2020 for an L4`, `in 2006 for L5-S1`.
  private func isReason(_ between: Range<Int>) -> Bool {
    guard
      between.allSatisfy({
        text.tokens[$0].kind != .sign || text.isDash($0) || text.isSign($0, "/")
      }),
      let reason = between.last(where: { lexicon.words.has(text.tokens[$0].word, .reason) })
    else { return false }
    return (reason + 1..<between.upperBound).allSatisfy {
      text.tokens[$0].kind != .number && text.tokens[$0].kind != .word
        || lexicon.words.has(text.tokens[$0].word, .joiner)
    }
  }
}
