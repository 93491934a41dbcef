import NoteModel
import TextProcessing

/// A mention of a concept in a sentence.
struct Mention {
  /// The concept, by its place in the lexicon.
  let concept: Int
  /// The term it was found by; `nil` for a mention made from numbers or from a given span.
  let term: Int?
  /// Its tokens in the text.
  let tokens: Range<Int>
  /// The groups it belongs to, for cues.
  let groups: GroupMask
}

extension Lexicon {
  /// Whether the concept of a mention is in one of some groups.
  func `is`(_ mention: Mention, _ groups: ConceptGroups) -> Bool { `is`(mention.concept, groups) }
}

/// A cue in a sentence.
struct CueMatch {
  /// The cue, by its place in the lexicon.
  let cue: Int
  /// Its tokens in the text.
  let tokens: Range<Int>
  /// Whether a longer cue holds its words; it then speaks only of what that one does not work on.
  var isShadowed = false

  /// Whether some words stand in its midst.
  func holds(_ words: Range<Int>) -> Bool {
    tokens.lowerBound < words.lowerBound && words.upperBound < tokens.upperBound
  }
}

/// The mentions and cues of one sentence, overlaps resolved.
struct SentenceMatches {
  var mentions: [Mention] = []
  /// The cues, shadowed ones as well.
  var cues: [CueMatch] = []
  /// Whether it names a child of the patient as the one who tells it.
  var isOfInformant = false

  /// The cues that hold whatever they speak of.
  var standingCues: [CueMatch] {
    cues.contains { $0.isShadowed } ? cues.filter { !$0.isShadowed } : cues
  }
}

/// Finds the terms and cues of a sentence.
struct SentenceMatcher {
  let lexicon: Lexicon
  /// Whether a child of the patient tells what stands here, whose mother or father is the patient.
  var isToldByChild = false

  /// The mentions and cues in a range of tokens.
  ///
  /// - Parameters:
  ///   - sentence: the tokens to look in.
  ///   - text: the text they are of.
  ///   - given: words whose context is asked for, which no cue may run into.
  ///   - others: words that are mentions too, where the lexicon does not know half of them.
  ///   - needsCues: whether the cues of a sentence without any term matter.
  /// - Returns: both in text order.
  ///
  /// Of terms that overlap the longest wins, the first of two as long; a statement or compound
  /// (`failed therapy`, `epidural steroid injection`) leaves the names inside it standing. A decoy
  /// (`fall precautions`) hides every shorter term it overlaps and is no mention itself. Of cues
  /// that overlap the longest wins, whatever its effect, so that a pseudo cue hides what it holds.
  ///
  /// - Complexity: O(tokens · longest phrase)
  func matches(
    in sentence: Range<Int>,
    of text: TokenizedText,
    given: Range<Int>? = nil,
    besides others: ArraySlice<Range<Int>> = [],
    needsCues: Bool = true
  ) -> SentenceMatches {
    let terms = self.terms(in: sentence, text)
    guard needsCues || !terms.isEmpty || !others.isEmpty else { return SentenceMatches() }
    var cues: [CueMatch] = []
    lexicon.cuePhrases.matches(in: text.tokens, sentence) { match in
      let tokens = match.first..<match.end
      guard isWritten(cue: match.value, tokens, text) else { return }
      if cues.isEmpty { cues.reserveCapacity(Self.usualCues) }
      cues.append(CueMatch(cue: match.value, tokens: tokens))
    }
    let isOfInformant = cues.contains { lexicon.cues[$0.cue].options.isOfInformant }
    if isToldByChild || isOfInformant { cues.removeAll { isParent($0, text) } }
    var mentions = resolve(terms)
    if !others.isEmpty { add(others.map { $0.clamped(to: sentence) }, text, to: &mentions) }
    let named =
      given.map { [$0] }
      ?? mentions.compactMap { mention in
        // A look-alike leaves the cues in it: `PT denies back pain`.
        isNaming(mention.concept) && !isDecoy(mention.concept) ? mention.tokens : nil
      }
    var matches = SentenceMatches(
      mentions: mentions,
      cues: self.cues(cues, around: named),
      isOfInformant: isOfInformant
    )
    let closed = mentions.filter { lexicon.is($0, .closed) }
    if !closed.isEmpty {
      // `No help, epidural injections, a brace`: the words of a result deny nothing else.
      matches.cues.removeAll { match in
        lexicon.cues[match.cue].effect == .context(.negation)
          && closed.contains { mention in
            mention.tokens.contains(match.tokens.lowerBound)
              && mention.tokens.upperBound >= match.tokens.upperBound
          }
      }
    }
    if mentions.contains(where: { isDecoy($0.concept) }) {
      matches.mentions.removeAll { isDecoy($0.concept) }
    }
    return matches
  }

  /// Cues that most sentences have no more of.
  private static let usualCues = 16

  /// Adds words that are given, unless a term names half of them; where the word at their head tells
  /// what kind of thing they name, unless a term has that word.
  private func add(_ given: [Range<Int>], _ text: TokenizedText, to mentions: inout [Mention]) {
    for words in given {
      guard let new = mention(given: words, text) else { continue }
      let isTyped = new.concept != lexicon.givenConcept
      let head = isTyped ? self.head(of: words, text) : nil
      // `Knee surgery` is of another part of the body, and surgery.
      if isTyped {
        mentions.removeAll {
          lexicon.is($0, .elsewhere) && words.contains($0.tokens.upperBound - 1)
        }
      }
      let isKnown = mentions.contains { mention in
        isNaming(mention.concept) && !isDecoy(mention.concept)
          && (head.map { mention.tokens.contains($0) }
            ?? (2 * mention.tokens.clamped(to: words).count >= words.count))
      }
      if !isKnown { mentions.append(new) }
    }
    mentions.sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
  }

  /// Words that are given as a mention of the kind of thing that the word at their head names.
  func mention(given words: Range<Int>, _ text: TokenizedText) -> Mention? {
    let kind = head(of: words, text).flatMap {
      lexicon.givenWords.concept(of: text.string($0).lowercased())
    }
    return (kind ?? lexicon.givenConcept).map { concept in
      Mention(
        concept: concept,
        term: nil,
        tokens: words,
        groups: lexicon.groups.concepts[concept]
      )
    }
  }

  /// The word that tells what some words name: the last one before `of` or the like.
  private func head(of words: Range<Int>, _ text: TokenizedText) -> Int? {
    let isJoiner = { (index: Int) in lexicon.words.has(text.tokens[index].word, .joiner) }
    return words.drop(while: isJoiner).prefix { !isJoiner($0) }.last {
      text.tokens[$0].kind == .word
    }
  }

  /// The terms of a sentence, those that overlap too.
  private func terms(in sentence: Range<Int>, _ text: TokenizedText) -> [Mention] {
    var terms: [Mention] = []
    lexicon.termPhrases.matches(in: text.tokens, sentence) { match in
      let tokens = match.first..<match.end
      guard isWritten(match.value, tokens, text) else { return }
      let concept = lexicon.terms[match.value].concept
      terms.append(
        Mention(
          concept: concept,
          term: match.value,
          tokens: tokens,
          groups: lexicon.groups.concepts[concept]
        )
      )
    }
    return terms
  }

  /// The cues that hold where some words are names.
  ///
  /// A cue of two words is only its first before a name that begins with the second; one with a gap
  /// may hold the name. Qualities stay, since a name may hold its own (`pathologic fracture`), but
  /// hide no other cue (`no fracture` is a normal state and a denial).
  private func cues(_ cues: [CueMatch], around names: [Range<Int>]) -> [CueMatch] {
    let areFree = cues.allSatisfy { match in !names.contains { $0.overlaps(match.tokens) } }
    if areFree, Self.areDisjoint(cues.lazy.map(\.tokens)) { return cues }
    var free: [CueMatch] = []
    var within: [CueMatch] = []
    for match in cues {
      let mayHold = lexicon.cues[match.cue].mayHoldFinding
      let isFree = names.allSatisfy { name in
        !name.overlaps(match.tokens) || mayHold && match.holds(name)
      }
      if isFree {
        free.append(match)
      } else if isQuality(match) {
        within.append(match)
      }
    }
    let kept = resolve(free)
    // `Will be held for` is a condition, and holds the words that a drug is held.
    let inside = free.filter { match in
      isQuality(match)
        && kept.contains { other in
          other.tokens.count > match.tokens.count && isCondition(other)
            && other.tokens.lowerBound <= match.tokens.lowerBound
            && match.tokens.upperBound <= other.tokens.upperBound
        }
    }
    guard !within.isEmpty || !inside.isEmpty else { return kept }
    return (kept + resolve(inside) + resolve(within)).sorted {
      $0.tokens.lowerBound < $1.tokens.lowerBound
    }
  }

  /// Whether a cue begins with a mother or father, as a relative of the patient; `her own mother` is
  /// one whoever speaks.
  private func isParent(_ match: CueMatch, _ text: TokenizedText) -> Bool {
    lexicon.cues[match.cue].effect == .context(.family)
      && lexicon.words.value(text.tokens[match.tokens.lowerBound].word, .subject) == 2
  }

  private func isCondition(_ match: CueMatch) -> Bool {
    let effect = lexicon.cues[match.cue].effect
    return effect == .context(.conditional) || effect == .context(.planned)
      || effect == .context(.historical)
  }

  private func isQuality(_ match: CueMatch) -> Bool { lexicon.cues[match.cue].effect.isQuality }

  private func isWritten(_ term: Int, _ tokens: Range<Int>, _ text: TokenizedText) -> Bool {
    let term = lexicon.terms[term]
    return !term.isCaseSensitive || text.writes(lexicon.words(at: term.place), in: tokens)
  }

  private func isWritten(cue: Int, _ tokens: Range<Int>, _ text: TokenizedText) -> Bool {
    let cue = lexicon.cues[cue]
    return !cue.options.isCaseSensitive || text.writes(lexicon.words(at: cue.place), in: tokens)
  }

  private func resolve(_ terms: [Mention]) -> [Mention] {
    guard terms.count > 1, !Self.areDisjoint(terms.lazy.map(\.tokens)) else { return terms }
    let byLength = terms.indices.sorted { left, right in
      let one = terms[left].tokens
      let other = terms[right].tokens
      if one.count != other.count { return one.count > other.count }
      let decoys = (isDecoy(terms[left].concept), isDecoy(terms[right].concept))
      if decoys.0 != decoys.1 { return decoys.0 }
      if one.lowerBound != other.lowerBound { return one.lowerBound < other.lowerBound }
      return isExact(terms[left]) && !isExact(terms[right])
    }
    var kept: [Mention] = []
    for index in byLength {
      let mention = terms[index]
      let isHidden = kept.contains { other in
        guard other.tokens.overlaps(mention.tokens) else { return false }
        if other.concept == mention.concept || isDecoy(other.concept) { return true }
        // `No significant relief` is no significant relief.
        if lexicon.is(other, .closed), lexicon.is(mention, .closed) { return true }
        return isNaming(other.concept) == isNaming(mention.concept)
          && (isNaming(other.concept) || other.tokens == mention.tokens)
      }
      if !isHidden { kept.append(mention) }
    }
    return kept.sorted { left, right in
      left.tokens.lowerBound != right.tokens.lowerBound
        ? left.tokens.lowerBound < right.tokens.lowerBound
        : left.tokens.count > right.tokens.count
    }
  }

  private func isExact(_ mention: Mention) -> Bool {
    mention.term.map { lexicon.terms[$0].isCaseSensitive } ?? false
  }

  /// Whether a concept names a thing, rather than states something about things.
  private func isNaming(_ concept: Int) -> Bool {
    !lexicon.is(concept, Self.statements)
  }

  private func isDecoy(_ concept: Int) -> Bool {
    lexicon.is(concept, .decoy)
  }

  /// Groups whose phrases may hold names of their own.
  private static let statements: ConceptGroups = [
    .statement, .function, .activity, .mobility, .measure, .event, .compound,
  ]

  /// Whether no two ranges, in the order of their beginnings, overlap.
  private static func areDisjoint(_ ranges: some Sequence<Range<Int>>) -> Bool {
    var end = 0
    for range in ranges {
      guard range.lowerBound >= end else { return false }
      end = range.upperBound
    }
    return true
  }

  /// The cues whose words no longer cue holds, and those shadowed by one that works on some
  /// concepts only.
  private func resolve(_ cues: [CueMatch]) -> [CueMatch] {
    guard cues.count > 1, !Self.areDisjoint(cues.lazy.map(\.tokens)) else { return cues }
    var kept: [CueMatch] = []
    for match in cues {
      guard let last = kept.last(where: { !$0.isShadowed }), last.tokens.overlaps(match.tokens)
      else {
        kept.append(match)
        continue
      }
      if looksAhead(match, past: last) {
        kept.append(match)
        continue
      }
      // The same words may have several effects; otherwise the longer phrase wins.
      if last.tokens == match.tokens {
        for index in Self.overlap(of: match, kept).reversed()
        where kept[index].isShadowed && !isLeft(kept[index], by: match) {
          kept.remove(at: index)
        }
        kept.append(match)
      } else if match.tokens.count > last.tokens.count {
        for index in Self.overlap(of: match, kept).reversed() {
          if isLeft(kept[index], by: match) {
            kept[index].isShadowed = true
          } else {
            kept.remove(at: index)
          }
        }
        kept.append(match)
      } else if Self.overlap(of: match, kept).allSatisfy({ index in
        kept[index].tokens != last.tokens || isLeft(match, by: kept[index])
      }) {
        kept.append(CueMatch(cue: match.cue, tokens: match.tokens, isShadowed: true))
      }
    }
    return kept
  }

  /// Whether a cue looks ahead from words of another that looks back, and ends behind it: `was never
  /// diagnosed with` is one of each.
  private func looksAhead(_ match: CueMatch, past last: CueMatch) -> Bool {
    let cue = lexicon.cues[match.cue]
    guard case .context(let context) = cue.effect else { return false }
    return cue.direction == .forward && lexicon.cues[last.cue].direction == .backward
      && lexicon.cues[last.cue].effect == .context(context)
      && last.tokens.lowerBound < match.tokens.lowerBound
      && last.tokens.upperBound < match.tokens.upperBound
  }

  /// Where the cues stand that another one overlaps, the last of those before it.
  private static func overlap(of match: CueMatch, _ cues: [CueMatch]) -> Range<Int> {
    let before = cues.lastIndex { !$0.tokens.overlaps(match.tokens) }
    return (before.map { $0 + 1 } ?? 0)..<cues.count
  }

  /// Whether a cue still speaks of some concepts although a longer one holds its words.
  ///
  /// The `not` of a quality, as in `could not`, is of its verb alone; the `stopped` of `has stopped
  /// walking` is of a drug as well.
  private func isLeft(_ match: CueMatch, by longer: CueMatch) -> Bool {
    switch lexicon.cues[longer.cue].effect {
    case .context, .pseudo: return lexicon.cues[longer.cue].isRestricted
    case .attribute:
      guard case .context(let context) = lexicon.cues[match.cue].effect else { return false }
      return context != .negation && lexicon.cues[longer.cue].isRestricted
    case .barrier:
      return longer.tokens.count > match.tokens.count
        && lexicon.cues[longer.cue].lets(lexicon.cues[match.cue])
    }
  }
}
