import NoteModel
import TextProcessing

/// What the words of a cue bear on: two denials, what is only asked, who helps, which way they look.
extension ContextEngine {
  /// Whether a question mark begins a word: `?new`.
  func isAsked(_ token: Int, _ text: TokenizedText) -> Bool {
    text.isSign(token - 1, "?") && text.tokens[token - 1].end == text.tokens[token].start
  }

  /// Whether a question mark has its answer behind it: `How long have you had the pain? 11 weeks`.
  func isAnswered(_ match: CueMatch, _ sentence: Range<Int>, _ text: TokenizedText) -> Bool {
    let next = match.tokens.upperBound
    guard match.tokens.count == 1, text.isSign(match.tokens.lowerBound, "?"),
      next < sentence.upperBound, text.tokens[next].kind == .number, let first = sentence.first
    else { return false }
    return lexicon.words.has(text.tokens[first].word, .asker)
  }

  /// Whether a no is the option that was passed over beside a yes in brackets: `[Yes] No (prednisone)`.
  func isPassedOver(_ match: CueMatch, _ text: TokenizedText) -> Bool {
    let first = match.tokens.lowerBound
    guard match.tokens.count == 1, first > 2,
      text.isSign(first - 1, "]") && text.isSign(first - 3, "[")
        || text.isSign(first - 1, ")") && text.isSign(first - 3, "(")
    else { return false }
    let words = lexicon.words
    return words.answer(text.tokens[first].word) == false
      && words.answer(text.tokens[first - 2].word) == true
  }

  /// Whether a denial stands right before a cue, but for one word.
  func isDenied(_ index: Int, _ cues: [CueMatch]) -> Bool {
    let first = cues[index].tokens.lowerBound
    return (max(0, index - Self.shadowSpan)..<index).contains {
      let other = lexicon.cues[cues[$0].cue]
      return other.effect == .context(.negation) && other.direction != .backward
        && (first - 1...first).contains(cues[$0].tokens.upperBound)
    }
  }

  /// The denial before another one, which takes it back: `there has not been an hour without pain`.
  func denial(
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
        || lexicon.words.answer(word) == false
    }
  }

  /// What is done, rather than had: `does not leave the house without her brace`.
  private static let doings: ConceptGroups = [.activity, .mobility, .function]

  /// Tokens between two denials that make a statement, at most.
  private static let doubleReach = 12

  /// Whether a relative helps, speaks or is spoken to, and has nothing of what is named: `her son
  /// fills the pill box`, `education given to son`.
  func isHelper(
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

  /// Whether the words of a cue of the past, or of a doubt, look forward too and stand right
  /// before a mention.
  ///
  /// In `a fracture and an old deformity`, or `back pain/suspected fracture`, they say nothing of
  /// what stands before them.
  func findsAhead(
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
    // stands before; `resolved with` speaks of what stands on either side.
    let isPlaced = (tokens.upperBound - 1...tokens.upperBound).contains {
      lexicon.words.has(text.tokens[$0].word, .placer)
    }
    return looksForward && !isPlaced
      && !(tokens.upperBound..<next.tokens.lowerBound).contains {
        text.tokens[$0].kind == .sign
          || lexicon.words.has(text.tokens[$0].word, .subordinator)
      }
  }

  /// Whether a longer cue that holds the words of another speaks of a mention in its place.
  ///
  /// `Never received` takes back a drug named before it; its `never` denies one named after.
  func isShadowed(_ index: Int, from mention: Mention, _ cues: [CueMatch]) -> Bool {
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
        && !lexicon.cues[other.cue].lets(lexicon.cues[match.cue])
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

  /// Whether a mention is spoken of as known behind something else that is denied: `no extension of
  /// the lytic lesion`, `denies constipation with the morphine`.
  ///
  /// What is done may be denied so: `no progress with the therapy`. What is denied to be there again is
  /// not there: `nothing to suggest that the infection has returned`, `no recurrence of the lesion`.
  func isGiven(_ mention: Mention, after match: CueMatch, _ text: TokenizedText) -> Bool {
    let words = lexicon.words
    let first = mention.tokens.lowerBound
    guard !lexicon.is(mention, Self.undertaken),
      words.value(text.tokens[match.tokens.lowerBound].word, .absence) != 1
    else { return false }
    let lead = (max(match.tokens.upperBound, first - Self.givenReach)..<first)
    guard let pointer = lead.last(where: { words.has(text.tokens[$0].word, .pointer) }),
      (pointer..<first).allSatisfy({
        [.word, .level].contains(text.tokens[$0].kind) && !words.has(text.tokens[$0].word, .verb)
      })
    else { return false }
    func isThereAgain(_ index: Int) -> Bool {
      words.value(text.tokens[index].word, .observed) == 1
    }
    // `No evidence that the fracture has moved`
    let link = text.tokens[pointer - 1].word
    if words.has(link, .relative) {
      let next = (mention.tokens.upperBound..<text.tokens.count).prefix(Self.givenReach)
      return pointer > match.tokens.upperBound
        && !next.prefix(while: { text.tokens[$0].kind == .word }).contains(where: isThereAgain)
    }
    return pointer - 1 > match.tokens.upperBound
      && (words.has(link, .placer) || words.has(link, .reason) && !words.has(link, .toward))
      && !(match.tokens.lowerBound..<pointer).contains(where: isThereAgain)
  }

  /// What is done for a patient.
  private static let undertaken: ConceptGroups = [.therapy, .procedure, .surgery, .requestable]

  /// Tokens from the word that points back to what it points at, at most.
  private static let givenReach = 3
}
