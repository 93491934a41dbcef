import NoteModel
import TextProcessing

/// Title, type and date of a document, from what it declares and from its first lines.
struct DocumentProfiler {
  let lexicon: Lexicon

  /// What a document says of itself.
  struct Profile {
    let title: String
    let type: DocumentType
    let date: CalendarDate?
    /// The kind of section that the whole document is, where its title says so.
    let kind: Kind?
  }

  /// A kind of section, by its number, that a document is.
  struct Kind {
    let section: Int
    /// Whether its own sections are of the kind too, as they are in an insurer's letter.
    let isOfSections: Bool
  }

  /// What the phrases of a head say that a document is.
  private struct Tally {
    var scores: [DocumentType: Int] = [:]
    var kinds: [DocumentType: Kind] = [:]

    mutating func count(_ title: DocumentTitle, times weight: Int, isTitle: Bool) {
      scores[title.type, default: 0] += weight * title.weight
      if isTitle, let kind = title.kind {
        kinds[title.type] = Kind(section: kind, isOfSections: title.weight == wholeWeight)
      }
    }
  }

  /// Tokens at the start, and at the end, that may speak of the document itself.
  private static let headTokens = 160
  /// Tokens within which a letter comes to its subject, at most.
  private static let subjectTokens = 320
  private static let tailTokens = 60

  /// Bytes of a title taken from a first line, at most.
  private static let longestTitle = 120

  /// The profile of a document.
  ///
  /// - Complexity: O(1) beyond the longest phrase: only the head and tail are read.
  func profile(of document: NoteDocument, _ text: TokenizedText) -> Profile {
    let (type, kind) = type(of: document, text)
    return Profile(
      title: document.declared.title ?? firstLine(of: document, text),
      type: type,
      date: document.declared.date ?? date(in: text),
      kind: kind
    )
  }

  private func firstLine(of document: NoteDocument, _ text: TokenizedText) -> String {
    guard let first = text.tokens.firstIndex(where: { $0.kind == .word }) else { return "" }
    var title: [UInt8] = []
    for index in first..<text.tokens.count {
      let token = text.tokens[index]
      if index > first, token.traits.contains(.lineStart) { break }
      let word = text.text.utf8[token.startOffset..<token.endOffset]
      guard title.count + word.count < Self.longestTitle else { break }
      if index > first, token.traits.contains(.spaced) { title.append(UInt8(ascii: " ")) }
      title += word
    }
    return String(decoding: title, as: UTF8.self)
  }

  private func type(
    of document: NoteDocument,
    _ text: TokenizedText
  ) -> (type: DocumentType, kind: Kind?) {
    var tally = Tally()
    if let title = document.declared.title {
      let words = TokenizedText(NoteText(title), lexicon)
      score(words, upTo: words.tokens.count, weight: 3, &tally)
    }
    if let code = document.declared.typeCode {
      let words = TokenizedText(NoteText("LOINC \(code)"), lexicon)
      score(words, upTo: words.tokens.count, weight: 3, &tally)
    }
    score(text, upTo: min(Self.headTokens, text.tokens.count), weight: 1, &tally)
    scoreSubject(of: text, &tally)
    var best: (type: DocumentType, score: Int)?
    for type in DocumentType.allCases {
      if let score = tally.scores[type], score > best?.score ?? 0 { best = (type, score) }
    }
    let type = best?.type ?? .clinic
    return (type, tally.kinds[type])
  }

  /// Whether a phrase is the short name of a month rather than a title: `tramadol Mar`, `12 MAR 2026`.
  private func isMonth(_ phrase: Range<Int>, _ text: TokenizedText) -> Bool {
    let first = phrase.lowerBound
    guard phrase.count == 1, lexicon.words.value(text.tokens[first].word, .month) != nil else {
      return false
    }
    return !text.tokens[first].traits.contains(.allCaps)
      || first > 0 && text.tokens[first - 1].kind == .number
  }

  /// Adds the phrases of a head; those of the first lines count most, then those in
  /// capitals.
  private func score(
    _ text: TokenizedText,
    upTo end: Int,
    weight: Int,
    _ tally: inout Tally
  ) {
    var lines = 0
    // Where the phrases before end: `discharge summary` is no title within `PT discharge summary`.
    var covered = 0
    for first in 0..<end {
      let token = text.tokens[first]
      if token.traits.contains(.lineStart) { lines += 1 }
      let coveredBefore = covered
      lexicon.titlePhrases.matches(in: text.tokens, from: first, to: end) { match in
        guard match.end > coveredBefore, !isMonth(first..<match.end, text) else { return }
        covered = max(covered, match.end)
        let title = lexicon.titles[match.value]
        let isPlaced = title.weight == wholeWeight ? isItem(first..<match.end, text) : lines <= 3
        let isTitle = isPlaced && text.hasLayout
        let isCapital =
          token.traits.contains(.allCaps) && text.tokens[match.end - 1].traits.contains(.allCaps)
        let rank = isTitle ? lines <= 1 ? 4 : 3 : isCapital ? 2 : 1
        tally.count(title, times: weight * rank, isTitle: isTitle)
      }
    }
  }

  /// Whether words are a whole line, or all that stands on it after a label.
  private func isItem(_ words: Range<Int>, _ text: TokenizedText) -> Bool {
    let first = words.lowerBound
    guard text.tokens[first].traits.contains(.lineStart) || text.isSign(first - 1, ":") else {
      return false
    }
    let isStop = [",", ".", ":"].contains { text.isSign(words.upperBound, $0) }
    let next = words.upperBound + (isStop ? 1 : 0)
    return next >= text.tokens.count || text.tokens[next].traits.contains(.lineStart)
  }

  /// Adds the phrases that are a subject, in capitals below the addresses of a letter:
  /// `RE: REQUEST FOR ADDITIONAL INFORMATION`.
  private func scoreSubject(of text: TokenizedText, _ tally: inout Tally) {
    let end = min(Self.subjectTokens, text.tokens.count)
    guard end > Self.headTokens, text.hasLayout else { return }
    for first in Self.headTokens..<end where text.tokens[first].traits.contains(.allCaps) {
      lexicon.titlePhrases.matches(in: text.tokens, from: first, to: end) { match in
        let title = lexicon.titles[match.value]
        guard title.weight == wholeWeight, isItem(first..<match.end, text) else { return }
        tally.count(title, times: 3, isTitle: true)
      }
    }
  }

  /// A whole date at the head or foot of a document, and what stands before it.
  private struct DatedPlace {
    let date: CalendarDate
    let token: Int
    /// How plainly a word before it says that it is the note's: 1, less for a day of admission,
    /// 0 where none does, below for the day on which it was ordered or printed.
    let naming: Double
    /// Whether it is told in a sentence: one of the story, not of the note.
    let isProse: Bool
    /// Whether it is one of the last words of the document, as a signature's is.
    let isLast: Bool
    /// Whether an hour stands behind it.
    let isTimed: Bool
  }

  /// The date with a word before it that says so, else the first whole date that is not of birth
  /// and stands in no sentence; of the head of the document, else of its foot; else the last on
  /// which it was ordered or printed.
  private func date(in text: TokenizedText) -> CalendarDate? {
    let head = dates(in: 0..<min(Self.headTokens, text.tokens.count), of: text)
    let foot = dates(
      in: max(0, text.tokens.count - Self.tailTokens)..<text.tokens.count,
      of: text
    )
    // A day long before the others is one of birth, or of an old event.
    let latest = (head + foot).map(\.date).max()
    let prints = head.filter { $0.naming < 0 }
    let printed = prints.map(\.date).max()
    // Below the line that says when it was printed a day is of what is told.
    let headEnd = prints.first.map { $0.token + Self.printedHead } ?? .max
    for (isFoot, places) in [(false, head), (true, foot)] {
      let recent = places.filter { place in
        place.naming > 0 || latest.map { $0.days(since: place.date) <= Self.longestStory } ?? true
      }
      let plainest = recent.map(\.naming).max() ?? 0
      if plainest > 0, let named = recent.first(where: { $0.naming == plainest }) {
        // What was sent at some hour tells no later day, unless that is the one of what it asks for:
        // `FROM SPINE CLINIC  11/22/2023 09:31`, `Date .... 12/07/2023` below it.
        let isSent = head.first.map { $0.isTimed && $0.naming == 0 && !$0.isProse } ?? false
        return isSent ? min(named.date, head[0].date) : named.date
      }
      // What was printed states its day at the head; at its foot a day is that of a signature.
      if let first = recent.first(where: { place in
        !place.isProse && place.naming == 0 && (isFoot && place.isLast || place.token < headEnd)
      }) {
        return first.date
      }
    }
    return printed ?? foot.filter { $0.naming < 0 }.map(\.date).max()
  }

  /// The last whole day that a text tells of, from which a story without a day of its own is seen.
  ///
  /// - Complexity: O(tokens)
  func lastDay(in text: TokenizedText) -> CalendarDate? {
    let finder = TimeFinder(lexicon: lexicon, today: nil)
    let hasMonths = text.has(.month)
    var last: CalendarDate?
    for index in text.tokens.indices {
      let token = text.tokens[index]
      var first = index
      switch token.kind {
      case .number where token.end - token.start >= Self.shortestDay: break
      case .word where hasMonths && finder.isMonth(token.word):
        // `14 November 2023`
        if index > 0, text.tokens[index - 1].kind == .number { first = index - 1 }
      default: continue
      }
      guard let day = finder.date(at: first, in: text.tokens.indices, text)?.day else { continue }
      if last.map({ $0 < day }) ?? true { last = day }
    }
    return last
  }

  /// Bytes of a whole day in figures, at least: `4/8/24`.
  private static let shortestDay = 6

  /// Tokens from a word that says of what a date is, to the date, at most; before a colon, as in
  /// `Date of clinic and letter: 5 May 2025`, and elsewhere.
  private static let longestLead = 7
  private static let proseLead = 4

  /// Tokens after the day of a signature, at most.
  private static let lastTokens = 8

  /// Tokens after the day of a print within which the day of the note still stands.
  private static let printedHead = 30

  /// Days before the latest date of a document from which another cannot be its own.
  private static let longestStory = 730

  private func dates(in tokens: Range<Int>, of text: TokenizedText) -> [DatedPlace] {
    let finder = TimeFinder(lexicon: lexicon, today: nil)
    return tokens.compactMap { index in
      guard text.tokens[index].kind == .number || finder.isMonth(text.tokens[index].word),
        let match = finder.date(at: index, in: tokens, text), let day = match.day
      else { return nil }
      // Of a period the last day counts: `07/12/2025 thru 08/19/2025`.
      let isThrough =
        match.end < text.tokens.count && !text.tokens[match.end].traits.contains(.lineStart)
        && (text.isDash(match.end)
          || lexicon.words.has(text.tokens[match.end].word, .through))
      if isThrough, match.end + 1 < tokens.upperBound,
        finder.date(at: match.end + 1, in: tokens, text)?.day != nil
      {
        return nil
      }
      let lead = max(tokens.lowerBound, index - Self.longestLead)..<index
      let sameLine = lead.filter { !text.beginsLine(in: $0 + 1...index) }
      // The label nearest to the date says what it is of.
      let isAfterColon = text.isSign(index - 1, ":")
      let label = sameLine.suffix(isAfterColon ? Self.longestLead : Self.proseLead).last {
        lexicon.words.has(text.tokens[$0].word, .birth)
          || lexicon.words.has(text.tokens[$0].word, .noteDate)
      }
      if let label, lexicon.words.has(text.tokens[label].word, .birth) { return nil }
      // In brackets a day is of what stands before them: `(DXA 22 Jul 2025)`.
      let bracket = sameLine.last { text.isSign($0, "(") || text.isSign($0, ")") }
      let isInBrackets =
        bracket.map { bracket in
          text.isSign(bracket, "(")
            && !(bracket == index - 1 && text.tokens[bracket].traits.contains(.lineStart))
        } ?? false
      // `STUBBS, M     as of 04/22/25`
      let isStated =
        sameLine.last { text.beginsColumn($0) }.map { cell in
          (cell..<index).allSatisfy { lexicon.words.has(text.tokens[$0].word, .joiner) }
        } ?? false
      let isProse =
        isInBrackets
        || !isStated
          && sameLine.suffix(Self.proseLead).contains { lead in
            lexicon.words.has(text.tokens[lead].word, .joiner)
              && !text.tokens[lead].traits.contains(.allCaps)
              && !(lead + 1...index).contains { text.beginsColumn($0) }
          }
      func value(_ token: Int) -> Double {
        lead.contains(token) ? lexicon.words.value(text.tokens[token].word, .noteDate) ?? 0 : 0
      }
      // In `Order date` the first word says of what the date is.
      let naming = label.map { label in
        value(label - 1) < 0 ? value(label - 1) : value(label) == 0 ? 1 : value(label)
      }
      return DatedPlace(
        date: day,
        token: index,
        naming: naming ?? 0,
        isProse: isProse,
        isLast: text.tokens.count - match.end < Self.lastTokens,
        isTimed: match.end < text.tokens.count && text.tokens[match.end].kind == .number
          && text.number(match.end).isTimeOfDay
      )
    }
  }
}

/// The weight of a phrase that tells of the whole document wherever in its head it is a line.
private let wholeWeight = 9
