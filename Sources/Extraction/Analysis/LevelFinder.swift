import NoteModel
import TextProcessing

/// Vertebrae named together, such as `T12 and L1` or `L4-5`.
struct LevelGroup {
  let levels: [SpinalLevel]
  let tokens: Range<Int>
  /// Whether it names the space between two vertebrae.
  let isInterspace: Bool
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
      guard let first = level(at: index, in: sentence, text) else {
        index += 1
        continue
      }
      var levels = [first.level]
      var end = first.end
      var isInterspace = false
      while let next = next(after: end, levels[levels.count - 1], in: sentence, text) {
        if next.isRange {
          let distance = SpinalLevel.span(levels[levels.count - 1], next.level)
          isInterspace = isInterspace || (distance.count == 2 && next.isTight)
          levels.append(contentsOf: distance.dropFirst())
        } else if !levels.contains(next.level) {
          levels.append(next.level)
        }
        end = next.end
      }
      groups.append(LevelGroup(levels: levels, tokens: index..<end, isInterspace: isInterspace))
      index = end
    }
    return groups
  }

  private func level(
    at index: Int,
    in sentence: Range<Int>,
    _ text: TokenizedText
  ) -> (level: SpinalLevel, end: Int)? {
    let token = text.tokens[index]
    if token.kind == .level { return SpinalLevel(text.string(index)).map { ($0, index + 1) } }
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
