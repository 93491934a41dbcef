public import NoteModel

/// A screening as a FHIR R4 QuestionnaireResponse, for a person to complete and sign.
///
/// A criterion is an item, its status the answer; what no document decides has none, and says what
/// to document instead. As Da Vinci DTR asks, each answer states that it was filled in by a program.
/// Subject and coverage are for the system that knows them to add, so no profile is claimed.
///
/// Source: https://hl7.org/fhir/R4/questionnaireresponse.html,
/// https://hl7.org/fhir/us/davinci-dtr/StructureDefinition-information-origin.html
public struct QuestionnaireResponseRenderer: Sendable {
  private let authored: CalendarDate

  /// A renderer.
  ///
  /// - Parameter authored: the day on which the answers are gathered.
  public init(authored: CalendarDate) {
    self.authored = authored
  }

  /// The whole resource.
  public func render(_ screening: Screening) -> String {
    let documents = screening.documents.map(\.document)
    let asks = Dictionary(screening.missing.map { ($0.criterion, $0.ask) }) { first, _ in first }
    var json = JSONWriter(.indented)
    json.object { json in
      json.member("resourceType", "QuestionnaireResponse")
      json.member("questionnaire", Self.questionnaire(of: screening.policy))
      json.member("status", "in-progress")
      json.member("authored", authored)
      json.key("item")
      json.array { json in
        json.element(
          Item(
            linkID: "outcome",
            text: "Outcome of the pre-screening",
            answers: [Answer(value: .coding("outcome", screening.outcome.rawValue))]
          )
        )
        for result in screening.criteria {
          json.element(Item(result, ask: asks[result.id], documents: documents))
        }
      }
    }
    return json.text + "\n"
  }

  /// The canonical URL of a policy's questionnaire, with its version; `docs/formats.md` defines it.
  private static func questionnaire(of policy: PolicyIdentity) -> String {
    "\(base)/Questionnaire/\(policy.id)|\(policy.version)"
  }

  /// What our canonical URLs begin with: a name that nobody can own (RFC 2606).
  fileprivate static let base = "https://chartproof.example/fhir"

  // MARK: Elements

  fileprivate struct Item: JSONWritable {
    let linkID: String
    let text: String
    var ask: String?
    var answers: [Answer] = []

    func write(to json: inout JSONWriter) {
      json.object { json in
        if let ask {
          let url = "\(QuestionnaireResponseRenderer.base)/StructureDefinition/ask"
          json.member("extension", [Extension(url: url, value: .string(ask))])
        }
        json.member("linkId", linkID)
        json.member("text", text)
        // An array in FHIR is never empty.
        if !answers.isEmpty { json.member("answer", answers) }
      }
    }
  }

  fileprivate struct Answer: JSONWritable {
    let value: Value
    var evidence: Extension?
    var items: [Item] = []

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.member("extension", [.origin] + [evidence].compactMap(\.self))
        json.member(value)
        if !items.isEmpty { json.member("item", items) }
      }
    }
  }

  fileprivate enum Value {
    case string(String)
    case code(String)
    case number(Int)
    case coding(_ system: StaticString, _ code: String)
  }

  fileprivate struct Coding: JSONWritable {
    let system: StaticString
    let code: String

    func write(to json: inout JSONWriter) {
      json.object(.line) { json in
        json.member("system", "\(QuestionnaireResponseRenderer.base)/CodeSystem/\(system)")
        json.member("code", code)
      }
    }
  }

  /// An extension with a value, or with extensions of its own.
  fileprivate struct Extension: JSONWritable {
    let url: String
    var value: Value?
    var parts: [Extension] = []

    /// Says that a program filled in the answer.
    static let origin = Extension(
      url: "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/information-origin",
      parts: [Extension(url: "source", value: .code("auto"))]
    )

    func write(to json: inout JSONWriter) {
      json.object(.line) { json in
        json.member("url", url)
        if let value { json.member(value) }
        if !parts.isEmpty { json.member("extension", parts) }
      }
    }
  }
}

extension QuestionnaireResponseRenderer.Item {
  /// The item of a criterion: its answer with why, and the words behind it.
  fileprivate init(_ result: CriterionResult, ask: String?, documents: [NoteDocument]) {
    self.init(linkID: result.id, text: result.says, ask: ask)
    guard result.status != .undocumented else { return }
    var items = [
      Self(linkID: "\(result.id)/why", text: "Why", answers: [.init(value: .string(result.why))])
    ]
    let evidence = result.evidence.map { evidence in
      let document = documents[evidence.document]
      return QuestionnaireResponseRenderer.Answer(
        value: .string(document.text.string(in: evidence.range)),
        evidence: .init(evidence, in: document)
      )
    }
    if !evidence.isEmpty {
      items.append(Self(linkID: "\(result.id)/evidence", text: "Evidence", answers: evidence))
    }
    answers = [.init(value: .coding("status", result.status.rawValue), items: items)]
  }
}

extension QuestionnaireResponseRenderer.Extension {
  /// Where words stand: in Unicode scalars of the document's text, and in bytes of the file.
  fileprivate init(_ evidence: Evidence, in document: NoteDocument) {
    let text = document.text
    let source = document.sourceMap.source(of: evidence.range)
    self.init(
      url: "\(QuestionnaireResponseRenderer.base)/StructureDefinition/evidence",
      parts: [
        Self(url: "document", value: .string(document.id)),
        Self(url: "stance", value: .code(evidence.stance.rawValue)),
        Self(url: "start", value: .number(text.scalarOffset(ofByte: evidence.range.start))),
        Self(url: "end", value: .number(text.scalarOffset(ofByte: evidence.range.end))),
        Self(url: "sourceStart", value: .number(source.start)),
        Self(url: "sourceEnd", value: .number(source.end)),
      ]
    )
  }
}

extension JSONWriter {
  /// Writes a value of FHIR under the name that says its type.
  fileprivate mutating func member(_ value: QuestionnaireResponseRenderer.Value) {
    switch value {
    case .string(let string): member("valueString", string)
    case .code(let code): member("valueCode", code)
    case .number(let number): member("valueUnsignedInt", number)
    case .coding(let system, let code):
      member("valueCoding", QuestionnaireResponseRenderer.Coding(system: system, code: code))
    }
  }
}
