import NoteModel
import TextProcessing

/// A list under a line that says how its items hold, such as `No evidence of:`.
struct ItemList {
  /// What the line above says, whatever the direction of its cues.
  private let cues: [CueMatch]
  private let lexicon: Lexicon
  /// Whether the items have bullets or numbers, once there is one.
  private var isMarked: Bool?

  /// The longest line that opens a list, in tokens.
  private static let longestHead = 10
  /// The most words between a cue and the colon, as in `Meds stopped this admission:`.
  private static let longestNoun = 2
  /// The longest item without a bullet, in tokens.
  private static let longestItem = 8

  /// The list that a sentence opens: a short one that ends with a colon and has a cue; `nil` for
  /// the heading of a known kind of section, which speaks for itself.
  static func opened(
    by sentence: Range<Int>,
    _ matches: SentenceMatches,
    _ setting: SentenceSetting,
    _ lexicon: Lexicon,
    _ text: TokenizedText
  ) -> ItemList? {
    guard let colon = colon(endOf: sentence, text),
      colon - sentence.lowerBound < longestHead
    else { return nil }
    let isSection =
      setting.sectionKind != nil
      && setting.heading?.overlaps(text.range(sentence)) ?? false
    guard !isSection else { return nil }
    // `Without contrast:` and `No change:` deny their own words; a denial of items ends the line.
    let cues = matches.standingCues.filter { match in
      guard case .context(let context) = lexicon.cues[match.cue].effect else { return false }
      let words = (match.tokens.upperBound..<max(match.tokens.upperBound, colon)).count {
        text.tokens[$0].kind == .word
      }
      return words <= (context == .negation ? 0 : longestNoun)
    }
    return cues.isEmpty ? nil : ItemList(cues: cues, lexicon: lexicon)
  }

  /// The colon that ends a sentence, before a comma where lines were joined by such.
  static func colon(endOf sentence: Range<Int>, _ text: TokenizedText) -> Int? {
    guard let last = sentence.last else { return nil }
    let colon = text.isSign(last, ",") ? last - 1 : last
    return text.isSign(colon, ":") ? colon : nil
  }

  /// The list after a sentence, if that is one of its items.
  func going(on sentence: Range<Int>, _ text: TokenizedText) -> ItemList? {
    guard let first = sentence.first, let last = sentence.last,
      Self.colon(endOf: sentence, text) == nil
    else { return nil }
    // The comma that joins the next line.
    if first == last, text.isSign(first, ",") { return self }
    let isNumbered = text.isItemNumber(first)
    let isJoined = isNumbered && text.isSign(first - 1, ",")
    guard isJoined || text.tokens[first].traits.contains(.lineStart),
      !text.tokens[first].traits.contains(.blankLineBefore)
    else { return nil }
    let hasMarker = isNumbered || text.tokens[first].kind == .sign
    if isMarked ?? hasMarker != hasMarker { return nil }
    if !hasMarker, sentence.count > Self.longestItem || text.isSign(last, ".") { return nil }
    var list = self
    list.isMarked = hasMarker
    return list
  }

  /// What the line above says of a mention.
  func contexts(
    of mention: Mention,
    _ engine: ContextEngine
  ) -> [(context: Cue.Context, tokens: Range<Int>)] {
    cues.compactMap { match in
      guard case .context(let context) = lexicon.cues[match.cue].effect,
        engine.works(match.cue, on: mention.groups)
      else { return nil }
      return (context, match.tokens)
    }
  }
}
