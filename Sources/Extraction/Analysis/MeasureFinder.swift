import NoteModel
import TextProcessing

/// Finds the number that a measure in a sentence has: a score of pain, a percentage, a count of visits.
struct MeasureFinder {
  let lexicon: Lexicon
  let text: TokenizedText
  /// All that the sentence mentions.
  let mentions: [Mention]
  /// Numbers that are days or lengths of time.
  let times: [TimeExpression]
  /// The columns under earlier days.
  let former: FormerColumns
  /// The tokens of the sentence.
  let sentence: Range<Int>

  /// The value of a measure.
  ///
  /// - Parameter mention: the measure.
  /// - Returns: the number; none where none is told, or one that it cannot have, as in `T TEST-017`, which
  ///   is no T-score.
  func value(of mention: Mention) -> Attribute? {
    guard let found = number(of: mention),
      case .number(let number) = found.value,
      lexicon.concepts[mention.concept].values?.contains(number) ?? true
    else { return nil }
    return has(mention, .pain) ? outOfTen(found) : inPercent(found, of: mention)
  }

  /// A measure of up to a hundred that is told by its points: `ODI 31/50` is 62 percent.
  private func inPercent(_ found: Attribute, of mention: Mention) -> Attribute {
    guard lexicon.concepts[mention.concept].values?.upperBound == 100 else { return found }
    let token = text.tokens(in: found.range).lowerBound
    return text.number(token).score(outOf: Self.points).map {
      Attribute(found.name, .number(100 * $0 / Double(Self.points)), found.range)
    } ?? found
  }

  /// The points of a measure in percent: ten questions of five each, as the Oswestry index has
  /// (Fairbank and Pynsent, Spine 2000;25:2940).
  private static let points = 50

  /// The second of two numbers for the second of two measures: `PT/INR was 12.4 s/1.02`.
  private func paired(_ index: Int, with mention: Mention) -> Int {
    let name = mention.tokens
    guard
      (max(sentence.lowerBound, name.lowerBound - 1)..<name.upperBound - 1)
        .contains(where: { text.isSign($0, "/") })
    else { return index }
    let next = index + 1..<min(index + 3, sentence.upperBound)
    guard let slash = next.first(where: { text.isSign($0, "/") }), slash + 1 < sentence.upperBound,
      text.tokens[slash + 1].kind == .number
    else { return index }
    return slash + 1
  }

  /// The part in percent by which a score went down, where a mention is the two scores.
  private func change(of mention: Mention) -> Attribute? {
    guard mention.tokens.count > 1, let before = text.score(mention.tokens.lowerBound),
      let after = text.score(mention.tokens.upperBound - 1), before > 0
    else { return nil }
    let percent = (100 * (before - after) / before).rounded()
    return Attribute(Attribute.value, .number(percent), text.range(mention.tokens))
  }

  /// The number that a measure fell to, told after the one that it was: `ODI 52% to 10%`.
  private func last(_ index: Int) -> Int {
    let next = sentence.suffix(from: index).dropFirst().prefix(TokenizedText.longestStep + 1).first
    {
      text.tokens[$0].kind == .number
    }
    guard let next, text.goes(from: index, to: next, lexicon.words),
      let before = text.number(index).decimal, let after = text.number(next).decimal, after < before
    else { return index }
    return next
  }

  private func number(of mention: Mention) -> Attribute? {
    if mention.concept == lexicon.changeConcept, let change = change(of: mention) {
      return change
    }
    if mention.tokens.count == 1, text.tokens[mention.tokens.lowerBound].kind == .number {
      let token = text.number(mention.tokens.lowerBound)
      let score = token.score(outOf: 10) ?? token.decimal
      return score.map { Attribute(Attribute.value, .number($0), text.range(mention.tokens)) }
    }
    let isPercent = has(mention, .percent)
    if isPercent, let before = percentage(before: mention) { return before }
    if has(mention, .spanned), let before = count(before: mention) { return before }
    var index = mention.tokens.upperBound
    var commas = 0
    let end = min(sentence.upperBound, index + 10)
    while index < end {
      // `Oswestry    44%    8%`, under two days
      if former.holds(index) {
        index += 1
        continue
      }
      if mentions.contains(where: { other in
        other.tokens.lowerBound == index && other.concept != mention.concept
          && (has(other, .measure) || has(other, .drug) || has(other, .condition))
      }) {
        return nil
      }
      let token = text.tokens[index]
      // A blank was never filled in: `Pain today: __/10`.
      if text.isSign(index, "_") { return nil }
      if token.kind == .number, isScale(index, of: lexicon.concepts[mention.concept]) {
        index += 1
        continue
      }
      if isPercent, let fraction = fraction(at: index) { return fraction }
      if token.kind == .number,
        isScore(index, of: lexicon.concepts[mention.concept])
          || !times.contains(where: { $0.tokens.contains(index) }),
        !isPercent || isPercentage(index)
      {
        let value = last(paired(index, with: mention))
        return number(at: value, inThousands: has(mention, .thousands))
      }
      if text.isSign(index, ";") || text.isSign(index, ".") && !text.isLeader(index) { return nil }
      if text.isSign(index, ",") {
        commas += 1
        if commas > 1 { return nil }
      }
      index += 1
    }
    return nil
  }

  /// Whether a number is the range of a measure, as in `pain (0-10)`.
  private func isScale(_ index: Int, of concept: Concept) -> Bool {
    guard let range = text.number(index).range, let values = concept.values else {
      return false
    }
    return range.lowerBound == values.lowerBound && range.upperBound > range.lowerBound
      && (range.upperBound == values.upperBound || range.upperBound == Self.usualScale)
  }

  /// Whether a number is a score out of the highest of a measure: `RMDQ 12/24` is no Christmas Eve.
  private func isScore(_ index: Int, of concept: Concept) -> Bool {
    guard let highest = concept.values?.upperBound else { return false }
    return text.number(index).score(outOf: Int(highest)) != nil
  }

  /// The highest pain that most scales have.
  private static let usualScale = 10.0

  /// A score of pain out of ten: one on a line of a hundred millimetres, `68 mm`, `15/100`, is a tenth of
  /// it.
  private func outOfTen(_ score: Attribute) -> Attribute {
    guard case .number(let number) = score.value else { return score }
    let token = text.tokens(in: score.range).lowerBound
    let isOfHundred =
      number > Self.usualScale || text.number(token).score(outOf: 100) != nil
      || token + 1 < text.tokens.count
        && lexicon.words.value(text.tokens[token + 1].word, .millimetre) != nil
    return isOfHundred
      ? Attribute(score.name, .number(number / Self.usualScale), score.range) : score
  }

  /// The number that a token is; one counted in thousands may be written in full, `38,000` for 38.
  private func number(at index: Int, inThousands: Bool = false) -> Attribute {
    let token = text.number(index)
    var number = token.decimal ?? token.range?.upperBound ?? token.first
    if inThousands, number >= 1000 { number /= 1000 }
    var first = index
    if text.isDash(index - 1), text.tokens[index - 1].end == text.tokens[index].start {
      number = -number
      first = index - 1
    }
    return Attribute(Attribute.value, .number(number), text.range(first..<index + 1))
  }

  /// The number right before what is counted: `12 visits`, `twelve sessions`.
  private func count(before mention: Mention) -> Attribute? {
    let index = mention.tokens.lowerBound - 1
    guard sentence.contains(index) else { return nil }
    let token = text.tokens[index]
    let number =
      token.kind == .number
      ? text.number(index).whole.map(Double.init) : lexicon.words.value(token.word, .number)
    return number.map { Attribute(Attribute.value, .number($0), text.range(index)) }
  }

  /// `40% loss of height`, `35 percent anterior height loss`.
  private func percentage(before mention: Mention) -> Attribute? {
    var index = mention.tokens.lowerBound - 1
    let start = max(sentence.lowerBound, index - 6)
    while index >= start {
      if text.isSign(index, ",") || text.isSign(index, ";") { return nil }
      if let fraction = fraction(at: index) { return fraction }
      if text.tokens[index].kind == .number {
        return isPercentage(index) ? number(at: index) : nil
      }
      index -= 1
    }
    return nil
  }

  /// `A third of its height`, `two thirds loss of height`, `forty-five percent`, in percent.
  private func fraction(at index: Int) -> Attribute? {
    if lexicon.words.has(text.tokens[index].word, .percent) {
      return spelledPercentage(before: index)
    }
    guard let part = lexicon.words.value(text.tokens[index].word, .fraction) else { return nil }
    var first = index
    var number = part
    var before = index - 1
    if text.isDash(before) { before -= 1 }
    if sentence.contains(before),
      let times = lexicon.words.value(text.tokens[before].word, .number), times * part < 100
    {
      number = (times * part).rounded()
      first = before
    }
    return Attribute(Attribute.value, .number(number), text.range(first..<index + 1))
  }

  /// The number in words before the word `percent`.
  private func spelledPercentage(before percent: Int) -> Attribute? {
    func value(_ index: Int) -> Double? {
      sentence.contains(index) ? lexicon.words.value(text.tokens[index].word, .number) : nil
    }
    var first = percent - 1
    guard var number = value(first) else { return nil }
    let tens = text.isDash(first - 1) ? first - 2 : first - 1
    if number < 10, let ten = value(tens), ten >= 20 {
      number += ten
      first = tens
    }
    return Attribute(Attribute.value, .number(number), text.range(first..<percent + 1))
  }

  private func isPercentage(_ index: Int) -> Bool {
    guard index + 1 < sentence.upperBound else { return false }
    return text.isSign(index + 1, "%")
      || lexicon.words.has(text.tokens[index + 1].word, .percent)
  }

  private func has(_ mention: Mention, _ groups: ConceptGroups) -> Bool {
    lexicon.is(mention, groups)
  }
}
