import Testing

@testable import Evaluation

@Suite struct `Changes between runs` {
  private func saved(_ items: [Item]) throws -> SavedRun {
    try SavedRun(EvaluationReport(Sample.run(items), resamples: 0).json, file: "run.json")
  }

  private static let right = Sample.item()
  private static let wrong = Sample.item(got: "present", agreement: .none)
  private static let overlapping = Sample.item(agreement: .overlap)
  private static let defensible = Sample.item(got: "possible", agreement: .defensible)
  private static let extra = Sample.item(expected: nil, got: "present", agreement: .none)
  private static let relabelled = Sample.item(expected: "family", got: "absent", agreement: .none)

  @Test(
    arguments: [
      ([right], [right], "unchanged_right"), ([wrong], [wrong], "unchanged_wrong"),
      ([wrong], [right], "fixed"), ([right], [wrong], "broken"),
      ([overlapping], [right], "unchanged_right"), ([defensible], [right], "fixed"),
      ([right], [relabelled], "relabelled"), ([], [right], "only_now"), ([], [wrong], "only_now"),
      ([right], [], "only_then"), ([], [extra], "broken"), ([extra], [], "fixed"),
      ([extra], [extra], "unchanged_wrong"),
    ] as [([Item], [Item], String)]
  )
  func `are counted`(before: [Item], now: [Item], sort: String) throws {
    let changes = Changes(from: try saved(before), to: Sample.run(now))
    #expect(changes.counts.filter { $0.value > 0 }.map(\.key) == [sort])
  }

  @Test func `list what is fixed and broken by id, with both answers`() throws {
    let before = [
      Sample.item(.assertion, "a", got: "present", agreement: .none), Sample.item(.assertion, "b"),
      Sample.item(.finding, "c", expected: nil, got: "present", agreement: .none),
    ]
    let now = [
      Sample.item(.assertion, "a"), Sample.item(.assertion, "b", got: "family", agreement: .none),
    ]
    let run = Sample.run(now)
    let changes = Changes(from: try saved(before), to: run)
    #expect(changes.fixed.map(\.id) == ["assertion:a", "finding:c"])
    #expect(changes.broken.map(\.id) == ["assertion:b"])
    let report = EvaluationReport(run, changes: changes, resamples: 0)
    #expect(
      report.text.hasSuffix(
        """
        changes          items
        fixed            2
        broken           1
        unchanged_right  0
        unchanged_wrong  0
        relabelled       0
        only_now         0
        only_then        0

        ## fixed (2)
        assertion:a
          labelled absent: was present, is absent
        finding:c
          labelled nothing: was present, is nothing

        ## broken (1)
        assertion:b
          labelled absent: was absent, is family

        """
      )
    )
  }

  @Test(arguments: ["", "{}", #"{"cases": 3}"#, #"{"schema": "other/1", "items": []}"#])
  func `need a saved run`(json: String) {
    let error = #expect(throws: EvaluationError.self) { try SavedRun(json, file: "run.json") }
    #expect(error?.message.hasPrefix("run.json: is no run of the form") == true)
  }
}
