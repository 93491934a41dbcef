import Evaluation
import Foundation
import NoteModel
import Pipeline
import PolicyEngine
import TestSupport
import Testing

@Suite struct `The tests beside the policy` {
  private static let policy: Policy = {
    do {
      return try Configuration().loadPolicy(for: Fixture.screener.lexicon)
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  private static let suite: PolicySuite = {
    do {
      let (text, file) = try Configuration().policyTests(at: nil)
      return try PolicySuite(text, file: file, policy: policy)
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  @Test(arguments: suite.cases)
  func `hold`(test: PolicySuite.Case) {
    for failure in PolicySuite.failures(of: test, Fixture.screener) {
      Issue.record(
        "line \(test.line), \(failure.subject): must be \(failure.expected), is \(failure.got)"
      )
    }
  }

  @Test func `reach every status that a row can get`() {
    for (row, counts) in Self.suite.coverage(of: Self.policy) {
      for (status, count) in counts { #expect(count > 0, "\(row) \(status)") }
    }
  }

  @Test(arguments: [
    ("cases: 1", "needs cases: a list"), ("cases:\n  - notes: {a: b}", "needs a name"),
    ("cases:\n  - name: n\n    reference: soon", "a reference date is written"),
    ("cases:\n  - name: n\n    reference: \"2026-01-02\"", "needs notes"),
    (
      "cases:\n  - {name: n, reference: \"2026-01-02\", notes: {a: b}, expect: {no-row: refuted}}",
      "no criterion is called `no-row`"
    ),
    (
      "cases:\n  - {name: n, reference: \"2026-01-02\", notes: {a: b}, expect: "
        + "{surgical.levels: fine}}", "a status is one of"
    ),
    (
      "cases:\n  - {name: n, reference: \"2026-01-02\", notes: {a: b}, levels: [X9], outcome: ok}",
      "`X9` is no level"
    ), ("cases: [", "s.yaml:"),
  ])
  func `that are not sound are named with their place`(text: String, message: String) {
    #expect {
      try PolicySuite(text, file: "s.yaml", policy: Self.policy)
    } throws: { "\($0)".contains(message) }
  }
}
