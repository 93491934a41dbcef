import Evaluation
import Foundation
import TestSupport
import Testing

@Suite struct `The marked sentences` {
  private static func read(_ name: String) -> [MarkedSentences.Sentence] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "corpus/\(name)")
    return MarkedSentences((try? String(contentsOf: file, encoding: .utf8)) ?? "").sentences
  }

  private static let sentences = read("sentences.txt")

  private static let evaluator = Evaluator(screener: Fixture.screener)

  @Test func `are many, of many phenomena`() {
    #expect(Self.sentences.count >= 1200)
    #expect(Set(Self.sentences.map(\.phenomenon)).count >= 60)
  }

  @Test(arguments: sentences)
  func `hold as they are marked`(sentence: MarkedSentences.Sentence) throws {
    for wrong in try Self.evaluator.disagreements(in: sentence) {
      Issue.record("\(wrong.mark.name) \(wrong.mark.words): found \(wrong.found)")
    }
  }

  @Test func `are scored by phenomenon`() throws {
    let text = """
      # Denial
      No <absent>sepsis</absent>.
      No <present>sepsis</present>.
      # Look-alikes
      A <none>hip fracture</none>.
      """
    let scores = try SentenceScores(MarkedSentences(text), Self.evaluator)
    #expect(
      scores.text == """
        1/2\tDenial
        1/1\tLook-alikes
        2/3\tall of 2 phenomena

        Denial, line 3: No <present>sepsis</present>.
            present "sepsis": found sepsis absent

        """
    )
    #expect(throws: EvaluationError.self) {
      try SentenceScores(MarkedSentences("No <absent>sepsis."), Self.evaluator)
    }
  }
}
