public import Foundation
public import NoteModel
public import Pipeline

/// What tests of several modules share: the project's own knowledge, loaded once.
public enum Fixture {
  /// The folder of the project.
  public static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The program as it ships; a test run without it has nothing to test.
  public static let screener: Screener = {
    do {
      return try Screener(configuration: Configuration())
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// A plain-text document of some words.
  public static func document(_ text: String, id: String = "note.txt") -> NoteDocument {
    NoteDocument(words: text, id: id)
  }

  /// The findings in some words.
  public static func findings(in text: String) -> [Finding] {
    screener.extract(document(text)).findings
  }

  /// How the findings in some words hold, of the concepts that some such answers begin with:
  /// `copd absent`.
  public static func assertions(in text: String, of expected: [String]) -> [String] {
    let concepts = Set(expected.map { $0.split(separator: " ")[0] })
    return findings(in: text)
      .filter { concepts.contains($0.concept[...]) }
      .map { "\($0.concept) \($0.assertion)" }
  }
}
