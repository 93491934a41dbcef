import NoteModel

/// The names that a lexicon gives to things, which policies may use.
public struct LexiconNames: Sendable {
  /// The concepts, each with its groups.
  public let concepts: [String: Set<String>]

  /// Every attribute that a finding can have.
  public let attributes: Set<String>

  /// The kinds of section.
  public let sectionKinds: Set<String>

  init(_ names: Nomenclature, qualities: [(name: String, value: String)]) {
    concepts = Dictionary(
      names.concepts.map { ($0.name, $0.groups) },
      uniquingKeysWith: { first, _ in first }
    )
    attributes = Set(qualities.map(\.name)).union([
      Attribute.levels, Attribute.date, Attribute.since, Attribute.until, Attribute.duration,
      Attribute.value, Attribute.interspace, Attribute.source,
    ])
    sectionKinds = Set(names.sectionKinds.map(\.name))
  }
}
