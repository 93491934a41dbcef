import NoteModel
import TextProcessing

/// What a question leaves open.
extension SentenceAnalyzer {
  /// Takes what a question asks for asked only: in a talk it is answered by another speaker, if at
  /// all, and one put to a patient by a form may not be.
  func addQuestion(
    _ sentence: Range<Int>,
    _ mentions: [Mention],
    _ setting: SentenceSetting,
    to contexts: inout [MentionContext]
  ) {
    guard let last = sentence.last, text.isSign(last, "?") else { return }
    let asking = asking(of: sentence)
    // `Do you have osteoporosis? ____`
    let isBlank = text.isRow(of: "_", last + 1)
    guard setting.layout.isDialogue || asking != nil || isBlank else { return }
    // `Circle one: YES / NO -> YES circled`
    let reply = last + 1..<min(last + 1 + Self.askingLead, text.tokens.count)
    let hasYes = reply.contains { lexicon.words.answer(text.tokens[$0].word) == true }
    for index in mentions.indices {
      if isBlank {
        contexts[index].contexts.removeAll { $0.context == .possible && $0.tokens.contains(last) }
      }
      // `Is he on warfarin?` asks what `he is on warfarin` says.
      let isOpen = contexts[index].contexts.allSatisfy {
        !hasYes && $0.context == .present && $0.tokens.count == 1
          && lexicon.words.has(text.tokens[$0.tokens.lowerBound].word, .taken)
      }
      if !isOpen || asking == Self.permission && has(mentions[index], [.drug, .therapy]) {
        continue
      }
      contexts[index].contexts.append((.hypothetical, last..<last + 1))
    }
  }

  /// Whether some words of a question are what it asks.
  ///
  /// They stand after `can` or the like, as in `Can the blood thinner be stopped?`
  func asks(_ words: Range<Int>, in sentence: Range<Int>) -> Bool {
    (max(sentence.lowerBound, words.lowerBound - Self.askingLead)..<words.upperBound).contains {
      lexicon.words.has(text.tokens[$0].word, .asker)
    }
  }

  /// Tokens from the word that asks to what it asks, at most.
  private static let askingLead = 6

  /// How a sentence begins if as a question does, such as `Do you have COPD?`, `Q3 Can she walk?`.
  private func asking(of sentence: Range<Int>) -> Double? {
    let first = sentence.first {
      text.tokens[$0].kind == .word && text.tokens[$0].end - text.tokens[$0].start > 1
    }
    guard let first, let value = lexicon.words.value(text.tokens[first].word, .asker), value > 0
    else { return nil }
    return value
  }

  /// The value of a word that asks what may be done, such as `can`: what it asks of is had.
  private static let permission = 2.0
}
