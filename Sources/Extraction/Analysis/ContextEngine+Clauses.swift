import TextProcessing

/// Where the clause, or the list, that a cue speaks of ends.
extension ContextEngine {
  /// Whether words after a relative's name still tell of that one: `her husband, who is bedbound`, `her
  /// brother (DOB 1952), who takes warfarin`, `father, 82, uses oxycodone`.
  private func goesOnOfSame(
    _ between: Range<Int>,
    _ mentions: [Mention],
    _ text: TokenizedText
  ) -> Bool {
    let words = lexicon.words
    var first = between.lowerBound
    if text.isSign(first, "("),
      let close = between.prefix(Self.longestAside + 2).last(where: { text.isSign($0, ")") })
    {
      first = close + 1
    }
    guard text.isSign(first, ","), between.contains(first + 1) else { return false }
    if words.has(text.tokens[first + 1].word, .relative) { return true }
    let aside = (first + 2..<first + 2 + Self.longestAside).clamped(to: between)
    guard let end = aside.first(where: { text.isSign($0, ",") }), between.contains(end + 1),
      !mentions.contains(where: { (first..<end).contains($0.tokens.lowerBound) })
    else { return false }
    let next = text.tokens[end + 1].word
    return words.has(next, .relative) || words.has(next, .verb)
  }

  /// Words of an aside about a relative, at most.
  private static let longestAside = 8

  /// Whether a clause of its own begins between a cue and a mention after it, at a comma or at
  /// `and`.
  func startsClause(
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
    // `No change was seen and she felt better`, of given words that begin with their verb
    if mention.term == nil, Self.isDenialOrDoubt(cue.effect), between.count > 1,
      words.has(text.tokens[between.upperBound - 1].word, .subject),
      words.has(text.tokens[between.upperBound - 2].word, .coordinator)
    {
      return true
    }
    if cue.effect == .context(.family), goesOnOfSame(between, mentions, text) { return false }
    // `Call if you develop fever or have pain`: a warning goes on with every verb.
    let endsAtAnd = Self.isDenialOrDoubt(cue.effect) || cue.effect == .context(.historical)
    var start: Int?
    var comma: Int?
    for index in between {
      let token = text.tokens[index]
      if endsAtAnd, beginsSpokenClause(at: index, after: match, text) { return true }
      // `Not on any anticoagulant (had enoxaparin in the hospital)`
      if text.isSign(index, "("), words.has(text.tokens[index + 1].word, .verb) { return true }
      if text.isSign(index, ",") {
        // `No fracture or slip seen, osteopenia`
        if Self.isDenialOrDoubt(cue.effect), index - 1 > between.lowerBound,
          words.has(text.tokens[index - 1].word, .observed)
        {
          return true
        }
        start = index + 1
        comma = index
      } else if endsAtAnd, index > between.lowerBound, token.kind == .word,
        words.has(token.word, .coordinator)
      {
        start = index + 1
      } else if let first = start {
        // `Mother broke her hip, and had osteoporosis`: the subject is the same.
        let isOfSame =
          cue.effect == .context(.family) && comma == index - 2
          && words.has(text.tokens[index - 1].word, .coordinator)
        let isVerb =
          words.has(token.word, .verb)
          || words.has(token.word, .action)
            && words.has(text.tokens[index - 1].word, .subject)
        if isVerb, !isOfSame { return true }
        // `No injections, PT or TLSO`: a word that is a mention begins no clause.
        if comma == index - 1, index == first, words.has(token.word, .clause),
          !mentions.contains(where: { $0.tokens.lowerBound == index })
        {
          return true
        }
      }
    }
    // Past a bare `no` even where the list goes on: `no anticoagulant, mild COPD, kidney disease`.
    let isBare =
      match.tokens.count == 1
      && words.value(text.tokens[match.tokens.lowerBound].word, .answer) != nil
    if let comma, endsAtAnd, !isListed(mention, sentence, text, toAnEnd: isBare),
      beginsGraded(after: comma, of: between, text)
    {
      return true
    }
    if let comma, cue.effect == .context(.negation),
      beginsAnew(after: comma, match, cue, text), !isListed(mention, sentence, text)
    {
      return true
    }
    if comma != nil, Self.isDenialOrDoubt(cue.effect), concedes(match, sentence, text),
      !isListed(mention, sentence, text)
    {
      return true
    }
    if comma != nil, cue.effect == .context(.negation), isLike(match, mention, sentence, text) {
      return true
    }
    if cue.options.isOfVerb, let comma,
      !mentions.contains(where: {
        $0.tokens.lowerBound >= match.tokens.upperBound && $0.tokens.upperBound <= comma
      })
    {
      return true
    }
    // `No loaded flexion, TLSO when upright`: a treatment is no part of a list of other things.
    if let comma, Self.isDenialOrDoubt(cue.effect), lexicon.is(mention, .therapy),
      !(comma + 1..<mention.tokens.lowerBound).contains(where: {
        words.has(text.tokens[$0].word, .coordinator)
      }),
      !isListed(mention, sentence, text),
      !mentions.contains(where: { other in
        between.contains(other.tokens.lowerBound) && other.tokens.upperBound <= comma
          && lexicon.is(other, [.drug, .therapy, .procedure, .surgery, .injection])
      })
    {
      return true
    }
    guard let comma else {
      // `No further bleeding and 10 mg was given`: what `and` joins has a verb of its own; what `or`
      // joins shares it.
      let isJoined = between.dropFirst().contains {
        words.has(text.tokens[$0].word, .coordinator) && text.tokens[$0].kind == .word
          && !words.has(text.tokens[$0].word, .alternative)
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

  /// Whether what follows a comma has an article where what was denied has none: `no clot, an incidental
  /// fracture`, `without herniation, and an old deformity`, `no heart failure, the COPD being mild`.
  private func beginsAnew(
    after comma: Int,
    _ match: CueMatch,
    _ cue: Cue,
    _ text: TokenizedText
  ) -> Bool {
    let words = lexicon.words
    func isArticle(_ token: Int) -> Bool {
      guard token < text.tokens.count else { return false }
      let word = text.tokens[token].word
      return words.isArticle(word) || words.has(word, .pointer)
    }
    let next =
      words.has(text.tokens[comma + 1].word, .coordinator) && text.tokens[comma + 1].kind == .word
        && !words.has(text.tokens[comma + 1].word, .alternative) ? comma + 2 : comma + 1
    return match.tokens.count == 1
      && (cue.options.isDoubling
        || words.value(text.tokens[match.tokens.lowerBound].word, .answer) != nil)
      && !isArticle(match.tokens.upperBound) && isArticle(next)
  }

  /// Whether a grade begins what follows a comma: `no fracture, mild facet disease`, and after the
  /// first comma `no fracture, and mild facet disease`.
  private func beginsGraded(
    after comma: Int,
    of between: Range<Int>,
    _ text: TokenizedText
  ) -> Bool {
    let words = lexicon.words
    let isJoined =
      words.has(text.tokens[comma + 1].word, .coordinator)
      && !words.has(text.tokens[comma + 1].word, .alternative)
      && !(between.lowerBound..<comma).contains { text.isSign($0, ",") }
    let grade = isJoined ? comma + 2 : comma + 1
    return grade < between.upperBound && words.has(text.tokens[grade].word, .grade)
  }

  /// Whether a subject and its verb begin a clause without a sign before them, as dictation runs
  /// on: `no weakness she is taking tramadol`, but not `no sign that she is …`.
  private func beginsSpokenClause(
    at index: Int,
    after match: CueMatch,
    _ text: TokenizedText
  ) -> Bool {
    let words = lexicon.words
    // `No history of cancer - she takes aspirin`, `: she takes aspirin`
    let isParted = text.isDash(index - 1) || text.isSign(index - 1, ":")
    guard index > match.tokens.upperBound, text.tokens[index - 1].kind != .sign || isParted,
      !words.has(text.tokens[index - 1].word, .subordinator)
    else { return false }
    // `It did not appear that the bone had a lesion`: the clause is the one that the cue opens.
    let last = text.tokens[match.tokens.upperBound - 1].word
    if match.tokens.count >= Self.shortestFrame, words.has(last, .subordinator),
      !(match.tokens.upperBound..<index).dropFirst().contains(where: {
        words.has(text.tokens[$0].word, .subject) || words.has(text.tokens[$0].word, .coordinator)
      })
    {
      return false
    }
    if words.has(text.tokens[index].word, .subject) {
      let next = text.tokens[index + 1].word
      return words.has(next, .verb) || words.has(next, .action)
    }
    // `No sepsis takes warfarin`: the subject is left out.
    return words.has(text.tokens[index].word, .action)
      && !words.has(text.tokens[index - 1].word, .subject)
  }

  /// Tokens of a cue that ends by opening a clause, at least: `denies that`.
  private static let shortestFrame = 2

  /// Whether a mention is told with what it is without, as is the one that a denial stands behind:
  /// `nausea with no vomiting, fever with no rigors`.
  private func isLike(
    _ match: CueMatch,
    _ mention: Mention,
    _ sentence: Range<Int>,
    _ text: TokenizedText
  ) -> Bool {
    let next = mention.tokens.upperBound
    guard match.tokens.count == 1, match.tokens.lowerBound > sentence.lowerBound,
      next + 1 < sentence.upperBound
    else { return false }
    return text.tokens[match.tokens.lowerBound - 1].word == text.tokens[next].word
      && text.tokens[match.tokens.lowerBound].word == text.tokens[next + 1].word
      && lexicon.words.has(text.tokens[next].word, .placer)
  }

  /// Whether a cue is of what is only conceded, which ends at its comma: `although there is no
  /// stenosis, cord compression is seen`.
  private func concedes(_ match: CueMatch, _ sentence: Range<Int>, _ text: TokenizedText) -> Bool {
    let first = max(sentence.lowerBound, match.tokens.lowerBound - Self.longestConcession)
    return (first..<match.tokens.lowerBound).reversed().prefix { text.tokens[$0].kind == .word }
      .contains { lexicon.words.value(text.tokens[$0].word, .subordinator) == 1 }
  }

  /// Tokens from the word that concedes to a cue, at most.
  private static let longestConcession = 6

  /// Whether more of a list follows a mention: another comma, or an `or`; that alone where the list is to
  /// have an end.
  private func isListed(
    _ mention: Mention,
    _ sentence: Range<Int>,
    _ text: TokenizedText,
    toAnEnd: Bool = false
  ) -> Bool {
    let words = lexicon.words
    for index in mention.tokens.upperBound..<max(mention.tokens.upperBound, sentence.upperBound) {
      if text.isSign(index, ";") { return false }
      if words.has(text.tokens[index].word, .alternative) { return true }
      if !toAnEnd, text.isSign(index, ","), index + 1 < sentence.upperBound,
        !words.has(text.tokens[index + 1].word, .coordinator),
        !words.has(text.tokens[index + 1].word, .grade)
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
        words.has(text.tokens[$0].word, .coordinator)
      }
  }

  /// Whether a measure or a verb that begins a clause follows a mention at once, or words that are
  /// given hold a verb, as in `no icterus, mucous membranes are moist`; in `no fever, chills were noted`
  /// it is the verb of the whole list.
  private func hasOwnVerb(
    _ mention: Mention,
    _ sentence: Range<Int>,
    _ text: TokenizedText
  ) -> Bool {
    let words = lexicon.words
    let next = mention.tokens.upperBound
    if mention.term == nil, text.tokens(mention.tokens.dropFirst(), have: .verb, words) {
      return true
    }
    guard next < sentence.upperBound else { return false }
    if text.tokens[next].kind == .number { return true }
    guard words.has(text.tokens[next].word, .verb) else { return false }
    return !(next + 1 < sentence.upperBound && words.has(text.tokens[next + 1].word, .observed))
  }

  /// Whether `and` joins a clause with a subject of its own to what stands before it: `heparin was
  /// given and the chest was closed`, but not `was given and was stopped`, nor the list of `heparin and
  /// the brace were stopped`.
  private func joinsClause(
    _ between: Range<Int>,
    _ mentions: [Mention],
    _ text: TokenizedText
  ) -> Bool {
    let words = lexicon.words
    return between.contains { index in
      guard words.has(text.tokens[index].word, .coordinator) else { return false }
      let next = text.tokens[index + 1].word
      guard words.has(next, .pointer) || words.has(next, .subject),
        (index + 2..<max(index + 2, min(index + 6, between.upperBound))).contains(where: {
          words.has(text.tokens[$0].word, .verb)
        })
      else { return false }
      let isItem = mentions.contains { $0.tokens.lowerBound == index + 2 }
      return !isItem
        || (between.lowerBound..<index).contains { words.has(text.tokens[$0].word, .verb) }
    }
  }

  /// The bracket that opens among some words and does not close there.
  func openBracket(in words: Range<Int>, _ text: TokenizedText) -> Int? {
    let sign = words.last { text.isSign($0, "(") || text.isSign($0, ")") }
    return sign.flatMap { text.isSign($0, "(") ? $0 : nil }
  }

  /// Whether another item of a list stands before a bracket: `oxycodone, ribociclib (held)` says
  /// nothing of the first, nor `COPD, T12 fracture (2016, healed)`.
  private func isItemOfItsOwn(
    before open: Int,
    _ between: Range<Int>,
    _ text: TokenizedText
  ) -> Bool {
    guard let comma = (between.lowerBound..<open).last(where: { text.isSign($0, ",") }) else {
      return false
    }
    return (comma + 1..<open).contains { text.tokens[$0].kind == .word }
  }

  /// Whether words after a comma name something that no term knows, of which the words after it tell:
  /// `osteoporosis, temporal arteritis in remission`, but not `apixaban, which her doctor has stopped`.
  private func namesOther(_ phrase: Range<Int>, _ text: TokenizedText) -> Bool {
    let words = lexicon.words
    // `AKI resolved`, but not `spontaneously resolved` or `declared cured`.
    if phrase.count == 1, ["ly", "ed"].contains(where: text.string(phrase.lowerBound).hasSuffix) {
      return false
    }
    return (1...Self.longestName).contains(phrase.count)
      && phrase.contains { text.tokens[$0].word == Vocabulary.unknown }
      && phrase.allSatisfy {
        text.tokens[$0].kind == .word && !words.has(text.tokens[$0].word, .verb)
          && !words.has(text.tokens[$0].word, .subordinator)
          && !words.has(text.tokens[$0].word, .relative)
          && !words.has(text.tokens[$0].word, .coordinator)
      }
  }

  /// Words of the name of something that no term knows, at most.
  private static let longestName = 3

  /// Whether a word of denial, doubt or the past that looks back has an object of its own, so that it
  /// says nothing of what stands before it: `has a UTI and refused the catheter`, `radiculopathy with
  /// absent reflexes`, `sepsis with resolved fever`.
  func takesObject(
    _ match: CueMatch,
    _ cue: Cue,
    after mention: Mention,
    _ mentions: [Mention],
    _ sentence: Range<Int>,
    _ text: TokenizedText
  ) -> Bool {
    let (word, next) = (match.tokens.lowerBound, match.tokens.upperBound)
    guard match.tokens.count <= Self.longestVerb, next < sentence.upperBound,
      text.tokens[next].kind == .word, !text.beginsColumn(next),
      !text.tokens[next].traits.contains(.lineStart)
    else { return false }
    let first = mention.tokens.upperBound
    let isNegation = cue.effect == .context(.negation)
    func has(_ token: Int, _ wordClass: WordClasses.Class) -> Bool {
      token >= first && lexicon.words.has(text.tokens[token].word, wordClass)
    }
    func isWith(_ token: Int) -> Bool {
      has(token, .toward) && has(token, .placer) && (token == first || isNegation)
    }
    // `A fracture at L1, and CT ruled out retropulsion`, not `a tumor was ruled out`.
    let hasVerb =
      (isNegation || cue.effect == .context(.undone)) && match.tokens.count > 1 && word > first
      && !lexicon.words.has(text.tokens[word - 1].word, .tense)
    // `Takes oxycodone and the nurses say that he has refused therapy`
    let hasSubject =
      isNegation && (has(word - 1, .subject) || has(word - 1, .tense) && has(word - 2, .subject))
    if hasVerb || hasSubject, mentions.contains(where: { $0.tokens.lowerBound == next }) {
      return true
    }
    // `With absent`, `with an absent`, `with diminished or absent`.
    if isWith(word - 1) || has(word - 1, .alternative) && isWith(word - 3) { return true }
    if isWith(word - 2), !mentions.contains(where: { $0.tokens.contains(word - 1) }) { return true }
    guard (first + 1...first + 2).contains(word),
      has(first, .coordinator) || has(first, .subordinator)
    else { return false }
    let object = next..<next + Self.objectReach
    if mentions.contains(where: { object.contains($0.tokens.lowerBound) }) { return true }
    // `And stopped last week`, `and declined at first`, `and refused it`: words that tell when and how.
    guard isNegation else { return false }
    let isArticle =
      has(next, .pointer) || lexicon.words.isArticle(text.tokens[next].word)
    let isManner = [.placer, .joiner, .until, .subordinator, .anaphor, .day].contains {
      has(next, $0)
    }
    return isArticle || !isManner
  }

  /// Tokens of a verb that takes an object, at most.
  private static let longestVerb = 3

  /// Tokens after a verb within which the mention that is its object begins.
  private static let objectReach = 3

  /// Whether a comma ends words that another one began soon behind a mention, and that name nothing
  /// but a study.
  private func endsInsertion(
    _ comma: Int,
    in between: Range<Int>,
    _ mentions: [Mention],
    _ text: TokenizedText
  ) -> Bool {
    guard let first = between.prefix(Self.insertionLead).first(where: { text.isSign($0, ",") }),
      (1...Self.longestInsertion).contains(comma - first)
    else { return false }
    return !mentions.contains {
      between.contains($0.tokens.lowerBound) && !lexicon.is($0, .study)
    }
  }

  /// Tokens from a mention to the comma that begins an insertion, at most: `of L4,`.
  private static let insertionLead = 3

  /// Tokens of an insertion, at most.
  private static let longestInsertion = 10

  /// Whether a comma between a mention and a cue after it ends the list that the cue speaks of.
  ///
  /// No `and` joins the two; what is over (`apixaban 5 mg, stopped`) may be told past a comma as
  /// long as no other mention stands there.
  func leavesList(
    _ between: Range<Int>,
    _ effect: Cue.Effect,
    _ mentions: [Mention],
    _ text: TokenizedText
  ) -> Bool {
    if effect == .context(.historical), joinsClause(between, mentions, text) { return true }
    if let open = openBracket(in: between, text) {
      return isItemOfItsOwn(before: open, between, text)
    }
    // `Tramadol, six weeks of therapy, brace: failed` sums up the list.
    if effect == .context(.historical), text.isSign(between.upperBound - 1, ":") { return false }
    guard let comma = between.last(where: { text.isSign($0, ",") }) else { return false }
    // `The feared complication, cord compression, is not there`, `discitis, raised in the emergency
    // room, is not present`: the verb is of what stands before.
    if lexicon.words.has(text.tokens[comma + 1].word, .verb),
      !(between.lowerBound..<comma).contains(where: { text.tokens[$0].kind == .word })
        || endsInsertion(comma, in: between, mentions, text)
    {
      return false
    }
    let isOther =
      mentions.contains { $0.tokens.lowerBound > comma && between.contains($0.tokens.lowerBound) }
      || (effect == .context(.historical) || effect.isQuality)
        && namesOther(comma + 1..<between.upperBound, text)
    guard isOther || effect == .context(.negation) || effect == .context(.possible) else {
      return false
    }
    let words = lexicon.words
    let coordinator = (comma + 1..<between.upperBound).first {
      words.has(text.tokens[$0].word, .coordinator)
    }
    guard let coordinator else { return true }
    // `Takes warfarin, and had been on aspirin until it was stopped`; `the burst fracture, surgery was
    // felt to be unsafe and kyphoplasty was not done`.
    return isOther
      && (comma + 1..<coordinator + 2).contains { words.has(text.tokens[$0].word, .verb) }
  }
}
