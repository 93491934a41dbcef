import NoteModel
import TextProcessing

/// Gives the mentions of a sentence their levels, times, numbers and source.
struct AttributeFinder {
  let lexicon: Lexicon
  let text: TokenizedText

  /// Tokens between a time, or a level, and the mention it belongs to, at most.
  static let reach = 25

  /// The attributes of each mention of a sentence.
  ///
  /// - Complexity: O(mentions · (levels + times)), within one sentence.
  func attributes(
    of mentions: [Mention],
    levels: [LevelGroup],
    inherited: LevelGroup?,
    study: Range<Int>?,
    times: [TimeExpression],
    _ setting: SentenceSetting,
    _ sentence: Range<Int>
  ) -> [[Attribute]] {
    var result = Array(repeating: [Attribute](), count: mentions.count)
    addLevels(levels, inherited, mentions, &result)
    TimeOwners(
      lexicon: lexicon,
      text: text,
      mentions: mentions,
      times: times,
      sentence: sentence,
      today: setting.today
    ).add(to: &result)
    addSource(mentions, setting, study, &result)
    addPlace(mentions, levels, &result)
    let measures = MeasureFinder(
      lexicon: lexicon,
      text: text,
      mentions: mentions,
      times: times,
      former: setting.layout.former,
      sentence: sentence
    )
    for (index, mention) in mentions.enumerated() where has(mention, .measure) {
      if let value = measures.value(of: mention) {
        result[index].append(value)
      }
    }
    return result
  }

  // MARK: Levels

  private func addLevels(
    _ levels: [LevelGroup],
    _ inherited: LevelGroup?,
    _ mentions: [Mention],
    _ result: inout [[Attribute]]
  ) {
    for (index, mention) in mentions.enumerated()
    where has(mention, .located) {
      let group = nearest(levels, to: mention) ?? inherited
      guard let group else { continue }
      // `Tender at T12-L1` is tender at both; a disc lies between them.
      let isBetween = group.isInterspace && !has(mention, .sited)
      let name = isBetween ? Attribute.interspace : Attribute.levels
      result[index].append(Attribute(name, .levels(group.levels), text.range(group.tokens)))
    }
  }

  /// The level next to the mention; of one on each side the one with fewer words between, the
  /// one before on a tie.
  private func nearest(_ levels: [LevelGroup], to mention: Mention) -> LevelGroup? {
    var best: (distance: Int, group: LevelGroup)?
    for group in levels where !group.isReference {
      let distance: Int
      if group.tokens.upperBound <= mention.tokens.lowerBound {
        distance = 2 * (mention.tokens.lowerBound - group.tokens.upperBound)
      } else if group.tokens.lowerBound >= mention.tokens.upperBound {
        let between = mention.tokens.upperBound..<group.tokens.lowerBound
        // Past a semicolon, for what is told of a place, another place begins.
        if has(mention, .sited), between.contains(where: { text.isSign($0, ";") }) { continue }
        // Past a comma or a stop another thing begins.
        let stops = between.contains { text.isSign($0, ",") || text.isSign($0, ";") }
        distance = 2 * between.count + 1 + (stops ? 20 : 0)
      } else {
        return group
      }
      if distance < best?.distance ?? 2 * Self.reach { best = (distance, group) }
    }
    return best?.group
  }

  // MARK: Places

  /// What is told of another part of the body is told of that: `the knee keeps him from walking`.
  ///
  /// The nearest of what names a part of the spine, or another part, decides; a comma between
  /// counts for several words.
  ///
  /// - Complexity: O(mentions²), within one sentence.
  private func addPlace(
    _ mentions: [Mention],
    _ levels: [LevelGroup],
    _ result: inout [[Attribute]]
  ) {
    guard mentions.contains(where: { has($0, .elsewhere) }) else { return }
    for (index, mention) in mentions.enumerated() where has(mention, .sited) {
      func distance(_ other: Range<Int>) -> Int {
        let between =
          other.upperBound <= mention.tokens.lowerBound
          ? other.upperBound..<mention.tokens.lowerBound
          : mention.tokens.upperBound..<max(mention.tokens.upperBound, other.lowerBound)
        return between.count + 4 * between.count { text.isSign($0, ",") || text.isSign($0, ";") }
      }
      let elsewhere = mentions.filter { has($0, .elsewhere) }
        .min { distance($0.tokens) < distance($1.tokens) }
      guard let elsewhere, distance(elsewhere.tokens) <= Self.reach else { continue }
      let spine =
        mentions.filter {
          $0.concept != mention.concept && (has($0, .located) || has($0, .spinal))
        }.map(\.tokens) + levels.map(\.tokens)
      guard !spine.contains(where: { distance($0) < distance(elsewhere.tokens) }) else { continue }
      result[index].append(
        Attribute(Attribute.place, .word("elsewhere"), text.range(elsewhere.tokens))
      )
    }
  }

  // MARK: Source

  /// A finding is of imaging in an imaging report, in a section for it, after the name of a study
  /// in its sentence, or in the sentences after one that begins with a study.
  private func addSource(
    _ mentions: [Mention],
    _ setting: SentenceSetting,
    _ earlier: Range<Int>?,
    _ result: inout [[Attribute]]
  ) {
    let isImaging = setting.document == .imaging || lexicon.has(setting.sectionKind, .imaging)
    let isQuestion = lexicon.has(setting.sectionKind, .question)
    let study = mentions.first { has($0, .study) }
    for index in mentions.indices {
      let mention = mentions[index]
      let range: TextRange?
      if isImaging, !isQuestion {
        range = text.range(mention.tokens)
      } else if let study, study.tokens.upperBound <= mention.tokens.lowerBound || isShown(study) {
        range = text.range(study.tokens)
      } else if study == nil, let earlier, has(mention, Self.imaged) {
        range = text.range(earlier)
      } else {
        range = nil
      }
      guard let range else { continue }
      result[index].append(Attribute(Attribute.source, .word(DocumentType.imaging.rawValue), range))
    }
  }

  /// What a study can show, sentences after its name.
  private static let imaged: ConceptGroups = [.fracture, .lesion, .finding]

  /// `on MRI`, `by CT`, `on today's whole-spine CT`, `on the 4/8 MRI`: a study named after what it
  /// showed.
  private func isShown(_ study: Mention) -> Bool {
    let before = study.tokens.lowerBound - 1
    guard text.tokens.indices.contains(before) else { return false }
    if text.isSign(before, ",") || text.isSign(before, "(") { return true }
    let words = lexicon.words
    // A number right behind an article or `on` is the day of the study.
    func isDay(_ index: Int) -> Bool {
      guard text.tokens[index].kind == .number, index > 0 else { return false }
      let last = text.tokens[index - 1].word
      return words.has(last, .pointer) || words.has(last, .joiner)
    }
    let lead = (max(0, before - Self.studyLead)...before).reversed()
    return lead.prefix { text.tokens[$0].kind == .word || text.isDash($0) || isDay($0) }.contains {
      words.has(text.tokens[$0].word, .joiner)
    }
  }

  /// Words between a study and the one that joins it to what it showed, at most.
  private static let studyLead = 3

  private func has(_ mention: Mention, _ groups: ConceptGroups) -> Bool {
    lexicon.is(mention, groups)
  }
}
