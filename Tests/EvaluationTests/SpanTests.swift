import Testing

@testable import Evaluation

@Suite struct `Given spans` {
  private static let header = "id\tsentence\tstart\tend\tnegation\ttemporality\texperiencer\n"

  private static let rows =
    header + """
      1\tNo fever or rash.\t3\t8\tnegated\trecent\tpatient
      2\tNo fever or rash.\t12\t16\taffirmed\trecent\tpatient
      3\tMother had gout.\t11\t15\taffirmed\thistorical\tother

      """

  @Test func `are held against the program, the rows of a sentence as one`() throws {
    let run = Sample.evaluator.run(try SpanLabels(Self.rows, file: "t.tsv"))
    #expect(run.units.map(\.items.count) == [6, 3])
    let scores = Scores(run)
    #expect(scores[.negated] == Tally(right: 1, given: 2, wanted: 1))
    #expect(scores[.other] == Tally(right: 1, of: 1))
    let wrong = run.items.filter { !$0.isRight }
    #expect(wrong.map(\.id) == ["negation:2"])
    #expect(wrong.first?.passage?.place == "t.tsv:3:15")
    let report = EvaluationReport(run, resamples: 0).text
    #expect(
      report.contains(
        """
        negation: labelled \\ got  affirmed  negated
        affirmed                  1         1
        negated                   0         1
        """
      )
    )
    #expect(report.contains("    No fever or [rash].\n"))
  }

  @Test(
    arguments: [
      ("id\tstart\n1\t2\n", "t.tsv:2: needs a column `sentence`"),
      (header + "1\tNo fever.\t9\t3\tnegated\trecent\tpatient", "t.tsv:2: start and end are"),
      (header + "\n1\tNo fever.\t3\t8\tdenied\trecent\tpatient", "t.tsv:3: negation is one of"),
      (header + "1\tNo fever.\t3\t8\tnegated", "t.tsv:2: needs a column `temporality`"),
      (header, "t.tsv: holds no row"),
    ]
  )
  func `name the row that cannot be used`(text: String, message: String) {
    let error = #expect(throws: EvaluationError.self) { try SpanLabels(text, file: "t.tsv") }
    #expect(error?.message.hasPrefix(message) == true)
  }
}
