import NoteModel
import TextProcessing

/// What stands between a cue and a mention and keeps the one from the other.
extension ContextEngine {
  /// The semicolon that a quality of a drug stands right behind, naming nothing itself: `on Xarelto;
  /// will hold for three days`.
  func ellipsis(
    before match: CueMatch,
    _ cue: Cue,
    _ mention: Mention,
    _ text: TokenizedText
  ) -> Int? {
    guard cue.effect.isQuality, lexicon.is(mention, .drug),
      !text.takesObject(after: match.tokens, lexicon)
    else { return nil }
    let first = match.tokens.lowerBound
    if text.isSign(first - 1, ";") { return first - 1 }
    let isWilled = first > 0 && lexicon.words.has(text.tokens[first - 1].word, .asker)
    return isWilled && text.isSign(first - 2, ";") ? first - 2 : nil
  }

  /// The sign between a cue and a mention that parts them whatever the cue.
  ///
  /// A semicolon parts the items after a label, `Resolved: cystitis; sepsis`, which holds for all.
  func separator(
    in between: Range<Int>,
    isListed: Bool,
    _ text: TokenizedText
  ) -> Int? {
    // A row of dashes is columns without words.
    if between.allSatisfy({ text.isDash($0) }) { return nil }
    return between.first { index in
      (text.isSign(index, ";") || text.isSign(index, "|")) && !isListed
        || text.tokens[index].kind.isBox
        || index > between.lowerBound && text.beginsColumn(index)
    }
  }

  /// The end of the brackets that a cue stands in: `precautions (no bending), COPD`, `T12 fracture
  /// (healed), heart failure`.
  func bracketEnd(in between: Range<Int>, _ text: TokenizedText) -> Int? {
    var depth = 0
    for index in between where text.tokens[index].kind == .sign {
      if text.isSign(index, "(") { depth += 1 }
      if text.isSign(index, ")") {
        if depth == 0 { return index }
        depth -= 1
      }
    }
    return nil
  }

  /// The bracket that opens right after what is denied or advised against and holds another kind of thing:
  /// why it is, as in `no NSAIDs (GI bleed, prednisone)` and `NSAIDs: no (GI bleed)`; but `no blood
  /// thinner (warfarin)`.
  func reason(
    for cue: Cue,
    _ match: CueMatch,
    _ mention: Mention,
    inBracketsOf between: Range<Int>,
    _ mentions: [Mention],
    _ text: TokenizedText
  ) -> Int? {
    guard let open = openBracket(in: between, text) else { return nil }
    let next = mentions.partitioningIndex { $0.tokens.lowerBound > open }
    guard let denied = mentions[..<next].last else { return nil }
    if open == match.tokens.upperBound,
      (0...Self.bracketLead).contains(match.tokens.lowerBound - denied.tokens.upperBound)
    {
      return denied.concept == mention.concept ? nil : open
    }
    guard (0...Self.bracketLead).contains(open - denied.tokens.upperBound),
      between.contains(denied.tokens.lowerBound)
    else { return nil }
    let areDrugs = lexicon.is(denied, .drug) && lexicon.is(mention, .drug)
    guard areDrugs || cue.effect == .context(.negation) else { return nil }
    let isSame =
      areDrugs
      ? denied.concept == mention.concept
      : lexicon.is(denied, .drug) == lexicon.is(mention, .drug)
    return isSame ? nil : open
  }

  /// Tokens between what is denied and the bracket that tells why, at most.
  private static let bracketLead = 1

  /// The cue that tells, in the brackets that a mention stands in, that it is over: what stands before
  /// them denies something else, as in `no blood thinner (enoxaparin ended last year)`.
  func ending(
    of mention: Mention,
    inBracketsOf between: Range<Int>,
    _ index: Int,
    _ cues: [CueMatch],
    _ text: TokenizedText
  ) -> Int? {
    guard openBracket(in: between, text) != nil else { return nil }
    let inside = (mention.tokens.upperBound..<text.tokens.count).prefix(Self.longestAside)
      .prefix { !text.isSign($0, ")") }
    guard let end = inside.last else { return nil }
    return cues.indices.dropFirst(index + 1).prefix { cues[$0].tokens.lowerBound <= end }
      .first { place in
        let cue = lexicon.cues[cues[place].cue]
        return inside.contains(cues[place].tokens.lowerBound) && cue.direction == .backward
          && cue.effect == .context(.historical) && cue.works(on: mention.groups)
      }
  }

  /// The place of the effect that a cue denies of treatments between it and that, which were had: `neither tramadol
  /// nor a brace has helped`; but `takes neither tramadol nor oxycodone, and heat has helped`.
  func effect(
    deniedBy match: CueMatch,
    _ mentions: [Mention],
    _ cues: [CueMatch],
    _ text: TokenizedText
  ) -> Int? {
    let start = match.tokens.upperBound
    let first = mentions.partitioningIndex { $0.tokens.lowerBound >= start }
    guard let effect = mentions[first...].firstIndex(where: { lexicon.is($0, .effect) }) else {
      return nil
    }
    let between = start..<mentions[effect].tokens.lowerBound
    let treatment = mentions[first..<effect].last { lexicon.is($0, [.drug, .therapy]) }
    let verb = between.clamped(to: (treatment?.tokens.upperBound ?? start)..<between.upperBound)
    let isOne =
      between.count <= Cue.usualReach
      && !verb.dropLast().contains { text.isSign($0, ",") }
      && !verb.contains {
        lexicon.words.has(text.tokens[$0].word, .coordinator)
          && !lexicon.words.has(text.tokens[$0].word, .alternative)
      }
      && !between.contains { text.isSign($0, ";") || text.isSign($0, "|") }
      && !cues.contains {
        lexicon.cues[$0.cue].effect == .barrier && between.contains($0.tokens.lowerBound)
      }
    return isOne ? effect : nil
  }

  /// Tokens after a mention in brackets that may tell that it is over, at most.
  private static let longestAside = 8

  /// The dash between blanks or the colon that ends what was said: one after another mention
  /// (`? UTI -- known diabetes`, `no tumor: the fracture is osteoporotic`), or a dash after other
  /// words that do not announce a list.
  func warningEnd(
    in between: Range<Int>,
    _ mentions: [Mention],
    _ text: TokenizedText
  ) -> Int? {
    guard
      let sign = between.last(where: { index in
        text.isSign(index, ":")
          || text.isDash(index) && text.tokens[index].traits.contains(.spaced)
            && index + 1 < text.tokens.count && text.tokens[index + 1].traits.contains(.spaced)
      })
    else { return nil }
    let isAfterMention = mentions.contains {
      $0.tokens.upperBound <= sign && between.contains($0.tokens.lowerBound)
    }
    let isEnd =
      isAfterMention
      || text.isDash(sign) && sign > between.lowerBound
        && !lexicon.words.has(text.tokens[sign - 1].word, .announcer)
    return isEnd ? sign : nil
  }

  /// The cue between a cue and a mention that ends the reach of the first.
  func stoppingCue(
    _ index: Int,
    _ cue: Cue,
    _ mention: Mention,
    _ mentions: [Mention],
    _ between: Range<Int>,
    _ isForward: Bool,
    _ cues: [CueMatch],
    _ text: TokenizedText
  ) -> Int? {
    let context: Cue.Context? = if case .context(let context) = cue.effect { context } else { nil }
    // `PT was ordered, but she never went`: what came of it may be told past a turn.
    if context == .undone { return nil }
    for place in neighbours(of: index, between, cues)
    where between.contains(cues[place].tokens.lowerBound) && !cues[place].isShadowed {
      let other = cues[place]
      let stop = lexicon.cues[other.cue]
      switch stop.effect {
      case .barrier:
        guard works(other.cue, on: mention.groups),
          isForward || !leads(other, to: cues[index], context, mentions, text),
          isForward || !isDescribed(mention, before: cues[index], cue, mentions, text)
        else { continue }
        if stop.options.stops.isEmpty
          || context.map({ stop.options.stops.contains(Cue.Contexts($0)) }) ?? false
        {
          return place
        }
      case .context(let nearer):
        // `No back pain, off oxycodone`
        let isStopped =
          nearer == .historical && context == .negation && lexicon.is(mention, [.drug, .therapy])
          && text.isSign(other.tokens.lowerBound - 1, ",")
        // A nearer statement that points at the same mention replaces this one, past a comma.
        guard let context, Self.excludes(nearer, context) || isStopped,
          isPastComma(other, between, isForward, text)
        else { continue }
        if stop.direction == .both || (stop.direction == .forward) == isForward { return place }
      case .pseudo:
        // `No fever and no obstacle to kyphoplasty`: what looks like a denial and is none ends the one
        // before it.
        let first = text.tokens[cues[index].tokens.lowerBound].word
        if context == .negation, isForward,
          text.tokens[other.tokens.lowerBound].word == first
        {
          return place
        }
      case .attribute: break
      }
    }
    return nil
  }

  /// Whether a relative is named in brackets, or owns the drug that the words right before say was
  /// taken: `taught (son)`, `tried his wife's meloxicam`.
  func isAside(
    _ match: CueMatch,
    _ mention: Mention,
    _ cues: [CueMatch],
    _ text: TokenizedText
  ) -> Bool {
    let first = match.tokens.lowerBound
    let next = match.tokens.upperBound
    if text.isSign(first - 1, "("), text.isSign(next, ")") { return true }
    guard text.isPossessive(next - 1), next <= mention.tokens.lowerBound,
      mention.tokens.lowerBound - next <= 2, lexicon.is(mention, .drug)
    else { return false }
    return cues.contains { other in
      guard other.tokens.lowerBound < first, !other.isShadowed,
        (first - Self.longestShare...next).contains(other.tokens.upperBound),
        case .context(let context) = lexicon.cues[other.cue].effect
      else { return false }
      return [.present, .historical, .ongoing].contains(context)
        && lexicon.cues[other.cue].direction != .backward && works(other.cue, on: mention.groups)
    }
  }

  /// Words between taking and whose it was, at most: `some of her`.
  private static let longestShare = 3

  /// Whether a relative pronoun that ends the reach of others leads to a cue that looks back over
  /// it: `a deformity which is chronic`, `naproxen, which she quit`; or its clause, or one that another
  /// word begins, ends at a comma before the cue: `prednisone, which she took for asthma, was stopped`,
  /// `enoxaparin while in bed here, stopped at discharge`.
  private func leads(
    _ barrier: CueMatch,
    to cue: CueMatch,
    _ context: Cue.Context?,
    _ mentions: [Mention],
    _ text: TokenizedText
  ) -> Bool {
    let words = lexicon.words
    let next = barrier.tokens.upperBound
    let between = next..<max(next, cue.tokens.lowerBound)
    let opener = text.tokens[barrier.tokens.lowerBound].word
    let isRelative = words.has(opener, .relative)
    // `Retropulsion, which was queried, is absent`
    if isRelative, context != nil, text.isSign(barrier.tokens.lowerBound - 1, ","),
      between.suffix(2).contains(where: { text.isSign($0, ",") })
    {
      return true
    }
    guard context == .historical || context == .conditional else { return false }
    if words.has(opener, .subordinator), text.isSign(cue.tokens.lowerBound - 1, ","),
      !mentions.contains(where: { between.contains($0.tokens.lowerBound) })
    {
      return true
    }
    return isRelative
      && (between.isEmpty
        || between.count == 1
          && (words.has(text.tokens[next].word, .verb)
            || words.has(text.tokens[next].word, .subject)))
  }

  /// Whether a relative clause right after a mention describes it, up to a cue, and names nothing else that
  /// the cue works on: `the UTI for which she was admitted has resolved`.
  private func isDescribed(
    _ mention: Mention,
    before match: CueMatch,
    _ cue: Cue,
    _ mentions: [Mention],
    _ text: TokenizedText
  ) -> Bool {
    let clause = mention.tokens.upperBound..<max(mention.tokens.upperBound, match.tokens.lowerBound)
    return clause.prefix(Self.relativeLead).contains {
      lexicon.words.has(text.tokens[$0].word, .relative)
    }
      && !mentions.contains { clause.contains($0.tokens.lowerBound) && cue.works(on: $0.groups) }
  }

  /// Tokens from a mention to the relative pronoun that stands for it, at most: `, for which`.
  private static let relativeLead = 3

  /// Whether a sign stands between a cue and another one nearer to the mention: `no findings
  /// suspicious for X` denies X, `no retropulsion, suspicious for X` does not.
  private func isPastComma(
    _ nearer: CueMatch,
    _ between: Range<Int>,
    _ isForward: Bool,
    _ text: TokenizedText
  ) -> Bool {
    let stretch =
      isForward
      ? between.lowerBound..<max(between.lowerBound, nearer.tokens.lowerBound)
      : min(nearer.tokens.upperBound, between.upperBound)..<between.upperBound
    return stretch.contains { text.tokens[$0].kind == .sign && !text.isDash($0) }
  }

  /// The cues that may lie in a stretch next to a cue.
  private func neighbours(of index: Int, _ between: Range<Int>, _ cues: [CueMatch]) -> Range<Int> {
    var first = index
    var end = index + 1
    while first > 0, cues[first - 1].tokens.lowerBound >= between.lowerBound { first -= 1 }
    while end < cues.count, cues[end].tokens.lowerBound < between.upperBound { end += 1 }
    return first..<end
  }

  /// Whether a context that stands nearer to a mention rules another out.
  private static func excludes(_ nearer: Cue.Context, _ farther: Cue.Context) -> Bool {
    switch (nearer, farther) {
    case (.present, .negation), (.present, .possible), (.possible, .negation),
      (.possible, .historical):
      true
    default: false
    }
  }
}
