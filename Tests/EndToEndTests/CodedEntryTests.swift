import NoteModel
import Pipeline
import TestSupport
import Testing

/// A section of a CDA document of 1 March 2025, and the findings that are expected of it, such as
/// `osteoporosis present "Osteoporosis"`.
struct CodedCase: Sendable, CustomTestStringConvertible {
  let name: String
  let code: String
  let narrative: String
  let entry: String
  let findings: [String]

  var testDescription: String { name }

  init(_ name: String, _ code: String, _ narrative: String, _ entry: String, _ findings: String...)
  {
    self.name = name
    self.code = code
    self.narrative = narrative
    self.entry = entry
    self.findings = findings
  }

  /// A problem in its concern.
  static func problem(
    _ content: String,
    status: String = "active",
    attributes: String = ""
  ) -> String {
    """
    <act><statusCode code="\(status)"/><entryRelationship typeCode="SUBJ">
    <observation \(attributes)><templateId root="2.16.840.1.113883.10.20.22.4.4"/>\(content)
    </observation></entryRelationship></act>
    """
  }

  /// A diagnosis by its code in ICD-10-CM.
  static func diagnosis(_ code: String, _ name: String = "") -> String {
    #"<value code="\#(code)" codeSystem="2.16.840.1.113883.6.90" displayName="\#(name)"/>"#
  }

  /// A drug by its code in RxNorm.
  static func drug(
    _ code: String,
    _ name: String,
    mood: String = "EVN",
    _ more: String = ""
  ) -> String {
    """
    <substanceAdministration moodCode="\(mood)"><statusCode code="completed"/>\(more)<consumable>
    <manufacturedProduct><manufacturedMaterial><code code="\(code)"
    codeSystem="2.16.840.1.113883.6.88" displayName="\(name)"/></manufacturedMaterial>
    </manufacturedProduct></consumable></substanceAdministration>
    """
  }

  /// The document.
  var xml: String {
    """
    <ClinicalDocument xmlns="urn:hl7-org:v3"><effectiveTime value="20250301"/><component>
    <structuredBody><component><section><code code="\(code)"/><title>Section</title>
    <text>\(narrative)</text><entry>\(entry)</entry></section></component></structuredBody>
    </component></ClinicalDocument>
    """
  }
}

@Suite struct `Coded entries` {
  @Test(arguments: [
    CodedCase(
      "a problem that only the entry names",
      "11450-4",
      "See below",
      CodedCase.problem(CodedCase.diagnosis("M81.0", "Age-related osteoporosis")),
      "osteoporosis present Age-related osteoporosis"
    ),
    CodedCase(
      "a problem in words and codes counts once",
      "11450-4",
      "Osteoporosis",
      CodedCase.problem(CodedCase.diagnosis("M81.0", "Osteoporosis")),
      "osteoporosis present Osteoporosis"
    ),
    CodedCase(
      "a code whose words say something else",
      "11450-4",
      #"<content ID="a">Bad back</content>"#,
      CodedCase.problem(
        "<text><reference value='#a'/></text>" + CodedCase.diagnosis("M8008XA", "Problem")
      ),
      "vertebral-compression-fracture present Bad back"
    ),
    CodedCase(
      "a problem that is over",
      "11450-4",
      "Sepsis",
      CodedCase.problem(CodedCase.diagnosis("A41.9", "Sepsis"), status: "completed"),
      "sepsis historical Sepsis"
    ),
    CodedCase(
      "a problem that is denied",
      "11450-4",
      "Sepsis",
      CodedCase.problem(
        CodedCase.diagnosis("A41.9", "Sepsis"),
        attributes: #"negationInd="true""#
      ),
      "sepsis absent Sepsis"
    ),
    CodedCase(
      "a problem that is denied in the entry alone",
      "11450-4",
      "",
      CodedCase.problem(
        CodedCase.diagnosis("A41.9", "Sepsis"),
        attributes: #"negationInd="true""#
      ),
      "sepsis absent Sepsis"
    ),
    CodedCase(
      "a problem entered in error",
      "11450-4",
      "See below",
      CodedCase.problem(CodedCase.diagnosis("A41.9", "Problem"), status: "nullified")
    ),
    CodedCase(
      "a drug whose record is complete is still taken",
      "10160-0",
      "Warfarin 5 mg daily",
      CodedCase.drug("11289", "Warfarin"),
      "anticoagulant present Warfarin"
    ),
    CodedCase(
      "a drug that ended",
      "10160-0",
      "Warfarin 5 mg daily",
      CodedCase.drug(
        "11289",
        "Warfarin",
        #"<effectiveTime><high value="20250101"/></effectiveTime>"#
      ),
      "anticoagulant historical Warfarin"
    ),
    CodedCase(
      "a drug that will end",
      "10160-0",
      "Warfarin 5 mg daily",
      CodedCase.drug(
        "11289",
        "Warfarin",
        #"<effectiveTime><high value="20260101"/></effectiveTime>"#
      ),
      "anticoagulant present Warfarin"
    ),
    CodedCase(
      "a drug that is ordered",
      "10160-0",
      "",
      CodedCase.drug("11289", "Warfarin", mood: "RQO"),
      "anticoagulant planned Warfarin"
    ),
    CodedCase(
      "a drug whose code begins like another's",
      "10160-0",
      "Multivitamin",
      CodedCase.drug("1128912", "Multivitamin")
    ),
    CodedCase(
      "an allergy is no drug taken",
      "48765-2",
      "",
      """
      <observation><templateId root="2.16.840.1.113883.10.20.22.4.7"/><participant typeCode="CSM">
      <participantRole><playingEntity><code code="11289" codeSystem="2.16.840.1.113883.6.88"
      displayName="Warfarin"/></playingEntity></participantRole></participant></observation>
      """,
      "anticoagulant conditional Warfarin"
    ),
  ])
  func `count like words, once, with what they say of status and time`(sample: CodedCase) throws {
    let document = try Fixture.screener.read(Array(sample.xml.utf8), id: "a.xml")
    let findings = Fixture.screener.extract(document).findings.filter { $0.assertion != .family }
    let found = findings.map { finding in
      "\(finding.concept) \(finding.assertion) \(document.text.string(in: finding.range))"
    }
    #expect(found == sample.findings)
  }
}

@Suite struct `The header of a CDA document` {
  @Test(arguments: [
    ("18748-4", DocumentType.imaging), ("11504-8", .operative), ("34133-9", .clinic),
    ("11502-2", .laboratory), ("1-8", .clinic),
  ])
  func `tells what type of document it is`(code: String, type: DocumentType) throws {
    let xml = """
      <ClinicalDocument xmlns="urn:hl7-org:v3"><code code="\(code)"/><title>Document</title>
      <component><structuredBody><component><section><code code="10183-2"/><text>None.</text>
      </section></component></structuredBody></component></ClinicalDocument>
      """
    let document = try Fixture.screener.read(Array(xml.utf8), id: "a.xml")
    let analyzed = Fixture.screener.extract(document).document
    #expect(analyzed.type == type)
  }
}

@Suite struct `The first lines of a text` {
  @Test(arguments: [
    (
      "PAIN CLINIC  new patient\nTried: naproxen a few days in Mar, tramadol Mar.",
      DocumentType.clinic
    ),
    ("Nonce Spine Associates   12 MAR 2026\nBack pain.", .clinic),
    ("MAR 3 West\nOxycodone 5 mg 0800 1400", .medication),
  ])
  func `tell what type of document it is, whatever the month`(
    text: String,
    type: DocumentType
  ) throws {
    let document = try Fixture.screener.read(Array(text.utf8), id: "a.txt")
    #expect(Fixture.screener.extract(document).document.type == type)
  }
}
