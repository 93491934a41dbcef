import NoteModel
import Testing

@testable import PolicyEngine

@Suite struct `Policy files` {
  private static let vocabulary = PolicyVocabulary(
    concepts: ["rash": ["condition"], "fever": ["symptom"]],
    attributes: ["severity", "value"],
    sections: ["plan"]
  )

  private static let sound = """
    policy: p
    title: A policy
    version: "2025-01-01"
    levels: T5-L5
    fallback: way
    parameters:
      limit: {value: 4, source: a paper}
    target: {find: rash, is: [planned]}
    criteria:
      - id: one
        kind: indication
        group: G
        place: 1.1
        says: There is a rash
        ask: Describe the rash.
        for:
          - find: rash
        against:
          - find: rash
            is: [absent]
    pathways:
      - id: way
        open-when: [one]
        requires: one

    """

  private func problems(_ old: String, _ new: String) -> [PolicyProblem] {
    do {
      _ = try PolicyReader.policy(
        from: Self.sound.replacing(old, with: new),
        file: "p.yaml",
        vocabulary: Self.vocabulary
      )
      return []
    } catch {
      return error.problems
    }
  }

  @Test func `that are sound are read`() throws {
    let policy = try PolicyReader.policy(
      from: Self.sound,
      file: "p.yaml",
      vocabulary: Self.vocabulary
    )
    #expect(policy.criteria.map(\.id) == ["one"])
    #expect(policy.pathways.map(\.requirement) == [.criterion("one")])
  }

  @Test(arguments: [
    (
      "find: rash\n    against", "find: hives\n    against",
      "no lexicon defines the concept `hives`"
    ),
    ("kind: indication", "kind: wish", "kind is one of"),
    ("is: [absent]", "is: [gone]", "`gone` is none of"),
    ("is: [absent]", "with: {colour: red}", "no finding has the attribute `colour`"),
    ("is: [absent]", "with: {value: \">= $most\"}", "no parameter is called `most`"),
    ("is: [absent]", "in-section: [attic]", "no section kind is called `attic`"),
    ("is: [absent]", "iz: [absent]", "`iz` is none of"),
    ("requires: one", "requires: two", "no criterion is called `two`"),
    ("requires: one", "requires: {exactly: 2, of: [one]}", "of needs exactly, at-least or at-most"),
    ("requires: one", "requires: {of: [one]}", "of needs exactly, at-least or at-most"),
    ("levels: T5-L5", "levels: low", "levels is written like"),
    ("fallback: way", "fallback: road", "no pathway is called `road`"),
    ("says: There is a rash", "says: \"\"", "needs says"),
    ("source: a paper", "from: a paper", "needs a value and the source"),
    ("- find: rash\n    against", "- look: rash\n    against", "evidence is find"),
  ])
  func `with a mistake are refused, naming line and column`(
    old: String,
    new: String,
    message: String
  ) throws {
    let problem = try #require(problems(old, new).first { $0.message.contains(message) })
    #expect(problem.line > 0)
    #expect(problem.column > 0)
  }

  @Test(arguments: [
    ("find: rash\n    against", "find: rush\n    against", "did you mean `rash`?"),
    ("is: [absent]", "is: [absnt]", "did you mean `absent`?"),
    ("is: [absent]", "with: {severty: mild}", "did you mean `severity`?"),
    ("is: [absent]", "with: {value: \">= $limt\"}", "did you mean `limit`?"),
    ("is: [absent]", "in-section: [plans]", "did you mean `plan`?"),
    ("is: [absent]", "iss: [absent]", "did you mean `is`?"),
    ("requires: one", "requires: ones", "did you mean `one`?"),
  ])
  func `with a slip name what was meant`(old: String, new: String, hint: String) {
    #expect(problems(old, new).contains { $0.message.hasSuffix(hint) })
  }

  @Test(arguments: [
    ("exactly: 1", 1...1), ("at-least: 1", 1...2), ("at-most: 1", 0...1),
    ("at-least: 1, at-most: 2", 1...2),
  ])
  func `can ask for so many of a list`(bounds: String, range: ClosedRange<Int>) throws {
    let policy = try PolicyReader.policy(
      from: Self.sound.replacing("requires: one", with: "requires: {\(bounds), of: [one, one]}"),
      file: "p.yaml",
      vocabulary: Self.vocabulary
    )
    #expect(
      policy.pathways.map(\.requirement)
        == [.count(range, of: [.criterion("one"), .criterion("one")])]
    )
  }

  @Test func `with a criterion that can never be refuted are refused`() {
    let text = "    against:\n      - find: rash\n        is: [absent]\n"
    #expect(problems(text, "").first?.message.contains("can never be refuted") == true)
  }

  @Test func `that are no YAML are refused with the line`() {
    let found = problems("title: A policy", "title: [A policy")
    #expect(found.first.map { $0.line > 0 } == true)
  }

  @Test(arguments: ["\">= $limit\"", "\">=$limit\""])
  func `whose parameter changes differ where it is used, however it is written`(
    value: String
  ) throws {
    let text = Self.sound.replacing("is: [absent]", with: "with: {value: \(value)}")
    let other = text.replacing("limit: {value: 4", with: "limit: {value: 5")
    let changes = try PolicyDefinitions(text, file: "p.yaml")
      .changes(to: PolicyDefinitions(other, file: "q.yaml"))
    #expect(changes.map(\.id) == ["one"])
  }
}
