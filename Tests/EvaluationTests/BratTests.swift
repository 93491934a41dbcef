import NoteModel
import Pipeline
import Reporting
import TestSupport
import Testing

@testable import Evaluation

@Suite struct `Documents annotated in brat` {
  private static let assertions = Assertion.allCases.map(\.rawValue)

  @Test func `are read with attributes before or after, and several parts`() throws {
    let file = try BratFile(
      """
      A1\tAssertion T2 absent
      T1\tsepsis 0 6\tsepsis
      T2\tcopd 8 10;12 15\tCO PDX\r
      M3\tAssertion T1 family
      T3\tcopd 20 24\tCOPD
      A4\tCertain T3
      R1\tOf Arg1:T1 Arg2:T2
      #1\tAnnotatorNotes T1\tas told

      """,
      file: "a.ann",
      assertions: Self.assertions
    )
    #expect(file.mentions.map(\.concept) == ["sepsis", "copd", "copd"])
    #expect(file.mentions.map(\.parts) == [[0..<6], [8..<10, 12..<15], [20..<24]])
    #expect(file.mentions.map(\.assertion) == ["family", "absent", "present"])
    #expect(file.mentions.map(\.line) == [2, 3, 5])
  }

  @Test(arguments: [
    ("T1 sepsis 0 6 sepsis", "a.ann:1: a mention is"),
    ("T1\tsepsis 0\tsepsis", "a.ann:1: a mention is"),
    ("T1\tsepsis 6 6\tx", "a.ann:1: a mention is"),
    ("T1\tsepsis 0 6;4 8\tx", "a.ann:1: a mention is"),
    ("T1\tsepsis 0 6;x\tx", "a.ann:1: a mention is"),
    ("T1\tsepsis 0 6\tx\n\nT1\tsepsis 8 9\tx", "a.ann:3: `T1` is there already"),
    ("T1\tsepsis 0 6\tx\nA1\tAssertion T2 absent", "a.ann:2: there is no mention `T2`"),
    ("T1\tsepsis 0 6\tx\nA1\tAssertion T1 denied", "a.ann:2: an assertion is"),
    ("T1\tsepsis 0 6\tx\nA1\tAssertion T1", "a.ann:2: an assertion is"),
    (
      "T1\tsepsis 0 6\tx\nA1\tAssertion T1 absent\nM1\tAssertion T1 family",
      "a.ann:3: `T1` has an assertion already"
    ), ("hello", "a.ann:1: is no line of a standoff file"),
  ])
  func `name the line that cannot be used`(text: String, message: String) {
    let error = #expect(throws: EvaluationError.self) {
      try BratFile(text, file: "a.ann", assertions: Self.assertions)
    }
    #expect(error?.message.hasPrefix(message) == true)
    #expect(error?.message.contains("sepsis") == false)
  }

  private static let files = [
    "a.txt": "No sepsis.\nCOPD and osteoporosis.\n", "sub/b.txt": "Fever.\n",
    "a.ann": """
    T1\tsepsis 3 9\tsepsis
    A1\tAssertion T1 absent
    T2\tcopd 11 15\tCOPD
    A2\tAssertion T2 historical
    """, "sub/b.ann": "",
  ]

  private func run(_ changes: [String: String] = [:]) throws -> Run {
    let folder = try TemporaryFolder(Self.files.merging(changes) { _, new in new })
    return try Sample.evaluator.run(folder.path)
  }

  @Test func `are held against findings`() throws {
    let run = try run()
    #expect(run.units.map(\.name) == ["a.txt", "sub/b.txt"])
    let scores = Scores(run)
    #expect(scores[.findingsStrict] == Tally(right: 2, given: 3, wanted: 2))
    #expect(scores[.assertions] == Tally(right: 1, of: 2))
    let extra = run.items.first { $0.expected == nil }
    #expect(extra?.id == "finding:a.txt:20-32:osteoporosis")
    #expect(extra?.passage?.place == "a.txt:2:10")
    let names = Figure.all(of: .documents).map(\.name)
    #expect(names.contains("finding_strict_f1"))
    #expect(!names.contains("outcome_accuracy"))
  }

  @Test(
    arguments: [
      ("[entities]\n!Disease\n\tsepsis\n  copd  # chronic\n[relations]\nosteoporosis\n", 2),
      ("[entities]\nsepsis\ncopd\nosteoporosis\n", 3),
    ]
  )
  func `count what annotators were to mark`(settings: String, given: Int) throws {
    #expect(Scores(try run(["annotation.conf": settings]))[.findings].given == given)
  }

  @Test(arguments: [
    ("a.ann", "T1\tsepsis 3 8\tsepsis", "/a.ann:1: other words stand there"),
    ("a.ann", "T1\tsepsis 3 900\tsepsis", "/a.ann:1: other words stand there"),
    ("a.ann", "\nT1\tsepsys 3 9\tsepsis", "/a.ann:2: no concept is called `sepsys`"),
    ("c.ann", "", "/c.ann: has no .txt file beside it"),
  ])
  func `name the label that does not fit the document`(
    name: String,
    text: String,
    message: String
  ) throws {
    let error = #expect(throws: EvaluationError.self) { try run([name: text]) }
    #expect(error?.message.contains(message) == true)
  }

  @Test func `are all right where they are what the program writes`() throws {
    let note = "Ödem. No spinal\nstenosis; COPD, mother had osteo-\nporosis.\n"
    let (document, findings) = Fixture.screener.extract(Fixture.document(note, id: "n.txt"))
    let standoff = FindingsRenderer(documents: [document], findings: findings).brat()
    #expect(standoff.contains(";"))
    let run = try run(["a.txt": note, "a.ann": standoff])
    #expect(run.items.count >= 4)
    #expect(run.items.allSatisfy { $0.agreement == .exact })
  }
}
