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

  /// Reads a suite.
  ///
  /// - Parameters:
  ///   - text: the whole file, YAML.
  ///   - file: its name, for messages.
  ///   - policy: the policy it is of.
  /// - Throws: `PolicyErrors` with everything that is wrong, each with its place.
  public init(_ text: String, file: String, policy: Policy) throws(PolicyErrors) {
    var reader = PolicySuiteReader(file: file, rows: Set(policy.criteria.map(\.id)))
    cases = try reader.cases(text)
  }

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

/// Reads the YAML of a suite, and says what is wrong in it and where.
private struct PolicySuiteReader {
  let file: String
  let rows: Set<String>
  private var problems: [PolicyProblem] = []

  init(file: String, rows: Set<String>) {
    self.file = file
    self.rows = rows
  }

  mutating func cases(_ text: String) throws(PolicyErrors) -> [PolicySuite.Case] {
    let root = try YAMLReader.root(of: text, file: file)
    var cases: [PolicySuite.Case] = []
    var names: Set<String> = []
    if let items = root?["cases"]?.sequence {
      for node in items {
        guard let test = test(node) else { continue }
        if !names.insert(test.name).inserted {
          problem(node, "the case `\(test.name)` is there already")
        }
        cases.append(test)
      }
    } else {
      problem(root, "needs cases: a list")
    }
    guard problems.isEmpty else { throw PolicyErrors(problems: problems) }
    return cases
  }

  private mutating func test(_ node: PolicyNode) -> PolicySuite.Case? {
    let known: Set<String> = ["name", "reference", "levels", "codes", "notes", "expect", "outcome"]
    for (key, _) in pairs(node["notes"] == nil ? nil : node)
    where !known.contains(key.string ?? "") {
      problem(key, "`\(key.string ?? "")` is none of \(known.sorted().joined(separator: ", "))")
    }
    guard let name = node["name"]?.string, !name.isEmpty else {
      problem(node, "a case needs a name that says what it tests")
      return nil
    }
    let date = node["reference"]?.string.flatMap { CalendarDate(iso: $0) }
    if let reference = node["reference"], date == nil {
      problem(reference, "a reference date is written like 2026-01-12")
      return nil
    }
    let notes = pairs(node["notes"]).compactMap { key, value in
      value.string.map { (id: key.string ?? "", text: $0) }
    }
    if notes.isEmpty { problem(node["notes"] ?? node, "a case needs notes: name and text") }
    let expectations = pairs(node["expect"]).compactMap { expectation($0.key, $0.value) }
    var outcome: Outcome?
    if let value = node["outcome"] {
      outcome = Outcome(rawValue: value.string ?? "")
      if outcome == nil { problem(value, "`\(value.string ?? "")` is no outcome") }
    }
    if expectations.isEmpty, outcome == nil {
      problem(node["expect"] ?? node, "a case needs expect: rows and their status")
    }
    return PolicySuite.Case(
      name: name,
      line: node.line,
      request: Request(
        referenceDate: date,
        codes: node["codes"].map { strings($0) },
        levels: node["levels"].map { levels($0) }
      ),
      notes: notes,
      expectations: expectations,
      outcome: outcome
    )
  }

  private mutating func expectation(
    _ key: PolicyNode,
    _ value: PolicyNode
  ) -> (criterion: String, status: Status)? {
    guard let row = key.string, rows.contains(row) else {
      problem(key, "no criterion is called `\(key.string ?? "")`")
      return nil
    }
    guard let status = Status(rawValue: value.string ?? "") else {
      let names = Status.allCases.map(\.rawValue).joined(separator: ", ")
      problem(value, "`\(value.string ?? "")` is none of \(names)")
      return nil
    }
    return (row, status)
  }

  private mutating func levels(_ node: PolicyNode) -> [SpinalLevel] {
    strings(node).compactMap { name in
      if let level = SpinalLevel(name) { return level }
      problem(node, "`\(name)` is no level of the spine")
      return nil
    }
  }

  private func pairs(_ node: PolicyNode?) -> [(key: PolicyNode, value: PolicyNode)] {
    node?.mapping ?? []
  }

  private func strings(_ node: PolicyNode) -> [String] { node.sequence?.compactMap(\.string) ?? [] }

  private mutating func problem(_ node: PolicyNode?, _ message: String) {
    problems.append(
      PolicyProblem(
        file: file,
        line: node?.line ?? 0,
        column: node?.column ?? 0,
        message: message
      )
    )
  }
}
