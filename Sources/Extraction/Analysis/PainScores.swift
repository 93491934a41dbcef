import NoteModel
import TextProcessing

/// Takes numbers for scores of pain, and remembers for them that the sentences before told of pain.
struct PainScores {
  let lexicon: Lexicon
  let text: TokenizedText

  /// Sentences since one that was about pain.
  private var sincePain = longestMemory

  /// Whether the last sentence is a label of pain and no more, so that the next one tells of it.
  private var isBelowPain = false

  init(lexicon: Lexicon, text: TokenizedText) {
    self.lexicon = lexicon
    self.text = text
  }

  /// Whether the numbers of a sentence that names no pain may be scores of one named before: a pronoun
  /// stands for it, or the sentence begins with its score.
  ///
  /// `Back pain. She rates it 8/10.`, `Back pain. Constant. 8/10, 9 when upright.`
  func mayGoOn(in sentence: Range<Int>, _ contents: SentenceContents) -> Bool {
    sincePain < Self.longestMemory && contents.has(kind: .number)
      && (contents.has(.anaphor) || isBelowPain || isScore(sentence))
  }

  /// Adds `7/10` in a sentence about pain, or after one, to its mentions, and the numbers of columns of
  /// scores.
  ///
  /// - Parameters:
  ///   - sentence: its tokens.
  ///   - contents: what these are.
  ///   - columns: the columns of scores of the document.
  ///   - beginsParagraph: whether what came before is told of another thing.
  ///   - mentions: what the sentence mentions, in order.
  mutating func add(
    _ sentence: Range<Int>,
    _ contents: SentenceContents,
    _ columns: ScoreColumns,
    beginsParagraph: Bool,
    to mentions: inout [Mention]
  ) {
    let isNamed = mentions.contains { lexicon.is($0, .scored) }
    let isLabel =
      isNamed
      && sentence.allSatisfy { token in
        text.tokens[token].kind == .sign || mentions.contains { $0.tokens.contains(token) }
      }
    defer {
      sincePain = isNamed ? 0 : sincePain + 1
      isBelowPain = isLabel
    }
    if beginsParagraph { sincePain = Self.longestMemory }
    guard let concept = lexicon.scoreConcept, contents.has(kind: .number) else { return }
    let isMeant = isNamed || mayGoOn(in: sentence, contents)
    guard isMeant || !columns.isEmpty else { return }
    let named = mentions.count
    for index in sentence
    where text.tokens[index].kind == .number && !isCount(index, of: mentions[..<named]) {
      // `Goal: pain <3/10` is what is hoped for.
      guard
        columns.holds(index)
          || isMeant && !text.isSign(index - 1, "<")
            && (text.number(index).score(outOf: 10) != nil || isOutOfTen(index, sentence))
      else { continue }
      mentions.append(
        Mention(
          concept: concept,
          term: nil,
          tokens: index..<index + 1,
          groups: lexicon.groups.concepts[concept]
        )
      )
    }
    if isNamed { addChange(in: sentence, to: &mentions) }
    if mentions.count > named { mentions.sort { $0.tokens.lowerBound < $1.tokens.lowerBound } }
  }

  /// Adds what two scores say that the second of them is below the first: `dropped from 8/10 to 1/10`, `8/10
  /// -> 7/10`; but `from 8/10 standing to 4/10 lying`, which is no change.
  private func addChange(in sentence: Range<Int>, to mentions: inout [Mention]) {
    guard let concept = lexicon.changeConcept else { return }
    var first: Int?
    for index in sentence where text.tokens[index].kind == .number {
      defer { first = index }
      guard let start = first, text.goes(from: start, to: index, lexicon.words),
        let before = text.score(start), let after = text.score(index), after < before,
        isToldToFall(start, sentence) || isStep(from: start, to: index)
      else { continue }
      mentions.append(
        Mention(
          concept: concept,
          term: nil,
          tokens: start..<index + 1,
          groups: lexicon.groups.concepts[concept]
        )
      )
    }
  }

  /// Whether a word before a score says that it went down.
  private func isToldToFall(_ index: Int, _ sentence: Range<Int>) -> Bool {
    sentence.clamped(to: index - Self.fallReach..<index).contains {
      lexicon.words.value(text.tokens[$0].word, .falling) != nil
    }
  }

  /// Whether both are written out of ten, and an arrow leads from the one to the other.
  private func isStep(from first: Int, to second: Int) -> Bool {
    text.number(first).score(outOf: 10) != nil && text.number(second).score(outOf: 10) != nil
      && (first + 1..<second).allSatisfy { text.tokens[$0].kind == .sign }
  }

  /// Tokens from a word that says that a score went down to the first score, at most.
  private static let fallReach = 3

  /// Whether a number tells how many visits were kept of those that were agreed: `Visits 10/10`.
  private func isCount(_ index: Int, of mentions: ArraySlice<Mention>) -> Bool {
    let end = text.isSign(index - 1, ":") ? index - 1 : index
    return mentions.contains { lexicon.is($0, .spanned) && $0.tokens.upperBound == end }
  }

  /// Sentences after one about pain in which a pronoun may mean it.
  private static let longestMemory = 3

  /// Whether a sentence begins with a score out of ten before a sign, or is no more than that.
  private func isScore(_ sentence: Range<Int>) -> Bool {
    // Past the quote that ends what came before: `" Constant, 7/10 on average`
    let start = sentence.lowerBound + (text.isSign(sentence.lowerBound, "\"") ? 1 : 0)
    let hasLead =
      sentence.contains(start + 2) && text.tokens[start].kind == .word
      && text.isSign(start + 1, ",")
    let first = start + (hasLead ? 2 : 0)
    guard sentence.contains(first) else { return false }
    return text.tokens[first].kind == .number && text.number(first).score(outOf: 10) != nil
      && (hasLead || first + 1 >= sentence.upperBound || text.tokens[first + 1].kind == .sign)
  }

  /// `8 out of 10`.
  private func isOutOfTen(_ index: Int, _ sentence: Range<Int>) -> Bool {
    guard let score = text.number(index).decimal, (0...10).contains(score),
      index + 3 < sentence.upperBound
    else { return false }
    let words = (index + 1...index + 3).map { text.string($0).lowercased() }
    return words[0] == "out" && words[1] == "of" && (words[2] == "10" || words[2] == "ten")
  }
}
