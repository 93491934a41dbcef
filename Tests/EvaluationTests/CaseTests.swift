import Foundation
import Testing

@testable import Evaluation

@Suite struct `Labelled cases` {
  private func run() throws -> Run {
    let folder = try TemporaryFolder(Sample.caseFiles)
    return try Sample.evaluator.run("\(folder.path)/cases")
  }

  @Test(
    arguments: [
      ("outcome:one", .none), ("status:one:exclusion.contraindication.myelopathy", .defensible),
      ("status:one:exclusion.contraindication.vertebra-plana", .exact),
      ("finding:one/note.txt:25-35:myelopathy", .exact),
      ("assertion:one/note.txt:25-35:myelopathy", .none),
      ("finding:one/note.txt:37-55:osteoporosis", .overlap),
      ("assertion:one/note.txt:37-55:osteoporosis", .overlap),
      ("finding:one/note.txt:not-in-text:copd", .none),
      ("finding:one/note.txt:60-66:sepsis", .none),
      ("evidence:one/note.txt:22-42:exclusion.contraindication.myelopathy", .overlap),
    ] as [(String, Item.Agreement)]
  )
  func `agree item by item, at places that outlive a run`(
    id: String,
    agreement: Item.Agreement
  ) throws {
    let item = try #require(try run().items.first { $0.id == id })
    #expect(item.agreement == agreement)
  }

  @Test func `count what is strict and what only overlaps`() throws {
    let run = try run()
    let scores = Scores(run)
    #expect(scores[.findings] == Tally(right: 2, given: 3, wanted: 3))
    #expect(scores[.findingsStrict] == Tally(right: 1, given: 3, wanted: 3))
    #expect(scores[.assertions] == Tally(right: 1, given: 2, wanted: 2))
    #expect(scores[.mentions] == Tally(right: 1, given: 3, wanted: 3))
    #expect(scores[.mentionsStrict] == Tally(right: 0, given: 3, wanted: 3))
    #expect(scores[.statuses] == Tally(right: 0, given: scores[.statuses].given, wanted: 1))
    #expect(scores[.statusesLenient].right == scores[.statusesAll].right + 1)
    #expect(scores[.evidence] == Tally(right: 1, of: 1))
    #expect(scores[.evidenceStrict] == Tally(right: 0, of: 1))
    #expect(scores[.outcomes] == Tally(right: 0, of: 1))
    #expect(run.quotesNotInText == 1)
    #expect(run.falselyMet == 0)
  }

  @Test func `keep every name that scripts use, beside new ones`() throws {
    let report = EvaluationReport(try run(), resamples: 20)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any]
    )
    let names = [
      "cases", "outcome_accuracy", "false_criteria_met", "status_precision", "status_recall",
      "status_f1", "status_accuracy_lenient", "missing_exact", "finding_precision",
      "finding_recall", "finding_f1", "assertion_accuracy", "evidence_recall", "offsets_right",
      "quotes_not_in_text",
    ]
    let more = [
      "outcome_lenient", "finding_strict_f1", "assertion_f1", "assertion_strict_f1",
      "evidence_strict_recall", "intervals", "by_status", "by_concept", "confusion", "items",
    ]
    for name in names + more { #expect(object[name] != nil, "\(name)") }
    #expect(object["missing_exact"] is NSNull)
    #expect(object["finding_precision"] as? Double == 0.6667)
    let concepts = object["by_concept"] as? [String: [String: [String: Any]]]
    #expect(concepts?["osteoporosis"]?["overlap"]?["right"] as? Int == 1)
    #expect(concepts?["osteoporosis"]?["strict"]?["right"] as? Int == 0)
    #expect(!report.json.contains("Known"))
  }

  @Test func `show each error with both answers, its place and its sentence`() throws {
    let report = EvaluationReport(try run(), resamples: 0)
    let differences = [
      """
      ## outcome (1)
      outcome:one
        - criteria-met
        + documentation-incomplete
      """,
      """
      ## finding missed (1)
      finding:one/note.txt:not-in-text:copd
        - absent
        + nothing
      """,
      """
      ## finding extra (1)
      one/note.txt:4:4: sepsis
        - nothing
        + absent
          No [sepsis].
      """,
      """
      ## assertion (1)
      one/note.txt:3:4: myelopathy
        - present
        + absent
          No [myelopathy].
      """,
      """
        - supported
        + refuted (defensible)
          [No myelopathy].
      """,
    ]
    for difference in differences { #expect(report.text.contains(difference), "\(report.text)") }
  }

  @Test func `show as many errors of a kind as are asked for`() throws {
    let run = Sample.run(
      ["a", "b", "c"].map { Sample.item(.outcome, $0, got: "present", agreement: .none) }
    )
    let one = EvaluationReport(run, resamples: 0, errors: 1).text
    #expect(one.contains("## outcome (3)\noutcome:a\n"))
    #expect(!one.contains("outcome:b\n"))
    #expect(one.contains("2 more\n"))
    #expect(!EvaluationReport(run, resamples: 0, errors: 0).text.contains("##"))
  }

  @Test func `show no sign that steers a terminal`() {
    let run = Sample.run([Sample.item(.outcome, "\u{1B}[2J", expected: "\u{7}", agreement: .none)])
    #expect(!EvaluationReport(run, resamples: 0).text.contains { $0 == "\u{1B}" || $0 == "\u{7}" })
  }

  @Test(
    arguments: [
      (["cases/one/gold.json": "{"], "cases/one/gold.json: is no label file of a case"),
      (["cases/alternates.json": "[]"], "cases/alternates.json: holds no lists of answers"),
      (["cases/one/gold.json": nil], "holds no case with a gold.json and no .ann file"),
    ] as [([String: String?], String)]
  )
  func `name the file that cannot be used`(changed: [String: String?], message: String) throws {
    var files = Sample.caseFiles
    for (name, text) in changed { files[name] = text }
    let folder = try TemporaryFolder(files)
    let error = #expect(throws: EvaluationError.self) {
      try Sample.evaluator.run("\(folder.path)/cases")
    }
    #expect(error?.message.contains(message) == true)
  }

  @Test func `go on where a document cannot be read, and say which`() throws {
    var files = Sample.caseFiles
    files["cases/one/broken.xml"] = "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><a>"
    let folder = try TemporaryFolder(files)
    let run = try Sample.evaluator.run("\(folder.path)/cases")
    #expect(run.units.count == 1)
    #expect(run.unread.count == 1)
    #expect(run.unread.first?.hasPrefix("one/broken.xml: ") == true)
  }
}
