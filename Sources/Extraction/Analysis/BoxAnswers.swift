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
    let paired = paired(in: sentence, setting).flatMap { isRemark(mention, after: $0) ? nil : $0 }
    if let paired { context.contexts.removeAll { paired.tokens.overlaps($0.tokens) } }
    if let answer = paired ?? setting.layout.columns.answer(beside: mention.tokens, text) {
      return context.take(answer.asked(of: mention, text, lexicon.words))
    }
    if text.hasBoxes, let choice = choice(for: mention) {
      // What the options say is said only of the one that is ticked.
      context.contexts.removeAll { $0.tokens.overlaps(choice.options) }
      return context.take(choice.answer)
    }
    if text.hasBoxes, let answer = answer(below: sentence) { return context.take(answer) }
    guard let box = boxBehind(mention, in: sentence) ?? boxBefore(mention, in: sentence),
      text.tokens[box].kind == .emptyBox
    else { return }
    context.contexts.append((setting.hasTickedBoxes ? .negation : .hypothetical, box..<box + 1))
  }

  /// Whether a mention stands past the boxes that answer what stands before them, as a remark does: `lung
  /// disease [ ] [x]   mild COPD`.
  private func isRemark(_ mention: Mention, after answer: Answer) -> Bool {
    let first = answer.tokens.lowerBound
    return mention.tokens.lowerBound >= answer.tokens.upperBound && first > 0
      && text.beginsColumn(answer.tokens.upperBound)
      && !text.tokens[first].traits.contains(.lineStart)
  }

  /// The answer of two boxes beside a question.
  ///
  /// `[ ] [x]`, `[ ] yes [x] no` and `no [x] yes [ ]` behind it say no, no and no; two empty ones say
  /// that nobody answered. Each with its word they may come before it: `[ ] yes [x] no  sepsis`. Under
  /// the headings of columns a third one stands for what is not known.
  private func paired(in sentence: Range<Int>, _ setting: SentenceSetting) -> Answer? {
    var boxes = sentence.filter { text.tokens[$0].kind.isBox }
    if boxes.count == 3, boxes[2] - boxes[0] == 2, setting.layout.columns.holds(boxes[0]) {
      let unknown = boxes.removeLast()
      if text.tokens[unknown].kind == .tickedBox { return Answer(.open, boxes[0]..<unknown + 1) }
    }
    guard boxes.count == 2, boxes[1] - boxes[0] <= 3,
      boxes[0] > sentence.lowerBound
        || boxes.allSatisfy({ self.answer(at: $0 + 1, in: sentence) != nil })
    else { return nil }
    // The word beside the box says what it stands for; without one the columns do.
    let comesFirst = answer(at: boxes[0] - 1, in: sentence) != nil
    let tokens = (comesFirst ? boxes[0] - 1 : boxes[0])..<boxes[1] + 1
    let ticks = boxes.map { text.tokens[$0].kind == .tickedBox }
    guard ticks[0] != ticks[1] else { return ticks[0] ? nil : Answer(.open, tokens) }
    let ticked = ticks[0] ? boxes[0] : boxes[1]
    let answer = answer(at: comesFirst ? ticked - 1 : ticked + 1, in: sentence)
    return Answer(isYes: answer ?? (ticks[0] != setting.layout.noComesFirst), tokens: tokens)
  }

  /// What the boxes that begin the lines below a question of one line answer: a yes or a no; where none
  /// is ticked, it is asked only.
  ///
  /// As in `3. Follows a program for osteoporosis`, `[ ] yes  [ ] no` below it.
  private func answer(below sentence: Range<Int>) -> Answer? {
    guard let first = sentence.first, let last = sentence.last,
      text.tokens[first].traits.contains(.lineStart), !text.tokens[first].kind.isBox,
      !text.isSign(last, "."),
      sentence.upperBound < text.tokens.count, text.tokens[sentence.upperBound].kind.isBox,
      text.tokens[sentence.upperBound].traits.contains(.lineStart),
      !text.tokens[sentence.upperBound].traits.contains(.blankLineBefore),
      !sentence.dropFirst().contains(where: {
        text.tokens[$0].kind.isBox || text.tokens[$0].traits.contains(.lineStart)
          || text.isSign($0, ":") && $0 < last
      })
    else { return nil }
    let below = text.tokens[sentence.upperBound...].prefix(Self.longestLine)
    let end = below.firstIndex { $0.traits.contains(.lineStart) && !$0.kind.isBox }
    let options = sentence.upperBound..<(end ?? below.endIndex)
    guard let ticked = options.first(where: { text.tokens[$0].kind == .tickedBox }) else {
      return Answer(.open, options.prefix(1))
    }
    guard options.contains(ticked + 1), let isYes = answer(at: ticked + 1) else { return nil }
    return Answer(isYes: isYes, tokens: ticked..<ticked + 2)
  }

  /// Whether the word at a place is a yes or a no.
  private func answer(at index: Int, in sentence: Range<Int>) -> Bool? {
    sentence.contains(index) ? answer(at: index) : nil
  }

  private func answer(at index: Int) -> Bool? {
    lexicon.words.boxAnswer(text.tokens[index].word)
  }

  /// The box that ends a sentence and stands behind a mention, in its column and not after its label.
  private func boxBehind(_ mention: Mention, in sentence: Range<Int>) -> Int? {
    guard let last = sentence.last, text.tokens[last].traits.contains(.behind),
      mention.tokens.upperBound <= last,
      !(mention.tokens.upperBound..<last).contains(where: {
        text.beginsColumn($0) || text.isSign($0, ":")
      })
    else { return nil }
    return last
  }

  /// The box that begins a sentence and stands before a mention.
  ///
  /// Another column, or another label, is no longer what the box is for; what its own first word labels
  /// is: `[ ] Enrolled: osteoporosis clinic`.
  private func boxBefore(_ mention: Mention, in sentence: Range<Int>) -> Int? {
    guard let first = sentence.first, text.tokens[first].kind.isBox,
      !(first + 2..<max(first + 2, mention.tokens.lowerBound + 1)).contains(where: {
        text.beginsColumn($0) || text.isSign($0, ":") && !isLabel(first + 1..<$0)
      })
    else { return nil }
    return first
  }

  /// Whether what stands behind a box is one word on its line.
  private func isLabel(_ words: Range<Int>) -> Bool {
    words.count == 1 && text.tokens[words.lowerBound].kind == .word && !text.beginsLine(in: words)
  }

  /// The options with boxes after the label of a line that ends with a mention, and the answer that
  /// the ticked one gives: a denial, as in `COMPRESSION: mild [ ] none [x]`, or none; an open one where
  /// no box is ticked, a yes where the box has no words.
  func choice(for mention: Mention) -> (options: Range<Int>, answer: Answer?)? {
    let first = mention.tokens.upperBound
    let line = text.line(after: first, atMost: Self.longestLine)
    let boxes = line.filter { text.tokens[$0].kind.isBox }
    guard let box = boxes.first, let last = boxes.last, text.tokens[first].kind == .sign,
      let colon = (first..<box).first(where: { text.isSign($0, ":") }),
      box == colon + 1 || text.tokens[box].traits.contains(.behind)
    else { return nil }
    let options = colon + 1..<last + 1
    guard let place = boxes.firstIndex(where: { text.tokens[$0].kind == .tickedBox }) else {
      return (options, Answer(.open, options))
    }
    if options.count == 1, box + 1 == line.upperBound { return (options, Answer(.yes, options)) }
    let isBehind = text.tokens[box].traits.contains(.behind)
    let option = isBehind ? (place == 0 ? colon : boxes[place - 1]) + 1 : boxes[place] + 1
    guard line.contains(option), answer(at: option) == false else { return (options, nil) }
    let tokens = min(option, boxes[place])..<max(option, boxes[place]) + 1
    return (options, Answer(.no, tokens))
  }

  /// Tokens of a line after a label, at most.
  private static let longestLine = 60
}
