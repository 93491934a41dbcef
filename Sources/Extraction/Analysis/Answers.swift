import NoteModel
import TextProcessing

/// An answer to whether something is so, and the words that give it.
struct Answer {
  enum Kind {
    case yes
    case no
    /// The form asks and nobody has answered.
    case open
    /// It answers what a thing does or what became of it, and not whether it is there: `Has the brace
    /// helped? No`; what the question supposes falls away with a no: `Is warfarin held? No`.
    case aside
  }

  let kind: Kind
  let tokens: Range<Int>

  init(_ kind: Kind, _ tokens: Range<Int>) {
    self.kind = kind
    self.tokens = tokens
  }

  init(isYes: Bool, tokens: Range<Int>) {
    self.init(isYes ? .yes : .no, tokens)
  }

  /// The answer to a question or label that a mention begins, which may ask of something else than
  /// whether that is there.
  func asked(of mention: Mention, _ text: TokenizedText, _ words: WordClasses) -> Answer {
    guard kind != .open, text.has(.effect) else { return self }
    let first = mention.tokens.upperBound
    let between = first..<max(first, tokens.lowerBound)
    // A question asks by any word, a label by its last: `kyphoplasty to improve the hold of screws: no`.
    func isOfEffect(_ index: Int) -> Bool { words.has(text.tokens[index].word, .effect) }
    let isQuestion = between.contains { text.isSign($0, "?") }
    let isAside =
      isQuestion
      ? between.contains(where: isOfEffect)
      : between.last { text.tokens[$0].kind == .word }.map(isOfEffect) ?? false
    guard isAside else { return self }
    return Answer(.aside, kind == .no ? first..<tokens.upperBound : tokens)
  }
}

/// Finds the answers that stand beside a mention or after its question.
struct Answers {
  let lexicon: Lexicon
  let text: TokenizedText

  /// Tokens between a question and its answer, at most: `? A:`, `?" Patient: "`.
  private static let reach = 7

  /// Tokens of a cell after a mention, at most.
  private static let longestCell = 12

  /// Tokens between a mention and the yes and no offered for it, at most.
  private static let longestQuestion = 12

  /// The answer to a mention, as in `COPD [N]`, `+back pain, -sciatica` and `Any sciatica? A: No`.
  func answer(to mention: Mention, in sentence: Range<Int>) -> Answer? {
    written(beside: mention, in: sentence)?.asked(of: mention, text, lexicon.words)
  }

  private func written(beside mention: Mention, in sentence: Range<Int>) -> Answer? {
    let label = end(ofLabelOf: mention, in: sentence, signs: ["/", "(", ")", ",", "-", ">", "<"])
    let written =
      bracketed(beside: mention, in: sentence) ?? circled(after: mention, in: sentence)
      ?? unfilled(at: label) ?? blank(after: mention, in: sentence)
      ?? celled(after: mention, in: sentence) ?? labelled(at: label, in: sentence)
      ?? closing(mention, in: sentence)
    return written ?? signed(mention, in: sentence) ?? choice(after: mention, in: sentence)
      ?? questioned(mention, in: sentence) ?? trailing(mention, in: sentence)
      ?? reply(after: sentence)
  }

  /// The line of a form on which nobody wrote, or the stars of a template that nobody filled in:
  /// `Bone clinic (name): ______`, `Bone clinic .... ______`, `Percussion tenderness: ***`.
  ///
  /// A line within a sentence stands for a name, day or dose that was taken out; one after a tick box
  /// asks no more than the box.
  private func blank(after mention: Mention, in sentence: Range<Int>) -> Answer? {
    guard !text.isBox(sentence.lowerBound),
      let end = end(ofLabelOf: mention, in: sentence, signs: ["/", "(", ")", ":", "-", ","])
    else { return nil }
    let index = text.isLeader(end) ? end + 1 : end
    let isAnswer = text.isSign(index - 1, ":") || index > end
    let isBlank =
      if text.isSign(index, "_") {
        isAnswer || endsCell(index, in: sentence)
      } else {
        text.isRow(of: "*", index) && endsCell(index, in: sentence)
          && (isAnswer || index == mention.tokens.upperBound)
      }
    guard isBlank else { return nil }
    return Answer(.open, index..<index + 1)
  }

  /// The colon of a label of a form beside which nothing stands.
  private func unfilled(at colon: Int?) -> Answer? {
    guard let colon, isUnfilled(colon) else { return nil }
    return Answer(.open, colon..<colon + 1)
  }

  /// Whether a colon ends a label of a form beside which nothing stands: another label follows it,
  /// in the next column or, with its answer and after a label with one, on the next line.
  private func isUnfilled(_ colon: Int) -> Bool {
    let next = colon + 1
    guard text.isSign(colon, ":"), next < text.tokens.count else { return false }
    if text.beginsColumn(next) { return isLabelled(next) }
    guard text.tokens[next].traits.contains(.lineStart),
      !text.tokens[next].traits.contains(.blankLineBefore), isLabelled(next)
    else { return false }
    let lines = (0..<colon).reversed().lazy.filter { text.tokens[$0].traits.contains(.lineStart) }
    return lines.prefix(2).dropFirst().contains { isLabelled($0) }
  }

  /// Whether a label and, on its line, words after it begin at a token.
  private func isLabelled(_ token: Int) -> Bool {
    guard text.tokens[token].kind == .word else { return false }
    for index in token + 1..<max(token + 1, min(token + Self.longestLabel, text.tokens.count)) {
      if text.tokens[index].traits.contains(.lineStart) { return false }
      if text.isSign(index, ":") || text.isLeader(index) {
        return index + 1 < text.tokens.count && !text.tokens[index + 1].traits.contains(.lineStart)
      }
    }
    return false
  }

  /// Tokens of a label of a form with its colon, at most.
  private static let longestLabel = 7

  /// The answer in the cell after the one that names the mention, among others or alone:
  /// `Heart failure, COPD, home O2<tab>No`, `Infection ....... none at present`.
  private func celled(after mention: Mention, in sentence: Range<Int>) -> Answer? {
    let end = min(sentence.upperBound, mention.tokens.upperBound + Self.longestCell)
    guard
      let cell = (mention.tokens.upperBound..<max(end, mention.tokens.upperBound))
        .first(where: {
          text.beginsColumn($0) || text.isLeader($0 - 1) && !text.isSign($0, ".")
            || text.tokens[$0].traits.contains(.lineStart)
        }),
      text.beginsColumn(cell) || text.isLeader(cell - 1),
      let value = lexicon.words.value(text.tokens[cell].word, .answer),
      endsAnswer(cell, in: sentence)
        // `none known`
        || value < 0 && cell + 1 < sentence.upperBound && endsCell(cell + 1, in: sentence)
        || text.isLeader(cell - 1)
          && (value < 0 || text.isSign(cell + 1, ",") || text.isSign(cell + 1, ".")
            || value == 0 && lexicon.words.has(text.tokens[cell + 1].word, .observed))
    else { return nil }
    return Answer(isYes: value > 0, tokens: cell..<cell + 1)
  }

  /// The answer after the colon of the label that names the mention, among others:
  /// `Current infection or antibiotics: N`.
  ///
  /// Dictation has a comma there too, `COPD:, None.`; `none` answers a heading as well, after which
  /// a sentence begins.
  private func labelled(at colon: Int?, in sentence: Range<Int>) -> Answer? {
    guard let colon, text.isSign(colon, ":") else { return nil }
    let next = text.isSign(colon + 1, ",") ? colon + 2 : colon + 1
    // `Any infection: he says no`
    let place = (next..<min(next + Self.longestSaying, text.tokens.count)).first {
      !lexicon.words.has(text.tokens[$0].word, .subject)
        && !lexicon.words.has(text.tokens[$0].word, .attends)
    }
    guard let place,
      let value = lexicon.words.value(text.tokens[place].word, .answer),
      // `none`, `none ever`
      place < sentence.upperBound && endsAnswer(place, in: sentence)
        || text.isSign(place + 1, ".")
          && (value < 0 || endsCell(place + 1, in: sentence)
            || text.tokens[place + 2].traits.contains(.capitalised))
        || value < 0
          && (text.isSign(place + 2, ".")
            || place + 1 < sentence.upperBound && endsCell(place + 1, in: sentence))
    else { return nil }
    return Answer(isYes: value > 0, tokens: place..<place + 1)
  }

  /// Tokens of an answer with who gives it, at most.
  private static let longestSaying = 3

  /// Whether an answer ends its cell, or another label, a semicolon or a slash between blanks follows it:
  /// `COPD: Yes CHF: No`, `History of kyphoplasty: No / Smoker: No`.
  private func endsAnswer(_ token: Int, in sentence: Range<Int>) -> Bool {
    let next = token + 1
    guard !endsCell(token, in: sentence), next < text.tokens.count else { return true }
    return text.tokens[next].traits.contains(.capitalised) && isLabelled(next)
      || text.isSign(next, "/") && text.tokens[next].traits.contains(.spaced)
      || text.isSign(next, ";")
  }

  /// The first token after a mention that goes on with neither the words nor the signs of the label
  /// that it stands in, which may wrap before a small letter; none where it stands in no label, or the
  /// label is too long.
  private func end(
    ofLabelOf mention: Mention,
    in sentence: Range<Int>,
    signs: [Unicode.Scalar]
  ) -> Int? {
    guard beginsCell(mention.tokens.lowerBound, in: sentence) else { return nil }
    let first = mention.tokens.upperBound
    let end = min(sentence.upperBound, first + Self.longestCell)
    return (first..<max(end, first)).first { index in
      let token = text.tokens[index]
      let goesOn =
        token.traits.contains(.lineStart)
        ? token.kind == .word && !token.traits.contains(.capitalised)
        : [.word, .number, .level].contains(token.kind)
      return !goesOn && !signs.contains { text.isSign(index, $0) }
    }
  }

  /// Whether nothing but signs and a word or two stand between a token and the begin of its line,
  /// column or sentence.
  private func beginsCell(_ token: Int, in sentence: Range<Int>) -> Bool {
    var index = token
    while index > sentence.lowerBound, token - index <= Self.longestLead {
      if text.beginsColumn(index) || text.tokens[index].traits.contains(.lineStart) { return true }
      index -= 1
    }
    return index == sentence.lowerBound
  }

  private func endsCell(_ token: Int, in sentence: Range<Int>) -> Bool {
    token + 1 >= sentence.upperBound || text.beginsColumn(token + 1)
      || text.tokens[token + 1].traits.contains(.lineStart)
  }

  /// The denial that is all a sentence adds to the mention it begins with.
  ///
  /// As in `Corticosteroids, none.`
  private func closing(_ mention: Mention, in sentence: Range<Int>) -> Answer? {
    let sign = mention.tokens.upperBound
    guard mention.tokens.lowerBound == sentence.lowerBound, sign + 1 < sentence.upperBound,
      text.isSign(sign, ",") || text.isSign(sign, "-"),
      let value = lexicon.words.value(text.tokens[sign + 1].word, .answer), value < 0,
      (sign + 2..<sentence.upperBound).allSatisfy({ text.tokens[$0].kind == .sign })
    else { return nil }
    return Answer(isYes: false, tokens: sign + 1..<sign + 2)
  }

  /// Tokens of a label before the mention in it, at most.
  private static let longestLead = 3

  /// The capital letter that ends a cell of a row: `Glucocorticoids >3 mo N | RA N`.
  private func trailing(_ mention: Mention, in sentence: Range<Int>) -> Answer? {
    let end = min(sentence.upperBound, mention.tokens.upperBound + Self.longestCell)
    var index = mention.tokens.upperBound
    while index < end, !text.standsApart(index) { index += 1 }
    guard index < sentence.upperBound, text.standsApart(index), index > mention.tokens.upperBound,
      isLetter(index - 1), text.tokens[index - 1].traits.contains(.allCaps),
      let isYes = lexicon.words.answer(text.tokens[index - 1].word)
    else { return nil }
    return Answer(isYes: isYes, tokens: index - 1..<index)
  }

  /// The answer after the question of a form's line: `Aspirin / Plavix? no`.
  private func questioned(_ mention: Mention, in sentence: Range<Int>) -> Answer? {
    for index in mention.tokens.upperBound..<max(sentence.upperBound, mention.tokens.upperBound) {
      if text.isSign(index, "?") {
        guard index + 1 < sentence.upperBound, let isYes = isYes(index + 1),
          !qualifies(index + 1, in: sentence)
        else { return nil }
        return Answer(isYes: isYes, tokens: index + 1..<index + 2)
      }
      // `Naproxen until Sunday - burning, black? no` asks of something else.
      if text.isSign(index, ".") || text.isSign(index, ";")
        || text.isDash(index) && text.tokens[index].traits.contains(.spaced)
      {
        return nil
      }
    }
    return nil
  }

  /// Whether a `no` denies what comes after it, and answers nothing: `Wedging, age? no prior films`,
  /// but not `Is there retropulsion? No known retropulsion`.
  private func qualifies(_ answer: Int, in sentence: Range<Int>) -> Bool {
    let next = answer + 1
    return next < sentence.upperBound && text.tokens[next].kind == .word
      && !lexicon.words.has(text.tokens[sentence.lowerBound].word, .asker)
      && lexicon.words.has(text.tokens[answer].word, .joiner) && !text.beginsColumn(next)
      && !text.tokens[next].traits.contains(.lineStart)
  }

  /// The yes and no that a form offers after the mention: `Y / N`, `(yes/no)`.
  private func choice(after mention: Mention, in sentence: Range<Int>) -> Answer? {
    let words = lexicon.words
    let end = min(sentence.upperBound, mention.tokens.upperBound + Self.longestQuestion)
    for index in mention.tokens.upperBound..<max(end, mention.tokens.upperBound) {
      if words.has(text.tokens[index].word, .choice) { return Answer(.open, index..<index + 1) }
      if text.isSign(index + 1, "/"), index + 2 < sentence.upperBound,
        let one = words.value(text.tokens[index].word, .answer),
        let other = words.value(text.tokens[index + 2].word, .answer), one != other
      {
        return Answer(.open, index..<index + 3)
      }
      if text.isSign(index, ";") || text.isSign(index, ".") { return nil }
    }
    return nil
  }

  /// The one of two answers that stands in brackets, as if in a circle: `COPD?  Y  (N)`, `(Yes) No`.
  private func circled(after mention: Mention, in sentence: Range<Int>) -> Answer? {
    let first = mention.tokens.upperBound
    let end = min(sentence.upperBound, first + Self.longestQuestion)
    for index in first..<max(end, first) {
      if text.isSign(index, ";") || text.isSign(index, ".") { return nil }
      guard let one = answer(at: index, in: sentence) else { continue }
      let next = text.isSign(one.end, "/") ? one.end + 1 : one.end
      guard let other = answer(at: next, in: sentence), one.isYes != other.isYes else { return nil }
      if one.isCircled == other.isCircled {
        return answered(below: index..<other.end, one.isYes, other.isYes, in: sentence)
      }
      return one.isCircled
        ? Answer(isYes: one.isYes, tokens: index..<one.end)
        : Answer(isYes: other.isYes, tokens: next..<other.end)
    }
    return nil
  }

  /// The answer of a pair without brackets: the one in capitals, or the one that a label after them
  /// states, as in `yes / NO` and `Y N  circled: N`; where there is neither, the pair is open.
  private func answered(
    below pair: Range<Int>,
    _ first: Bool,
    _ last: Bool,
    in sentence: Range<Int>
  ) -> Answer {
    let end = min(sentence.upperBound, pair.upperBound + Self.longestLead)
    if let colon = (pair.upperBound..<max(end, pair.upperBound)).first(where: {
      text.isSign($0, ":")
    }),
      let stated = answer(at: colon + 1, in: sentence)
    {
      return Answer(isYes: stated.isYes, tokens: colon + 1..<stated.end)
    }
    let isCapital = (
      text.tokens[pair.lowerBound].traits.contains(.allCaps),
      text.tokens[pair.upperBound - 1].traits.contains(.allCaps)
    )
    guard isCapital.0 != isCapital.1 else { return Answer(.open, pair) }
    return Answer(isYes: isCapital.0 ? first : last, tokens: pair)
  }

  /// The answer that stands at a place, in brackets or not.
  private func answer(
    at index: Int,
    in sentence: Range<Int>
  ) -> (isYes: Bool, isCircled: Bool, end: Int)? {
    var word = index
    while text.isSign(word, "(") || text.isSign(word, "[") { word += 1 }
    guard word < sentence.upperBound,
      let isYes = lexicon.words.answer(text.tokens[word].word)
    else { return nil }
    let brackets = word - index
    let isCircled =
      brackets > 0
      && (1...brackets).allSatisfy {
        text.isSign(word + $0, ")") || text.isSign(word + $0, "]")
      }
    return (isYes, isCircled, isCircled ? word + brackets + 1 : word + 1)
  }

  /// A yes or no in brackets right after the mention, or at the begin of its cell: `COPD [N]`, `(N) seizure
  /// (N) blood thinner`.
  private func bracketed(beside mention: Mention, in sentence: Range<Int>) -> Answer? {
    let first = mention.tokens.lowerBound
    let lead = (first - Self.longestLead - 2..<first - 2).clamped(to: sentence).last {
      $0 == sentence.lowerBound || text.beginsColumn($0)
        || text.tokens[$0].traits.contains(.lineStart)
    }
    // In square ones letters mark what is new, too.
    if let lead, text.isSign(lead, "("), let answer = bracketed(at: lead, in: sentence) {
      return answer
    }
    return bracketed(at: mention.tokens.upperBound, in: sentence)
  }

  private func bracketed(at open: Int, in sentence: Range<Int>) -> Answer? {
    guard open + 2 < sentence.upperBound, text.isSign(open, "[") || text.isSign(open, "("),
      text.isSign(open + 2, "]") || text.isSign(open + 2, ")"),
      let isYes = lexicon.words.answer(text.tokens[open + 1].word)
    else { return nil }
    return Answer(isYes: isYes, tokens: open + 1..<open + 2)
  }

  /// The plus or minus at a mention, in brackets or in a sentence that has both.
  private func signed(_ mention: Mention, in sentence: Range<Int>) -> Answer? {
    let before = mention.tokens.lowerBound - 1
    let after = mention.tokens.upperBound
    if sentence.contains(after + 2), text.isSign(after, "("), text.isSign(after + 2, ")"),
      text.isSign(after + 1, "+") || text.isDash(after + 1)
    {
      return Answer(isYes: text.isSign(after + 1, "+"), tokens: after..<after + 3)
    }
    let isAfter =
      sentence.contains(after) && isSigned(after)
      && (after + 1 == sentence.upperBound || text.isSign(after + 1, ",")
        || text.isSign(after + 1, "."))
    // A dash between blanks joins clauses; one that is written on to a word is its sign.
    let isBefore =
      sentence.contains(before) && isSigned(before)
      && !text.tokens[mention.tokens.lowerBound].traits.contains(.spaced)
      && (before == sentence.lowerBound || text.tokens[before].traits.contains(.spaced)
        || text.isSign(before - 1, ","))
    guard isAfter || isBefore,
      sentence.contains(where: { text.isSign($0, "+") }),
      sentence.contains(where: { text.isDash($0) })
    else { return nil }
    let place = isAfter ? after : before
    return Answer(isYes: text.isSign(place, "+"), tokens: place..<place + 1)
  }

  /// Whether a sentence is put to a patient, though it ends with a full stop, as `Do you have COPD.`.
  private func asks(_ sentence: Range<Int>) -> Bool {
    guard let first = sentence.first, first + 1 < sentence.upperBound else { return false }
    return lexicon.words.has(text.tokens[first].word, .asker)
      && text.string(first + 1).lowercased() == "you"
  }

  /// Whether a token is a single letter, as `Q` and `A` are before what is asked and answered.
  private func isLetter(_ token: Int) -> Bool {
    text.tokens[token].end - text.tokens[token].start == 1 && text.tokens[token].kind == .word
  }

  /// The answer that a token is: a word for one, or how many of what was asked.
  ///
  /// A word that answers a tick box does where little follows: `Denies.`, `Not so far.`
  private func isYes(_ token: Int) -> Bool? {
    let words = lexicon.words
    if let isYes = words.answer(text.tokens[token].word) {
      return isYes || withholding(after: token) != 1 ? isYes : nil
    }
    if let value = words.value(text.tokens[token].word, .boxAnswer), endsSoon(after: token) {
      return withholding(after: token) == nil ? value > 0 : nil
    }
    // `He isn't.`
    if words.has(text.tokens[token].word, .subject), token + 1 < text.tokens.count,
      words.value(text.tokens[token + 1].word, .absence) == 1, endsSoon(after: token + 1)
    {
      return false
    }
    // `She has none.`
    if words.has(text.tokens[token].word, .subject), token + 2 < text.tokens.count,
      words.has(text.tokens[token + 1].word, .verb),
      let value = words.value(text.tokens[token + 2].word, .answer), value < 0
    {
      return false
    }
    // `? 2. Osteoporosis` goes on with a list.
    guard text.tokens[token].kind == .number, !text.isSign(token + 1, "."),
      !text.isSign(token + 1, ")"), !text.tokens[token].traits.contains(.lineStart)
    else { return nil }
    return text.number(token).whole.map { $0 > 0 }
  }

  /// How the word after a no makes it no answer, as in `not documented` but not in `not documented as
  /// present`; nil where it is one.
  private func withholding(after token: Int) -> Double? {
    let words = lexicon.words
    let rest = token + 1..<min(token + 4, text.tokens.count)
    guard let next = rest.first, !text.tokens(rest, have: .boxAnswer, words) else { return nil }
    return words.value(text.tokens[next].word, .unanswered)
  }

  /// Whether a sign or the end of a line follows within a few words.
  private func endsSoon(after token: Int) -> Bool {
    let rest = token + 1..<token + 1 + Self.longestReply
    return rest.contains { index in
      index >= text.tokens.count || text.tokens[index].kind == .sign
        || text.tokens[index].traits.contains(.lineStart)
    }
  }

  /// Words of a reply after the one that answers, and the sign that ends it, at most.
  private static let longestReply = 5

  private func isSigned(_ token: Int) -> Bool { text.isSign(token, "+") || text.isDash(token) }

  /// The answer that the next sentence begins with, if this one asks.
  private func reply(after sentence: Range<Int>) -> Answer? {
    guard let last = sentence.last(where: { !text.isSign($0, "\"") }),
      text.isSign(last, "?") || asks(sentence) && text.isSign(last, ".")
    else { return nil }
    // Only where the question has a label the answer may have one: in `Fx?  COMPARE: NONE` the
    // label begins another matter.
    let isLabelled =
      sentence.prefix(3).contains { text.isSign($0, ":") || text.isSign($0, ".") }
      || sentence.first.map(isLetter) ?? false
    for index in sentence.upperBound..<min(sentence.upperBound + Self.reach, text.tokens.count) {
      if let isYes = isYes(index) { return Answer(isYes: isYes, tokens: index..<index + 1) }
      let isLabel =
        text.tokens[index].kind == .sign
        || lexicon.words.has(text.tokens[index].word, .interjection)
        || isLabelled
          && (text.isSign(index + 1, ":") || text.isSign(index + 1, ".") || isLetter(index))
      if !isLabel { return nil }
    }
    return nil
  }
}

extension MentionContext {
  /// Takes an answer for what the words around a mention leave open.
  mutating func take(_ answer: Answer?) {
    guard let answer else { return }
    // The words of a question doubt and suppose; what was planned or ordered was not had.
    contexts.removeAll { item in
      item.context == .possible || item.context == .hypothetical && answer.kind != .open
        || item.context == .planned && answer.kind == .no
    }
    switch answer.kind {
    case .yes: contexts.append((.present, answer.tokens))
    case .no: contexts.append((.negation, answer.tokens))
    case .open: contexts.append((.hypothetical, answer.tokens))
    case .aside:
      contexts.removeAll { $0.tokens.overlaps(answer.tokens) }
      attributes.removeAll { $0.tokens.overlaps(answer.tokens) }
    }
  }
}
