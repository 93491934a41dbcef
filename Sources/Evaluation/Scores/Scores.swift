/// The tallies of a run, and of its parts.
package struct Scores: Sendable {
  private let tallies: [Tally]

  /// The scores of a run.
  package init(_ run: Run) {
    tallies = Self.sum(run.units.map(Self.tallies))
  }

  /// What is counted for a measure.
  package subscript(measure: Measure) -> Tally { tallies[measure.rawValue] }

  /// What a unit adds to each measure, in their order.
  static func tallies(of unit: Unit) -> [Tally] { Measure.allCases.map { $0.tally(unit) } }

  private static func sum(_ units: [[Tally]]) -> [Tally] {
    units.reduce(into: Array(repeating: Tally(), count: Measure.allCases.count)) { sum, tallies in
      for (place, tally) in tallies.enumerated() { sum[place] += tally }
    }
  }
}

/// The tallies of the mentions of one concept.
struct ConceptScores {
  let concept: String
  let findings: Tally
  let findingsStrict: Tally
  let assertions: Tally

  /// Each concept that labels or findings name, by name.
  static func all(in run: Run) -> [ConceptScores] {
    let kinds: Set<Item.Kind> = [.finding, .assertion]
    let items = Dictionary(grouping: run.items.filter { kinds.contains($0.kind) }, by: \.subject)
    return items.sorted { $0.key < $1.key }.map { concept, items in
      let scores = Scores(Run(run.source, units: [Unit(name: concept, items: items)]))
      return ConceptScores(
        concept: concept,
        findings: scores[.findings],
        findingsStrict: scores[.findingsStrict],
        assertions: scores[.assertions]
      )
    }
  }
}

/// The tallies of the sentences of one phenomenon.
struct PhenomenonScores {
  let phenomenon: String
  let sentences: Tally
  let marks: Tally
  let marksStrict: Tally

  /// Each phenomenon, in the order of the file.
  static func all(in run: Run) -> [PhenomenonScores] {
    var names: [String] = []
    var units: [String: [Unit]] = [:]
    for unit in run.units where !unit.items.isEmpty && run.source == .sentences {
      if units[unit.phenomenon] == nil { names.append(unit.phenomenon) }
      units[unit.phenomenon, default: []].append(unit)
    }
    return names.map { name in
      let scores = Scores(Run(run.source, units: units[name] ?? []))
      return PhenomenonScores(
        phenomenon: name,
        sentences: scores[.sentences],
        marks: scores[.marks],
        marksStrict: scores[.marksStrict]
      )
    }
  }
}
