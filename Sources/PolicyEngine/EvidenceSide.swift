import NoteModel

/// The evidence on one side of a criterion.
struct EvidenceSide {
  private(set) var findings: [Finding] = []
  private var holdsWithoutWords = false
  /// The arithmetic behind it, where there is any.
  private(set) var note: String?
  private let newest: CalendarDate?
  /// Whether one of them has no day, so that nothing is known to be newer than all.
  private let hasUndated: Bool
  private let newestDocuments: Set<Int>

  init(_ queries: [Query], _ evaluator: QueryEvaluator, _ file: CaseFile) {
    var seen: Set<Int> = []
    // The day that one of these tells is that of a beginning, not the day on which it is told.
    var beginnings: Set<Int> = []
    for query in queries {
      let result = evaluator.evaluate(query)
      if result.isEmpty { continue }
      if result.tellsBeginning { beginnings.formUnion(result.findings.map(\.id)) }
      holdsWithoutWords = holdsWithoutWords || result.holdsWithoutWords
      note = note ?? result.note
      for finding in result.findings where seen.insert(finding.id).inserted {
        findings.append(finding)
      }
    }
    func day(of finding: Finding) -> CalendarDate? {
      beginnings.contains(finding.id) ? file.day(of: finding) : file.day(toldBy: finding)
    }
    let newest = findings.compactMap(day).max()
    self.newest = newest
    hasUndated = findings.contains { day(of: $0) == nil }
    newestDocuments = Set(
      findings.filter { newest == nil || day(of: $0) == newest }.map(\.document)
    )
    findings.sort { left, right in
      let one = day(of: left)
      let other = day(of: right)
      if one != other, let one, let other { return one > other }
      return left.id < right.id
    }
  }

  var isEmpty: Bool { findings.isEmpty && !holdsWithoutWords }

  /// Whether its newest statement is of a later day than all of the other's.
  func isNewer(than other: EvidenceSide) -> Bool {
    guard let newest, let theirs = other.newest, !other.hasUndated else { return false }
    return newest > theirs
  }

  /// Whether the newest statements of both are of one day, in documents of their own.
  func isOfOneDay(with other: EvidenceSide) -> Bool {
    newest != nil && newest == other.newest && !sharesNewestDocument(with: other)
  }

  /// Whether one document holds newest statements of both.
  func sharesNewestDocument(with other: EvidenceSide) -> Bool {
    !newestDocuments.isDisjoint(with: other.newestDocuments)
  }

  /// Bytes of a passage, at most: what is shown must be read at a glance.
  private static let longestPassage = 120

  /// The words to show for a finding: its own, with the cues and attributes near it in its
  /// sentence.
  func range(of finding: Finding) -> TextRange {
    let parts = (finding.context.map(\.range) + finding.attributes.map(\.range))
      .filter { finding.sentence.contains($0) }
      .sorted { finding.range.union($0).count < finding.range.union($1).count }
    var range = finding.range
    for part in parts where range.union(part).count <= Self.longestPassage {
      range = range.union(part)
    }
    return range
  }
}
