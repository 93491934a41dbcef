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
    for item in try Self.evaluator.items(of: sentence, in: "sentences.txt") where !item.isRight {
      Issue.record("\(item.passage?.place ?? ""): found \(item.got ?? "nothing")")
    }
  }
}
