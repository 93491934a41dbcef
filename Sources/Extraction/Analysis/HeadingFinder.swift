import NoteModel
import TextProcessing

/// A heading in a text: its tokens and what it opens.
struct Heading {
  /// The tokens of its words.
  let tokens: Range<Int>
  /// The first token after it and its colon.
  let content: Int
  /// The kind of section, if the lexicon knows it.
  let kind: Int?
  /// The kind that it is in a case report, if that is another.
  var caseKind: Int?
  let depth: Int
  /// The LOINC code that the document itself gives the section.
  var code: String?
  /// Whether it labels the words after it on its line, rather than a section.
  var isLabel = false

  /// The depth of a label that leaves its section as it is.
  static let labelDepth = 9

  /// The heading as one of another kind, or of none that is known.
  func of(kind: Int?) -> Heading {
    Heading(
      tokens: tokens,
      content: content,
      kind: kind,
      depth: depth,
      code: code,
      isLabel: isLabel
    )
  }
}

/// Finds headings by name and by layout, at line starts and inside lines.
struct HeadingFinder {
  private let lexicon: Lexicon
  private let text: TokenizedText
  /// Whether the lines of the text begin with abbreviations that are headings, `PMH`, `MED`, `ROS`.
  private let hasMargin: Bool

  /// A finder for one text.
  init(lexicon: Lexicon, text: TokenizedText) {
    self.lexicon = lexicon
    self.text = text
    hasMargin = Self.hasMargin(text, lexicon)
  }

  /// The headings in order, disjoint; some of them may be marked by the document.
  ///
  /// - Complexity: O(tokens)
  func headings(marked marks: [LayoutMark]) -> [Heading] {
    var headings = marked(marks)
    let isMarked = !headings.isEmpty
    var index = 0
    var next = 0
    var found: [Heading] = []
    var scope: ScopeEnd?
    while index < text.tokens.count {
      while next < headings.count, headings[next].tokens.upperBound <= index { next += 1 }
      if next < headings.count, headings[next].tokens.lowerBound <= index {
        index = headings[next].tokens.upperBound
        scope = lexicon.has(headings[next].kind, .short) ? .paragraph : nil
        continue
      }
      let heading = mayBegin(at: index) ? heading(at: index, namesOnly: isMarked) : nil
      if heading == nil, scope == .line, wraps(to: index) { scope = .paragraph }
      if let end = scope, ends(end, at: index) {
        found.append(Heading(tokens: index..<index, content: index, kind: nil, depth: 1))
        scope = nil
      }
      if let heading {
        found.append(heading)
        // A label within a section leaves its end where it is.
        if heading.kind != nil || !heading.isLabel { scope = nil }
        if heading.kind != nil { scope = scopeEnd(of: heading) }
        index = max(heading.tokens.upperBound, index + 1)
      } else {
        index += 1
      }
    }
    headings += found
    let isCaseReport = headings.contains { lexicon.has($0.kind, .caseReport) }
    return headings.map { heading in
      if isCaseReport { return heading.caseKind.map { heading.of(kind: $0) } ?? heading }
      return lexicon.has(heading.kind, .literature) ? heading.of(kind: nil) : heading
    }
    .sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
  }

  /// Where the words under a heading end, if not at the next heading.
  private enum ScopeEnd {
    /// With its line: the heading stands inside a line.
    case line
    /// At the next item of the list that it is in.
    case item
    /// With its paragraph: the kind of section says so.
    case paragraph
    /// At the next line that begins with a label, or a blank line: its words stand beside it.
    case label
    /// There, or at the next line that is a sentence of its own after one.
    case statement
    /// Where a paragraph of full lines stands below its list, as the text of a letter does.
    case list
  }

  private func scopeEnd(of heading: Heading) -> ScopeEnd? {
    let first = heading.tokens.lowerBound
    if lexicon.has(heading.kind, .short) { return .paragraph }
    if let kind = heading.kind, headsRow(heading.tokens, kind) { return .line }
    if text.tokens[first].traits.contains(.lineStart) {
      let isBeside =
        heading.content < text.tokens.count
        && !text.tokens[heading.content].traits.contains(.lineStart)
      let contexts = heading.kind.map { lexicon.sectionKinds[$0].contexts } ?? []
      guard !contexts.isEmpty, text.hasLayout else { return nil }
      guard isBeside else { return text.isItemNumber(heading.content) ? .list : nil }
      let isOver = contexts.contains { $0.context == .historical || $0.context == .conditional }
      return isOver ? .statement : .label
    }
    if followsMarker(first) { return .item }
    return text.hasLayout ? .line : nil
  }

  /// Whether a line begins with a label: up to four words and a colon or points, as in `RN: pain 6`.
  private func isLabel(at index: Int) -> Bool {
    guard text.tokens[index].kind == .word, text.tokens[index].traits.contains(.capitalised) else {
      return false
    }
    for next in index + 1..<max(index + 1, min(index + 5, text.tokens.count)) {
      if text.isSign(next, ":") || text.isLeader(next) { return true }
      let goesOn =
        text.tokens[next].kind == .word || text.isSign(next, "/") || text.isSign(next, "&")
      if !goesOn || text.tokens[next].traits.contains(.lineStart) { return false }
    }
    return false
  }

  /// Whether a line and the one before it each end with a full stop, so that each may tell of another
  /// thing.
  ///
  /// As in `PMH: gout, DM2.`, `PICC site clean, left arm.`
  private func isSentenceLine(_ start: Int) -> Bool {
    guard text.isSign(start - 1, "."), text.tokens[start].traits.contains(.capitalised) else {
      return false
    }
    return text.isSign(nextLine(after: start) - 1, ".")
  }

  /// Where the line that begins at a token ends; the end of the text where it is too long to tell.
  private func nextLine(after start: Int) -> Int {
    let reach = start + 1..<min(start + Self.longestLine, text.tokens.count)
    return reach.first { text.tokens[$0].traits.contains(.lineStart) } ?? text.tokens.count
  }

  /// Whether the line that begins at a token has the length of one that has wrapped.
  private func isFullLine(_ start: Int) -> Bool {
    isFull(start..<nextLine(after: start))
  }

  /// Whether a full line goes on at a token: it ended without a sign, no blank line follows, and no
  /// label begins the next.
  private func wraps(to index: Int) -> Bool {
    let traits = text.tokens[index].traits
    guard traits.contains(.lineStart), !traits.contains(.blankLineBefore), index > 0,
      !isLabel(at: index),
      text.tokens[index - 1].kind == .word || text.isSign(index - 1, ",")
        || text.isSign(index - 1, "\"") || text.isSign(index - 1, ";")
    else { return false }
    let start = (max(0, index - Self.longestLine)..<index).last {
      text.tokens[$0].traits.contains(.lineStart)
    }
    guard let start else { return true }
    return isFull(start..<index)
  }

  /// Whether the tokens of a line have the length of one that has wrapped.
  private func isFull(_ line: Range<Int>) -> Bool { text.range(line).count >= Self.fullLine }

  /// The most tokens of a line that are looked at.
  private static let longestLine = 60

  /// Bytes from which a line is taken to have wrapped.
  private static let fullLine = 50

  private func ends(_ scope: ScopeEnd, at index: Int) -> Bool {
    guard text.tokens[index].traits.contains(.lineStart) else { return false }
    switch scope {
    case .line: return true
    case .statement: return ends(.label, at: index) || isSentenceLine(index)
    case .list:
      return text.tokens[index].traits.contains(.blankLineBefore) && !text.isItemNumber(index)
        && !isLabel(at: index) && isFullLine(index)
    case .label:
      // A page that ends within a sentence leaves a blank line too; a date begins another entry.
      return isLabel(at: index) || text.isDate(index)
        || text.tokens[index].traits.contains(.blankLineBefore)
          && (text.tokens[index - 1].kind == .sign
            || text.tokens[index].traits.contains(.capitalised)
              && !text.tokens[index].traits.contains(.allCaps))
    case .paragraph:
      // `L1: Superior endplate fracture` is what was found, whatever stands above it.
      return text.tokens[index].traits.contains(.blankLineBefore) || text.isSign(index - 1, ".")
        || text.isSign(index + 1, ":") && SpinalLevel(text.string(index)) != nil
    case .item:
      return index + 1 < text.tokens.count && followsMarker(index + 1)
        || index + 2 < text.tokens.count && followsMarker(index + 2)
    }
  }

  // MARK: Marked headings

  private func marked(_ marks: [LayoutMark]) -> [Heading] {
    var headings: [Heading] = []
    var covered = 0
    for mark in marks {
      guard case .heading(let depth, let code) = mark.role else { continue }
      let tokens = text.tokens(in: mark.range)
      guard !tokens.isEmpty, tokens.lowerBound >= covered else { continue }
      covered = tokens.upperBound
      var content = tokens.upperBound
      if text.isSign(content, ":") { content += 1 }
      headings.append(
        Heading(
          tokens: tokens,
          content: content,
          kind: code.flatMap { lexicon.kind(loinc: $0) } ?? kind(of: tokens),
          depth: depth,
          code: code
        )
      )
    }
    return headings
  }

  /// The kind that the longest heading name in some tokens stands for.
  private func kind(of tokens: Range<Int>) -> Int? {
    let words = tokens.count { text.tokens[$0].kind == .word }
    var best: (length: Int, kind: Int)?
    lexicon.headingPhrases.matches(in: text.tokens, tokens) { match in
      let length = match.end - match.first
      // `SMITHVILLE FAMILY PRACTICE` is no family history.
      guard 3 * length > words else { return }
      if length > best?.length ?? 0 { best = (length, match.value) }
    }
    return best?.kind
  }

  // MARK: Headings in plain text

  /// Whether a heading may begin at a token: it begins a line, follows a sign or a gap, or has a
  /// capital.
  @inline(__always)
  private func mayBegin(at index: Int) -> Bool {
    let token = text.tokens[index]
    return token.kind == .word
      && (!token.traits.isDisjoint(with: [.lineStart, .capitalised, .column])
        || index > 0 && text.tokens[index - 1].kind == .sign)
  }

  private func heading(at index: Int, namesOnly: Bool) -> Heading? {
    let token = text.tokens[index]
    // `Does he take warfarin?` on one line, `A: NO` on the next
    if index > 0, text.isSign(index - 1, "?"), token.end - token.start == 1 { return nil }
    let isLineStart = token.traits.contains(.lineStart) || followsMarker(index)
    if isLineStart || mayStartInside(index),
      let named = named(at: index, isLineStart: isLineStart)
    {
      return named
    }
    return namesOnly ? nil : unnamed(at: index, isLineStart: isLineStart)
  }

  /// A list number or bullet at the start of the line stands before the token.
  private func followsMarker(_ index: Int) -> Bool {
    guard index > 0 else { return false }
    let last = text.tokens[index - 1]
    if last.kind == .sign, last.traits.contains(.lineStart) { return true }
    guard index > 1, text.isSign(index - 1, ".") || text.isSign(index - 1, ")") else {
      return false
    }
    let first = text.tokens[index - 2]
    return first.kind == .number && first.traits.contains(.lineStart)
  }

  /// Inside a line a heading begins after the end of a sentence or after a gap.
  private func mayStartInside(_ index: Int) -> Bool {
    guard index > 0, text.tokens[index].traits.contains(.capitalised) else { return false }
    if text.beginsColumn(index) || turnsToCapitals(index) { return true }
    // `SECTION 6  INSTRUCTIONS READ TO PATIENT`
    if text.tokens[index].traits.contains(.allCaps), text.mayBeginCell(index),
      text.tokens[index - 1].kind == .number
    {
      return true
    }
    let last = text.tokens[index - 1]
    guard last.kind == .sign else { return false }
    switch text.byte(index - 1) {
    case UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: "|"): return true
    case UInt8(ascii: ","): return text.tokens[index].traits.contains(.allCaps)
    default: return false
    }
  }

  /// Whether the token begins a run of capitals after words that are not; a word that joins it to
  /// them, as in `discontinued by PCP:`, makes it none.
  private func turnsToCapitals(_ index: Int) -> Bool {
    let token = text.tokens[index]
    guard index > 0, token.traits.contains(.allCaps), token.end - token.start >= 3 else {
      return false
    }
    let last = text.tokens[index - 1]
    return last.kind != .word
      || !last.traits.contains(.allCaps) && !lexicon.words.has(last.word, .joiner)
  }

  private func named(at index: Int, isLineStart: Bool) -> Heading? {
    var best: (end: Int, kind: Int?, caseKind: Int?)?
    lexicon.headingPhrases.matches(in: text.tokens, from: index, to: text.tokens.count) { match in
      let kind = match.value
      guard match.end >= best?.end ?? 0,
        ends(at: match.end, of: index, isLineStart: isLineStart)
          || isLineStart && headsRow(index..<match.end, kind)
      else { return }
      if match.end > best?.end ?? 0 { best = (match.end, nil, nil) }
      if lexicon.has(kind, .literature) {
        best?.caseKind = kind
      } else {
        best?.kind = kind
      }
    }
    guard let best, !isDatedEvent(index..<best.end) else { return nil }
    let end =
      compoundEnd(after: best.end) ?? bracketEnd(after: best.end)
      ?? addedEnd(after: best.end) ?? best.end
    var content = end
    if isJoined(at: end) { content += 1 }
    while text.isSign(content, ":") || text.isSign(content, ".")
      || (text.isDash(content) && content == end)
    {
      content += 1
    }
    if text.isSign(content, ","), content > end { content += 1 }
    return Heading(
      tokens: index..<end,
      content: content,
      kind: best.kind ?? best.caseKind,
      caseKind: best.caseKind,
      depth: isLineStart && text.tokens[index].traits.contains(.allCaps) ? 1 : 2
    )
  }

  /// Whether the words of a heading are an event, no treatment, and the day of it stands behind them: `SOC
  /// 9/8/25` is the start of care.
  private func isDatedEvent(_ words: Range<Int>) -> Bool {
    let next = text.isSign(words.upperBound, ":") ? words.upperBound + 1 : words.upperBound
    guard next < text.tokens.count, text.isDate(next) else { return false }
    return lexicon.hasTerm(in: text.tokens, from: words.lowerBound, to: words.upperBound) {
      lexicon.is($0, .timed)
        && !lexicon.is($0, [.therapy, .drug, .pain, .study, .requestable, .surgery])
    }
  }

  /// Whether words of a heading that end before a token are set off as one.
  private func ends(
    at end: Int,
    of first: Int,
    isLineStart: Bool
  ) -> Bool {
    let isCaps = (first..<end).allSatisfy { index in
      text.tokens[index].kind != .word || text.tokens[index].traits.contains(.allCaps)
    }
    guard end < text.tokens.count else { return isLineStart && isCaps && end - first > 0 }
    if text.isSign(end, ":") {
      return isLineStart || text.tokens[first].traits.contains(.capitalised)
    }
    if isCaps, isJoined(at: end) || compoundEnd(after: end) != nil { return true }
    guard isLineStart else { return false }
    if isCaps, addedEnd(after: end) != nil { return true }
    if let after = bracketEnd(after: end), text.tokens[first].traits.contains(.capitalised) {
      let isSetOff =
        after == text.tokens.count || text.isSign(after, ":")
        || text.tokens[after].traits.contains(.lineStart)
      if isSetOff { return true }
    }
    let next = text.tokens[end]
    if next.traits.contains(.lineStart) {
      return text.tokens[first].traits.contains(.capitalised)
    }
    if text.isSign(end, "."), isCaps || isParagraph(first),
      text.tokens[first].end - text.tokens[first].start >= 2
    {
      return true
    }
    if text.isDash(end), next.traits.contains(.spaced) { return isCaps }
    // `Prior level of function   Independent`: a label of several words heads its row, unless the
    // row answers it.
    if end - first > 2, text.tokens[first].traits.contains(.capitalised), text.beginsColumn(end) {
      return next.kind == .word && !lexicon.words.has(next.word, .answer)
    }
    return isCaps
      && (text.beginsColumn(end) || text.gap(before: end) >= 2 || text.isItemNumber(end))
      || hasMargin && Self.isAbbreviation(text.tokens[first]) && end == first + 1
  }

  /// Whether several lines begin with an abbreviation of a section, and no colon after it.
  private static func hasMargin(_ text: TokenizedText, _ lexicon: Lexicon) -> Bool {
    guard text.hasLayout else { return false }
    var kinds: Set<Int> = []
    for index in text.tokens.indices.dropLast() where isAbbreviation(text.tokens[index]) {
      let next = text.tokens[index + 1].traits
      guard text.tokens[index].traits.contains(.lineStart), next.contains(.spaced),
        !next.contains(.lineStart)
      else { continue }
      lexicon.headingPhrases.matches(in: text.tokens, from: index, to: index + 1) { match in
        kinds.insert(match.value)
      }
    }
    return kinds.count >= fewestMargins
  }

  /// Different sections whose abbreviations begin lines from which a text has them in its margin.
  private static let fewestMargins = 4

  /// A short word in capitals, `PMH`, or one that begins with one, `Meds`.
  private static func isAbbreviation(_ token: Token) -> Bool {
    token.kind == .word && token.traits.contains(.capitalised)
      && (2...4).contains(token.end - token.start)
  }

  /// Whether a name is the first cell of a row of a table and says how the others hold:
  /// `Allergies<tab>codeine`.
  private func headsRow(_ tokens: Range<Int>, _ kind: Int) -> Bool {
    let end = tokens.upperBound
    guard end < text.tokens.count, !lexicon.sectionKinds[kind].contexts.isEmpty,
      text.tokens[tokens.lowerBound].traits.contains(.capitalised),
      text.text.utf8[text.tokens[end].startOffset - 1] == UInt8(ascii: "\t")
    else { return false }
    return text.tokens[end].kind == .word
      && !lexicon.words.has(text.tokens[end].word, .answer)
      && !text.tokens[end].traits.contains(.capitalised)
  }

  /// Whether a comma without a blank stands at the end of a heading, as where lines were joined:
  /// `MEDICATIONS,1. Atenolol`.
  private func isJoined(at end: Int) -> Bool {
    text.isSign(end, ",") && end + 1 < text.tokens.count
      && !text.tokens[end + 1].traits.contains(.spaced)
      && text.tokens[end + 1].kind != .sign
  }

  /// The colon of a heading that goes on after a slash: `PAST MEDICAL HISTORY/SURGERIES:`.
  private func compoundEnd(after end: Int) -> Int? {
    guard text.isSign(end, "/") || text.isSign(end, "&") else { return nil }
    for index in end..<min(end + Self.longestCompound, text.tokens.count) {
      if text.isSign(index, ":") { return index }
      let isPart =
        text.isSign(index, "/") || text.isSign(index, "&")
        || text.tokens[index].kind == .word && text.tokens[index].traits.contains(.allCaps)
      guard isPart else { return nil }
    }
    return nil
  }

  /// The end of a remark in brackets after a heading: `MEDICATIONS (reconciled today)`.
  private func bracketEnd(after end: Int) -> Int? {
    guard text.isSign(end, "(") else { return nil }
    for index in end + 1..<max(end + 1, min(end + Self.longestRemark, text.tokens.count)) {
      // `Contraindications (none present):` answers for the list below it.
      if text.tokens[index].traits.contains(.lineStart)
        || lexicon.words.has(text.tokens[index].word, .answer)
      {
        return nil
      }
      if text.isSign(index, ")") { return index + 1 }
    }
    return nil
  }

  /// The colon of a heading in capitals that goes on in small letters: `PMH per chart:`.
  private func addedEnd(after end: Int) -> Int? {
    for index in end..<min(end + Self.longestAddition, text.tokens.count) {
      if text.isSign(index, ":") { return index > end ? index : nil }
      let traits = text.tokens[index].traits
      guard text.tokens[index].kind == .word,
        traits.isDisjoint(with: [.capitalised, .allCaps, .lineStart])
      else { return nil }
    }
    return nil
  }

  /// Tokens of a heading after its name, at most, with the colon.
  private static let longestAddition = 5

  /// Tokens after the first name of a compound heading, at most.
  private static let longestCompound = 8

  /// Tokens of a remark in brackets after a heading, at most.
  private static let longestRemark = 16

  /// Whether a word that begins with a capital begins a paragraph: a blank line or a full stop
  /// stands before it.
  private func isParagraph(_ first: Int) -> Bool {
    let traits = text.tokens[first].traits
    return traits.contains(.capitalised) && traits.contains(.lineStart)
      && (first == 0 || traits.contains(.blankLineBefore) || text.isSign(first - 1, "."))
  }

  /// A line, or the words before a colon, in capitals and without a name we know.
  private func unnamed(at index: Int, isLineStart: Bool) -> Heading? {
    guard isLineStart || turnsToCapitals(index) else { return nil }
    var end = index
    var letters = 0
    while end < text.tokens.count, end - index < 8 {
      let token = text.tokens[end]
      if end > index, token.traits.contains(.lineStart) { break }
      if end > index, text.beginsColumn(end) { break }
      if token.kind == .sign {
        if text.isSign(end, ":") || text.isSign(end, "(") { break }
        guard text.isSign(end, "/") || text.isSign(end, "&") || text.isDash(end) else { return nil }
      } else {
        guard token.kind == .word, token.traits.contains(.allCaps) else { return nil }
        letters += Int(token.end - token.start)
      }
      end += 1
    }
    guard letters >= (followsJoint(index) ? 3 : 4), end < text.tokens.count, end > index
    else { return nil }
    let next = bracketEnd(after: end) ?? end
    let isAlone = next == text.tokens.count || text.tokens[next].traits.contains(.lineStart)
    // `ANTICOAG    none`: a label in the margin begins something new.
    if isLineStart, !isAlone, text.beginsColumn(end) || text.isBox(end), !dates(end) {
      return Heading(tokens: index..<end, content: end, kind: nil, depth: 1, isLabel: true)
    }
    if text.isSign(end, ":") {
      // With words after it on the line it is a label within its section.
      let content = end + 1
      let isLabel =
        content < text.tokens.count && !text.tokens[content].traits.contains(.lineStart)
        && !followsJoint(index)
      return Heading(
        tokens: index..<end,
        content: content,
        kind: isLabel ? nil : kind(of: index..<end),
        depth: isLabel ? Heading.labelDepth : 1,
        isLabel: isLabel
      )
    }
    guard isLineStart, isAlone, stands(alone: index, end) else { return nil }
    return Heading(tokens: index..<end, content: end, kind: kind(of: index..<end), depth: 1)
  }

  /// Whether a line ends with the day or year of what it names, `GERD    2016`, or has several columns
  /// the last of which is one: `MEDROL DOSE PACK   gout   06/2022`.
  private func dates(_ index: Int) -> Bool {
    let line = index..<nextLine(after: index)
    guard let last = line.last, text.tokens[last].kind == .number,
      last == index || text.beginsColumn(last)
    else { return false }
    let isYear = text.tokens[last].end - text.tokens[last].start == Self.digitsOfYear
    return isYear || text.isDate(last) || text.number(last).isMonthOfYear
  }

  private static let digitsOfYear = 4

  /// Whether lines were joined by a comma before a token: `tolerated well.,DXA:  T-score -3.1`.
  private func followsJoint(_ index: Int) -> Bool {
    text.isSign(index - 1, ",") && text.isSign(index - 2, ".")
  }

  /// A line in capitals counts as a heading only where the text around it is not in capitals.
  private func stands(alone index: Int, _ end: Int) -> Bool {
    guard text.tokens[index].traits.contains(.blankLineBefore) || index == 0 else { return false }
    // `TLSO when up`: an abbreviation may begin the next line.
    return text.tokens[end..<min(end + 2, text.tokens.count)].contains {
      $0.kind != .word || !$0.traits.contains(.allCaps)
    }
  }
}
