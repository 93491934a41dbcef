import Foundation
import NoteModel
import Pipeline
import TestSupport
import Testing

@Suite struct `The marked sentences` {
  private static let lines: [String] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "corpus/sentences.txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
  }()

  private static let scored = Fixture.screener.concepts(in: "scored-finding")

  @Test func `are there`() {
    #expect(Self.lines.count > 90)
  }

  @Test(arguments: lines)
  func `hold as they are marked`(line: String) throws {
    let example = try MarkedText(line.replacingOccurrences(of: "|", with: "\n"))
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
