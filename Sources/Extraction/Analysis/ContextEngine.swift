import NoteModel
import TextProcessing

/// A cue that looks at a mention.
struct CueLink {
  /// What keeps a cue from a mention.
  enum Stop: Equatable {
    /// The cue works on other kinds of concepts.
    case otherKind
    /// It answers what stands before it.
    case answer
    /// Words stand between, and it works only on its neighbour.
    case wordsBetween
    /// A sign, by its token.
    case sign(Int)
    /// The mention is in another column.
    case column
    /// Another cue, by its place in the list.
    case cue(Int)
    /// A clause of its own begins.
    case clause
    /// The list that the cue speaks of has ended.
    case listEnd
  }

  /// The cue, by its place in the list.
  let cue: Int
  /// The mention, by its place.
  let mention: Int
  /// What keeps the one from the other, if anything does.
  let stop: Stop?
}

/// Decides which cues of a sentence reach which mentions.
///
/// A linear scan in the manner of ConText (Harkema et al. 2009, J Biomed Inform 42:839): each cue
/// looks forward or backward until its reach, a barrier or another statement ends it. What follows
/// a comma is still reached while it reads as a list, and no longer once it is a clause with a
/// verb of its own.
struct ContextEngine {
  let lexicon: Lexicon

  /// Whether the note is told in the past tense.
  let isTold: Bool

  /// The context of each mention of a sentence.
  ///
  /// - Parameters:
  ///   - mentions: what was found in the sentence, in text order.
  ///   - cues: the cues in it, in text order.
  ///   - sentence: its tokens.
  ///   - text: the text they are of.
  ///   - note: is told of each cue that looks at a mention, and what keeps it from it.
  /// - Returns: one context a mention.
  /// - Complexity: O(cues · mentions in reach), and reach is bounded.
  func contexts(
    of mentions: [Mention],
    cues: [CueMatch],
    in sentence: Range<Int>,
    of text: TokenizedText,
    noting note: ((CueLink) -> Void)? = nil
  ) -> [MentionContext] {
    var result = Array(repeating: MentionContext(), count: mentions.count)
    guard !mentions.isEmpty, !cues.isEmpty else { return result }
    let doubled = cues.indices.compactMap { index in
      denial(takenBackBy: index, cues, mentions, text).map { (denial: $0, doubling: index) }
    }
    for (index, match) in cues.enumerated() {
      let cue = lexicon.cues[match.cue]
      if cue.effect == .barrier || cue.effect == .pseudo { continue }
      if cue.options.isOfPresentTense, isTold { continue }
      if cue.effect == .context(.family), isHelper(match, sentence, text) { continue }
      if cue.direction == .backward, findsAhead(index, cues, mentions, text) {
        continue
      }
      if cue.options.isAffirmed, isDenied(index, cues) { continue }
      if isAnswered(match, sentence, text) || isPassedOver(match, text) { continue }
      // `?steroid related` asks whether it is.
      if cue.effect.isQuality, isAsked(match.tokens.lowerBound, text) { continue }
      let isLabel = isLabel(match, cue, sentence, text)
      if cue.options.isLabel, !isLabel { continue }
      if cue.options.isStatus, !text.mayBeginCell(match.tokens.lowerBound) { continue }
      let reach = isLabel ? max(cue.reach, Cue.usualReach) : cue.reach
      let effect = cue.options.isOfSubjects ? effect(deniedBy: match, mentions, cues, text) : nil
      var nearest: (distance: Int, mention: Int)?
      var isOver = false
      for (target, mention) in mentions.enumerated() {
        guard let distance = distance(of: mention, from: match, cue, reach: reach) else { continue }
        var stop: CueLink.Stop?
        if let effect, target >= effect || lexicon.is(mention, [.drug, .therapy]) {
          stop = target == effect ? nil : .clause
        } else if isOver, mention.tokens.lowerBound >= match.tokens.lowerBound {
          stop = .clause
        } else {
          // Where a clause of its own has begun a denial does not come back.
          isOver =
            Self.isDenialOrDoubt(cue.effect)
            && startsClause(after: match, cue, mention, mentions, sentence, text)
          stop =
            isOver
            ? .clause
            : cue.works(on: mention.groups) && !isShadowed(index, from: mention, cues)
              ? self.stop(index, cue, mention, mentions, cues, sentence, text) : .otherKind
        }
        if stop == nil, cue.effect == .context(.negation) {
          let pair = doubled.first {
            match.tokens.lowerBound <= cues[$0.doubling].tokens.lowerBound
              && cues[$0.doubling].tokens.upperBound <= mention.tokens.lowerBound
          }
          stop = pair.map { .cue($0.doubling == index ? $0.denial : $0.doubling) }
        }
        note?(CueLink(cue: index, mention: target, stop: stop))
        guard stop == nil else { continue }
        if cue.options.isNearest {
          if distance < nearest?.distance ?? .max { nearest = (distance, target) }
        } else {
          add(cue, match.tokens, to: &result[target], of: mention)
        }
      }
      if let nearest {
        add(cue, match.tokens, to: &result[nearest.mention], of: mentions[nearest.mention])
      }
    }
    for index in result.indices { result[index].settle(around: mentions[index].tokens) }
    return result
  }

  private func add(
    _ cue: Cue,
    _ tokens: Range<Int>,
    to context: inout MentionContext,
    of mention: Mention
  ) {
    switch cue.effect {
    case .context(let kind): context.contexts.append((kind, tokens))
    case .attribute(let quality):
      let (name, value) = lexicon.qualities[quality]
      let gives =
        cue.options.isYielding
        && context.attributes.contains {
          $0.name == name && $0.value != value && $0.tokens.upperBound <= mention.tokens.lowerBound
        }
      if !gives { context.attributes.append((name, value, tokens)) }
    case .barrier, .pseudo: break
    }
  }

  /// Tokens between cue and mention, if the mention stands where the cue looks.
  private func distance(
    of mention: Mention,
    from match: CueMatch,
    _ cue: Cue,
    reach: Int
  ) -> Int? {
    let after = mention.tokens.lowerBound - match.tokens.upperBound
    let before = match.tokens.lowerBound - mention.tokens.upperBound
    let distance: Int
    if after >= 0, cue.direction != .backward {
      distance = after
    } else if before >= 0, cue.direction != .forward {
      distance = before
    } else if cue.effect.isQuality, mention.tokens.contains(match.tokens.lowerBound) {
      distance = 0
    } else if match.holds(mention.tokens), cue.mayHoldFinding {
      distance = 0
    } else {
      return nil
    }
    return distance <= reach ? distance : nil
  }

  /// Whether a cue works on a mention of some groups.
  func works(_ cue: Int, on groups: GroupMask) -> Bool {
    lexicon.cues[cue].works(on: groups)
  }

  /// Tokens between a denial and a terse statement, at most.
  private static let terseReach = 1

  /// What keeps a cue from a mention that it looks at, if anything does.
  private func stop(
    _ index: Int,
    _ cue: Cue,
    _ mention: Mention,
    _ mentions: [Mention],
    _ cues: [CueMatch],
    _ sentence: Range<Int>,
    _ text: TokenizedText
  ) -> CueLink.Stop? {
    let match = cues[index]
    if match.tokens.overlaps(mention.tokens) { return nil }
    if cue.effect == .context(.family), isAside(match, mention, cues, text) { return .otherKind }
    if isAnswer(match, cue, mention, sentence, text)
      || answersLabel(match, before: mention, mentions, text)
    {
      return .answer
    }
    let isForward = mention.tokens.lowerBound >= match.tokens.upperBound
    if cue.options.takesInfinitive, mention.tokens.lowerBound > match.tokens.upperBound,
      text.isGerund(mention.tokens.lowerBound)
    {
      return .wordsBetween
    }
    let between =
      isForward
      ? match.tokens.upperBound..<mention.tokens.lowerBound
      : mention.tokens.upperBound..<match.tokens.lowerBound
    if cue.options.isStatus {
      return beginsRow(mention, before: match, sentence, text) ? nil : .wordsBetween
    }
    if cue.options.isAdjacent {
      return isAdjacent(between, match, isForward, sentence, text) ? nil : .wordsBetween
    }
    let isListed = isForward && (cue.options.isListing || isLabel(match, cue, sentence, text))
    // `On Xarelto; will hold`: what is said past a semicolon without naming anything.
    let ellipsis = isForward ? nil : ellipsis(before: match, cue, mention, text)
    let joint = between.prefix { $0 != ellipsis }
    if let sign = separator(in: joint, isListed: isListed, text) { return .sign(sign) }
    if cue.effect == .context(.negation), between.count > Self.terseReach,
      lexicon.is(mention, .terse)
    {
      return .wordsBetween
    }
    if isForward, Self.isDenialOrDoubt(cue.effect) || cue.effect == .context(.historical),
      let sign = bracketEnd(in: between, text)
    {
      return .sign(sign)
    }
    // `Metformin (hold 10/23), lisinopril, Eliquis` holds the first, `(hold) Eliquis` this one.
    if isForward, cue.effect.isQuality || cue.effect == .context(.conditional),
      lexicon.is(mention, .drug), let sign = bracketEnd(in: between, text),
      sign + 1 < mention.tokens.lowerBound
    {
      return .sign(sign)
    }
    if isForward, cue.effect == .context(.negation),
      let other = ending(of: mention, inBracketsOf: between, index, cues, text)
    {
      return .cue(other)
    }
    if isForward, cue.effect == .context(.negation), isGiven(mention, after: match, text) {
      return .wordsBetween
    }
    // `Allergic to aspirin, on clopidogrel instead`
    if isForward, cue.effect == .context(.conditional), lexicon.is(mention, .drug),
      let comma = between.dropLast().last(where: {
        text.isSign($0, ",") && lexicon.words.has(text.tokens[$0 + 1].word, .taken)
      })
    {
      return .sign(comma)
    }
    if isForward,
      let open = reason(for: cue, match, mention, inBracketsOf: between, mentions, text)
    {
      return .sign(open)
    }
    if isForward, Self.isDenialOrDoubt(cue.effect),
      let sign = warningEnd(in: between, mentions, text),
      !(cue.options.isListing && text.isSign(sign, ":"))
    {
      return .sign(sign)
    }
    // A gap before the mention parts columns; one before the cue may be a label's.
    if isForward, text.beginsColumn(mention.tokens.lowerBound),
      !(cue.effect == .context(.family) && between.isEmpty
        && text.tokens[match.tokens.lowerBound].traits.contains(.lineStart))
    {
      return .column
    }
    if let other = stoppingCue(index, cue, mention, mentions, between, isForward, cues, text) {
      return .cue(other)
    }
    // `Hx osteoporosis, AF on Eliquis`: what somebody is on is no part of what was.
    if isForward, cue.effect == .context(.historical), lexicon.is(mention, .drug),
      lexicon.words.has(text.tokens[mention.tokens.lowerBound - 1].word, .taken),
      between.contains(where: { text.isSign($0, ",") })
    {
      return .clause
    }
    if isForward {
      return startsClause(after: match, cue, mention, mentions, sentence, text) ? .clause : nil
    }
    // `Denies anticoagulants and any allergy to contrast` speaks of contrast.
    if cue.effect == .context(.conditional), match.tokens.upperBound < sentence.upperBound,
      lexicon.words.has(text.tokens[match.tokens.upperBound].word, .toward),
      !lexicon.words.has(text.tokens[match.tokens.upperBound].word, .placer)
    {
      return .clause
    }
    if Self.isDenialOrDoubt(cue.effect) || cue.effect == .context(.historical)
      || cue.effect == .context(.undone),
      takesObject(match, cue, after: mention, mentions, sentence, text)
    {
      return .clause
    }
    return !cue.options.isListing && leavesList(between, cue.effect, mentions, text)
      ? .listEnd : nil
  }

  /// A denial and a doubt end where a warning goes on.
  static func isDenialOrDoubt(_ effect: Cue.Effect) -> Bool {
    effect == .context(.negation) || effect == .context(.possible)
  }
}
