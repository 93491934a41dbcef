import NoteModel
import TextProcessing

/// What a story tells of the time after the procedure, which is no part of the request.
///
/// `Six weeks later she was gardening.`
struct Aftermath {
  /// Whether the procedure has been named.
  private var isNamed = false
  /// The heading under which the time after it began.
  private var heading: TextRange?
  private var hasBegun = false

  /// Tokens at the start of a sentence within which it says that it is later.
  private static let lead = 7

  /// Takes the next sentence in; one of the time after stands in a section of its own.
  mutating func go(
    on sentence: Range<Int>,
    _ text: TokenizedText,
    _ lexicon: Lexicon,
    _ setting: inout SentenceSetting
  ) {
    guard setting.layout.isTold, isNamed else { return }
    if hasBegun, setting.heading != heading { hasBegun = false }
    if !hasBegun, begins(sentence, text, lexicon) {
      hasBegun = true
      heading = setting.heading
    }
    if hasBegun, let outcome = lexicon.outcomeKind { setting.sectionKind = outcome }
  }

  /// Takes in what a sentence names.
  mutating func note(_ findings: [Finding], _ lexicon: Lexicon) {
    isNamed =
      isNamed
      || findings.contains { finding in
        (finding.assertion == .present || finding.assertion == .planned)
          && lexicon.is(finding.concept, .requestable)
      }
  }

  private func begins(_ sentence: Range<Int>, _ text: TokenizedText, _ lexicon: Lexicon) -> Bool {
    let start = sentence.prefix(Self.lead)
    return start.contains { index in
      guard let value = lexicon.words.value(text.tokens[index].word, .later) else { return false }
      return value > 0
        || (sentence.lowerBound..<index).contains {
          lexicon.words.has(text.tokens[$0].word, .unit)
        }
    }
  }
}
