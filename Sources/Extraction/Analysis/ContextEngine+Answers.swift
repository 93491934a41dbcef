import TextProcessing

/// Whether a cue answers a label, or is one, and what it stands right beside.
extension ContextEngine {
  /// Whether a cue is the label of what follows: `Resolved: cystitis; sepsis`.
  func isLabel(
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

  /// Whether a denial that looks forward answers what stands before it, and so says nothing of a
  /// mention after it: `hemangioma no, metastasis yes`, `UTI: neg  sepsis: neg`.
  func isAnswer(
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
    // `Asthma vs. COPD` is no end.
    let isEnd =
      text.isSign(next, ".")
      && !lexicon.words.has(text.tokens[next - 1].word, .abbreviation)
    if text.isSign(next, ",") || isEnd { return true }
    // `CT spine w/o: burst fracture`, `MRI w/o 08/28/2019`
    if cue.options.isDoubling, text.isSign(next, ":") || text.isDate(next),
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
  func answersLabel(
    _ match: CueMatch,
    before mention: Mention,
    _ mentions: [Mention],
    _ text: TokenizedText
  ) -> Bool {
    let (first, next) = (match.tokens.lowerBound, match.tokens.upperBound)
    guard next <= mention.tokens.lowerBound else {
      return answersOther(match, mention, mentions, text)
    }
    if text.isDash(first - 1), text.tokens[next].traits.contains(.lineStart),
      mentions.contains(where: { $0.tokens.upperBound == first - 1 })
    {
      return true
    }
    guard text.isSign(first - 1, ":"), lexicon.is(mention, .drug) else { return false }
    return text.beginsLine(in: next...mention.tokens.lowerBound)
      && mentions.contains { label in
        label.tokens.upperBound < first && lexicon.is(label, .drug)
          && !text.beginsLine(in: label.tokens.upperBound..<next)
      }
  }

  /// Whether a cue stands after a drug and a colon, on a line below a mention of another: `Eliquis 5 mg:
  /// daily`, `prednisone 5 mg: off since May`.
  private func answersOther(
    _ match: CueMatch,
    _ mention: Mention,
    _ mentions: [Mention],
    _ text: TokenizedText
  ) -> Bool {
    let first = match.tokens.lowerBound
    guard text.isSign(first - 1, ":"), lexicon.is(mention, .drug) else { return false }
    return mentions.contains { label in
      label.tokens.lowerBound >= mention.tokens.upperBound && label.tokens.upperBound < first
        && text.tokens[label.tokens.lowerBound].traits.contains(.lineStart)
        && lexicon.is(label, .drug)
    }
  }

  /// Whether a cue is an answer beside a label, and ends its line: `PMH: nil`, `Allergies: none
  /// known`.
  private func endsLine(_ match: CueMatch, _ text: TokenizedText) -> Bool {
    let words = lexicon.words
    var next = match.tokens.upperBound
    guard let value = words.value(text.tokens[match.tokens.lowerBound].word, .answer), value < 0,
      next < text.tokens.count,
      text.beginsLine(in: max(0, next - Self.longestLabel)..<next)
    else { return false }
    if words.has(text.tokens[next].word, .observed), next + 1 < text.tokens.count { next += 1 }
    return text.tokens[next].traits.contains(.lineStart)
  }

  /// Tokens of a label with its answer, at most.
  private static let longestLabel = 5

  /// Whether a mention stands in the first column of the row that a cue stands in, or in the first
  /// after its number.
  func beginsRow(
    _ mention: Mention,
    before match: CueMatch,
    _ sentence: Range<Int>,
    _ text: TokenizedText
  ) -> Bool {
    let first = mention.tokens.lowerBound
    func beginsLine(_ token: Int) -> Bool { text.tokens[token].traits.contains(.lineStart) }
    guard first < match.tokens.lowerBound,
      !text.beginsLine(in: first + 1...match.tokens.lowerBound)
    else { return false }
    let edge = (sentence.lowerBound + 1..<first + 1).last { beginsLine($0) || text.standsApart($0) }
    guard let edge, !beginsLine(edge) else { return true }
    let line = (sentence.lowerBound..<edge).last(where: beginsLine) ?? sentence.lowerBound
    return (line..<edge).allSatisfy { text.tokens[$0].kind == .number }
  }

  /// Only signs stand between, and an answer (`heart failure  no`) ends its column or line.
  func isAdjacent(
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
    if isForward {
      // `methadone N    oxycodone Y`: what ends a cell is of that.
      let endsCell =
        text.standsApart(between.upperBound) && match.tokens.lowerBound > sentence.lowerBound
        && !text.standsApart(match.tokens.lowerBound)
        && !text.tokens[match.tokens.lowerBound].traits.contains(.lineStart)
      return isClose && !endsCell
    }
    guard isClose else { return false }
    let next = match.tokens.upperBound
    guard next < sentence.upperBound else { return true }
    // `(N. Invented, RN)`
    if text.isSign(next, "."), !text.isSign(match.tokens.lowerBound - 1, ":"),
      text.tokens[next - 1].end - text.tokens[next - 1].start == 1,
      next + 1 < text.tokens.count, text.tokens[next + 1].traits.contains(.capitalised)
    {
      return false
    }
    return text.tokens[next].kind == .sign || text.beginsColumn(next)
      || text.tokens[next].traits.contains(.lineStart)
  }
}
