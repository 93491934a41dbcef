import NoteModel
import TextProcessing

/// Which mention stands nearest to a time.
extension TimeOwners {
  /// Tokens that a comma or the end of a line counts for between a time and what follows.
  private static let apart = 6

  /// The nearest mention of a kind; one before the time is preferred.
  func owner(of time: TimeExpression, where isOwner: (Mention) -> Bool) -> Int? {
    var best: (distance: Int, index: Int)?
    let noun = noun(of: time)
    for (index, mention) in mentions.enumerated() where isNear(mention, time) && isOwner(mention) {
      // `On the 2022 scout`: the year is of that.
      if let noun, !mention.tokens.contains(noun) { continue }
      var distance: Int
      var between: Range<Int>
      if mention.tokens.upperBound <= time.tokens.lowerBound {
        between = mention.tokens.upperBound..<time.tokens.lowerBound
        distance = between.count
      } else if mention.tokens.lowerBound >= time.tokens.upperBound {
        between = time.tokens.upperBound..<mention.tokens.lowerBound
        // `Eight weeks of formal therapy`
        let joint = text.tokens[time.tokens.upperBound].word
        let isOfIt =
          time.isLength && lexicon.words.has(joint, .filler)
          && lexicon.words.has(joint, .announcer)
        distance = between.count + (isOfIt ? 0 : 3)
        // A day in brackets before it is of what stands before them.
        if between.contains(where: { text.isSign($0, ")") }) { continue }
        if text.beginsLine(in: between.lowerBound...between.upperBound) { distance += Self.apart }
      } else {
        // `L1 fracture   Onset 8/21/23`: the word is a part of the time.
        between = 0..<0
        distance = -1
      }
      guard distance <= AttributeFinder.reach else { continue }
      let isLead = time.isLength && leads(time)
      if isLead, mention.tokens.upperBound <= time.tokens.lowerBound { continue }
      // `Not there in 2019`: the day is of something else; `ten days of new pain` and `on 1/24 new
      // sudden pain` are not.
      let isNewPain = has(mention, .pain) && mention.tokens.lowerBound >= time.tokens.upperBound
      // `Pain that had begun without injury on June 12`
      if !time.isLength, !isNewPain, text.tokens(between, have: .absence, lexicon.words),
        !text.tokens(between, have: .beginning, lexicon.words)
      {
        continue
      }
      if let comma = between.last(where: { text.isSign($0, ",") }) {
        // A length past a comma is of what it follows: `radiation 2 weeks, PT`.
        if time.isLength, !isLead, comma >= time.tokens.upperBound, follows(time) {
          continue
        }
        // Another thing begins, but for what goes on with the first: `, which he takes since`.
        let next = comma + 1
        let goesOn =
          next < between.upperBound && lexicon.words.has(text.tokens[next].word, .subordinator)
        if !goesOn { distance += Self.apart }
      }
      for token in between where text.isSign(token, ";") { distance += 12 }
      guard distance <= AttributeFinder.reach else { continue }
      if distance < best?.distance ?? .max { best = (distance, index) }
    }
    return best?.index
  }

  /// Whether so few tokens lie between a mention and a time that it may own it.
  private func isNear(_ mention: Mention, _ time: TimeExpression) -> Bool {
    max(
      time.tokens.lowerBound - mention.tokens.upperBound,
      mention.tokens.lowerBound - time.tokens.upperBound
    ) <= AttributeFinder.reach
  }

  /// Whether a length of time between commas leads to what comes next: `naproxen and, over the same seven
  /// weeks, exercises`.
  private func leads(_ time: TimeExpression) -> Bool {
    guard text.isSign(time.tokens.upperBound, ",") else { return false }
    let before = (time.tokens.lowerBound - Self.longestLead..<time.tokens.lowerBound)
      .clamped(to: sentence)
    guard let comma = before.last(where: { text.isSign($0, ",") }), comma > sentence.lowerBound,
      comma + 1 < before.upperBound,
      lexicon.words.has(text.tokens[comma - 1].word, .coordinator)
    else { return false }
    return (comma + 1..<before.upperBound).allSatisfy { text.tokens[$0].kind == .word }
  }

  /// Words between a comma and the length of time that it leads to, and the comma, at most.
  private static let longestLead = 4

  /// The word that a year describes: `the 2022 scout`, `her 2019 study`.
  private func noun(of time: TimeExpression) -> Int? {
    guard time.tokens.count == 1, let token = time.tokens.first, token > sentence.lowerBound,
      text.number(token).digits == 4, lexicon.words.has(text.tokens[token - 1].word, .pointer),
      token + 1 < sentence.upperBound, text.tokens[token + 1].kind == .word,
      !lexicon.words.has(text.tokens[token + 1].word, .joiner)
    else { return nil }
    return token + 1
  }

  /// Whether a length of time stands after a word that it may be of.
  private func follows(_ time: TimeExpression) -> Bool {
    let before = time.tokens.lowerBound - 1
    guard before >= sentence.lowerBound, text.tokens[before].kind == .word else { return false }
    return [time.tokens.lowerBound, before].allSatisfy {
      !lexicon.words.has(text.tokens[$0].word, .lasting)
    }
  }

  /// What a time says; of an event, `until March 14 when he fell` gives the day as well.
  func attributes(of time: TimeExpression, _ isEvent: Bool = false) -> [Attribute] {
    let range = text.range(time.tokens)
    switch time.value {
    case .day(let first, _): return [Attribute(Attribute.date, .date(first), range)]
    case .since(let day): return [Attribute(Attribute.since, .date(day), range)]
    case .until(let day):
      return [Attribute(isEvent ? Attribute.date : Attribute.until, .date(day), range)]
    case .span(let first, let last):
      return [
        Attribute(Attribute.since, .date(first), range),
        Attribute(Attribute.until, .date(last), range),
      ]
    case .lasting(let days): return [Attribute(Attribute.duration, .days(days), range)]
    }
  }
}
