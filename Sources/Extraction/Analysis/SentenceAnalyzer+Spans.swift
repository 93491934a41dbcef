import NoteModel
import TextProcessing

/// The context of words that are given, whether the lexicon knows them or not.
extension SentenceAnalyzer {
  /// How given words of a sentence hold.
  func assertion(
    of tokens: Range<Int>,
    in sentence: Range<Int>,
    _ setting: SentenceSetting
  ) -> SpanAssertion {
    let matcher = SentenceMatcher(lexicon: lexicon)
    let matches = matcher.matches(in: sentence, of: text, given: tokens)
    // Words that the lexicon knows bring the groups of their concept with them.
    let known = matches.mentions.filter { $0.tokens.overlaps(tokens) }
      .max { $0.tokens.count < $1.tokens.count }
    let words = tokens.clamped(to: sentence)
    // What words say of the past holds for any words; what it means for a finding depends on
    // the concept.
    let plain = Mention(
      concept: known?.concept ?? lexicon.givenConcept ?? 0,
      term: nil,
      tokens: words,
      groups: lexicon.plainGroups
    )
    let said = context(of: plain, matches.cues, in: sentence, setting)
    let given = matcher.mention(given: words, text) ?? plain
    let mention = Mention(
      concept: known?.concept ?? given.concept,
      term: nil,
      tokens: words,
      groups: known?.groups ?? given.groups
    )
    let meant = context(of: mention, matches.cues, in: sentence, setting).assertion
    let isRequestable =
      known.map { lexicon.is($0.concept, .requestable) } ?? false
    return SpanAssertion(
      isNegated: said.has(.negation),
      isHistorical: said.has(.historical) || said.has(.family)
        || beginsPast(words, for: lexicon.plainGroups)
        || lexicon.has(setting.sectionKind, .background)
        || lexicon.is(given.concept, .background)
        || isBareItem(tokens, known, said, sentence, setting),
      isHypothetical: said.has(.hypothetical) || said.has(.conditional),
      isOther: said.has(.family),
      assertion: meant == .present ? summary(of: mention, isRequestable, said) : meant
    )
  }

  /// What given words that no cue of their own kind reaches come to.
  ///
  /// `Previous surgeries` are of the past, and `risks of aspiration` names a harm, though aspiration is a
  /// procedure too.
  private func summary(
    of mention: Mention,
    _ isRequestable: Bool,
    _ said: MentionContext
  ) -> Assertion {
    if isRequestable { return .planned }
    guard lexicon.is(mention, [.procedure, .surgery]) else { return .present }
    if beginsPast(mention.tokens, for: mention.groups) { return .historical }
    return said.has(.hypothetical) ? .hypothetical : .present
  }

  /// Whether given words begin with what puts the rest of them into the past: `history of breast cancer`.
  private func beginsPast(_ words: Range<Int>, for groups: GroupMask) -> Bool {
    guard let first = words.first else { return false }
    var isPast = false
    lexicon.cuePhrases.matches(in: text.tokens, from: first, to: words.upperBound) { match in
      let cue = lexicon.cues[match.value]
      isPast =
        isPast
        || match.end < words.upperBound && cue.effect == .context(.historical)
          && cue.direction == .forward && cue.works(on: groups)
    }
    return isPast
  }

  /// Whether a long-standing disease is all that a sentence says, under no heading: an item of a
  /// list of past illnesses more often than of anything else.
  private func isBareItem(
    _ tokens: Range<Int>,
    _ known: Mention?,
    _ context: MentionContext,
    _ sentence: Range<Int>,
    _ setting: SentenceSetting
  ) -> Bool {
    guard let known, setting.sectionKind == nil, context.contexts.isEmpty,
      lexicon.is(known.concept, .chronic)
    else { return false }
    return known.tokens == tokens.clamped(to: sentence)
      && sentence.allSatisfy { tokens.contains($0) || text.tokens[$0].kind != .word }
  }

  /// The context of one mention, from its sentence, its section and the box before it.
  private func context(
    of mention: Mention,
    _ cues: [CueMatch],
    in sentence: Range<Int>,
    _ setting: SentenceSetting
  ) -> MentionContext {
    var context = ContextEngine(lexicon: lexicon, isTold: setting.layout.isTold).contexts(
      of: [mention],
      cues: cues,
      in: sentence,
      of: text
    )[0]
    context.take(Answers(lexicon: lexicon, text: text).answer(to: mention, in: sentence))
    addSectionContext(mention, sentence, setting, to: &context)
    BoxAnswers(lexicon: lexicon, text: text).add(to: &context, of: mention, sentence, setting)
    return context
  }
}
