import NoteModel

/// The outcome of a case from the statuses of its criteria.
struct PathwayJudgement {
  let outcome: Outcome
  let pathway: String?
  let missing: [MissingItem]

  init(policy: Policy, statuses: [String: Status]) {
    let tree = RequirementTree(statuses: statuses)
    let open = policy.pathways.filter { pathway in
      pathway.openers.contains { id in
        statuses[id] == .supported || statuses[id] == .conflicting
      }
    }
    let judged = open.map { (pathway: $0, status: tree.status(of: $0.requirement)) }
    var best = judged.first
    for candidate in judged.dropFirst() {
      if let current = best, candidate.status.isBetter(than: current.status) { best = candidate }
    }
    pathway = best?.pathway.id
    let exclusions = policy.criteria.filter { $0.kind == .exclusion }
      .map { statuses[$0.id] ?? .undocumented }
    let openers = policy.pathways.flatMap(\.openers)
    let allRefuted = openers.allSatisfy { statuses[$0] == .refuted }
    if exclusions.contains(.supported) || allRefuted
      || (!judged.isEmpty && judged.allSatisfy { $0.status == .refuted })
    {
      outcome = .criteriaNotMet
    } else if exclusions.contains(.conflicting) || best?.status == .conflicting {
      outcome = .clinicalReview
    } else if best?.status == .supported {
      outcome = .criteriaMet
    } else {
      outcome = .documentationIncomplete
    }
    let asks = Dictionary(
      policy.criteria.map { ($0.id, $0.ask) },
      uniquingKeysWith: { first, _ in first }
    )
    let wanted = best?.pathway ?? policy.pathways.first { $0.id == policy.fallback }
    missing =
      wanted.map { pathway in
        tree.gaps(in: pathway.requirement).map {
          MissingItem(criterion: $0, ask: asks[$0] ?? "")
        }
      } ?? []
  }
}

/// A pathway's requirement, held against statuses.
struct RequirementTree {
  let statuses: [String: Status]

  /// The combined status.
  func status(of requirement: Requirement) -> Status {
    switch requirement {
    case .criterion(let id): statuses[id] ?? .undocumented
    case .all(let parts): Status.all(parts.map { status(of: $0) })
    case .any(let parts): Status.any(parts.map { status(of: $0) })
    case .count(let range, let parts): Status.count(range, of: parts.map { status(of: $0) })
    case .unless(let waivers, let inner):
      waivers.contains { statuses[$0] == .supported } ? .supported : status(of: inner)
    case .when(let condition, let inner):
      statuses[condition] == .supported || statuses[condition] == .conflicting
        ? status(of: inner) : .supported
    }
  }

  /// The undocumented criteria that the requirement lacks, of its best arm where it has several.
  func gaps(in requirement: Requirement) -> [String] {
    switch requirement {
    case .criterion(let id): return statuses[id] ?? .undocumented == .undocumented ? [id] : []
    case .all(let parts): return parts.flatMap { gaps(in: $0) }
    case .any(let parts):
      var best: (part: Requirement, status: Status)?
      for part in parts {
        let status = status(of: part)
        if let current = best, !status.isBetter(than: current.status) { continue }
        best = (part, status)
      }
      return best.map { gaps(in: $0.part) } ?? []
    case .count(let range, let parts):
      let wanted = parts.sorted { status(of: $0).isBetter(than: status(of: $1)) }
      return wanted.prefix(range.lowerBound).flatMap { gaps(in: $0) }
    case .unless, .when:
      guard status(of: requirement) != .supported else { return [] }
      switch requirement {
      case .unless(_, let inner), .when(_, let inner): return gaps(in: inner)
      default: return []
      }
    }
  }
}
