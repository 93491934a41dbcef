import NoteModel
import TextProcessing

/// What a sentence says of a drug or therapy that only the sentence before names: `Takes
/// rivaroxaban. Will hold it before the procedure.`
struct Anaphora {
  let lexicon: Lexicon
  let text: TokenizedText

  /// What is said, and by which words.
  struct Statement {
    let effect: Cue.Effect
    let tokens: Range<Int>
  }

  /// Tokens between a cue and the word that stands for the treatment, at most.
  private static let reach = 2

  /// The groups that such a sentence may speak of.
  static let groups: Set<String> = ["drug", "therapy"]

  /// The statements of a sentence, none where it names a treatment itself.
  ///
  /// - Parameters:
  ///   - matches: what was found in it.
  ///   - sentence: its tokens.
  func statements(_ matches: SentenceMatches, in sentence: Range<Int>) -> [Statement] {
    let treats = lexicon.groups.known(Self.groups)
    guard !matches.cues.isEmpty, !matches.mentions.contains(where: { $0.groups & treats != 0 })
    else { return [] }
    return matches.cues.compactMap { match in
      let cue = lexicon.cues[match.cue]
      switch cue.effect {
      case .context(.historical), .attribute: break
      default: return nil
      }
      let masks = lexicon.groups.cues[match.cue]
      guard masks.only & treats != 0, standsIn(for: match, cue, sentence) else { return nil }
      return Statement(effect: cue.effect, tokens: match.tokens)
    }
  }

  /// Whether a word for the treatment stands where the cue looks.
  private func standsIn(for match: CueMatch, _ cue: Cue, _ sentence: Range<Int>) -> Bool {
    let after = match.tokens.upperBound..<match.tokens.upperBound + Self.reach
    let before = match.tokens.lowerBound - Self.reach..<match.tokens.lowerBound
    let places: [Range<Int>] =
      switch cue.direction {
      case .forward: [after]
      case .backward: [before]
      case .both: [before, after]
      }
    return places.contains { place in
      place.clamped(to: sentence).contains { lexicon.words.has(text.tokens[$0].word, .anaphor) }
    }
  }
}
