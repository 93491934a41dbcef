import NoteModel

/// The evidence of a case by criterion and by document.
struct EvidenceIndex {
  /// The evidence of each criterion, in the order of the policy.
  let entries: [[EvidenceEntry]]

  /// The evidence in each document, in the order given.
  let highlights: [Highlights]

  /// The evidence of a screening.
  init(_ screening: Screening) {
    let findings = Dictionary(screening.findings.map { ($0.id, $0) }) { first, _ in first }
    entries = screening.criteria.map { result in
      EvidenceEntry.entries(
        of: result.evidence,
        findings: findings,
        documents: screening.documents
      )
    }
    var marks = Array(
      repeating: [(range: TextRange, stance: Stance)](),
      count: screening.documents.count
    )
    for entry in entries.joined() { marks[entry.document].append((entry.range, entry.stance)) }
    var highlights: [Highlights] = []
    for marks in marks { highlights.append(Highlights(marks, after: highlights.last)) }
    self.highlights = highlights
  }

  /// The numbers of an entry's range and passage; none where it holds no words.
  func numbers(of entry: EvidenceEntry) -> (range: Int, passage: Int)? {
    highlights[entry.document].numbers(of: entry.range)
  }
}
