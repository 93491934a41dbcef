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

  /// Sentences since one that was about pain.
  private var sincePain = longestMemory

  /// Whether the last sentence was about pain in the back, and in no other part of the body.
  private var isAfterBackPain = false

  /// Whether the last sentence is a label of pain and no more, so that the next one tells of it.
  private var isBelowPain = false

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
  private var sinceTreated = longestMemory

  /// The section that says that it has nothing, and where: what is named after that on its lines is
  /// none of it, as below `Allergies: NKDA`.
  private var closed: (section: Int, token: Int)?

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
    addScores(sentence, contents, &mentions)
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

  /// Takes what a question asks for asked only: in a talk it is answered by another speaker, if at
  /// all, and one put to a patient by a form may not be.
  private func addQuestion(
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
      || sincePain < Self.longestMemory && contents.has(kind: .number)
        && (contents.has(.anaphor) || isBelowPain || isScore(sentence))
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

  /// Whether some words of a question are what it asks.
  ///
  /// They stand after `can` or the like, as in `Can the blood thinner be stopped?`
  private func asks(_ words: Range<Int>, in sentence: Range<Int>) -> Bool {
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

  /// Takes `7/10` in a sentence about pain for a score of it.
  ///
  /// As well where a pronoun stands for a pain named before, or the sentence begins with its score:
  /// `Back pain. She rates it 8/10.`, `Back pain. Constant. 8/10, 9 when upright.`
  private mutating func addScores(
    _ sentence: Range<Int>,
    _ contents: SentenceContents,
    _ mentions: inout [Mention]
  ) {
    let isNamed = mentions.contains { lexicon.is($0.concept, .scored) }
    let isLabel =
      isNamed
      && sentence.allSatisfy { token in
        text.tokens[token].kind == .sign || mentions.contains { $0.tokens.contains(token) }
      }
    defer {
      sincePain = isNamed ? 0 : sincePain + 1
      isBelowPain = isLabel
    }
    if beginsParagraph(sentence) { sincePain = Self.longestMemory }
    guard let concept = lexicon.scoreConcept, contents.has(kind: .number) else { return }
    let isMeant =
      sincePain < Self.longestMemory
      && (contents.has(.anaphor) || isBelowPain || isScore(sentence))
    guard isNamed || isMeant else { return }
    let named = mentions.count
    for index in sentence where text.tokens[index].kind == .number {
      // `Goal: pain <3/10` is what is hoped for.
      guard !text.isSign(index - 1, "<"),
        text.number(index).score(outOf: 10) != nil || isOutOfTen(index, sentence)
      else { continue }
      mentions.append(
        Mention(
          concept: concept,
          term: nil,
          tokens: index..<index + 1,
          groups: lexicon.groups.concepts[concept]
        )
      )
    }
    if mentions.count > named { mentions.sort { $0.tokens.lowerBound < $1.tokens.lowerBound } }
  }

  /// Sentences after one that names a treatment in which a pronoun may mean it.
  private static let longestPronoun = 2

  /// Sentences after one that names a vertebral fracture in which a bare fracture is one.
  private static let longestFracture = 2

  /// Sentences after one about pain in which a pronoun may mean it.
  private static let longestMemory = 3

  /// Whether a sentence begins with a score out of ten before a sign, or is no more than that.
  private func isScore(_ sentence: Range<Int>) -> Bool {
    // Past the quote that ends what came before: `" Constant, 7/10 on average`
    let start = sentence.lowerBound + (text.isSign(sentence.lowerBound, "\"") ? 1 : 0)
    let hasLead =
      sentence.contains(start + 2) && text.tokens[start].kind == .word
      && text.isSign(start + 1, ",")
    let first = start + (hasLead ? 2 : 0)
    guard sentence.contains(first) else { return false }
    return text.tokens[first].kind == .number && text.number(first).score(outOf: 10) != nil
      && (hasLead || first + 1 >= sentence.upperBound || text.tokens[first + 1].kind == .sign)
  }

  /// `8 out of 10`.
  private func isOutOfTen(_ index: Int, _ sentence: Range<Int>) -> Bool {
    guard let score = text.number(index).decimal, (0...10).contains(score),
      index + 3 < sentence.upperBound
    else { return false }
    let words = (index + 1...index + 3).map { text.string($0).lowercased() }
    return words[0] == "out" && words[1] == "of" && (words[2] == "10" || words[2] == "ten")
  }

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

  // MARK: Findings

  /// Takes what the last sentence said by a pronoun into the findings of the sentence before that
  /// it stands for: its last treatment, or all of its fractures.
  func amend(_ findings: inout [Finding], of sentence: TextRange?) {
    guard !statements.isEmpty,
      let first = findings.lastIndex(where: { $0.sentence != sentence }).map({ $0 + 1 })
        ?? (findings.isEmpty ? nil : 0)
    else { return }
    for statement in statements {
      let last =
        statement.isOfLast
        ? findings[first...].last { lexicon.is($0.concept, statement.groups) } : nil
      for place in first..<findings.count
      where lexicon.is(findings[place].concept, statement.groups) {
        let finding = findings[place]
        // A drug and its brand beside it are one treatment.
        if last.map({ finding.concept == $0.concept && finding.codes == $0.codes }) ?? true {
          amend(&findings[place], by: statement)
        }
      }
    }
  }

  private func amend(_ finding: inout Finding, by statement: Anaphora.Statement) {
    let range = text.range(statement.tokens)
    switch statement.effect {
    case .attribute(let quality):
      let (name, value) = lexicon.qualities[quality]
      finding.attributes.append(Attribute(name, .word(value), range))
    case .context(let context):
      guard let assertion = Self.assertion(of: finding.assertion, told: context) else { return }
      finding.assertion = assertion
      guard context != .ongoing else {
        finding.context = []
        return
      }
      let kind = context == .undone ? Cue.Context.negation : context
      finding.context.append(Finding.Cue(kind: kind.rawValue, range: range))
    case .barrier, .pseudo: break
    }
  }

  /// What a finding is by a later statement; none where that leaves it.
  ///
  /// A doubt is settled; what is stated is taken back only by words that say so.
  private static func assertion(of stated: Assertion, told context: Cue.Context) -> Assertion? {
    switch context {
    case .negation: stated == .possible ? .absent : nil
    case .undone: [.present, .possible, .planned].contains(stated) ? .absent : nil
    case .ongoing: stated == .historical ? .present : nil
    case .historical: stated == .present ? .historical : nil
    case .family: stated == .present ? .family : nil
    default: stated == .present ? .absent : nil
    }
  }

  private func finding(
    _ mention: Mention,
    _ context: MentionContext,
    _ attributes: [Attribute],
    _ rules: AssertionRules,
    _ sentence: Range<Int>
  ) -> Finding? {
    let setting = rules.setting
    let range = text.range(mention.tokens)
    guard !setting.layout.deleted.contains(where: { $0.overlaps(range) }) else { return nil }
    let concept = lexicon.concepts[mention.concept]
    // A heading that names a drug says nothing of taking it.
    if has(mention, .drug), setting.heading?.contains(range) ?? false {
      return nil
    }
    if has(mention, .measure), !has(mention, .wordy),
      !attributes.contains(where: { $0.name == Attribute.value }),
      !(has(mention, .spanned) && attributes.contains { $0.name == Attribute.since })
    {
      return nil
    }
    let isCredential = isCredential(mention)
    var context = isCredential ? MentionContext() : context
    if !isCredential {
      addSectionContext(
        mention,
        sentence,
        setting,
        unless: has(mention, [.drug, .therapy]) ? settled(by: attributes, setting.today) : [],
        to: &context
      )
      BoxAnswers(lexicon: lexicon, text: text).add(to: &context, of: mention, sentence, setting)
    }
    let cues = context.contexts.filter { !$0.context.isAffirming }.map {
      Finding.Cue(kind: $0.context.rawValue, range: text.range($0.tokens))
    }
    let qualities = context.attributes.map {
      Attribute($0.name, .word($0.value), text.range($0.tokens))
    }
    let all = isCredential ? [] : attributes + qualities
    return Finding(
      id: 0,
      document: 0,
      concept: concept.name,
      range: range,
      sentence: text.range(sentence),
      sectionKind: setting.sectionKind.map { lexicon.sectionKinds[$0].name } ?? "",
      sectionTitle: setting.section?.title ?? "",
      assertion: rules.assertion(of: mention, context, all, in: sentence),
      context: cues,
      attributes: all,
      codes: mention.term.map { lexicon.codes(of: lexicon.terms[$0]) } ?? concept.codes
    )
  }

  /// What a treatment is not, whatever it stands under: one that goes on since a day is not past, and
  /// where that day has come not planned either.
  private func settled(by attributes: [Attribute], _ today: CalendarDate?) -> [Cue.Context] {
    guard let since = attributes.first(where: { $0.name == Attribute.since }),
      !attributes.contains(where: { $0.name == Attribute.until })
    else { return [] }
    guard let today, case .date(let day) = since.value, day < today else { return [.historical] }
    return [.historical, .planned]
  }

  /// Whether a mention is the degree after a name, of which nothing around it speaks: `B. Nonce, PT,
  /// DPT`.
  private func isCredential(_ mention: Mention) -> Bool {
    let first = mention.tokens.lowerBound
    guard has(mention, .therapy), mention.tokens.count == 1, first > 1,
      text.tokens[first].traits.contains(.allCaps), text.isSign(first - 1, ","),
      text.tokens[first - 2].kind == .word, text.tokens[first - 2].traits.contains(.capitalised),
      !text.tokens[first - 2].traits.contains(.allCaps), !beginsTerm(first - 2)
    else { return false }
    let next = first + 1
    return next == text.tokens.count || text.tokens[next].traits.contains(.lineStart)
      || text.beginsColumn(next) || text.tokens[next].kind == .sign && !text.isSign(next, "/")
  }

  /// Whether a token is a term by itself, as a name is not: `tried Tylenol, PT`.
  private func beginsTerm(_ token: Int) -> Bool {
    var isTerm = false
    lexicon.termPhrases.matches(in: text.tokens, from: token, to: token + 1) { _ in isTerm = true }
    return isTerm
  }

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
