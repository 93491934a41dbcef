import NoteModel

/// What stands against each other in a criterion, newest first; what has no day comes last.
struct ConflictPairs {
  /// Words for and words against, the newest of each together.
  let pairs: [(for: EvidenceEntry, against: EvidenceEntry)]

  /// What is left over on one side, and what is on none.
  let rest: [EvidenceEntry]

  /// The pairs among the entries of a criterion.
  init(_ entries: [EvidenceEntry]) {
    let favouring = Self.newestFirst(entries.filter { $0.stance == .for })
    let opposing = Self.newestFirst(entries.filter { $0.stance == .against })
    pairs = zip(favouring, opposing).map { (for: $0, against: $1) }
    rest =
      favouring.dropFirst(pairs.count) + opposing.dropFirst(pairs.count)
      + entries.filter { $0.stance == .context }
  }

  private static func newestFirst(_ entries: [EvidenceEntry]) -> [EvidenceEntry] {
    entries.enumerated().sorted { left, right in
      let days = (left.element.day?.dayNumber ?? .min, right.element.day?.dayNumber ?? .min)
      return days.0 != days.1 ? days.0 > days.1 : left.offset < right.offset
    }
    .map(\.element)
  }
}
