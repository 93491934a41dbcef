import Testing

@testable import Evaluation

@Suite struct `Marked sentences` {
  private static let text = """
    # Denial
    No <absent>sepsis</absent>.
    No <present>sepsis</present>.
    # Look-alikes
    A <none>hip fracture</none>.
    No signs of <absent>the sepsis</absent>.
    """

  @Test func `are scored by phenomenon, at the very words and at words that overlap`() throws {
    let run = try Sample.evaluator.run(MarkedSentences(Self.text, file: "m.txt"))
    #expect(
      EvaluationReport(run, resamples: 0).text == """
        figure                value
        sentences             4
        right                 3
        phenomena             2
        sentence_accuracy     0.75
        mark_accuracy         0.75
        mark_strict_accuracy  0.5

        sentences  marks  strict  phenomenon
        1/2        1/2    1/2     Denial
        2/2        2/2    1/2     Look-alikes

        mark: labelled \\ got  absent  present  nothing
        absent                2       0        0
        present               1       0        0
        nothing               0       0        1

        ## mark (1)
        m.txt:3:13: Denial
          - present
          + absent
            No [sepsis].

        """
    )
  }

  @Test func `keep their ids where lines move, and differ where they repeat`() throws {
    let line = "No <absent>sepsis</absent>.\n"
    let one = try Sample.evaluator.run(MarkedSentences(line)).items.map(\.id)
    let two = try Sample.evaluator.run(MarkedSentences("# A\n\n\(line)\(line)")).items.map(\.id)
    #expect(two == [one[0], "\(one[0])~2"])
    #expect(one == ["mark:\(StableHash.of("No <absent>sepsis</absent>.")):1"])
    #expect(StableHash.of("a") == "af63dc4c8601ec8c")
  }

  @Test(arguments: [
    ("# A\nNo <absent>sepsis.", "m.txt:2: a tag is not closed"),
    ("No sepsis.", "m.txt:1: a tag is not closed, or no words are marked"),
    ("# A\n", "m.txt: holds no sentence"),
  ])
  func `name the line that is not marked well`(text: String, message: String) {
    let error = #expect(throws: EvaluationError.self) {
      try Sample.evaluator.run(MarkedSentences(text, file: "m.txt"))
    }
    #expect(error?.message.hasPrefix(message) == true)
  }
}
