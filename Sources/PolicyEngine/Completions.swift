import NoteModel

/// The smallest sets of gaps whose documentation would complete a pathway.
struct Completions {
  let policy: Policy
  let statuses: [String: Status]

  /// The sets, of the open pathways or, where none is open, of all; the shortest first.
  var all: [Gaps.Completion] {
    let open = policy.pathways.filter { pathway in
      pathway.openers.contains { statuses[$0] == .supported || statuses[$0] == .conflicting }
    }
    let order = Dictionary(
      policy.criteria.enumerated().map { ($1.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let found = (open.isEmpty ? policy.pathways : open).flatMap { pathway in
      Self.smallest(sets(for: pathway.requirement, having: [])).map { set in
        Gaps.Completion(
          pathway: pathway.id,
          criteria: set.sorted { order[$0] ?? 0 < order[$1] ?? 0 }
        )
      }
    }
    .filter { !$0.criteria.isEmpty }
    return found.enumerated()
      .sorted { left, right in
        let lengths = (left.element.criteria.count, right.element.criteria.count)
        if lengths.0 != lengths.1 { return lengths.0 < lengths.1 }
        let places = (left.element.criteria, right.element.criteria)
        for (one, other) in zip(places.0, places.1) where one != other {
          return order[one] ?? 0 < order[other] ?? 0
        }
        return left.offset < right.offset
      }
      .map(\.element)
  }

  /// The sets that fulfil a requirement once some criteria are taken as documented.
  ///
  /// What is documented can ask for more (an osteoporotic fracture asks for a programme), so a set
  /// grows until it fulfils all that it brings about.
  private func sets(for requirement: Requirement, having assumed: Set<String>) -> [Set<String>] {
    var supposed = statuses
    for id in assumed { supposed[id] = .supported }
    return Self.ways(requirement, supposed).flatMap { way in
      way.isEmpty ? [assumed] : sets(for: requirement, having: assumed.union(way))
    }
  }

  /// The ways to fulfil a requirement as it stands; what is refuted has none, and what conflicts
  /// is for a person to settle, not for more documents.
  private static func ways(
    _ requirement: Requirement,
    _ statuses: [String: Status]
  ) -> [Set<String>] {
    switch requirement {
    case .criterion(let id):
      switch statuses[id] ?? .undocumented {
      case .supported, .conflicting: return [[]]
      case .undocumented: return [[id]]
      case .refuted: return []
      }
    case .all(let parts):
      return parts.reduce([[]]) { ways, part in
        let more = self.ways(part, statuses)
        return smallest(ways.flatMap { way in more.map { way.union($0) } })
      }
    case .any(let parts):
      return smallest(parts.flatMap { ways($0, statuses) })
    case .count(let range, let parts):
      // What must not hold is no document's to bring.
      let held = parts.count { RequirementTree(statuses: statuses).status(of: $0) == .supported }
      guard held <= range.upperBound else { return [] }
      return smallest(
        choices(of: range.lowerBound, from: parts).flatMap { ways(.all($0), statuses) }
      )
    case .unless(let waivers, let inner):
      if waivers.contains(where: { statuses[$0] == .supported }) { return [[]] }
      let waived = waivers.filter { statuses[$0] ?? .undocumented == .undocumented }
      return smallest(ways(inner, statuses) + waived.map { [$0] })
    case .when(let condition, let inner):
      let applies = statuses[condition] == .supported || statuses[condition] == .conflicting
      return applies ? ways(inner, statuses) : [[]]
    }
  }

  /// The ways to take so many of some parts.
  private static func choices(of count: Int, from parts: [Requirement]) -> [[Requirement]] {
    guard count > 0 else { return [[]] }
    guard let first = parts.first, parts.count >= count else { return [] }
    let rest = Array(parts.dropFirst())
    return choices(of: count - 1, from: rest).map { [first] + $0 } + choices(of: count, from: rest)
  }

  /// The sets that hold no other one.
  private static func smallest(_ sets: [Set<String>]) -> [Set<String>] {
    var kept: [Set<String>] = []
    for set in sets.sorted(by: { $0.count < $1.count })
    where !kept.contains(where: { $0.isSubset(of: set) }) {
      kept.append(set)
    }
    return kept
  }
}
