import NoteModel
import TextProcessing

/// What part of the body a note of therapy is about, by the diagnosis on the line of a heading.
///
/// As in `Diagnosis: aftercare of a total knee arthroplasty`. A note with several episodes has one for
/// each.
struct TherapyAim {
  /// Where a diagnosis stands, and the words in it that name another part than the spine; no words
  /// where it is of the spine or does not say.
  private typealias Diagnosis = (start: Int, elsewhere: TextRange?)

  private let diagnoses: [Diagnosis]
  private let lexicon: Lexicon

  /// The aims of a document, of which it has none unless it is a note of therapy; its findings are in
  /// text order.
  init(of layout: Layout, _ findings: [Finding], _ lexicon: Lexicon) {
    self.lexicon = lexicon
    guard layout.profile.type == .therapy else {
      diagnoses = []
      return
    }
    diagnoses = layout.headings.compactMap { heading in
      guard !heading.tokens.isEmpty, lexicon.has(heading.kind, .subject) else { return nil }
      let start = layout.text.range(heading.tokens).start
      let line = layout.text.line(after: heading.tokens.lowerBound + 1, atMost: Self.longestLine)
      let end = layout.text.range(heading.tokens.lowerBound..<line.upperBound).end
      let first = findings.partitioningIndex { $0.range.start >= start }
      let named = findings[first...].prefix { $0.range.end <= end }
      let isOfSpine = named.contains { lexicon.is($0.concept, [.located, .spinal, .fracture]) }
      let elsewhere = named.first { lexicon.is($0.concept, .elsewhere) }
      return (start, isOfSpine ? nil : elsewhere?.range)
    }
  }

  /// Has the therapies of a document, and the days that they were had on, be for another part of the
  /// body where the diagnosis over them is, or the first one where none stands over them.
  ///
  /// - Complexity: O(findings · log diagnoses)
  func place(_ findings: inout [Finding]) {
    guard diagnoses.contains(where: { $0.elsewhere != nil }) else { return }
    for index in findings.indices {
      let concept = findings[index].concept
      guard lexicon.is(concept, .sited), lexicon.is(concept, [.timed, .spanned]) else { continue }
      let start = findings[index].range.start
      let next = diagnoses.partitioningIndex { $0.start > start }
      guard let place = diagnoses[max(next - 1, 0)].elsewhere,
        !findings[index].attributes.contains(where: { $0.name == Attribute.place })
      else { continue }
      findings[index].attributes.append(Attribute(Attribute.place, .word("elsewhere"), place))
    }
  }

  /// Tokens of the line of a diagnosis, at most.
  private static let longestLine = 40
}
