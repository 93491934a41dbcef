import NoteModel
import TextProcessing

/// What a sentence says by a pronoun of a drug, a therapy, a fracture or what was suspected.
///
/// The sentence before names it, as in `Takes rivaroxaban. Will hold it before the procedure.` or
/// `Wedge deformity of T8. This is old.`
struct Anaphora {
  let lexicon: Lexicon
  let text: TokenizedText

  /// What is said, and by which words.
  struct Statement {
    let effect: Cue.Effect
    let tokens: Range<Int>
    /// The groups that it speaks of.
    let groups: ConceptGroups
    /// Whether it speaks of the last of them alone.
    var isOfLast = false
    /// The cue that says it, where that works on some concepts only.
    var cue: Cue?

    /// Whether it may speak of a concept.
    func speaks(of concept: Int, _ lexicon: Lexicon) -> Bool {
      lexicon.is(concept, groups) && cue?.works(on: lexicon.groups.concepts[concept]) ?? true
    }
  }

  /// Tokens between a cue and the word that stands for the treatment, at most.
  private static let reach = 2

  /// The groups of the treatments that such a sentence may speak of.
  static let groups: ConceptGroups = [.drug, .therapy, .service]

  /// Those of what may be declined: a procedure too.
  private static let declinable = groups.union(.requestable)

  /// The groups of what may be suspected.
  static let suspected: ConceptGroups = [
    .acuteIllness, .chronic, .condition, .finding, .fracture, .lesion,
  ]

  /// All groups that it may speak of.
  static let subjects = declinable.union(suspected)

  /// The statements of a sentence, none where it names a treatment itself.
  ///
  /// - Parameters:
  ///   - matches: what was found in it.
  ///   - sentence: its tokens.
  ///   - isNext: whether it stands right after what it may speak of.
  /// - Returns: the statements, in text order.
  func statements(
    _ matches: SentenceMatches,
    in sentence: Range<Int>,
    isNext: Bool
  ) -> [Statement] {
    let cues = matches.standingCues
    guard !cues.isEmpty, let first = sentence.first else { return [] }
    // Past an empty line another matter begins: `Discontinued (last 120 days)` heads a list.
    guard !text.tokens[first].traits.contains(.blankLineBefore) else { return [] }
    if isNext,
      let denial = retraction(cues, matches.mentions, in: sentence)
        ?? denial(cues, matches.mentions, in: sentence)
    {
      // `Declined.` may be said of a treatment too.
      return [denial, refusal(cues, in: sentence)].compactMap(\.self)
    }
    if let resumption = resumption(cues, matches.mentions, in: sentence) { return [resumption] }
    let ages = ages(cues, matches.mentions, in: sentence)
    if ages.isEmpty, let cure = cure(cues, matches.mentions, in: sentence) { return [cure] }
    guard ages.isEmpty else { return ages }
    if let named = matches.mentions.first(where: { lexicon.is($0, Self.groups) }) {
      return isTakenBack(matches) ? [] : statements(cues, before: named, in: sentence)
    }
    // `No MRI` says of itself what was not done.
    if isNext, !matches.mentions.contains(where: { lexicon.is($0, .study) }),
      let refusal = refusal(cues, in: sentence)
    {
      return [refusal]
    }
    // What is held is held though it is to be taken again, or may be: `Will hold two days and restart.`
    let isTakenBack = isTakenBack(matches)
    return cues.compactMap { statement($0, in: sentence) }.filter {
      !isTakenBack || $0.effect.isQuality && !denies(cues)
    }
  }

  /// What a sentence says of a treatment by a pronoun before it names one itself.
  ///
  /// As in `Will stop it five days before the kyphoplasty.`
  private func statements(
    _ cues: [CueMatch],
    before named: Mention,
    in sentence: Range<Int>
  ) -> [Statement] {
    cues.filter { match in
      match.tokens.upperBound <= named.tokens.lowerBound
        && lexicon.words.has(text.tokens[match.tokens.upperBound - 1].word, .anaphor)
    }
    .compactMap { statement($0, in: sentence) }
  }

  /// What a sentence that begins with a pronoun, or is a denial and no more, says of what was suspected.
  ///
  /// As in `It was ruled out.` and `Excluded.`; none where it names something itself.
  private func denial(
    _ cues: [CueMatch],
    _ mentions: [Mention],
    in sentence: Range<Int>
  ) -> Statement? {
    guard !mentions.contains(where: { lexicon.is($0, Self.suspected) }) else { return nil }
    let hasStandIn = beginsWithStandIn(sentence)
    let denial = cues.first { match in
      takesBack(match) && lexicon.cues[match.cue].works(on: lexicon.illnessGroups)
        && match.tokens.lowerBound <= sentence.lowerBound + Self.reach
        && (hasStandIn
          || isAll(of: sentence, match))
    }
    return denial.map {
      Statement(effect: .context(.negation), tokens: $0.tokens, groups: Self.suspected)
    }
  }

  /// What a sentence takes back of what was stated, or says is somebody else's.
  ///
  /// A pronoun of the cue stands for it: `He has never had it.`, `This is an error.`, `That entry
  /// belongs to his father.`
  private func retraction(
    _ cues: [CueMatch],
    _ mentions: [Mention],
    in sentence: Range<Int>
  ) -> Statement? {
    for match in cues {
      let cue = lexicon.cues[match.cue]
      let pointed =
        cue.effect == .context(.family) ? match.tokens : match.tokens.prefix(1)
      guard cue.direction == .backward, cue.options.only & lexicon.illnessGroups != 0,
        cue.effect == .context(.undone) || cue.effect == .context(.family),
        text.tokens(match.tokens, have: .anaphor, lexicon.words)
          || text.tokens(pointed, have: .pointer, lexicon.words),
        !hasVerb(after: match, in: sentence),
        !mentions.contains(where: { cue.works(on: $0.groups) })
      else { continue }
      let isOfTreatments = cue.options.only & lexicon.treatmentGroups != 0
      return Statement(
        effect: cue.effect,
        tokens: match.tokens,
        groups: isOfTreatments ? Self.suspected.union(Self.groups) : Self.suspected,
        isOfLast: true
      )
    }
    return nil
  }

  /// Whether words that say none go on with what none did.
  ///
  /// As in `None of them lasted.`
  private func hasVerb(after match: CueMatch, in sentence: Range<Int>) -> Bool {
    let first = text.tokens[match.tokens.lowerBound].word
    let next = match.tokens.upperBound
    return lexicon.words.has(first, .answer) && sentence.contains(next)
      && text.tokens[next].kind == .word
  }

  /// What a sentence says of a treatment that had ended.
  ///
  /// As in `The haematologist restarted it in March.` and `Back on it since Monday.`; none where it names
  /// one itself.
  private func resumption(
    _ cues: [CueMatch],
    _ mentions: [Mention],
    in sentence: Range<Int>
  ) -> Statement? {
    guard !denies(cues), !mentions.contains(where: { lexicon.is($0, Self.groups) }) else {
      return nil
    }
    let match = cues.first { match in
      let cue = lexicon.cues[match.cue]
      return cue.effect == .context(.ongoing) && cue.direction == .backward
        && cue.options.only & lexicon.treatmentGroups != 0
        && text.tokens(match.tokens, have: .anaphor, lexicon.words)
    }
    return match.map { fate(.context(.ongoing), $0.tokens) }
  }

  /// What a sentence that begins with a pronoun says of the age of fractures.
  ///
  /// As in `These appear chronic.`; none where it names one itself.
  private func ages(
    _ cues: [CueMatch],
    _ mentions: [Mention],
    in sentence: Range<Int>
  ) -> [Statement] {
    guard !mentions.contains(where: { lexicon.is($0, .fracture) }), !denies(cues) else { return [] }
    let hasStandIn = beginsWithStandIn(sentence)
    return cues.compactMap { match in
      guard hasStandIn || isAll(of: sentence, match) else { return nil }
      let cue = lexicon.cues[match.cue]
      let isAge: Bool
      switch cue.effect {
      case .context(let context): isAge = context == .historical && cue.direction == .backward
      case .attribute: isAge = cue.direction != .forward
      case .barrier, .pseudo: isAge = false
      }
      guard isAge, cue.options.only & lexicon.fractureGroups != 0,
        cue.options.only & lexicon.treatmentGroups == 0
      else { return nil }
      return Statement(effect: cue.effect, tokens: match.tokens, groups: .fracture)
    }
  }

  /// What a sentence that begins with the cure of an illness says of the one before it.
  ///
  /// As in `UTI. Treated by the PCP 9/26.`; none where it names one itself.
  private func cure(
    _ cues: [CueMatch],
    _ mentions: [Mention],
    in sentence: Range<Int>
  ) -> Statement? {
    guard !mentions.contains(where: { lexicon.is($0, .acuteIllness) }), !denies(cues) else {
      return nil
    }
    let match = cues.first { match in
      let cue = lexicon.cues[match.cue]
      return match.tokens.lowerBound == sentence.lowerBound
        && cue.effect == .context(.historical) && cue.options.only & lexicon.illnessGroups != 0
        && text.tokens[match.tokens.lowerBound].traits.contains(.capitalised)
    }
    return match.map {
      Statement(effect: .context(.historical), tokens: $0.tokens, groups: .acuteIllness)
    }
  }

  /// Whether a sentence begins with a pronoun, or with `the fracture` and the like.
  private func beginsWithStandIn(_ sentence: Range<Int>) -> Bool {
    let first = text.tokens[sentence.lowerBound].word
    guard sentence.count > 1 else { return false }
    let second = text.tokens[sentence.lowerBound + 1].word
    return lexicon.words.has(first, .anaphor) || lexicon.words.has(second, .anaphor)
      || lexicon.words.has(first, .pointer) && lexicon.words.has(second, .recalled)
  }

  /// Whether a sentence is a cue and no more, as in `Healed`.
  private func isAll(of sentence: Range<Int>, _ match: CueMatch) -> Bool {
    sentence.allSatisfy { match.tokens.contains($0) || text.tokens[$0].kind == .sign }
  }

  private func denies(_ cues: [CueMatch]) -> Bool {
    cues.contains { lexicon.cues[$0.cue].effect == .context(.negation) }
  }

  /// Adds to the treatments of a sentence what a pronoun after them says: `the naproxen upset her,
  /// so she quit it`.
  func add(to contexts: inout [MentionContext], _ matches: SentenceMatches, in sentence: Range<Int>)
  {
    let isTakenBack = isTakenBack(matches)
    for match in matches.standingCues {
      guard let said = statement(match, in: sentence),
        case .context(let context) = said.effect, context == .ongoing || !isTakenBack,
        let place = matches.mentions.lastIndex(where: {
          $0.tokens.upperBound <= match.tokens.lowerBound && lexicon.is($0, said.groups)
        }), said.speaks(of: matches.mentions[place].concept, lexicon)
      else { continue }
      contexts[place].contexts.append((context, match.tokens))
      if context != .historical { contexts[place].settle(around: matches.mentions[place].tokens) }
    }
  }

  /// Whether a denial stands in the sentence, or what is said goes on: `do not stop it` stops nothing.
  private func isTakenBack(_ matches: SentenceMatches) -> Bool {
    matches.standingCues.contains { match in
      let effect = lexicon.cues[match.cue].effect
      return effect == .context(.negation) || effect == .context(.ongoing)
        || effect == .context(.hypothetical) || effect == .context(.family)
    }
  }

  /// What is said where a sentence says no more than that something was refused.
  ///
  /// As in `She declined.`
  private func refusal(_ cues: [CueMatch], in sentence: Range<Int>) -> Statement? {
    guard let refusal = cues.first(where: takesBack),
      // `Not taking: zinc` speaks of what follows.
      refusal.tokens.lowerBound > sentence.lowerBound
        || !text.isSign(refusal.tokens.upperBound, ":")
    else { return nil }
    // `She declined: it bored her once` gives the reason behind a sign.
    let isOfSubject = lexicon.words.has(text.tokens[sentence.lowerBound].word, .subject)
    let said = sentence.prefix {
      !isOfSubject || $0 < refusal.tokens.upperBound || text.tokens[$0].kind == .word
    }
    let isAll = said.allSatisfy { index in
      refusal.tokens.contains(index) || text.tokens[index].kind == .sign
        || lexicon.words.has(text.tokens[index].word, .subject)
        || lexicon.words.has(text.tokens[index].word, .pointer)
    }
    return isAll ? fate(.context(.undone), refusal.tokens) : nil
  }

  /// Whether a cue denies what stands before it, or says that it never came to be.
  private func takesBack(_ match: CueMatch) -> Bool {
    let cue = lexicon.cues[match.cue]
    return cue.direction == .backward
      && (cue.effect == .context(.negation) || cue.effect == .context(.undone))
  }

  private func statement(
    _ match: CueMatch,
    in sentence: Range<Int>
  ) -> Statement? {
    let cue = lexicon.cues[match.cue]
    switch cue.effect {
    case .context(.historical), .context(.undone), .context(.ongoing), .attribute: break
    default: return nil
    }
    guard cue.options.only & lexicon.treatmentGroups != 0,
      cue.options.isElliptic || standsIn(for: match, cue, sentence)
        || begins(sentence, match, cue)
    else { return nil }
    return fate(cue.effect, match.tokens, by: cue)
  }

  /// What is said of what became of a treatment, or of a procedure that was declined.
  private func fate(
    _ effect: Cue.Effect,
    _ tokens: Range<Int>,
    by cue: Cue? = nil
  ) -> Statement {
    Statement(
      effect: effect,
      tokens: tokens,
      groups: effect == .context(.undone) ? Self.declinable : Self.groups,
      isOfLast: true,
      cue: cue
    )
  }

  /// Whether a sentence begins with what became of a treatment, or with what is to.
  ///
  /// As in `Stopped last week.`, `(Patient not taking: reported on 5/13)`, `Will hold for three days.`
  private func begins(_ sentence: Range<Int>, _ match: CueMatch, _ cue: Cue) -> Bool {
    switch cue.effect {
    case .context(.historical): guard cue.direction == .backward else { return false }
    case .attribute:
      guard cue.direction != .forward, !text.takesObject(after: match.tokens, lexicon) else {
        return false
      }
      let lead = sentence.lowerBound..<max(sentence.lowerBound, match.tokens.lowerBound)
      return lead.count <= 1
        && lead.allSatisfy { lexicon.words.has(text.tokens[$0].word, .asker) }
    case .context, .barrier, .pseudo: return false
    }
    // `Until Sunday she could stand` has a subject of its own.
    if lexicon.words.has(text.tokens[match.tokens.lowerBound].word, .until),
      text.tokens(sentence, have: .subject, lexicon.words)
    {
      return false
    }
    if text.isSign(sentence.lowerBound, "(") {
      return match.tokens.lowerBound == sentence.lowerBound + 1
    }
    // `Stopped: meloxicam` speaks of what follows.
    return match.tokens.lowerBound == sentence.lowerBound
      && !text.isSign(match.tokens.upperBound, ":")
  }

  /// Whether a word for the treatment stands where the cue looks.
  private func standsIn(for match: CueMatch, _ cue: Cue, _ sentence: Range<Int>) -> Bool {
    let after = match.tokens.upperBound..<match.tokens.upperBound + Self.reach
    let before = match.tokens.lowerBound - Self.reach..<match.tokens.lowerBound
    // `Refused it` holds the word itself.
    let places: [Range<Int>] =
      switch cue.direction {
      case .forward: [after]
      case .backward: cue.effect == .context(.undone) ? [match.tokens] : [before, match.tokens]
      case .both: [before, after]
      }
    // `That ended years ago` begins with it.
    return lexicon.words.has(text.tokens[match.tokens.lowerBound].word, .pointer)
      || places.contains {
        text.tokens($0.clamped(to: sentence), have: .anaphor, lexicon.words)
      }
  }
}
