import Foundation
import NoteModel
import TestSupport

@testable import Evaluation

/// A folder of files that is gone when the value is.
final class TemporaryFolder {
  let path: String

  init(_ files: [String: String]) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    path = folder.path
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: file)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

enum Sample {
  static let evaluator = Evaluator(screener: Fixture.screener)

  /// A small case with labels, some of which the program cannot agree with.
  static let caseFiles = [
    "cases/one/request.json": #"{"reference_date": "2026-01-12"}"#,
    "cases/one/note.txt":
      "Visit of 2026-01-10.\n\nNo myelopathy. Known osteoporosis.\nNo sepsis.\n",
    "cases/one/gold.json": """
    {"criteria": {"exclusion.contraindication.myelopathy": "supported"},
     "evidence": {"exclusion.contraindication.myelopathy":
       [{"document": "note.txt", "quote": "no  myelopathy. known"}]},
     "outcome": "criteria-met", "pathway": "nonmalignant", "missing": null,
     "findings": [
       {"document": "note.txt", "concept": "myelopathy", "quote": "Myelopathy",
        "assertion": "present"},
       {"document": "note.txt", "concept": "osteoporosis", "quote": "Known osteoporosis",
        "assertion": "present"},
       {"document": "note.txt", "concept": "copd", "quote": "COPD", "assertion": "absent"}]}
    """,
    "cases/alternates.json": """
    {"one": {"exclusion.contraindication.myelopathy": ["refuted"]}}
    """,
  ]

  static func item(
    _ kind: Item.Kind = .assertion,
    _ key: String = "a",
    expected: String? = "absent",
    got: String? = "absent",
    agreement: Item.Agreement = .exact
  ) -> Item {
    Item(kind, key: key, subject: "x", expected: expected, got: got, agreement: agreement)
  }

  static func run(_ items: [Item], _ source: Run.Source = .cases) -> Run {
    Run(source, units: items.enumerated().map { Unit(name: "u\($0)", items: [$1]) })
  }
}
