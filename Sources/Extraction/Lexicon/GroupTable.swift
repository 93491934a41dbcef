/// Which cues and sections work on which concepts, as bit masks.
///
/// A bit stands for a group of concepts, or a single concept, that some cue or section kind names.
struct GroupTable: Sendable {
  /// A set of groups.
  typealias Mask = UInt64

  /// The most names that cues and section kinds may use between them.
  static let capacity = Mask.bitWidth

  private(set) var concepts: [Mask] = []
  private(set) var cues: [(only: Mask, except: Mask)] = []
  private(set) var sections: [[(context: Cue.Context, only: Mask)]] = []
  private var bits: [String: Mask] = [:]

  init(concepts: [Concept], cues: [Cue], sectionKinds: [SectionKind]) {
    for cue in cues {
      self.cues.append((mask(of: cue.groups), mask(of: cue.exceptions)))
    }
    for kind in sectionKinds {
      sections.append(kind.contexts.map { ($0.context, mask(of: $0.groups)) })
    }
    for concept in concepts {
      self.concepts.append(known(concept.groups) | known([concept.name]))
    }
  }

  /// The names in use, to be held against `capacity`.
  var count: Int { bits.count }

  /// The mask of names that are in use; others have no bit.
  func known(_ names: Set<String>) -> Mask {
    names.reduce(0) { $0 | (bits[$1] ?? 0) }
  }

  private mutating func mask(of names: Set<String>) -> Mask {
    var mask: Mask = 0
    for name in names.sorted() {
      if bits[name] == nil { bits[name] = 1 << Mask(bits.count) }
      mask |= bits[name] ?? 0
    }
    return mask
  }
}
