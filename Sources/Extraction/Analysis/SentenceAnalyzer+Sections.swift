import NoteModel
import TextProcessing

/// What standing in a section says of a mention.
extension SentenceAnalyzer {
  /// The context that comes from standing in a section, unless words nearer say otherwise.
  func addSectionContext(
    _ mention: Mention,
    _ sentence: Range<Int>,
    _ setting: SentenceSetting,
    unless settled: [Cue.Context] = [],
    to context: inout MentionContext
  ) {
    // What an older note tells is past, but for what stays.
    if let copied = setting.copied, !has(mention, [.chronic, .lesion, .statement]),
      !context.has(.historical)
    {
      context.contexts.append((.historical, copied))
    }
    guard let kind = setting.sectionKind,
      !lexicon.has(kind, .leading) || begins(sentence, with: mention),
      !lexicon.sectionKinds[kind].exceptDocuments.contains(setting.document)
    else { return }
    // Where the whole document is of a kind, its first word stands for the heading.
    let heading = setting.heading.map { text.tokens(in: $0) } ?? 0..<1
    // `No known drug allergies` depends on nothing, nor does what is named below it; a drug that is to
    // be avoided does.
    let isFree =
      mention.concept == lexicon.givenConcept && context.has(.negation)
      || closed.map {
        $0.section == setting.sectionIndex && $0.token <= mention.tokens.lowerBound
      } ?? false
    if isOfPatient(sentence, in: kind) { return }
    for item in lexicon.groups.sections[kind]
    where item.only == 0 || item.only & mention.groups != 0 {
      guard !context.has(item.context), !context.answers(item.context),
        !settled.contains(item.context),
        !(item.context == .conditional
          && (isFree || isStatement(sentence) || isTolerated(mention, sentence))),
        !(item.context == .historical && tells(mention, asPresentIn: sentence)),
        !(item.context == .hypothetical && !lexicon.has(kind, .literature)
          && (context.has(.present) && !has(mention, [.drug, .therapy])
            || context.has(.negation) && has(mention, Anaphora.suspected) && isStatement(sentence)
            || tells(mention, asPresentIn: sentence, within: Self.longestObject)))
      else { continue }
      context.contexts.append((item.context, heading))
    }
  }

  /// Whether a sentence speaks of the patient among what is known of such cases at large, as `Her
  /// fracture was attributed to prednisone` does.
  ///
  /// What came after a procedure is told of the patient anyway.
  private func isOfPatient(_ sentence: Range<Int>, in kind: Int) -> Bool {
    guard lexicon.has(kind, .literature), !lexicon.has(kind, .outcome) else { return false }
    return sentence.contains { index in
      guard let value = lexicon.words.value(text.tokens[index].word, .patient) else { return false }
      return value == 0
        || index > sentence.lowerBound
          && lexicon.words.has(text.tokens[index - 1].word, .pointer)
    }
  }

  /// Whether a sentence tells what somebody does, `She takes no NSAIDs`, and is no item of a list.
  private func isStatement(_ sentence: Range<Int>) -> Bool {
    sentence.first { text.tokens[$0].kind == .word }.map {
      lexicon.words.has(text.tokens[$0].word, .subject)
    } ?? false
  }

  /// Whether a mention stands in brackets that begin with what somebody did: `no contrast reaction (had
  /// iohexol 2024)`.
  private func isTolerated(_ mention: Mention, _ sentence: Range<Int>) -> Bool {
    let before = sentence.clamped(to: sentence.lowerBound..<mention.tokens.lowerBound)
    return before.last { text.isSign($0, "(") || text.isSign($0, ")") }.map { bracket in
      text.isSign(bracket, "(") && lexicon.words.has(text.tokens[bracket + 1].word, .verb)
    } ?? false
  }

  /// Tokens from the verb to what somebody has, at most, where the section is one of what may come.
  private static let longestObject = 5

  /// Whether a sentence tells in the present what somebody has: `He has joint pain and back pain`, but not
  /// `He has had sepsis` nor `He is to return for sepsis`.
  private func tells(
    _ mention: Mention,
    asPresentIn sentence: Range<Int>,
    within reach: Int = .max
  ) -> Bool {
    let before = sentence.clamped(to: sentence.lowerBound..<mention.tokens.lowerBound)
    guard isStatement(sentence), !has(mention, [.procedure, .surgery]),
      let verb = before.first(where: { lexicon.words.has(text.tokens[$0].word, .tense) }),
      before.upperBound - verb <= reach,
      reach == .max || !lexicon.words.has(text.tokens[verb + 1].word, .through)
    else { return false }
    return before[verb...].allSatisfy { lexicon.words.value(text.tokens[$0].word, .tense) != 1 }
  }

  /// Whether a mention is the first thing that a sentence says: `1. TLSO when out of bed`.
  private func begins(_ sentence: Range<Int>, with mention: Mention) -> Bool {
    (sentence.lowerBound..<mention.tokens.lowerBound).allSatisfy {
      text.tokens[$0].kind != .word
    }
  }
}
