import NoteModel

/// Words of one document on one side of a criterion; evidence that overlaps is one entry.
struct EvidenceEntry {
  /// The place of the document in the case, from 0.
  let document: Int

  /// The words.
  let range: TextRange

  /// The side they are on.
  let stance: Stance

  /// The findings they stand for.
  let findings: [Finding]

  /// The day of what they tell, where it is known.
  let day: CalendarDate?

  /// The entries of the evidence of a criterion, deciding ones first.
  ///
  /// - Complexity: O(n log n) of the evidence
  static func entries(
    of evidence: [Evidence],
    findings: [Int: Finding],
    documents: [AnalyzedDocument]
  ) -> [EvidenceEntry] {
    joined(evidence).map { places in
      let first = evidence[places[0]]
      let told = places.sorted().compactMap { evidence[$0].finding.flatMap { findings[$0] } }
      return EvidenceEntry(
        document: first.document,
        range: places.dropFirst().reduce(first.range) { $0.union(evidence[$1].range) },
        stance: first.stance,
        findings: told,
        day: told.compactMap(\.entryDay).max() ?? documents[first.document].date
      )
    }
  }

  /// The places of evidence that overlaps in a document and on a side, the earliest place first.
  private static func joined(_ evidence: [Evidence]) -> [[Int]] {
    let key = { (item: Evidence) in
      (item.document, item.stance.rawValue, item.range.start, item.range.end)
    }
    var groups: [[Int]] = []
    var end = 0
    for place in evidence.indices.sorted(by: { key(evidence[$0]) < key(evidence[$1]) }) {
      let item = evidence[place]
      let open = groups.last.map { evidence[$0[0]] }
      if let open, open.document == item.document, open.stance == item.stance,
        item.range.start < end
      {
        groups[groups.count - 1].append(place)
        end = max(end, item.range.end)
      } else {
        groups.append([place])
        end = item.range.end
      }
    }
    return groups.sorted { ($0.min() ?? 0) < ($1.min() ?? 0) }
  }
}
