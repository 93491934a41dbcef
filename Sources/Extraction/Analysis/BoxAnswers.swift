import TextProcessing

/// Finds what the tick boxes of a form say of the mentions beside them.
struct BoxAnswers {
  let lexicon: Lexicon
  let text: TokenizedText

  /// Adds what the boxes of a sentence say of one of its mentions.
  func add(
    to context: inout MentionContext,
    of mention: Mention,
    _ sentence: Range<Int>,
    _ setting: SentenceSetting
  ) {
    if let answer = paired(in: sentence, setting) {
      return context.take(answer)
    }
    if let answer = setting.layout.columns.answer(beside: mention.tokens, text) {
      return context.take(answer)
    }
    guard let first = sentence.first, text.tokens[first].kind == .emptyBox,
      !(first + 2..<max(first + 2, mention.tokens.lowerBound + 1)).contains(where: {
        // Another column, or a label on a line below, is no longer what the box is for.
        text.beginsColumn($0) || text.isSign($0, ":")
      })
    else { return }
    context.contexts.append((setting.hasTickedBoxes ? .negation : .hypothetical, first..<first + 1))
  }

  /// The answer of two boxes that follow a question: `[ ] [x]`, `[ ] yes [x] no` and
  /// `no [x] yes [ ]` say no, no and no; two empty ones say that nobody answered.
  private func paired(in sentence: Range<Int>, _ setting: SentenceSetting) -> Answer? {
    let boxes = sentence.filter { text.tokens[$0].kind.isBox }
    guard boxes.count == 2, boxes[0] > sentence.lowerBound, boxes[1] - boxes[0] <= 3 else {
      return nil
    }
    let tokens = boxes[0]..<boxes[1] + 1
    let ticks = boxes.map { text.tokens[$0].kind == .tickedBox }
    guard ticks[0] != ticks[1] else { return ticks[0] ? nil : Answer(.open, tokens) }
    let ticked = ticks[0] ? boxes[0] : boxes[1]
    // The word beside the box says what it stands for; without one the columns do.
    let comesFirst = answer(at: boxes[0] - 1, in: sentence) != nil
    let answer = answer(at: comesFirst ? ticked - 1 : ticked + 1, in: sentence)
    return Answer(isYes: answer ?? (ticks[0] != setting.layout.noComesFirst), tokens: tokens)
  }

  /// Whether the word at a place is a yes or a no.
  private func answer(at index: Int, in sentence: Range<Int>) -> Bool? {
    guard sentence.contains(index) else { return nil }
    return lexicon.words.value(text.tokens[index].word, .answer).map { $0 > 0 }
  }
}
