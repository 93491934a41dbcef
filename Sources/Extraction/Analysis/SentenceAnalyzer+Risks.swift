import NoteModel
import TextProcessing

/// What a sentence names as risks.
extension SentenceAnalyzer {
  /// Takes what stands in a talk of risks to be one.
  ///
  /// A treatment is none, unless it stands among them: `clots that need a blood thinner`; and `No
  /// cement leak, no retropulsion` tells of no risk.
  func addRisks(
    of sentence: Range<Int>,
    _ mentions: [Mention],
    to contexts: inout [MentionContext]
  ) {
    let harms = harms(in: sentence)
    guard !harms.isEmpty else { return }
    for (index, mention) in mentions.enumerated() where !contexts[index].has(.negation) {
      let isAmong = harms.contains { talk in
        talk.lowerBound <= mention.tokens.lowerBound && mention.tokens.upperBound <= talk.upperBound
      }
      if has(mention, Self.risks) || isAmong && !has(mention, .requestable) {
        contexts[index] = contexts[index].adding(harms, around: mention.tokens)
      }
    }
  }

  /// The stretches of a sentence that are a talk of risks.
  ///
  /// Each word has a weight; only a list of several (`bleeding, infection, cement leak, paralysis`)
  /// reaches the sum that one harm told of a patient does not.
  private func harms(in sentence: Range<Int>) -> [Range<Int>] {
    var talks: [Range<Int>] = []
    var weight = 0.0
    var seen: Set<WordID> = []
    var talk: Range<Int>?
    func close() {
      if let talk, weight >= Self.riskTalk { talks.append(talk) }
      weight = 0
      seen = []
      talk = nil
    }
    for index in sentence {
      guard let harm = lexicon.words.value(text.tokens[index].word, .harm),
        !seen.contains(text.tokens[index].word)
      else { continue }
      if let last = talk?.upperBound, index - last > Self.riskGap { close() }
      seen.insert(text.tokens[index].word)
      weight += harm
      talk = (talk?.lowerBound ?? index)..<index + 1
    }
    close()
    return talks
  }

  /// The groups of what can be a risk; the treatment that is talked about is none.
  private static let risks: ConceptGroups = [
    .condition, .symptom, .finding, .pain, .lesion, .acuteIllness,
  ]

  /// Tokens between one harm and the next, from which they are no list any more.
  private static let riskGap = 15

  /// The sum of weights from which a list of harms is a talk of risks.
  private static let riskTalk = 3.0
}
