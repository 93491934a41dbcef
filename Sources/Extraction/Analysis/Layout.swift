import NoteModel
import TextProcessing

/// A document cut into sections and sentences, with what it says of itself.
final class Layout: Sendable {
  let document: NoteDocument
  let text: TokenizedText
  let profile: DocumentProfiler.Profile
  let sections: [Section]
  let sentences: [Range<Int>]
  let headings: [Heading]
  /// The section that each heading opens; none for one that only closes another.
  let sectionOfHeading: [Int?]
  let boxes: BoxLists
  let entries: Entries
  let copies: CopiedParts
  /// The columns headed yes and no.
  let columns: AnswerColumns
  /// The columns under which a mark says that a medicine is stopped.
  let stops: StopColumns
  /// The columns headed as what was before.
  let former: FormerColumns
  /// The columns of scores of pain.
  let scores: ScoreColumns
  /// The columns of how long what was dispensed lasts.
  let supplies: SupplyColumns
  /// Whether the columns of boxes are headed no before yes.
  let noComesFirst: Bool
  /// Whether columns are headed as the first and the last day of something.
  let hasSpanColumns: Bool
  /// Whether the document is told in the past tense, as case reports and discharge summaries are.
  let isTold: Bool
  /// Whether the document is a talk between speakers whose names begin its lines.
  let isDialogue: Bool
  /// Words struck out, which are no evidence.
  let deleted: [TextRange]

  /// The most tokens a sentence may have; text without any end is cut there.
  private static let longestSentence = 500

  init(of document: NoteDocument, _ lexicon: Lexicon, order: DayOrder? = nil) {
    self.document = document
    text = TokenizedText(document.text, lexicon, order: order)
    profile = DocumentProfiler(lexicon: lexicon).profile(of: document, text)
    let found = HeadingFinder(lexicon: lexicon, text: text).headings(marked: document.marks)
    headings = found.filter { $0.depth < Heading.labelDepth }
    sections = Self.sections(headings, text, document, lexicon)
    var opened = 0
    sectionOfHeading = headings.map { heading in
      guard !heading.tokens.isEmpty else { return nil }
      defer { opened += 1 }
      return opened
    }
    entries = Entries(text, lexicon, isImaging: profile.type == .imaging)
    sentences = Self.sentences(found, entries, text, document, lexicon)
    boxes = BoxLists(text)
    columns = AnswerColumns(text, lexicon)
    stops = StopColumns(text, lexicon)
    former = FormerColumns(text, lexicon, seenOn: profile.date)
    scores = ScoreColumns(text, lexicon)
    supplies = SupplyColumns(text, lexicon)
    noComesFirst = Self.noComesFirst(text, lexicon)
    hasSpanColumns = Self.hasSpanColumns(text, lexicon)
    isTold = profile.type == .operative || Self.isTold(text, lexicon)
    isDialogue = Self.isDialogue(text, lexicon)
    date =
      entries.last ?? [profile.date, supplies.day].compactMap(\.self).max()
      ?? (isTold || headings.contains { lexicon.has($0.kind, .caseReport) }
        ? DocumentProfiler(lexicon: lexicon).lastDay(in: text) : nil)
    copies = CopiedParts(text, lexicon, headings, seenOn: profile.date)
    deleted = document.marks.filter { $0.role == .deleted }.map(\.range)
  }

  /// The day of the document: of its last entry, where it has several, and never before that of a history
  /// of fills; the last that a story without one tells of.
  let date: CalendarDate?

  /// Whether a speaker's name and a colon begin several lines.
  private static func isDialogue(_ text: TokenizedText, _ lexicon: Lexicon) -> Bool {
    guard text.has(.speaker) else { return false }
    let turns = text.tokens.indices.count { index in
      text.tokens[index].traits.contains(.lineStart) && text.isSign(index + 1, ":")
        && lexicon.words.has(text.tokens[index].word, .speaker)
    }
    return turns >= fewestTurns
  }

  /// Turns of a speaker from which a text is a talk.
  private static let fewestTurns = 3

  /// Whether two answers that stand next to each other in a heading are no and yes.
  private static func noComesFirst(_ text: TokenizedText, _ lexicon: Lexicon) -> Bool {
    guard text.has(.answer) else { return false }
    for index in text.tokens.indices.dropLast() {
      guard let first = lexicon.words.value(text.tokens[index].word, .answer),
        let second = lexicon.words.value(text.tokens[index + 1].word, .answer), first != second,
        text.tokens[index].traits.contains(.capitalised)
      else { continue }
      return first < second
    }
    return false
  }

  /// Whether a heading of columns has a word for a beginning and then one for an end, as in
  /// `Drug   From   To` and `Start Date | End Date`.
  private static func hasSpanColumns(_ text: TokenizedText, _ lexicon: Lexicon) -> Bool {
    guard text.hasLayout, text.has(.since) else { return false }
    return text.tokens.indices.contains { index in
      guard text.beginsColumn(index), lexicon.words.has(text.tokens[index].word, .since) else {
        return false
      }
      let next = (index + 1..<min(index + 3, text.tokens.count)).first { text.beginsColumn($0) }
      guard let next else { return false }
      let word = text.tokens[next].word
      return lexicon.words.has(word, .until) || lexicon.words.has(word, .through)
    }
  }

  /// Whether a text is told in the past tense: a story, with hardly a verb of the present.
  private static func isTold(_ text: TokenizedText, _ lexicon: Lexicon) -> Bool {
    var past = 0
    var present = 0
    for token in text.tokens {
      guard let tense = lexicon.words.value(token.word, .tense) else { continue }
      if tense > 0 { past += 1 } else { present += 1 }
    }
    return past >= fewestVerbs && past >= tenseRatio * present
  }

  /// Verbs of the past from which a text is a story, and how many of them to one of the present.
  private static let fewestVerbs = 4
  private static let tenseRatio = 4

  private static func sections(
    _ headings: [Heading],
    _ text: TokenizedText,
    _ document: NoteDocument,
    _ lexicon: Lexicon
  ) -> [Section] {
    var sections: [Section] = []
    for (index, heading) in headings.enumerated() where !heading.tokens.isEmpty {
      let next = headings[(index + 1)...].first { $0.depth <= heading.depth }
      let words = text.range(heading.tokens)
      let end =
        next.map { text.tokens[$0.tokens.lowerBound].startOffset } ?? document.text.count
      let kind = heading.kind.map { lexicon.sectionKinds[$0] }
      sections.append(
        Section(
          title: document.text.string(in: words),
          kind: kind?.name ?? "",
          code: heading.code ?? kind?.loinc.first,
          range: TextRange(words.start, max(end, words.end)),
          heading: words,
          depth: heading.depth
        )
      )
    }
    return sections
  }

  private static func sentences(
    _ headings: [Heading],
    _ entries: Entries,
    _ text: TokenizedText,
    _ document: NoteDocument,
    _ lexicon: Lexicon
  ) -> [Range<Int>] {
    var breaks = entries.lines
    for heading in headings {
      breaks.append(heading.tokens.lowerBound)
      // A label stays with the words it labels.
      if !heading.isLabel {
        breaks.append(heading.content)
      }
    }
    for mark in document.marks {
      switch mark.role {
      case .block, .row: breaks.append(text.tokens(in: mark.range).lowerBound)
      case .heading, .cell, .deleted: break
      }
    }
    let sentences = lexicon.splitter.sentences(
      of: text.tokens,
      in: document.text.utf8,
      breaks: breaks.sorted()
    )
    guard sentences.contains(where: { $0.count > longestSentence }) else { return sentences }
    return sentences.flatMap { sentence in
      stride(from: sentence.lowerBound, to: sentence.upperBound, by: longestSentence).map {
        $0..<min($0 + longestSentence, sentence.upperBound)
      }
    }
  }

  /// The last heading that begins at or before a token.
  func heading(before token: Int) -> Int? {
    let next = headings.partitioningIndex { $0.tokens.lowerBound > token }
    return next > 0 ? next - 1 : nil
  }

  /// The sentence that holds the word at an offset of the text.
  func sentence(at offset: Int) -> Range<Int>? {
    sentence(holding: text.tokens(in: TextRange(offset, offset + 1)).lowerBound)
  }

  /// The sentence that holds a token.
  func sentence(holding token: Int) -> Range<Int>? {
    let place = sentences.partitioningIndex { $0.upperBound > token }
    return place < sentences.count ? sentences[place] : nil
  }
}
