import NoteModel

/// The concepts and the kinds of section of a lexicon, by place and by name.
struct Nomenclature: Sendable {
  /// The concepts, by the order of their file.
  private(set) var concepts: [Concept] = []

  /// The kinds of section, by the order of theirs.
  private(set) var sectionKinds: [SectionKind] = []

  private var conceptIndex: [String: Int] = [:]
  private var kindIndex: [String: Int] = [:]
  private var groups: Set<String> = []

  /// Reads `concepts.tsv` and `section-kinds.tsv`.
  init(_ check: inout LexiconCheck) {
    readConcepts(&check)
    readSectionKinds(&check)
  }

  /// The place of the concept of a name.
  func concept(_ name: String) -> Int? { conceptIndex[name] }

  /// The place of the section kind of a name.
  func kind(_ name: String) -> Int? { kindIndex[name] }

  /// Reports the names that no concept and no group of concepts has.
  func check(groups names: [String], of row: LexiconRow, _ check: inout LexiconCheck) {
    for name in names where !groups.contains(name) && conceptIndex[name] == nil {
      check.report(row, "no concept is in the group `\(name)`")
    }
  }

  private mutating func readConcepts(_ check: inout LexiconCheck) {
    guard let number = check.files.firstIndex(where: { $0.name == "concepts.tsv" }) else {
      return check.report("concepts.tsv", "is missing; it names every concept")
    }
    for row in check.rows(number) where check.isComplete(row, columns: 4) {
      let name = row[0]
      guard Self.isName(name) else {
        check.report(
          row,
          "a concept's name is lower-case words joined by hyphens, not `\(name)`"
        )
        continue
      }
      guard conceptIndex[name] == nil else {
        check.report(row, "the concept `\(name)` is there already")
        continue
      }
      if row.isEmpty(3) { check.report(row, "the concept `\(name)` needs a label") }
      conceptIndex[name] = concepts.count
      concepts.append(
        Concept(
          name: name,
          groups: Set(row.items(1)),
          codes: row.items(2).compactMap { check.code($0, row) },
          label: row[3]
        )
      )
      groups.formUnion(row.items(1))
    }
  }

  private mutating func readSectionKinds(_ check: inout LexiconCheck) {
    guard let number = check.files.firstIndex(where: { $0.name == "section-kinds.tsv" }) else {
      return check.report("section-kinds.tsv", "is missing; it names the kinds of section")
    }
    for row in check.rows(number) where check.isComplete(row, columns: 3) {
      let name = row[0]
      guard Self.isName(name), kindIndex[name] == nil else {
        check.report(row, "the section kind `\(name)` is there already, or is no name")
        continue
      }
      kindIndex[name] = sectionKinds.count
      sectionKinds.append(sectionKind(name, row, &check))
    }
  }

  private func sectionKind(
    _ name: String,
    _ row: LexiconRow,
    _ check: inout LexiconCheck
  ) -> SectionKind {
    var flags: SectionKind.Flags = []
    var exceptDocuments: Set<DocumentType> = []
    var contexts: [(context: Cue.Context, groups: Set<String>)] = []
    for item in row.items(3) {
      let parts = item.split(separator: "=", maxSplits: 1).map(String.init)
      if let flag = SectionKind.Flags.named[item] {
        flags.insert(flag)
      } else if parts.count > 1, parts[0] == "not-in" {
        guard let type = DocumentType(rawValue: parts[1]) else {
          check.report(row, "`\(parts[1])` is no type of document")
          continue
        }
        exceptDocuments.insert(type)
      } else if let context = Cue.Context(rawValue: parts[0]) {
        let groups = parts.count > 1 ? parts[1].split(separator: ",").map(String.init) : []
        self.check(groups: groups, of: row, &check)
        contexts.append((context, Set(groups)))
      } else {
        check.report(row, "`\(item)` names no context")
      }
    }
    return SectionKind(
      name: name,
      loinc: row.items(1),
      label: row[2],
      flags: flags,
      exceptDocuments: exceptDocuments,
      contexts: contexts
    )
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == 0x2D
      }
  }
}
