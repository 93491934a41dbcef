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
      // `?steroid related` asks whether it is.
      if case .attribute = cue.effect, isAsked(match.tokens.lowerBound, text) { continue }
      let isLabel = isLabel(match, cue, sentence, text)
      if cue.options.isLabel, !isLabel { continue }
      if cue.options.isStatus, !text.mayBeginCell(match.tokens.lowerBound) { continue }
      let reach = isLabel ? max(cue.reach, Cue.usualReach) : cue.reach
      var nearest: (distance: Int, mention: Int)?
      var isOver = false
      for (target, mention) in mentions.enumerated() {
        guard let distance = distance(of: mention, from: match, cue, reach: reach) else { continue }
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

  /// Whether a question mark begins a word: `?new`.
  private func isAsked(_ token: Int, _ text: TokenizedText) -> Bool {
    text.isSign(token - 1, "?") && text.tokens[token - 1].end == text.tokens[token].start
  }

  /// Whether a denial stands right before a cue, but for one word.
  private func isDenied(_ index: Int, _ cues: [CueMatch]) -> Bool {
    let first = cues[index].tokens.lowerBound
    return (max(0, index - Self.shadowSpan)..<index).contains {
      let other = lexicon.cues[cues[$0].cue]
      return other.effect == .context(.negation) && other.direction != .backward
        && (first - 1...first).contains(cues[$0].tokens.upperBound)
    }
  }

  /// The denial before another one, which takes it back: `there has not been an hour without pain`.
  private func denial(
    takenBackBy index: Int,
    _ cues: [CueMatch],
    _ mentions: [Mention],
    _ text: TokenizedText
  ) -> Int? {
    guard lexicon.cues[cues[index].cue].options.isDoubling else { return nil }
    return cues[..<index].firstIndex { other in
      let between =
        other.tokens.upperBound..<max(other.tokens.upperBound, cues[index].tokens.lowerBound)
      return isDenial(other, text)
        && between.count <= Self.doubleReach
        && !between.contains {
          text.isSign($0, ",") || text.isSign($0, ";") || text.isSign($0, ":")
        }
        && !mentions.contains { mention in
          between.contains(mention.tokens.lowerBound) && !lexicon.is(mention, Self.doings)
        }
    }
  }

  /// Whether a cue denies what follows it, or says what cannot be done: `cannot`, `has not`.
  private func isDenial(_ match: CueMatch, _ text: TokenizedText) -> Bool {
    let cue = lexicon.cues[match.cue]
    guard cue.direction != .backward else { return false }
    switch cue.effect {
    case .context(.negation), .attribute: break
    case .context, .barrier, .pseudo: return false
    }
    // `Normal without effusion` denies nothing twice.
    return match.tokens.contains { index in
      let word = text.tokens[index].word
      return lexicon.words.value(word, .absence) == 1
        || lexicon.words.value(word, .answer).map { $0 <= 0 } ?? false
    }
  }

  /// What is done, rather than had: `does not leave the house without her brace`.
  private static let doings: ConceptGroups = [.activity, .mobility, .function]

  /// Tokens between two denials that make a statement, at most.
  private static let doubleReach = 12

  /// Whether a relative helps, speaks or is spoken to, and has nothing of what is named: `her son
  /// fills the pill box`, `education given to son`.
  private func isHelper(
    _ match: CueMatch,
    _ sentence: Range<Int>,
    _ text: TokenizedText
  ) -> Bool {
    let (first, next) = (match.tokens.lowerBound, match.tokens.upperBound)
    if next < sentence.upperBound, lexicon.words.has(text.tokens[next].word, .attends) {
      return true
    }
    // `Lives with a son who has COPD`
    let tellsMore = (first..<min(next + 1, sentence.upperBound)).contains {
      lexicon.words.has(text.tokens[$0].word, .relative)
    }
    return first > sentence.lowerBound && !tellsMore
      && lexicon.words.has(text.tokens[first - 1].word, .toward)
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
    } else if case .attribute = cue.effect, mention.tokens.contains(match.tokens.lowerBound) {
      distance = 0
    } else if match.holds(mention.tokens), cue.mayHoldFinding {
      distance = 0
    } else {
      return nil
    }
    return distance <= reach ? distance : nil
  }

  /// Whether a cue is the label of what follows: `Resolved: cystitis; sepsis`.
  private func isLabel(
    _ match: CueMatch,
    _ cue: Cue,
    _ sentence: Range<Int>,
    _ text: TokenizedText
  ) -> Bool {
    let first = match.tokens.lowerBound
    guard cue.direction == .forward, text.isSign(match.tokens.upperBound, ":"),
      first == sentence.lowerBound || text.tokens[first - 1].kind == .sign
    else { return false }
    return cue.options.isLabel || cue.effect == .context(.negation)
      || cue.effect == .context(.historical)
  }

  /// Whether the words of a cue of the past, or of a doubt, look forward too and stand right
  /// before a mention.
  ///
  /// In `a fracture and an old deformity`, or `back pain/suspected fracture`, they say nothing of
  /// what stands before them.
  private func findsAhead(
    _ index: Int,
    _ cues: [CueMatch],
    _ mentions: [Mention],
    _ text: TokenizedText
  ) -> Bool {
    let tokens = cues[index].tokens
    let effect = lexicon.cues[cues[index].cue].effect
    let reach = effect == .context(.historical) ? 3 : 0
    // `Metastasis versus hemangioma` doubts both.
    guard
      reach > 0
        || effect == .context(.possible) && tokens.lowerBound > 0
          && text.tokens[tokens.lowerBound - 1].kind == .sign
          && !text.isSign(tokens.lowerBound - 1, ":")
    else { return false }
    let next = mentions.first { $0.tokens.lowerBound >= tokens.upperBound }
    guard let next, next.tokens.lowerBound - tokens.upperBound <= reach,
      !text.beginsColumn(next.tokens.lowerBound)
    else { return false }
    let looksForward = (max(0, index - 3)..<min(index + 4, cues.count)).contains {
      let other = lexicon.cues[cues[$0].cue]
      return cues[$0].tokens == tokens && other.direction == .forward && other.effect == effect
        && works(cues[$0].cue, on: next.groups)
    }
    // `Stopped when walking`, `stopped, no cough` and `in the past with surgery` speak of what
    // stands before.
    return looksForward && !lexicon.words.has(text.tokens[tokens.upperBound].word, .placer)
      && !(tokens.upperBound..<next.tokens.lowerBound).contains {
        text.tokens[$0].kind == .sign
          || lexicon.words.has(text.tokens[$0].word, .subordinator)
      }
  }

  /// Whether a longer cue that holds the words of another speaks of a mention in its place.
  ///
  /// `Never received` takes back a drug named before it; its `never` denies one named after.
  private func isShadowed(_ index: Int, from mention: Mention, _ cues: [CueMatch]) -> Bool {
    let match = cues[index]
    guard match.isShadowed else { return false }
    return (max(0, index - Self.shadowSpan)..<min(cues.count, index + Self.shadowSpan)).contains {
      let other = cues[$0]
      // Of two as long the first holds: `not resumed it`.
      guard other.tokens.overlaps(match.tokens),
        other.tokens.count > match.tokens.count
          || other.tokens.count == match.tokens.count
            && other.tokens.lowerBound < match.tokens.lowerBound
      else { return false }
      // What holds a mention does not hide who has it, `her father took warfarin for years`, and is
      // no look-alike of its denial, `no opioids from us`.
      if other.holds(mention.tokens),
        lexicon.cues[match.cue].effect == .context(.family)
          || lexicon.cues[other.cue].effect == .pseudo
      {
        return false
      }
      return works(other.cue, on: mention.groups) && faces(other, mention)
    }
  }

  /// Cues that may lie between a cue and one that shadows it, at most.
  private static let shadowSpan = 12

  /// Whether a mention stands where a cue looks.
  private func faces(_ match: CueMatch, _ mention: Mention) -> Bool {
    switch lexicon.cues[match.cue].direction {
    case .forward: mention.tokens.upperBound > match.tokens.lowerBound
    case .backward: mention.tokens.lowerBound < match.tokens.upperBound
    case .both: true
    }
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
    if cue.effect == .context(.family), isAside(match, mention, text) { return .otherKind }
    if isAnswer(match, cue, mention, sentence, text)
      || answersLabel(match, before: mention, mentions, text)
    {
      return .answer
    }
    let isForward = mention.tokens.lowerBound >= match.tokens.upperBound
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
    if let sign = separator(in: between, isListed: isListed, text) { return .sign(sign) }
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
    if isForward, cue.effect == .context(.negation),
      let other = ending(of: mention, inBracketsOf: between, index, cues, text)
    {
      return .cue(other)
    }
    if isForward, cue.effect == .context(.negation), isGiven(mention, after: match, text) {
      return .wordsBetween
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
    if Self.isDenialOrDoubt(cue.effect) || cue.effect == .context(.historical),
      takesObject(match, cue, after: mention, mentions, sentence, text)
    {
      return .clause
    }
    return !cue.options.isListing && leavesList(between, cue.effect, mentions, text)
      ? .listEnd : nil
  }

  /// Whether a mention is spoken of as known behind something else that is denied: `no extension of
  /// the lytic lesion`, `denies constipation with the morphine`.
  ///
  /// What is done may be denied so: `no progress with the therapy`.
  private func isGiven(_ mention: Mention, after match: CueMatch, _ text: TokenizedText) -> Bool {
    let words = lexicon.words
    let first = mention.tokens.lowerBound
    guard !lexicon.is(mention, Self.undertaken),
      words.value(text.tokens[match.tokens.lowerBound].word, .absence) != 1
    else { return false }
    let lead = (max(match.tokens.upperBound, first - Self.givenReach)..<first)
    guard let pointer = lead.last(where: { words.has(text.tokens[$0].word, .pointer) }),
      pointer - 2 >= match.tokens.upperBound,
      (pointer..<first).allSatisfy({ text.tokens[$0].kind == .word })
    else { return false }
    let link = text.tokens[pointer - 1].word
    return words.has(link, .placer) || words.has(link, .reason) && !words.has(link, .toward)
  }

  /// What is done for a patient.
  private static let undertaken: ConceptGroups = [.therapy, .procedure, .surgery, .requestable]

  /// Tokens from the word that points back to what it points at, at most.
  private static let givenReach = 3

  /// Whether a denial that looks forward answers what stands before it, and so says nothing of a
  /// mention after it: `hemangioma no, metastasis yes`, `UTI: neg  sepsis: neg`.
  private func isAnswer(
    _ match: CueMatch,
    _ cue: Cue,
    _ mention: Mention,
    _ sentence: Range<Int>,
    _ text: TokenizedText
  ) -> Bool {
    // `Tramadol as needed, aspirin`: a condition that looks both ways is one of what it follows.
    let isCondition =
      cue.effect == .context(.conditional)
      && (cue.direction == .both || match.tokens.count == 1)
    guard Self.isDenialOrDoubt(cue.effect) || isCondition,
      match.tokens.upperBound <= mention.tokens.lowerBound
    else { return false }
    let next = match.tokens.upperBound
    if text.isSign(next, ",") || text.isSign(next, ".") { return true }
    // `CT spine w/o: burst fracture`
    if cue.options.isDoubling, text.isSign(next, ":"),
      match.tokens.lowerBound > sentence.lowerBound
    {
      return true
    }
    if endsLine(match, text) { return true }
    let isLabelled = text.isSign(match.tokens.lowerBound - 1, ":")
    return isLabelled && text.isSign(mention.tokens.upperBound, ":")
  }

  /// Whether a cue stands after a drug and a colon, and a mention of another on a line after that: the
  /// `hold` of `Plavix 75 mg: hold` says nothing of the next drug of its list; nor does an answer that
  /// ends its line, as in `Retropulsion - No`.
  private func answersLabel(
    _ match: CueMatch,
    before mention: Mention,
    _ mentions: [Mention],
    _ text: TokenizedText
  ) -> Bool {
    let (first, next) = (match.tokens.lowerBound, match.tokens.upperBound)
    guard next <= mention.tokens.lowerBound else { return false }
    if text.isDash(first - 1), text.tokens[next].traits.contains(.lineStart),
      mentions.contains(where: { $0.tokens.upperBound == first - 1 })
    {
      return true
    }
    guard text.isSign(first - 1, ":"), lexicon.is(mention, .drug) else { return false }
    let isBelow = (next...mention.tokens.lowerBound).contains {
      text.tokens[$0].traits.contains(.lineStart)
    }
    return isBelow
      && mentions.contains { label in
        label.tokens.upperBound < first && lexicon.is(label, .drug)
          && !(label.tokens.upperBound..<next).contains {
            text.tokens[$0].traits.contains(.lineStart)
          }
      }
  }

  /// Whether a cue is an answer beside a label, and ends its line: `PMH: nil`, `Allergies: none
  /// known`.
  private func endsLine(_ match: CueMatch, _ text: TokenizedText) -> Bool {
    let words = lexicon.words
    var next = match.tokens.upperBound
    guard let value = words.value(text.tokens[match.tokens.lowerBound].word, .answer), value < 0,
      next < text.tokens.count,
      (max(0, next - Self.longestLabel)..<next).contains(where: {
        text.tokens[$0].traits.contains(.lineStart)
      })
    else { return false }
    if words.has(text.tokens[next].word, .observed), next + 1 < text.tokens.count { next += 1 }
    return text.tokens[next].traits.contains(.lineStart)
  }

  /// Tokens of a label with its answer, at most.
  private static let longestLabel = 5

  /// Whether a mention stands in the first column of the row that a cue stands in, or in the first
  /// after its number.
  private func beginsRow(
    _ mention: Mention,
    before match: CueMatch,
    _ sentence: Range<Int>,
    _ text: TokenizedText
  ) -> Bool {
    let first = mention.tokens.lowerBound
    func beginsLine(_ token: Int) -> Bool { text.tokens[token].traits.contains(.lineStart) }
    guard first < match.tokens.lowerBound,
      !(first + 1...match.tokens.lowerBound).contains(where: beginsLine)
    else { return false }
    let edge = (sentence.lowerBound + 1..<first + 1).last { beginsLine($0) || text.standsApart($0) }
    guard let edge, !beginsLine(edge) else { return true }
    let line = (sentence.lowerBound..<edge).last(where: beginsLine) ?? sentence.lowerBound
    return (line..<edge).allSatisfy { text.tokens[$0].kind == .number }
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
  ///
  /// A semicolon parts the items after a label, `Resolved: cystitis; sepsis`, which holds for all.
  private func separator(
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
  private func bracketEnd(in between: Range<Int>, _ text: TokenizedText) -> Int? {
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
  private func reason(
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
  private func ending(
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

  /// Tokens after a mention in brackets that may tell that it is over, at most.
  private static let longestAside = 8

  /// A denial and a doubt end where a warning goes on.
  static func isDenialOrDoubt(_ effect: Cue.Effect) -> Bool {
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
          isForward
            || !(context == .historical || context == .conditional)
            || !leads(other, to: cues[index], text),
          isForward || !isDescribed(mention, before: cues[index], cue, mentions, text)
        else { continue }
        if stop.options.stops.isEmpty
          || context.map({ stop.options.stops.contains(Cue.Contexts($0)) }) ?? false
        {
          return place
        }
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

  /// Whether a relative is named in brackets, or owns the drug that the patient took: `taught
  /// (son)`, `tried his wife's meloxicam`.
  private func isAside(_ match: CueMatch, _ mention: Mention, _ text: TokenizedText) -> Bool {
    let next = match.tokens.upperBound
    if text.isSign(match.tokens.lowerBound - 1, "("), text.isSign(next, ")") { return true }
    return text.isPossessive(next - 1) && next <= mention.tokens.lowerBound
      && mention.tokens.lowerBound - next <= 2 && lexicon.is(mention, .drug)
  }

  /// Whether a relative pronoun that ends the reach of others leads to a cue that looks back over
  /// it: `a deformity which is chronic`, `naproxen, which she quit`; or its clause ends at a comma
  /// before the cue: `prednisone, which she took for asthma, was stopped`.
  private func leads(_ barrier: CueMatch, to cue: CueMatch, _ text: TokenizedText) -> Bool {
    let words = lexicon.words
    let next = barrier.tokens.upperBound
    let between = next..<max(next, cue.tokens.lowerBound)
    guard words.has(text.tokens[barrier.tokens.lowerBound].word, .relative) else { return false }
    if text.isSign(barrier.tokens.lowerBound - 1, ","),
      between.suffix(2).contains(where: { text.isSign($0, ",") })
    {
      return true
    }
    return between.isEmpty
      || between.count == 1
        && (words.has(text.tokens[next].word, .verb) || words.has(text.tokens[next].word, .subject))
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
