import NoteModel
import TextProcessing

/// Vertebrae named together, such as `T12 and L1` or `L4-5`.
struct LevelGroup {
  let levels: [SpinalLevel]
  let tokens: Range<Int>
  /// Whether it names the space between two vertebrae.
  let isInterspace: Bool
  /// Whether it is what another is measured by: `30% less than T11`.
  let isReference: Bool
}

/// Finds the spinal levels of a sentence.
struct LevelFinder {
  let lexicon: Lexicon

  /// The groups of levels in a sentence, in order.
  ///
  /// - Complexity: O(tokens)
  func groups(in sentence: Range<Int>, of text: TokenizedText) -> [LevelGroup] {
    var groups: [LevelGroup] = []
    var index = sentence.lowerBound
    while index < sentence.upperBound {
      guard mayBegin(text.tokens[index]), let first = level(at: index, in: sentence, text) else {
        index += 1
        continue
      }
      var levels = [first.level]
      var end = first.end
      var isInterspace = false
      while let next = next(after: end, levels[levels.count - 1], in: sentence, text) {
        // `Tender at L5-S1, L1 not`: after a space between two, a level higher up is another place.
        if isInterspace, !next.isRange, next.level < levels[0] { break }
        if next.isRange {
          let distance = SpinalLevel.span(levels[levels.count - 1], next.level)
          isInterspace = isInterspace || (distance.count == 2 && next.isTight)
          levels.append(contentsOf: distance.dropFirst())
        } else if !levels.contains(next.level) {
          levels.append(next.level)
        }
        end = next.end
      }
      let lead = max(sentence.lowerBound, index - 2)..<index
      groups.append(
        LevelGroup(
          levels: levels,
          tokens: index..<end,
          isInterspace: isInterspace,
          isReference: text.tokens(lead, have: .comparer, lexicon.words)
        )
      )
      index = end
    }
    return groups
  }

  /// Whether a sentence has what no level is without: a level, a number, or a region.
  static func mayFind(in contents: SentenceContents) -> Bool {
    contents.has(kind: .level) || contents.has(kind: .number) || contents.has(anyOf: parts)
  }

  private static var parts: UInt64 { WordClasses.Class.bits(.region, .number) }

  /// Whether a token is one that a level can begin with, or nearly so.
  private func mayBegin(_ token: Token) -> Bool {
    token.kind == .level || token.kind == .word && token.end - token.start == 1
      || lexicon.words.has(token.word, .region)
  }

  private func level(
    at index: Int,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> (level: SpinalLevel, end: Int)? {
    let token = text.tokens[index]
    if token.kind == .level {
      guard let level = SpinalLevel(text.string(index)) else { return nil }
      let isOther =
        level.number <= 2
        && (level.region == .thoracic && isSequence(index, in: sentence, text)
          || level.region == .sacral && isHeartSound(index, in: sentence, text))
      return isOther ? nil : (level, index + 1)
    }
    if token.kind == .word, token.end - token.start == 1, index + 1 < sentence.upperBound,
      let spelled = spelled(at: index, in: sentence, text)
    {
      return spelled
    }
    // `first lumbar vertebra`, `lumbar 1`
    if let region = lexicon.words.value(token.word, .region),
      let region = SpinalLevel.Region(rawValue: UInt8(region))
    {
      if index + 1 < sentence.upperBound, text.tokens[index + 1].kind == .number,
        let number = Int(text.string(index + 1)), let level = SpinalLevel(region, number)
      {
        return (level, index + 2)
      }
      if index > sentence.lowerBound,
        let ordinal = lexicon.words.value(text.tokens[index - 1].word, .number),
        let level = SpinalLevel(region, Int(ordinal))
      {
        return (level, index + 1)
      }
    }
    return nil
  }

  /// Whether T1 or T2 names a sequence: `dark on T1`, `T1 and T2 hyperintense`, `low T1 signal`.
  private func isSequence(
    _ index: Int,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> Bool {
    let words = lexicon.words
    func isPassed(_ place: Int) -> Bool {
      text.tokens[place].kind == .sign || text.tokens[place].kind == .level
        || words.has(text.tokens[place].word, .coordinator)
    }
    let before = sentence.lowerBound..<index
    let after = index + 1..<sentence.upperBound
    return before.reversed().lazy.filter { !isPassed($0) }.prefix(Self.sequenceReach)
      .contains { (words.value(text.tokens[$0].word, .signal) ?? Self.ofHeart) < Self.ofHeart }
      || after.lazy.filter { !isPassed($0) }.prefix(Self.sequenceReach)
        .contains { words.value(text.tokens[$0].word, .signal) == 0 }
  }

  /// Whether S1 or S2 is what is heard of a heart: `S1S2 regular`.
  private func isHeartSound(
    _ index: Int,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> Bool {
    let words = lexicon.words
    return (index + 1..<sentence.upperBound).lazy
      .filter {
        text.tokens[$0].kind == .word && !words.has(text.tokens[$0].word, .coordinator)
      }
      .prefix(Self.sequenceReach)
      .contains { words.value(text.tokens[$0].word, .signal) == Self.ofHeart }
  }

  /// What the lexicon says of words for the sounds of a heart.
  private static let ofHeart = 2.0

  /// Words on either side of T1 or T2 within which a sequence is told as one, at most.
  private static let sequenceReach = 2

  /// A level in parts: `L two` as dictated, `L-2`, `at L 2`.
  private func spelled(
    at index: Int,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> (level: SpinalLevel, end: Int)? {
    let next = index + 1
    if let number = lexicon.words.value(text.tokens[next].word, .number) {
      return SpinalLevel("\(text.string(index))\(Int(number))").map { ($0, next + 1) }
    }
    guard text.tokens[index].traits.contains(.allCaps) else { return nil }
    if let dorsal = dorsal(at: index, in: sentence, text) { return dorsal }
    let isDashed =
      text.isDash(next) && !text.tokens[next].traits.contains(.spaced)
      && next + 1 < sentence.upperBound
      && !text.tokens[next + 1].traits.contains(.spaced)
    // Apart from its letter a number counts only where a place is named.
    let isPlaced =
      index > sentence.lowerBound && lexicon.words.has(text.tokens[index - 1].word, .joiner)
    let place = isDashed ? next + 1 : next
    guard isDashed || isPlaced, text.tokens[place].kind == .number,
      let level = SpinalLevel("\(text.string(index))\(text.string(place))"),
      isDashed || level.region == .thoracic || level.region == .lumbar
    else { return nil }
    return (level, place + 1)
  }

  /// A thoracic level named as a dorsal one: `D11`, not `vitamin D3` nor `D5 saline`.
  private func dorsal(
    at index: Int,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> (level: SpinalLevel, end: Int)? {
    let next = index + 1
    guard text.byte(index) == UInt8(ascii: "D"), text.tokens[next].kind == .number,
      text.tokens[next].start == text.tokens[index].end,
      let number = text.number(next).whole, number >= Self.firstDorsal
    else { return nil }
    return SpinalLevel(.thoracic, number).map { ($0, next + 1) }
  }

  /// The first of the dorsal levels that no vitamin and no solution shares its name with.
  private static let firstDorsal = 6

  /// Whether a word may stand between `and` and a level that it joins to another.
  private func isFiller(_ word: WordID) -> Bool {
    lexicon.words.has(word, .pointer)
      || lexicon.words.has(word, .placer) && !lexicon.words.has(word, .toward)
  }

  /// Tokens between two levels that are joined, at most.
  private static let longestJoint = 3

  /// The level that a list or range goes on with.
  private func next(
    after end: Int,
    _ last: SpinalLevel,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> (level: SpinalLevel, end: Int, isRange: Bool, isTight: Bool)? {
    var index = end
    var isRange = false
    var joined = false
    while index < sentence.upperBound, index - end < 3 {
      let token = text.tokens[index]
      if text.isDash(index) || lexicon.words.has(token.word, .through) {
        isRange = true
      } else if !(text.isSign(index, ",") || text.isSign(index, "/") || text.isSign(index, "&")
        || text.isSign(index, "+") || lexicon.words.has(token.word, .coordinator))
      {
        break
      }
      joined = true
      index += 1
    }
    // `Of L1 and of the S1 body`
    while joined, !isRange, index - end <= Self.longestJoint, index < sentence.upperBound,
      isFiller(text.tokens[index].word)
    {
      index += 1
    }
    guard index < sentence.upperBound else { return nil }
    if let level = level(at: index, in: sentence, text) {
      // `L5S1` needs no sign between.
      guard joined || level.level > last, joined || index == end else { return nil }
      guard joined || text.tokens[index].start == text.tokens[end - 1].end else { return nil }
      return (level.level, level.end, isRange && level.level > last, true)
    }
    // `L3-4`, `T8/9`: the region is said once.
    guard joined, text.tokens[index].kind == .number,
      text.tokens[index].start == text.tokens[index - 1].end,
      let number = Int(text.string(index)),
      let level = SpinalLevel(last.region, number), level > last
    else { return nil }
    return (level, index + 1, true, true)
  }
}
