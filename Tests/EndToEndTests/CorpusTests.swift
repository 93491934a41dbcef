import Evaluation
import Foundation
import NoteModel
import Pipeline
import TestSupport
import Testing

@Suite struct `The labelled corpus` {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static let corpus = root.appending(path: "corpus").path

  /// Folders of cases and notes that stand beside the project, where they are.
  private static let shared = root.deletingLastPathComponent().appending(path: "shared")

  private static let cases: [String] = (try? CaseFolder.cases(in: corpus)) ?? []

  @Test func `has cases enough`() {
    #expect(Self.cases.count >= 15)
  }

  @Test(arguments: cases)
  func `gives every criterion, in order, with evidence that is in the text`(path: String) throws {
    let screening = Fixture.screener.screen(try CaseFolder(paths: [path])).screening
    #expect(screening.criteria.count == 51)
    #expect(screening.warnings.isEmpty)
    for criterion in screening.criteria {
      for evidence in criterion.evidence {
        let text = screening.documents[evidence.document].document.text
        #expect(evidence.range.end <= text.count)
        #expect(evidence.range.count > 0)
      }
      if criterion.status == .supported || criterion.status == .refuted {
        #expect(!criterion.why.isEmpty)
      }
    }
  }

  @Test func `is never wrongly said to meet the criteria, and agrees with its labels`() throws {
    let run = try Evaluator(screener: Fixture.screener).run(Self.corpus)
    let scores = Scores(run)
    #expect(run.falselyMet == 0)
    #expect(run.quotesNotInText == 0)
    #expect(scores[.outcomes].right >= 45)
    #expect(scores[.statuses].f1 >= 0.96)
    #expect(scores[.findings].f1 >= 0.97)
    #expect(scores[.assertions].recall ?? 0 >= 0.93)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: shared.path)))
  func `and the shared cases agree as well`() throws {
    let path = Self.shared.appending(path: "cases").path
    let run = try Evaluator(screener: Fixture.screener).run(path)
    let scores = Scores(run)
    #expect(run.falselyMet == 0)
    #expect(scores[.outcomes].right == 12)
    #expect(scores[.statuses].f1 >= 0.95)
    #expect(scores[.assertions].recall ?? 0 >= 0.95)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: shared.path)))
  func `every finding in every shared note quotes its own words`() throws {
    struct Note: Decodable {
      let id: String
      let text: String
    }
    let file = Self.shared.appending(path: "notes/corpus.ndjson")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(lines.count > 300)
    for line in lines {
      let note = try JSONDecoder().decode(Note.self, from: Data(line.utf8))
      let document = try Fixture.screener.read(Array(note.text.utf8), id: note.id)
      let scalars = Array(
        document.text.string(in: TextRange(0, document.text.count)).unicodeScalars
      )
      for finding in Fixture.screener.extract(document).findings {
        let start = document.text.scalarOffset(ofByte: finding.range.start)
        let end = document.text.scalarOffset(ofByte: finding.range.end)
        var quoted = String.UnicodeScalarView()
        quoted.append(contentsOf: scalars[start..<end])
        #expect(String(quoted) == document.text.string(in: finding.range))
      }
    }
  }

  @Test func `gives the same answer twice`() throws {
    let path = try #require(Self.cases.first)
    let one = Fixture.screener.screen(try CaseFolder(paths: [path])).screening
    let other = Fixture.screener.screen(try CaseFolder(paths: [path])).screening
    #expect(one.criteria.map(\.evidence) == other.criteria.map(\.evidence))
    #expect(one.criteria.map(\.why) == other.criteria.map(\.why))
    #expect(one.findings.map(\.range) == other.findings.map(\.range))
  }
}
