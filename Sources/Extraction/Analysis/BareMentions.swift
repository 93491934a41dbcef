import NoteModel
import TextProcessing

/// Settles which words of a sentence are mentions: labels and initials are none, and bare words
/// such as `fracture` are what their company makes of them.
struct BareMentions {
  let lexicon: Lexicon
  let text: TokenizedText

  /// Drops what is no mention, and gives bare ones their meaning.
  ///
  /// - Parameters:
  ///   - mentions: as the lexicon has them.
  ///   - levels: the levels of the sentence.
  ///   - sentence: its tokens.
  ///   - setting: what surrounds it.
  ///   - isOfSpine: whether it tells what a study of the spine showed.
  ///   - isOfFracture: whether it stands right behind what names a vertebral fracture.
  func settle(
    _ mentions: inout [Mention],
    _ levels: [LevelGroup],
    in sentence: Range<Int>,
    _ setting: SentenceSetting,
    ofSpine isOfSpine: Bool,
    ofFracture isOfFracture: Bool
  ) {
    guard !mentions.isEmpty else { return }
    let isLabelled = setting.layout.isDialogue || setting.document == .imaging
    if isLabelled || sentence.lowerBound < Self.headTokens {
      dropSpeaker(&mentions, beforeAnything: isLabelled)
    }
    mentions.removeAll { isInitials($0, in: sentence) }
    resolve(levels, sentence, setting, isOfSpine, isOfFracture, &mentions)
  }

  /// Tokens of the head of a document, in which a label is one of the patient's data.
  private static let headTokens = 30

  /// Drops what is a label of a talk, or of the patient's data.
  ///
  /// As in `PT: My back hurts.`, and `PT: WIMPOLE, DELPHINE` at the head of a document; but `PT: not tried`.
  private func dropSpeaker(_ mentions: inout [Mention], beforeAnything isLabelled: Bool) {
    mentions.removeAll { mention in
      let colon = mention.tokens.upperBound
      return text.tokens[mention.tokens.lowerBound].traits.contains(.lineStart)
        && lexicon.bareConcepts[mention.concept].map { lexicon.is($0.target, .therapy) } ?? false
        && text.isSign(colon, ":") && (isLabelled || mayBeName(colon + 1))
    }
  }

  /// Whether a token may begin somebody's name: a capitalised word that answers nothing.
  private func mayBeName(_ index: Int) -> Bool {
    guard index < text.tokens.count, text.tokens[index].kind == .word else { return false }
    return text.tokens[index].traits.contains(.capitalised)
      && lexicon.words.boxAnswer(text.tokens[index].word) == nil
  }

  /// Whether a mention is the initials of a nurse among those of others, as in the cells of a record
  /// of what was given: `DT  PT  KB  PT`; or of who wrote, in brackets behind the time: `08:55 (KP)`.
  private func isInitials(_ mention: Mention, in sentence: Range<Int>) -> Bool {
    let token = mention.tokens.lowerBound
    guard mention.tokens.count == 1, isShort(token) else { return false }
    if text.isSign(token - 1, "("), text.isSign(token + 1, ")") || text.isSign(token + 1, ","),
      token - 2 >= sentence.lowerBound, text.tokens[token - 2].kind == .number
    {
      return true
    }
    guard !isListed(token) else { return false }
    let around = (token - Self.initialsReach..<token + Self.initialsReach + 1).clamped(to: sentence)
    let others = around.count { other in
      let word = text.tokens[other].word
      return other != token && isShort(other)
        && (word == Vocabulary.unknown || word == text.tokens[token].word)
    }
    return others >= Self.fewestInitials
  }

  /// Whether a token is two or three capitals.
  private func isShort(_ token: Int) -> Bool {
    text.tokens[token].kind == .word && text.tokens[token].traits.contains(.allCaps)
      && (2...3).contains(text.tokens[token].end - text.tokens[token].start)
  }

  /// Whether a comma stands beside a token, as in a list of tests.
  private func isListed(_ token: Int) -> Bool {
    text.isSign(token - 1, ",") || text.isSign(token + 1, ",")
  }

  /// Tokens on either side within which initials stand, and how many of others there are at least.
  private static let initialsReach = 4
  private static let fewestInitials = 2

  /// Gives bare words the meaning that their company gives them, and drops the others.
  ///
  /// Such a word counts next to a level, or in what imaging of the spine showed. With a word before
  /// them that points back (`the fracture`) they name nothing anew.
  private func resolve(
    _ levels: [LevelGroup],
    _ sentence: Range<Int>,
    _ setting: SentenceSetting,
    _ isOfSpine: Bool,
    _ isOfFracture: Bool,
    _ mentions: inout [Mention]
  ) {
    guard mentions.contains(where: { lexicon.bareConcepts[$0.concept] != nil }) else { return }
    let all = mentions
    mentions = all.compactMap { mention in
      guard let bare = lexicon.bareConcepts[mention.concept] else { return mention }
      // `Anterior wedge compression fracture` is one.
      if all.contains(where: {
        $0.concept == bare.target && $0.tokens.upperBound == mention.tokens.lowerBound
      }) {
        return nil
      }
      let next = mention.tokens.upperBound
      if bare.isMeasured, next < sentence.upperBound, text.tokens[next].kind == .number,
        text.string(next).contains(".")
      {
        return nil
      }
      let isLevelled =
        bare.takesLevel && levels.contains { isNextTo($0.tokens, mention.tokens, sentence) }
        || bare.takesNamedLevel && !levels.isEmpty
        || bare.followsLevel
          && levels.contains { $0.tokens.upperBound == mention.tokens.lowerBound }
      let isImaged =
        bare.takesImaging
        && (setting.document == .imaging || isOfSpine
          || isOfFracture && lexicon.is(bare.target, .fracture))
        && !lexicon.words.has(word(before: mention), .pointer)
        || bare.takesStudy
          && all.contains { lexicon.is($0.concept, .study) }
      let hasCompany = all.contains { bare.companions.contains($0.concept) }
      let isDoubtful =
        levels.isEmpty && all.contains { bare.doubts.contains($0.concept) }
      let isAtHome = bare.isAtHome || !bare.doubts.isEmpty && !isDoubtful
      let hasStranger = all.contains { bare.strangers.contains($0.concept) }
      let isLabel = bare.takesLabel && isLabel(mention, sentence)
      let isAnswer =
        mention.tokens.lowerBound == sentence.lowerBound
        && setting.sectionKind.map(bare.sections.contains) ?? false
      guard
        isLevelled && !(bare.takesNamedLevel && hasStranger) || isLabel || hasCompany || isAnswer
          || (isImaged || isAtHome) && !hasStranger
      else {
        return bare.isKept ? mention : nil
      }
      return Mention(
        concept: bare.target,
        term: nil,
        tokens: mention.tokens,
        groups: lexicon.groups.concepts[bare.target]
      )
    }
  }

  /// Whether a mention is the label of its line or cell: `Level: L1`, `Level<tab>L1`.
  private func isLabel(_ mention: Mention, _ sentence: Range<Int>) -> Bool {
    let first = mention.tokens.lowerBound
    let next = mention.tokens.upperBound
    let begins =
      first == sentence.lowerBound || text.beginsColumn(first)
      || text.tokens[first].traits.contains(.lineStart) || text.tokens[first - 1].kind == .tickedBox
    return begins && next < sentence.upperBound
      && (text.isSign(next, ":") || text.beginsColumn(next))
  }

  private func word(before mention: Mention) -> WordID {
    let index = mention.tokens.lowerBound - 1
    return index >= 0 ? text.tokens[index].word : Vocabulary.unknown
  }

  private func isNextTo(_ level: Range<Int>, _ words: Range<Int>, _ sentence: Range<Int>) -> Bool {
    let between =
      level.upperBound <= words.lowerBound
      ? level.upperBound..<words.lowerBound
      : words.upperBound..<max(level.lowerBound, words.upperBound)
    guard between.count <= 3 else { return false }
    return between.allSatisfy { index in
      // `L5-S1: no herniation`
      if index == level.upperBound, text.isSign(index, ":") { return true }
      return text.tokens[index].kind == .word
        && (level.lowerBound < words.lowerBound
          || lexicon.words.has(text.tokens[index].word, .joiner)
          || lexicon.words.has(text.tokens[index].word, .clause))
    }
  }
}
