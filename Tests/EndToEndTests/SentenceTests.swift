import Foundation
import NoteModel
import Pipeline
import TestSupport
import Testing

@Suite struct `The marked sentences` {
  /// A line of the file under the phenomenon that it shows.
  struct Sentence: CustomTestStringConvertible, Sendable {
    let phenomenon: String
    let line: String

    var testDescription: String { "\(phenomenon): \(line)" }
  }

  private static let sentences: [Sentence] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "corpus/sentences.txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    var phenomenon = ""
    return text.split(separator: "\n").compactMap { line in
      guard !line.hasPrefix("# ") else {
        phenomenon = String(line.dropFirst(2))
        return nil
      }
      return Sentence(phenomenon: phenomenon, line: String(line))
    }
  }()

  private static let scored = Fixture.screener.concepts(in: "scored-finding")

  @Test func `are many, of many phenomena`() {
    #expect(Self.sentences.count >= 1200)
    #expect(Set(Self.sentences.map(\.phenomenon)).count >= 60)
  }

  @Test(arguments: sentences)
  func `hold as they are marked`(sentence: Sentence) throws {
    let example = try MarkedText(sentence.line.replacingOccurrences(of: "|", with: "\n"))
    let findings = Fixture.findings(in: example.text)
    for mark in example.marks {
      let words = TextRange(mark.range.lowerBound, mark.range.upperBound)
      let found = findings.filter { $0.range.overlaps(words) }
      let holds =
        mark.name == "none"
        ? !found.contains { Self.scored.contains($0.concept) }
        : found.contains { $0.assertion.rawValue == mark.name }
      #expect(
        holds,
        "\(mark.words): \(found.map { "\($0.concept) \($0.assertion.rawValue)" })"
      )
    }
  }
}
