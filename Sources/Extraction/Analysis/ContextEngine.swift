import NoteModel
import TextProcessing

/// What the cues of a sentence say about one of its mentions.
struct MentionContext {
  /// Contexts with the cues behind them, in text order.
  var contexts: [(context: Cue.Context, tokens: Range<Int>)] = []
  /// Attributes with the cues behind them, in text order.
  var attributes: [(name: String, value: String, tokens: Range<Int>)] = []

  /// Drops what other words take back: what goes on is not past, and what never came to be is
  /// denied and no longer planned.
  mutating func settle() {
    if has(.ongoing) { contexts.removeAll { $0.context == .historical } }
    guard has(.undone) else { return }
    contexts.removeAll { $0.context == .planned || $0.context == .conditional }
    for index in contexts.indices where contexts[index].context == .undone {
      contexts[index].context = .negation
    }
  }

  /// Whether a context applies.
  func has(_ context: Cue.Context) -> Bool {
    contexts.contains { $0.context == context }
  }
}

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
    for (index, match) in cues.enumerated() {
      let cue = lexicon.cues[match.cue]
      if cue.effect == .barrier || cue.effect == .pseudo { continue }
      if cue.direction == .backward, cue.effect == .context(.historical),
        findsAhead(index, cues, mentions, text)
      {
        continue
      }
      var nearest: (distance: Int, mention: Int)?
      var isOver = false
      for (target, mention) in mentions.enumerated() {
        guard let distance = distance(of: mention, from: match, cue) else { continue }
        var stop: CueLink.Stop?
        if isOver, mention.tokens.lowerBound >= match.tokens.lowerBound {
          stop = .clause
        } else {
          // Where a clause of its own has begun a denial does not come back.
          isOver =
            Self.isDenialOrDoubt(cue.effect)
            && startsClause(after: match, cue, mention, mentions, sentence, text)
          stop =
            isOver
            ? .clause
            : works(match.cue, on: mention.groups)
              ? self.stop(index, cue, mention, mentions, cues, sentence, text) : .otherKind
        }
        note?(CueLink(cue: index, mention: target, stop: stop))
        guard stop == nil else { continue }
        if cue.isNearest {
          if distance < nearest?.distance ?? .max { nearest = (distance, target) }
        } else {
          add(cue.effect, match.tokens, to: &result[target])
        }
      }
      if let nearest { add(cue.effect, match.tokens, to: &result[nearest.mention]) }
    }
    for index in result.indices { result[index].settle() }
    return result
  }

  private func add(_ effect: Cue.Effect, _ tokens: Range<Int>, to context: inout MentionContext) {
    switch effect {
    case .context(let kind): context.contexts.append((kind, tokens))
    case .attribute(let name, let value): context.attributes.append((name, value, tokens))
    case .barrier, .pseudo: break
    }
  }

  /// Tokens between cue and mention, if the mention stands where the cue looks.
  private func distance(of mention: Mention, from match: CueMatch, _ cue: Cue) -> Int? {
    let after = mention.tokens.lowerBound - match.tokens.upperBound
    let before = match.tokens.lowerBound - mention.tokens.upperBound
    let distance: Int
    if after >= 0, cue.direction != .backward {
      distance = after
    } else if before >= 0, cue.direction != .forward {
      distance = before
    } else if case .attribute = cue.effect, mention.tokens.contains(match.tokens.lowerBound) {
      distance = 0
    } else {
      return nil
    }
    return distance <= cue.reach ? distance : nil
  }

  /// Whether the words of a cue of the past look forward too and stand right before a mention: in `a fracture and
  /// an old deformity` they say nothing of what stands before them.
  private func findsAhead(
    _ index: Int,
    _ cues: [CueMatch],
    _ mentions: [Mention],
    _ text: TokenizedText
  ) -> Bool {
    let tokens = cues[index].tokens
    let effect = lexicon.cues[cues[index].cue].effect
    let next = mentions.first { $0.tokens.lowerBound >= tokens.upperBound }
    guard let next, next.tokens.lowerBound - tokens.upperBound <= 3,
      !text.beginsColumn(next.tokens.lowerBound)
    else { return false }
    let looksForward = (max(0, index - 3)..<min(index + 4, cues.count)).contains {
      let other = lexicon.cues[cues[$0].cue]
      return cues[$0].tokens == tokens && other.direction == .forward && other.effect == effect
        && works(cues[$0].cue, on: next.groups)
    }
    return looksForward
      && !(tokens.upperBound..<next.tokens.lowerBound).contains {
        text.tokens[$0].kind == .sign
      }
  }

  /// Whether a cue works on a mention of some groups.
  func works(_ cue: Int, on groups: GroupTable.Mask) -> Bool {
    let masks = lexicon.groups.cues[cue]
    return (masks.only == 0 || masks.only & groups != 0) && masks.except & groups == 0
  }

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
    if isAnswer(match, cue, mention, sentence, text) { return .answer }
    let isForward = mention.tokens.lowerBound >= match.tokens.upperBound
    let between =
      isForward
      ? match.tokens.upperBound..<mention.tokens.lowerBound
      : mention.tokens.upperBound..<match.tokens.lowerBound
    if cue.isAdjacent {
      return isAdjacent(between, match, isForward, sentence, text) ? nil : .wordsBetween
    }
    if let sign = separator(in: between, text) { return .sign(sign) }
    if isForward, Self.isDenialOrDoubt(cue.effect),
      let sign = warningEnd(in: between, mentions, text)
    {
      return .sign(sign)
    }
    // A gap before the mention parts columns; one before the cue may be a label's.
    if isForward, text.beginsColumn(mention.tokens.lowerBound) { return .column }
    if let other = stoppingCue(index, cue, between, isForward, cues, text) { return .cue(other) }
    if isForward {
      return startsClause(after: match, cue, mention, mentions, sentence, text) ? .clause : nil
    }
    return leavesList(between, cue.effect, mentions, text) ? .listEnd : nil
  }

  /// Whether a denial that looks forward answers what stands before it, and so says nothing of a
  /// mention after it: `hemangioma no, metastasis yes`, `UTI: neg  sepsis: neg`.
  private func isAnswer(
    _ match: CueMatch,
    _ cue: Cue,
    _ mention: Mention,
    _ sentence: Range<Int>,
    _ text: TokenizedText
  ) -> Bool {
    guard Self.isDenialOrDoubt(cue.effect) || cue.effect == .context(.conditional),
      match.tokens.upperBound <= mention.tokens.lowerBound
    else { return false }
    let next = match.tokens.upperBound
    if text.isSign(next, ",") || text.isSign(next, ".") { return true }
    let isLabelled = text.isSign(match.tokens.lowerBound - 1, ":")
    return isLabelled && text.isSign(mention.tokens.upperBound, ":")
  }

  /// Only signs stand between, and an answer (`heart failure  no`) ends its column or line.
  private func isAdjacent(
    _ between: Range<Int>,
    _ match: CueMatch,
    _ isForward: Bool,
    _ sentence: Range<Int>,
    _ text: TokenizedText
  ) -> Bool {
    let isClose =
      between.count <= 2
      && between.allSatisfy {
        text.isSign($0, ":") || text.isDash($0) || text.isSign($0, "(") || text.isSign($0, "?")
      }
    guard isClose, !isForward else { return isClose }
    let next = match.tokens.upperBound
    guard next < sentence.upperBound else { return true }
    return text.tokens[next].kind == .sign || text.beginsColumn(next)
      || text.tokens[next].traits.contains(.lineStart)
  }

  /// The sign between a cue and a mention that parts them whatever the cue.
  private func separator(in between: Range<Int>, _ text: TokenizedText) -> Int? {
    // A row of dashes is columns without words.
    if between.allSatisfy({ text.isDash($0) }) { return nil }
    return between.first { index in
      text.isSign(index, ";") || text.tokens[index].kind == .emptyBox
        || text.tokens[index].kind == .tickedBox
        || index > between.lowerBound && text.beginsColumn(index)
    }
  }

  /// A denial and a doubt end where a warning goes on.
  private static func isDenialOrDoubt(_ effect: Cue.Effect) -> Bool {
    effect == .context(.negation) || effect == .context(.possible)
  }

  /// The dash between blanks or the colon that ends what was said: one after another mention
  /// (`? UTI -- known diabetes`, `no tumor: the fracture is osteoporotic`), or a dash after other
  /// words that do not announce a list.
  private func warningEnd(
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
  private func stoppingCue(
    _ index: Int,
    _ cue: Cue,
    _ between: Range<Int>,
    _ isForward: Bool,
    _ cues: [CueMatch],
    _ text: TokenizedText
  ) -> Int? {
    let context: Cue.Context? = if case .context(let context) = cue.effect { context } else { nil }
    // `PT was ordered, but she never went`: what came of it may be told past a turn.
    if context == .undone { return nil }
    for place in neighbours(of: index, between, cues)
    where between.contains(cues[place].tokens.lowerBound) {
      let other = cues[place]
      let stop = lexicon.cues[other.cue]
      switch stop.effect {
      case .barrier:
        if stop.stops.isEmpty || context.map({ stop.stops.contains($0) }) ?? false { return place }
      case .context(let nearer):
        // A nearer statement that points at the same mention replaces this one, past a comma.
        guard let context, Self.excludes(nearer, context),
          isPastComma(other, between, isForward, text)
        else { continue }
        if stop.direction == .both || (stop.direction == .forward) == isForward { return place }
      case .attribute, .pseudo: break
      }
    }
    return nil
  }

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
    case (.present, .negation), (.present, .possible), (.possible, .negation): true
    default: false
    }
  }

  /// Whether a clause of its own begins between a cue and a mention after it, at a comma or at
  /// `and`.
  private func startsClause(
    after match: CueMatch,
    _ cue: Cue,
    _ mention: Mention,
    _ mentions: [Mention],
    _ sentence: Range<Int>,
    _ text: TokenizedText
  ) -> Bool {
    guard match.tokens.upperBound < mention.tokens.lowerBound,
      // `If pain persists, kyphoplasty`: what hangs on a condition is a clause of its own.
      cue.effect != .context(.conditional)
    else { return false }
    let words = lexicon.words
    let between = match.tokens.upperBound..<mention.tokens.lowerBound
    // `Call if you develop fever or have pain`: a warning goes on with every verb.
    let endsAtAnd = Self.isDenialOrDoubt(cue.effect) || cue.effect == .context(.historical)
    var start: Int?
    var comma: Int?
    for index in between {
      let token = text.tokens[index]
      if text.isSign(index, ",") {
        start = index + 1
        comma = index
      } else if endsAtAnd, index > between.lowerBound, token.kind == .word,
        words.has(token.word, .coordinator)
      {
        start = index + 1
      } else if let first = start {
        if words.has(token.word, .verb) { return true }
        if comma == index - 1, index == first, words.has(token.word, .clause) { return true }
      }
    }
    if let comma, endsAtAnd, words.has(text.tokens[comma + 1].word, .grade),
      comma + 1 < mention.tokens.lowerBound, !isListed(mention, sentence, text)
    {
      return true
    }
    guard let comma else {
      // `No further bleeding and 10 mg was given`: what `and` joins has a verb of its own.
      let isJoined = between.dropFirst().contains {
        words.has(text.tokens[$0].word, .coordinator) && text.tokens[$0].kind == .word
      }
      return isJoined && hasOwnVerb(mention, sentence, text)
    }
    // `No sepsis, and a UTI was found`: past the comma `and` begins anew, where no list goes on.
    if words.has(text.tokens[comma + 1].word, .coordinator),
      !words.has(text.tokens[comma + 1].word, .alternative),
      !(between.lowerBound..<comma).contains(where: { text.isSign($0, ",") }),
      mention.tokens.upperBound < sentence.upperBound,
      words.has(text.tokens[mention.tokens.upperBound].word, .verb)
    {
      return true
    }
    // `No fever, pain 8/10`: the mention has a measure or verb of its own, and ends no list.
    let isLast = (comma + 1..<mention.tokens.lowerBound).contains {
      words.has(text.tokens[$0].word, .coordinator)
    }
    // What is over is told with its dose: `stopped: meloxicam 15, aspirin 81`.
    return !isLast && cue.effect != .context(.historical)
      && (hasOwnVerb(mention, sentence, text) || hasOwnPlace(mention, mentions, sentence, text))
  }

  /// Whether more of a list follows a mention: another comma, or an `or`.
  private func isListed(
    _ mention: Mention,
    _ sentence: Range<Int>,
    _ text: TokenizedText
  ) -> Bool {
    let words = lexicon.words
    for index in mention.tokens.upperBound..<max(mention.tokens.upperBound, sentence.upperBound) {
      if text.isSign(index, ";") { return false }
      if words.has(text.tokens[index].word, .alternative) { return true }
      if text.isSign(index, ","), index + 1 < sentence.upperBound,
        !words.has(text.tokens[index + 1].word, .coordinator)
      {
        return true
      }
    }
    return false
  }

  /// Whether what follows a mention places it, as in `no hematuria, discitis at T10 on MRI`, and
  /// no `or` follows that would make it one of a list.
  private func hasOwnPlace(
    _ mention: Mention,
    _ mentions: [Mention],
    _ sentence: Range<Int>,
    _ text: TokenizedText
  ) -> Bool {
    let words = lexicon.words
    let next = mention.tokens.upperBound
    guard next + 1 < sentence.upperBound, words.has(text.tokens[next].word, .placer) else {
      return false
    }
    let isPlace =
      text.tokens[next + 1].kind == .level
      || mentions.contains { (next + 1...next + 3).contains($0.tokens.lowerBound) }
    return isPlace
      && !(next + 1..<sentence.upperBound).contains {
        words.has(text.tokens[$0].word, .coordinator) || text.isSign($0, ",")
      }
  }

  /// Whether a measure or a verb that begins a clause follows a mention at once; in `no fever,
  /// chills were noted` it is the verb of the whole list.
  private func hasOwnVerb(
    _ mention: Mention,
    _ sentence: Range<Int>,
    _ text: TokenizedText
  ) -> Bool {
    let next = mention.tokens.upperBound
    guard next < sentence.upperBound else { return false }
    if text.tokens[next].kind == .number { return true }
    let words = lexicon.words
    guard words.has(text.tokens[next].word, .verb) else { return false }
    return !(next + 1 < sentence.upperBound && words.has(text.tokens[next + 1].word, .observed))
  }

  /// Whether a comma between a mention and a cue after it ends the list that the cue speaks of.
  ///
  /// No `and` joins the two; what is over (`apixaban 5 mg, stopped`) may be told past a comma as
  /// long as no other mention stands there.
  private func leavesList(
    _ between: Range<Int>,
    _ effect: Cue.Effect,
    _ mentions: [Mention],
    _ text: TokenizedText
  ) -> Bool {
    guard let comma = between.last(where: { text.isSign($0, ",") }) else { return false }
    let isOther = mentions.contains {
      $0.tokens.lowerBound > comma && between.contains($0.tokens.lowerBound)
    }
    guard isOther || effect == .context(.negation) || effect == .context(.possible) else {
      return false
    }
    return !(comma + 1..<between.upperBound).contains {
      lexicon.words.has(text.tokens[$0].word, .coordinator)
    }
  }
}
