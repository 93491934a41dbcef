import NoteModel
import TextProcessing

/// The parts of a note that were taken over from older ones, as under `[Copied from 03/14/2022]`.
///
/// A part reaches to the next heading of a known kind or, where the older note has headings of its
/// own, to the next part; and to a line that heads what is newer: `[Interval history, 09/30/2025]`.
struct CopiedParts {
  /// A part.
  struct Part {
    /// The day of the older note.
    let day: CalendarDate
    /// The words that head it, where it tells how things were then; none where they only date it.
    let telling: Range<Int>?
  }

  private var parts = Stretches<Part>()

  /// Days before a document up to which what it copies is what is: it was copied, and reviewed.
  private static let longestCurrent = 120

  /// Tokens before the word that says that something was copied, of its heading, at most.
  private static let longestLead = 4

  /// Tokens after that word, of its heading, at most.
  private static let longestHead = 12

  /// Tokens of a line that heads a part of a note, at most.
  private static let longestDatedHead = 9

  /// Finds the parts of a document of some day.
  ///
  /// - Complexity: O(tokens)
  init(_ text: TokenizedText, _ lexicon: Lexicon, _ headings: [Heading], seenOn day: CalendarDate?)
  {
    guard text.has(.copied), let day else { return }
    let finder = TimeFinder(lexicon: lexicon, today: nil)
    let known = headings.filter { $0.kind != nil }.map(\.tokens.lowerBound)
    let heads = text.tokens.indices.compactMap { Self.head(at: $0, text, lexicon, finder) }
    let dated = text.tokens.indices.compactMap { index in
      Self.dayOfHead(at: index, text, finder).map { (first: index, day: $0) }
    }
    for (place, head) in heads.enumerated() where head.day < day {
      let begin = head.tokens.upperBound
      let next = heads.dropFirst(place + 1).first?.tokens.lowerBound ?? text.tokens.count
      // Where one follows at once, the older note has headings of its own.
      let heading = known[known.partitioningIndex { $0 >= begin }...].first
        .flatMap { $0 == begin ? nil : $0 }
      let newer = dated[dated.partitioningIndex { $0.first >= begin }...]
        .prefix { $0.first < next }.first { $0.day > head.day }?.first
      let end = min(next, heading ?? next, newer ?? next)
      parts.begin(
        at: head.tokens.lowerBound,
        Part(
          day: head.day,
          telling: head.isTelling && day.days(since: head.day) > Self.longestCurrent
            ? head.tokens : nil
        )
      )
      parts.end(at: max(begin, end))
    }
  }

  /// The part that holds a token.
  ///
  /// - Complexity: O(log parts)
  func part(at token: Int) -> Part? { parts[token] }

  /// The words that head what was taken over, by the one at a token that says so: they begin a line
  /// or stand in brackets, and hold a day.
  private static func head(
    at index: Int,
    _ text: TokenizedText,
    _ lexicon: Lexicon,
    _ finder: TimeFinder
  ) -> (tokens: Range<Int>, day: CalendarDate, isTelling: Bool)? {
    guard let value = lexicon.words.value(text.tokens[index].word, .copied) else { return nil }
    let lead = max(0, index - longestLead)...index
    guard
      let first = lead.last(where: {
        text.isSign($0, "[") || text.isSign($0, "(") || text.tokens[$0].traits.contains(.lineStart)
      })
    else { return nil }
    let line = index + 1..<min(index + longestHead, text.tokens.count)
    let end = line.first { token in
      text.tokens[token].traits.contains(.lineStart) || text.isSign(token, "]")
        || text.isSign(token, ")") || text.isSign(token, ":")
    }
    guard let end,
      let day = (index + 1..<end).lazy.compactMap({
        finder.date(at: $0, in: index + 1..<end, text)?.first
      }).first
    else { return nil }
    let isClosed = !text.tokens[end].traits.contains(.lineStart)
    return (first..<(isClosed ? end + 1 : end), day, value > 0)
  }

  /// The day of a line that heads a part of a note: a few words with a whole date, in brackets,
  /// between rules or before a colon, as in `[Interval history, 09/30/2025]`.
  private static func dayOfHead(
    at index: Int,
    _ text: TokenizedText,
    _ finder: TimeFinder
  ) -> CalendarDate? {
    guard text.tokens[index].traits.contains(.lineStart) else { return nil }
    let line = index..<min(index + longestDatedHead, text.tokens.count)
    let end = line.dropFirst().first { text.tokens[$0].traits.contains(.lineStart) }
    guard let place = (index..<(end ?? line.upperBound)).first(where: { text.isDate($0) }),
      let match = finder.date(at: place, in: line, text), match.end < text.tokens.count
    else { return nil }
    let isHead =
      text.isSign(match.end, "]") || text.isSign(match.end, ")") || text.isSign(match.end, ":")
      || text.tokens[index].kind == .sign && text.tokens[match.end].kind == .sign
    return isHead ? match.first : nil
  }
}
