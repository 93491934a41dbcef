public import NoteModel
public import Pipeline
public import PolicyEngine

/// The test cases that stand beside a policy: short notes, and the status that rows must get.
public struct PolicySuite: Sendable {
  /// A case: its notes and what a policy must make of them.
  public struct Case: Sendable, CustomStringConvertible {
    /// What it tests, in a reader's words.
    public let name: String

    /// Its line in the file, from 1.
    public let line: Int

    /// What is asked for.
    public let request: Request

    /// The notes, each with its name.
    public let notes: [(id: String, text: String)]

    /// The statuses that rows must get, in the order of the file.
    public let expectations: [(criterion: String, status: Status)]

    /// The outcome that the case must get, if it says one.
    public let outcome: Outcome?

    /// The name.
    public var description: String { name }
  }

  /// A row of a case that did not get its status.
  public struct Failure: Sendable {
    /// The case.
    public let test: Case

    /// The row, or `outcome`.
    public let subject: String

    /// What it must get.
    public let expected: String

    /// What it got.
    public let got: String

    /// Why it got that.
    public let why: String
  }

  /// The cases, in the order of the file.
  public let cases: [Case]

  /// Screens a case, and compares.
  public static func failures(of test: Case, _ screener: Screener) -> [Failure] {
    let screening = screener.screen(
      name: test.name,
      request: test.request,
      documents: test.notes.map { NoteDocument(words: $0.text, id: $0.id) }
    )
    let results = Dictionary(
      screening.criteria.map { ($0.id, $0) },
      uniquingKeysWith: { one, _ in one }
    )
    var failures = test.expectations.compactMap { row, status -> Failure? in
      guard let result = results[row], result.status != status else { return nil }
      return Failure(
        test: test,
        subject: row,
        expected: status.rawValue,
        got: result.status.rawValue,
        why: result.why
      )
    }
    if let outcome = test.outcome, screening.outcome != outcome {
      failures.append(
        Failure(
          test: test,
          subject: "outcome",
          expected: outcome.rawValue,
          got: screening.outcome.rawValue,
          why: ""
        )
      )
    }
    return failures
  }

  /// Which statuses of which rows no case asks for.
  ///
  /// - Parameter policy: the policy.
  /// - Returns: for each row, in order, how many cases ask for each status it can get.
  public func coverage(of policy: Policy) -> [(row: String, counts: [(Status, Int)])] {
    policy.criteria.map { criterion in
      let counts = criterion.reachableStatuses.map { status in
        (
          status,
          cases.count { test in
            test.expectations.contains { $0.criterion == criterion.id && $0.status == status }
          }
        )
      }
      return (criterion.id, counts)
    }
  }
}
