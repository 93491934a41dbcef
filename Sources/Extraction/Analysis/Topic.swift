import NoteModel
import TextProcessing

/// A treatment or illness that a paragraph is headed with in a sentence of its own, and of which the
/// sentences after it tell how it holds.
///
/// As in `(1) Blood thinner. The list was an old one. She takes no anticoagulant.`
struct Topic {
  /// The place among the findings of the one that is told of.
  private var place: Int?

  private static let groups: ConceptGroups = [.drug, .acuteIllness]

  /// Takes the findings of the next sentence in, before they stand behind the others.
  ///
  /// What they deny or tell as past, and nothing tells as present, is denied or past in the heading.
  mutating func go(
    on sentence: Range<Int>,
    _ new: [Finding],
    behind findings: inout [Finding],
    _ text: TokenizedText,
    _ lexicon: Lexicon
  ) {
    guard let first = sentence.first else { return }
    let traits = text.tokens[first].traits
    let isItem =
      traits.contains(.lineStart) && (text.tokens[first].kind != .word || text.isSign(first, "("))
    if traits.contains(.blankLineBefore) || isItem { place = nil }
    for finding in new {
      guard let topic = place, finding.concept == findings[topic].concept else { continue }
      guard finding.assertion == .absent || finding.assertion == .historical else {
        findings[topic].assertion = .present
        findings[topic].context = []
        place = nil
        break
      }
      findings[topic].assertion = finding.assertion
      findings[topic].context = finding.context
    }
    guard new.count == 1, let finding = new.first, finding.assertion == .present,
      finding.context.isEmpty, lexicon.is(finding.concept, Self.groups),
      text.isSign(sentence.upperBound - 1, ".")
    else { return }
    let words = sentence.filter { text.tokens[$0].kind == .word }
    let range = text.range(words.first ?? first)
    if !words.isEmpty, range.start == finding.range.start,
      words.last.map({ text.range($0).end }) == finding.range.end
    {
      place = findings.count
    }
  }
}
