import NoteModel
import Testing

@testable import PolicyEngine

@Suite struct `The outcome of a case` {
  private static let policy = Policy(
    identity: PolicyIdentity(id: "p", version: "1", title: "t"),
    criteria: ["image", "pain", "acute", "drug", "care", "urgent", "program"].map {
      criterion($0, .indication)
    } + [criterion("bleeding", .exclusion)],
    pathways: [
      Pathway(
        id: "way",
        openers: ["image"],
        requirement: .all([
          .any([.criterion("image")]), .criterion("pain"),
          .any([
            .criterion("acute"),
            .all([.unless(["urgent"], .criterion("drug")), .criterion("care")]),
          ]),
          .when("image", .criterion("program")),
        ])
      )
    ],
    levels: level("T5")...level("L5"),
    target: .first([]),
    lesion: .first([]),
    codes: [],
    fallback: "way"
  )

  private static func level(_ name: String) -> SpinalLevel {
    guard let level = SpinalLevel(name) else { preconditionFailure("\(name) is a level") }
    return level
  }

  private static func criterion(_ id: String, _ kind: CriterionKind) -> Criterion {
    Criterion(
      id: id,
      kind: kind,
      group: "",
      place: "",
      says: "",
      ask: "ask \(id)",
      resolution: .newest,
      supports: [],
      refutes: [],
      unsettles: [],
      context: []
    )
  }

  private static let met: [String: Status] = [
    "image": .supported, "pain": .supported, "acute": .supported, "program": .supported,
  ]

  private func judge(_ changes: [String: Status]) -> PathwayJudgement {
    PathwayJudgement(policy: Self.policy, statuses: Self.met.merging(changes) { $1 })
  }

  @Test(
    arguments: [
      ([:], Outcome.criteriaMet), (["bleeding": .refuted], .criteriaMet),
      (["bleeding": .supported], .criteriaNotMet), (["bleeding": .conflicting], .clinicalReview),
      (["pain": .refuted], .criteriaNotMet), (["pain": .conflicting], .clinicalReview),
      (["pain": .undocumented], .documentationIncomplete),
      (["image": .undocumented], .documentationIncomplete), (["image": .refuted], .criteriaNotMet),
      (["image": .conflicting], .clinicalReview),
      (["image": .undocumented, "bleeding": .conflicting], .clinicalReview),
      (["acute": .refuted, "drug": .supported, "care": .supported], .criteriaMet),
      (["acute": .refuted, "care": .supported], .documentationIncomplete),
      (["acute": .refuted, "care": .supported, "urgent": .supported], .criteriaMet),
      (["acute": .refuted, "care": .refuted], .criteriaNotMet),
      (["program": .undocumented], .documentationIncomplete),
      (["pain": .conflicting, "program": .undocumented], .clinicalReview),
    ] as [([String: Status], Outcome)]
  )
  func `follows from its statuses`(changes: [String: Status], outcome: Outcome) {
    #expect(judge(changes).outcome == outcome)
  }

  @Test func `names the gaps of the better arm only`() {
    let gaps = judge(["acute": .refuted, "drug": .supported, "program": .undocumented]).missing
    #expect(gaps.map(\.criterion) == ["care", "program"])
    #expect(gaps.first?.ask == "ask care")
  }

  @Test func `names the gaps of the pathway asked for where none is open`() {
    let judgement = judge(["image": .undocumented])
    #expect(judgement.pathway == nil)
    #expect(judgement.missing.map(\.criterion) == ["image"])
  }
}

@Suite struct `Courses and onsets` {
  private static func day(_ text: String) -> CalendarDate {
    CalendarDate(iso: text) ?? CalendarDate(dayNumber: 0)
  }

  private static func finding(
    _ attributes: [Attribute],
    _ assertion: Assertion = .present
  ) -> Finding {
    Finding(
      id: 0,
      document: 0,
      concept: "drug",
      range: TextRange(0, 1),
      sentence: TextRange(0, 1),
      sectionKind: "",
      sectionTitle: "",
      assertion: assertion,
      context: [],
      attributes: attributes,
      codes: []
    )
  }

  private static let here = TextRange(0, 1)

  @Test(
    arguments: [
      ([Attribute("since", .date(day("2024-11-15")), here)], Assertion.present, 44),
      (
        [
          Attribute("since", .date(day("2024-11-15")), here),
          Attribute("until", .date(day("2024-11-20")), here),
        ], .present, 5
      ),
      ([Attribute("duration", .days(35...42), here)], .historical, 42),
      ([Attribute("since", .date(day("2024-11-15")), here)], .historical, nil),
      ([Attribute("date", .date(day("2024-12-19")), here)], .present, 10),
      (
        [
          Attribute("until", .date(day("2024-12-24")), here),
          Attribute("date", .date(day("2024-12-19")), here),
        ], .present, 5
      ),
      ([], .present, nil), ([Attribute("since", .date(day("2025-02-01")), here)], .present, nil),
    ] as [([Attribute], Assertion, Int?)]
  )
  func `count the days of treatment up to the reference date`(
    attributes: [Attribute],
    assertion: Assertion,
    days: Int?
  ) {
    let course = TreatmentCourse.told(
      by: Self.finding(attributes, assertion),
      writtenOn: Self.day("2024-12-20"),
      Self.day("2024-12-29"),
      closings: []
    )
    #expect(course?.days == days)
  }

  @Test func `take the last dated onset, back to the earliest that says the same`() {
    let onsets = [
      Onsets.Told(day: Self.day("2020-01-01"), isDated: true),
      Onsets.Told(day: Self.day("2025-02-12"), isDated: true),
      Onsets.Told(day: Self.day("2025-02-10"), isDated: false),
    ]
    #expect(Onsets.onset(of: onsets, at: Self.day("2025-03-01")) == Self.day("2025-02-10"))
    #expect(Onsets.onset(of: [], at: Self.day("2025-03-01")) == nil)
  }
}
