/// Which cues and sections work on which concepts, as bit masks.
///
/// A bit stands for a group of concepts, or a single concept, that some cue or section kind names.
struct GroupTable: Sendable {
  /// The most names that cues and section kinds may use between them.
  static let capacity = GroupMask.bitWidth

  /// The groups of each concept.
  private(set) var concepts: [GroupMask] = []

  /// The context that each kind of section gives, and to what.
  private(set) var sections: [[(context: Cue.Context, only: GroupMask)]] = []
  private var bits: [String: GroupMask] = [:]

  /// The names in use, to be held against `capacity`.
  var count: Int { bits.count }

  /// The names in use, by their bits.
  var names: [String] { bits.sorted { $0.value < $1.value }.map(\.key) }

  /// The mask of names that are in use; others have no bit.
  func known(_ names: Set<String>) -> GroupMask {
    names.reduce(0) { $0 | (bits[$1] ?? 0) }
  }

  /// The mask of names, which are in use from now on.
  mutating func mask(of names: some Sequence<String>) -> GroupMask {
    var mask: GroupMask = 0
    for name in names {
      if let bit = bits[name] {
        mask |= bit
      } else if bits.count < Self.capacity {
        let bit = GroupMask(1) << GroupMask(bits.count)
        bits[name] = bit
        mask |= bit
      }
    }
    return mask
  }

  /// Takes in the concepts and section kinds, once the names of all cues are in use.
  mutating func close(concepts: [Concept], sectionKinds: [SectionKind]) {
    for kind in sectionKinds {
      sections.append(kind.contexts.map { ($0.context, mask(of: $0.groups.sorted())) })
    }
    self.concepts = concepts.map { known($0.groups) | known([$0.name]) }
  }
}
