import NoteModel
import TextProcessing

/// Turns one sentence into findings.
struct SentenceAnalyzer: ~Copyable {
  let lexicon: Lexicon
  let text: TokenizedText
  /// Tokens that are a mention whether or not the lexicon knows them.
  private let given: [Range<Int>]

  /// Levels that a label such as `L1:` gave to the sentences after it.
  private var labelled: LevelGroup?

  /// The list that the sentence stands in, if a line above it says how its items hold.
  private var list: ItemList?

  /// The study whose findings are being told, and for how many sentences more.
  private var study: Study?

  /// The scores of pain.
  private var scores: PainScores

  /// Whether the last sentence was about pain in the back, and in no other part of the body.
  private var isAfterBackPain = false

  /// Sentences since one that names a vertebral fracture.
  private var sinceFracture = longestFracture

  /// Sentences since the one that says that a child of the patient tells what comes.
  private var sinceInformant = longestCall

  /// Whether the time after the procedure is being told.
  private var aftermath = Aftermath()

  /// What the last sentence said of the treatments that the one before it names, or the one before
  /// that where it names nothing.
  private(set) var statements: [Anaphora.Statement] = []

  /// Sentences since the last one that names what a pronoun may stand for.
  private var sinceTreated = longestPronoun

  /// The section that says that it has nothing, and where: what is named after that on its lines is
  /// none of it, as below `Allergies: NKDA`.
  private(set) var closed: (section: Int, token: Int)?

  /// A study that a sentence began with.
  private struct Study {
    let tokens: Range<Int>
    /// Whether it was one of the spine.
    let isSpinal: Bool
    /// Sentences to come that may tell what it showed.
    var sentences: Int
  }

  init(lexicon: Lexicon, text: TokenizedText, given: [Range<Int>] = []) {
    self.lexicon = lexicon
    self.text = text
    scores = PainScores(lexicon: lexicon, text: text)
    self.given = given.sorted { $0.lowerBound < $1.lowerBound }
  }

  /// The findings of a sentence.
  ///
  /// - Parameters:
  ///   - sentence: its tokens.
  ///   - setting: what surrounds it.
  ///   - note: is told of each cue that looks at a mention.
  /// - Returns: the findings in order, numbered from 0.
  mutating func findings(
    in sentence: Range<Int>,
    _ setting: consuming SentenceSetting,
    noting note: ((SentenceMatches, CueLink) -> Void)? = nil
  ) -> [Finding] {
    aftermath.go(on: sentence, text, lexicon, &setting)
    let contents = SentenceContents(of: sentence, text, lexicon.words)
    let levels =
      LevelFinder.mayFind(in: contents)
      ? LevelFinder(lexicon: lexicon).groups(in: sentence, of: text) : []
    continueStudy(to: sentence)
    continueCall(to: sentence)
    let matcher = SentenceMatcher(
      lexicon: lexicon,
      isToldByChild: sinceInformant < Self.longestCall
    )
    var matches = matcher.matches(
      in: sentence,
      of: text,
      besides: given(in: sentence),
      needsCues: needsCues(of: sentence, contents)
    )
    if matches.isOfInformant { sinceInformant = 0 }
    let former = setting.layout.former
    if !former.isEmpty { matches.cues.removeAll { former.holds($0.tokens.lowerBound) } }
    let isSpinal = isSpinal(matches.mentions, levels, in: sentence)
    settle(&matches.mentions, levels, contents, isSpinal: isSpinal, in: sentence, setting)
    updateLabel(levels, sentence)
    list = list?.going(on: sentence, text)
    let head = list
    if let opened = ItemList.opened(by: sentence, matches, setting, lexicon, text) {
      list = opened
    }
    recall(matches, in: sentence, setting)
    guard !matches.mentions.isEmpty else { return [] }

    var contexts = contexts(of: matches, under: head, in: sentence, setting, noting: note)
    let times =
      TimeFinder.mayFind(in: contents)
      ? TimeFinder(
        lexicon: lexicon,
        today: setting.today,
        hasSpanColumns: setting.layout.hasSpanColumns
      ).expressions(in: sentence, of: text) : []
    let attributes = AttributeFinder(lexicon: lexicon, text: text).attributes(
      of: matches.mentions,
      levels: levels,
      inherited: labelled,
      study: study?.tokens,
      times: times,
      setting,
      sentence
    )
    let rules = AssertionRules(lexicon: lexicon, text: text, setting: copy setting)
    addOperations(matches.mentions, to: &contexts)
    addReasons(matches.mentions, attributes, rules, to: &contexts)
    addPastPains(matches.mentions, attributes, rules, to: &contexts)
    beginStudy(matches.mentions, contexts, sentence, isSpinal: isSpinal)
    if contents.has(.harm) { addRisks(of: sentence, matches.mentions, to: &contexts) }
    addQuestion(sentence, matches.mentions, setting, to: &contexts)
    addEnds(matches.mentions, attributes, rules, to: &contexts)

    let findings = matches.mentions.indices.compactMap { index in
      finding(matches.mentions[index], contexts[index], attributes[index], rules, sentence)
    }
    // `It was ruled out.` may come next.
    if findings.contains(where: { $0.assertion == .possible }) { sinceTreated = 0 }
    if setting.layout.isTold { aftermath.note(findings, lexicon) }
    return findings
  }

  /// Whether a sentence is about the spine.
  ///
  /// It names a part of it, or a study without a place right after pain in the back, as in `His back
  /// hurts. The films show no fracture.`
  private mutating func isSpinal(
    _ mentions: [Mention],
    _ levels: [LevelGroup],
    in sentence: Range<Int>
  ) -> Bool {
    let isNamed = !levels.isEmpty || mentions.contains { has($0, .spinal) }
    let isAfter =
      isAfterBackPain && !beginsParagraph(sentence) && mentions.contains { has($0, .study) }
    isAfterBackPain =
      mentions.contains { has($0, .pain) && has($0, .located) }
      && !mentions.contains { has($0, .elsewhere) }
    return isNamed || isAfter
  }

  /// What a child of the patient tells goes on from sentence to sentence until its paragraph ends.
  private mutating func continueCall(to sentence: Range<Int>) {
    sinceInformant =
      beginsParagraph(sentence) ? Self.longestCall : min(sinceInformant + 1, Self.longestCall)
  }

  private func beginsParagraph(_ sentence: Range<Int>) -> Bool {
    text.tokens[sentence.lowerBound].traits.contains(.blankLineBefore)
  }

  /// Sentences that a child of the patient tells, with the one that says so.
  private static let longestCall = 8

  /// Settles what the words found in a sentence mention: a bare word takes its meaning from what is
  /// around it, a number may be a score, and the label of tick boxes is no mention.
  private mutating func settle(
    _ mentions: inout [Mention],
    _ levels: [LevelGroup],
    _ contents: SentenceContents,
    isSpinal: Bool,
    in sentence: Range<Int>,
    _ setting: SentenceSetting
  ) {
    BareMentions(lexicon: lexicon, text: text).settle(
      &mentions,
      levels,
      in: sentence,
      setting,
      ofSpine: (study?.isSpinal ?? false) || isSpinal && mentions.contains { has($0, .study) },
      ofFracture: sinceFracture < Self.longestFracture
    )
    let namesFracture = mentions.contains { has($0, .fracture) }
    sinceFracture =
      namesFracture ? 0 : beginsParagraph(sentence) ? Self.longestFracture : sinceFracture + 1
    scores.add(
      sentence,
      contents,
      setting.layout.scores,
      beginsParagraph: beginsParagraph(sentence),
      to: &mentions
    )
    if labelsBoxes(sentence, mentions, setting) { mentions = [] }
  }

  /// Remembers what a sentence says of the one before it, and what it says to those after it.
  private mutating func recall(
    _ matches: SentenceMatches,
    in sentence: Range<Int>,
    _ setting: SentenceSetting
  ) {
    statements =
      sinceTreated < Self.longestPronoun
      ? Anaphora(lexicon: lexicon, text: text)
        .statements(matches, in: sentence, isNext: sinceTreated == 0) : []
    let isTreated = matches.mentions.contains { has($0, Anaphora.subjects) }
    sinceTreated = isTreated ? 0 : sinceTreated + 1
    if let section = setting.sectionIndex,
      let answer = matches.mentions.last(where: { has($0, .closesSection) })
    {
      closed = (section, answer.tokens.upperBound)
    }
  }

  /// What the words of a sentence and the form around it say of its mentions.
  private func contexts(
    of matches: SentenceMatches,
    under head: ItemList?,
    in sentence: Range<Int>,
    _ setting: SentenceSetting,
    noting note: ((SentenceMatches, CueLink) -> Void)?
  ) -> [MentionContext] {
    let engine = ContextEngine(lexicon: lexicon, isTold: setting.layout.isTold)
    var contexts = engine.contexts(
      of: matches.mentions,
      cues: matches.cues,
      in: sentence,
      of: text,
      noting: note.map { note in { [matches] link in note(matches, link) } }
    )
    Anaphora(lexicon: lexicon, text: text).add(to: &contexts, matches, in: sentence)
    if let last = sentence.last, text.isSign(last, "?") {
      for (index, mention) in matches.mentions.enumerated() where has(mention, .drug) {
        contexts[index].leaveOpen { asks($0, in: sentence) }
      }
    }
    addSuppositions(matches, to: &contexts)
    addBrackets(matches.mentions, to: &contexts)
    addQuietFractures(matches.mentions, to: &contexts)
    addEndings(matches.mentions, to: &contexts)
    addScoreContexts(matches.mentions, to: &contexts)
    addLabels(matches.mentions, to: &contexts)
    addAlternatives(matches.mentions, to: &contexts)
    let answers = Answers(lexicon: lexicon, text: text)
    for (index, mention) in matches.mentions.enumerated() {
      if setting.layout.former.holds(mention.tokens.lowerBound) {
        contexts[index].contexts.append((.historical, mention.tokens))
      }
      if has(mention, .drug), let mark = setting.layout.stops.mark(beside: mention.tokens, text) {
        contexts[index].contexts.append((.historical, mark..<mark + 1))
      }
      if isDenial(mention) { contexts[index].contexts.append((.negation, mention.tokens)) }
      if contexts[index].contexts.isEmpty {
        contexts[index].contexts = head?.contexts(of: mention, engine) ?? []
      }
      contexts[index].take(answers.answer(to: mention, in: sentence))
    }
    return contexts
  }

  /// The given words that begin in a sentence.
  private func given(in sentence: Range<Int>) -> ArraySlice<Range<Int>> {
    let first = given.partitioningIndex { $0.lowerBound >= sentence.lowerBound }
    let end = given.partitioningIndex { $0.lowerBound >= sentence.upperBound }
    return given[first..<end]
  }

  /// Whether the cues of a sentence matter even where it names nothing: they may speak of what one
  /// before names, of a score, of a list below, or of who tells the sentences after it.
  private func needsCues(of sentence: Range<Int>, _ contents: SentenceContents) -> Bool {
    sinceTreated < Self.longestPronoun || ItemList.colon(endOf: sentence, text) != nil
      || contents.has(.subject)
        && sentence.contains { lexicon.words.value(text.tokens[$0].word, .subject) == 1 }
      || scores.mayGoOn(in: sentence, contents)
  }

  /// What a study showed goes on from sentence to sentence until its paragraph ends.
  private mutating func continueStudy(to sentence: Range<Int>) {
    guard let told = study else { return }
    let goesOn = told.sentences > 0 && !beginsParagraph(sentence)
    study?.sentences -= 1
    if !goesOn { study = nil }
  }

  /// A sentence that begins with a study, not one still to come, begins to tell what it showed.
  private mutating func beginStudy(
    _ mentions: [Mention],
    _ contexts: [MentionContext],
    _ sentence: Range<Int>,
    isSpinal: Bool
  ) {
    guard let place = mentions.firstIndex(where: { has($0, .study) }) else { return }
    let tokens = mentions[place].tokens
    let isTold =
      contexts[place].assertion == .present || contexts[place].assertion == .historical
    study =
      isTold && tokens.lowerBound - sentence.lowerBound <= Self.studyLead
      ? Study(tokens: tokens, isSpinal: isSpinal, sentences: Self.studySentences) : nil
  }

  /// Tokens before a study at the beginning of a sentence, at most.
  private static let studyLead = 4

  /// Sentences after the one that names a study which may tell what it showed.
  private static let studySentences = 6

  private func isDenial(_ mention: Mention) -> Bool {
    mention.term.map { lexicon.terms[$0].isDenial } ?? false
  }

  func has(_ mention: Mention, _ groups: ConceptGroups) -> Bool {
    lexicon.is(mention, groups)
  }

  // MARK: Mentions made from numbers and levels

  /// Whether a sentence is no more than the label of the tick boxes after it.
  private func labelsBoxes(
    _ sentence: Range<Int>,
    _ mentions: [Mention],
    _ setting: SentenceSetting
  ) -> Bool {
    guard mentions.count == 1, let mention = mentions.first, let first = sentence.first,
      !text.tokens[first].kind.isBox, !setting.layout.columns.holds(mention.tokens.lowerBound),
      sentence.upperBound < text.tokens.count
    else { return false }
    let next = mention.tokens.upperBound
    let isHeading =
      mention.tokens.lowerBound == first && next < sentence.upperBound && text.beginsColumn(next)
      && sentence.allSatisfy { index in
        text.tokens[index].kind != .word || text.tokens[index].traits.contains(.allCaps)
      }
    return text.tokens[sentence.upperBound].kind.isBox
      && (isHeading || mention.tokens.count + 1 >= sentence.count)
      && BoxAnswers(lexicon: lexicon, text: text).choice(for: mention)?.answer == nil
  }

  /// Sentences after one that names a treatment in which a pronoun may mean it.
  private static let longestPronoun = 2

  /// Sentences after one that names a vertebral fracture in which a bare fracture is one.
  private static let longestFracture = 2

  private mutating func updateLabel(_ levels: [LevelGroup], _ sentence: Range<Int>) {
    guard let first = sentence.first else { return }
    if let level = levels.first, level.tokens.lowerBound <= first + 2,
      text.isSign(level.tokens.upperBound, ":")
    {
      labelled = level
    } else if text.tokens[first].traits.contains(.blankLineBefore)
      || sentence.prefix(4).contains(where: { text.isSign($0, ":") })
    {
      labelled = nil
    }
  }
}
