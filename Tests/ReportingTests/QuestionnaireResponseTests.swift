import NoteModel
import Reporting
import TestSupport
import Testing

@Suite struct `Screenings as a questionnaire's response` {
  private let response: JSONValue

  init() throws {
    let renderer = QuestionnaireResponseRenderer(authored: CalendarDate(dayNumber: 20_000))
    response = try JSONValue(parsing: renderer.render(Sample.screening))
  }

  private func item(_ linkID: String) -> JSONValue? {
    response["item"]?.items.first { $0["linkId"]?.string == linkID }
  }

  @Test func `name the questionnaire of the policy and its version`() {
    #expect(response["resourceType"] == .string("QuestionnaireResponse"))
    #expect(
      response["questionnaire"]
        == .string("https://chartproof.example/fhir/Questionnaire/rule-1|2025-07-01")
    )
    #expect(response["status"] == .string("in-progress"))
    #expect(response["authored"] == .string("2024-10-04"))
    let items = response["item"]?.items.compactMap { $0["linkId"]?.string }
    #expect(items == ["outcome"] + Sample.screening.criteria.map(\.id))
  }

  @Test(arguments: [
    ("outcome", "outcome", "criteria-not-met"), ("house.beam", "status", "supported"),
    ("exclusion.red", "status", "refuted"), ("waiver.dry", "status", "conflicting"),
  ])
  func `answer in codes`(linkID: String, system: String, code: String) throws {
    let answers = try #require(item(linkID)?["answer"]?.items)
    #expect(answers.count == 1)
    #expect(
      answers[0]["valueCoding"]
        == .object([
          "system": .string("https://chartproof.example/fhir/CodeSystem/\(system)"),
          "code": .string(code),
        ])
    )
  }

  @Test func `leave open what is undocumented, and say what to document`() throws {
    let open = try #require(item("house.roof"))
    #expect(open["answer"] == nil)
    let ask = open["extension"]?.items.first
    #expect(ask?["url"]?.string == "https://chartproof.example/fhir/StructureDefinition/ask")
    #expect(ask?["valueString"]?.string == "Say what the roof <is> made of.")
    #expect(item("exclusion.silent-one")?["extension"] == nil)
  }

  @Test func `say of every answer, in any depth, that a program gave it`() throws {
    let answers = response.all("answer").flatMap(\.items)
    #expect(answers.count == 17)
    for answer in answers {
      let origin = answer["extension"]?.items.first
      #expect(
        origin?["url"]?.string
          == "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/information-origin"
      )
      #expect(
        origin?["extension"]?.items == [
          .object(["url": .string("source"), "valueCode": .string("auto")])
        ]
      )
    }
  }

  @Test func `quote the evidence with its place in scalars and bytes`() throws {
    let parts = try #require(item("waiver.dry")?["answer"]?.items[0]["item"]?.items)
    #expect(parts.map { $0["linkId"]?.string } == ["waiver.dry/why", "waiver.dry/evidence"])
    let evidence = try #require(parts[1]["answer"]?.items)
    #expect(evidence.count == 4)
    #expect(evidence[0]["valueString"]?.string == "be\u{301}am,\nis dry")
    let places = evidence.prefix(2).map { answer in
      answer["extension"]?.items[1]["extension"]?.items.map { part in
        let value = part["valueString"]?.string ?? part["valueCode"]?.string
        return value ?? String(part["valueUnsignedInt"]?.int ?? -1)
      }
    }
    #expect(places[0] == ["first.txt", "for", "149", "162", "156", "170"])
    #expect(places[1] == ["sub/second <b>.html", "against", "0", "21", "3", "34"])
  }

  /// R4 has no empty array, object or string anywhere.
  @Test func `hold nothing empty, and one value an answer`() {
    #expect(!response.hasEmptyPart)
    for answer in response.all("answer").flatMap(\.items) {
      #expect(answer.members.keys.count { $0.hasPrefix("value") } == 1)
    }
  }
}

extension JSONValue {
  /// Every member of a name, at any depth.
  fileprivate func all(_ name: String) -> [JSONValue] {
    let inner = items.flatMap { $0.all(name) } + members.values.flatMap { $0.all(name) }
    return [self[name]].compactMap(\.self) + inner
  }

  fileprivate var hasEmptyPart: Bool {
    switch self {
    case .null: true
    case .bool, .number: false
    case .string(let string): string.isEmpty
    case .array(let items): items.isEmpty || items.contains(where: \.hasEmptyPart)
    case .object(let members): members.isEmpty || members.values.contains(where: \.hasEmptyPart)
    }
  }
}
