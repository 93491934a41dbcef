import NoteModel
import Pipeline
public import PolicyEngine

extension PolicySuite {
  /// Reads a suite.
  ///
  /// - Parameters:
  ///   - text: the whole file, YAML.
  ///   - file: its name, for messages.
  ///   - policy: the policy it is of.
  /// - Throws: `PolicyErrors` with everything that is wrong, each with its place.
  public init(_ text: String, file: String, policy: Policy) throws(PolicyErrors) {
    let root = try YAMLReader.root(of: text, file: file)
    let reader = PolicySuiteReader(
      rows: Set(policy.criteria.map(\.id)),
      check: PolicyCheck(file: file)
    )
    self.init(cases: try reader.cases(root))
  }
}

/// Reads the YAML of a suite, and says what is wrong in it and where.
private struct PolicySuiteReader {
  /// The rows of which cases may expect something.
  let rows: Set<String>
  let check: PolicyCheck

  /// The cases of the whole file.
  func cases(_ root: PolicyNode?) throws(PolicyErrors) -> [PolicySuite.Case] {
    var cases: [PolicySuite.Case] = []
    var names: Set<String> = []
    if let items = root?["cases"]?.sequence {
      for node in items {
        guard let test = test(node) else { continue }
        if !names.insert(test.name).inserted {
          check.report(node, "the case `\(test.name)` is there already")
        }
        cases.append(test)
      }
    } else {
      check.report(root, "needs cases: a list")
    }
    return try check.finish(with: cases)
  }

  private func test(_ node: PolicyNode) -> PolicySuite.Case? {
    check.keys(
      of: node,
      ["name", "reference", "levels", "codes", "notes", "expect", "outcome"]
    )
    guard let name = node["name"]?.string, !name.isEmpty else {
      check.report(node, "a case needs a name that says what it tests")
      return nil
    }
    let date = node["reference"]?.string.flatMap { CalendarDate(iso: $0) }
    if let reference = node["reference"], date == nil {
      check.report(reference, "a reference date is written like 2026-01-12")
      return nil
    }
    let notes = (node["notes"]?.mapping ?? []).compactMap { key, value in
      value.string.map { (id: key.string ?? "", text: $0) }
    }
    if notes.isEmpty { check.report(node["notes"] ?? node, "a case needs notes: name and text") }
    let expectations = (node["expect"]?.mapping ?? []).compactMap { expectation($0.key, $0.value) }
    let outcome: Outcome? = node["outcome"].flatMap {
      check.value(of: $0, in: node, named: "outcome")
    }
    if expectations.isEmpty, node["outcome"] == nil {
      check.report(node["expect"] ?? node, "a case needs expect: rows and their status")
    }
    return PolicySuite.Case(
      name: name,
      line: node.line,
      request: Request(
        referenceDate: date,
        codes: node["codes"]?.strings,
        levels: node["levels"].map(levels)
      ),
      notes: notes,
      expectations: expectations,
      outcome: outcome
    )
  }

  private func expectation(
    _ key: PolicyNode,
    _ value: PolicyNode
  ) -> (criterion: String, status: Status)? {
    guard let row = key.string, rows.contains(row) else {
      check.report(key, "no criterion is called `\(key.string ?? "")`")
      return nil
    }
    return check.value(of: value, in: key, named: "a status").map { (row, $0) }
  }

  private func levels(_ node: PolicyNode) -> [SpinalLevel] {
    node.strings.compactMap { name in
      if let level = SpinalLevel(name) { return level }
      check.report(node, "`\(name)` is no level of the spine")
      return nil
    }
  }
}
