import NoteModel
import Reporting
import TestSupport
import Testing

@Suite struct `Screenings as SARIF` {
  @Test func `report gaps, what speaks against, what is open and what is ruled out`() throws {
    let log = try ParsedJSON(SARIFRenderer().render(Sample.screening))
    #expect(log["version"].string == "2.1.0")
    let run = log["runs"][0]
    #expect(run["columnKind"].string == "utf16CodeUnits")
    let results = run["results"].items
    #expect(
      results.map { "\($0["ruleId"].string ?? "") \($0["level"].string ?? "")" } == [
        "house.roof note", "exclusion.red none", "exclusion.script error", "waiver.dry warning",
      ]
    )
    let rules = run["tool"]["driver"]["rules"]
    #expect(rules.items.count == Sample.screening.criteria.count)
    for result in results {
      let index = try #require(result["ruleIndex"].int)
      #expect(rules[index]["id"].string == result["ruleId"].string)
      // 3.27.10: a result that is no failure has the level none.
      #expect((result["kind"].string == "fail") == (result["level"].string != "none"))
    }
    #expect(run["artifacts"][1]["location"]["uri"].string == "sub/second%20%3Cb%3E.html")
    #expect(run["properties"]["outcome"].string == "criteria-not-met")
  }

  @Test func `a text has lines and columns, a markup file has bytes`() throws {
    let log = try ParsedJSON(SARIFRenderer().render(Sample.screening))
    let locations = log["runs"][0]["results"][3]["locations"]
    let first = locations[0]["physicalLocation"]
    #expect(first["artifactLocation"]["index"].int == 0)
    let region = first["region"]
    #expect(region["startLine"].int == 4)
    #expect(region["startColumn"].int == 22)
    #expect(region["endLine"].int == 5)
    #expect(region["endColumn"].int == 7)
    #expect(region["snippet"]["text"].string == "be\u{301}am,\nis dry")
    let second = locations[1]["physicalLocation"]["region"]
    #expect(second.keys == ["byteOffset", "byteLength", "snippet"])
    #expect(second["byteOffset"].int == 3)
    #expect(second["byteLength"].int == 31)
  }

  @Test(arguments: [
    ("roof", [1, 1, 1, 5]), ("\u{1F9F1}", [1, 6, 1, 8]), ("e\u{301}", [1, 9, 1, 11]),
    ("is dry", [1, 13, 1, 19]), ("wall\nis", [2, 3, 3, 3]), ("\u{4E2D}", [3, 4, 3, 5]),
  ])
  func `columns are UTF-16 code units from 1`(words: String, region: [Int]) throws {
    let text = "roof \u{1F9F1} e\u{301}, is dry\n\u{1F9F1}wall\nis \u{4E2D}"
    let bytes = Array(text.utf8)
    let part = Array(words.utf8)
    let start = try #require(
      bytes.indices.first { bytes[$0...].starts(with: part) }
    )
    let screening = Sample.screening(text, [TextRange(start, start + part.count)])
    let log = try ParsedJSON(SARIFRenderer().render(screening))
    let found = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    #expect(
      ["startLine", "startColumn", "endLine", "endColumn"].map { found[$0].int } == region
    )
    #expect(found["snippet"]["text"].string == words)
  }

  @Test func `a gap that nothing comes near is at the start of the newest document`() throws {
    let log = try ParsedJSON(SARIFRenderer().render(Sample.screening))
    let gap = log["runs"][0]["results"][0]
    #expect(gap["message"]["text"].string?.hasPrefix("Missing: What house.roof says. Say") == true)
    let place = gap["locations"][0]["physicalLocation"]
    #expect(place["artifactLocation"]["uri"].string == "first.txt")
    #expect(place["region"].keys == ["startLine", "startColumn", "endLine", "endColumn"])
    #expect(place["region"]["endColumn"].int == 1)
  }

  @Test func `documents of one file are one artifact, their words bytes of it`() throws {
    let parts = ["a", "b"].map { name in
      let text = NoteText("roof")
      return AnalyzedDocument(
        document: NoteDocument(
          id: "f.json#\(name)",
          container: "f.json",
          format: .text,
          encoding: "UTF-8",
          text: text,
          sourceMap: SourceMap(runs: [.init(text: 0, textCount: 4, source: 90, sourceCount: 8)])
        ),
        title: "",
        type: .other,
        date: nil,
        sections: [],
        sentences: []
      )
    }
    let evidence = [1, 2].map {
      Evidence(document: $0, range: TextRange(0, 4), stance: .for, finding: nil)
    }
    let screening = Sample.screening(
      documents: [Sample.document("c.txt", "roof")] + parts,
      evidence: evidence
    )
    let run = try ParsedJSON(SARIFRenderer().render(screening))["runs"][0]
    #expect(run["artifacts"].items.map { $0["location"]["uri"].string } == ["c.txt", "f.json"])
    #expect(run["artifacts"][1]["mimeType"].string == "application/fhir+json")
    for location in run["results"][0]["locations"].items {
      let place = location["physicalLocation"]
      #expect(place["artifactLocation"]["uri"].string == "f.json")
      #expect(place["artifactLocation"]["index"].int == 1)
      #expect(place["region"]["byteOffset"].int == 90)
      #expect(place["region"]["byteLength"].int == 8)
      #expect(place["region"]["startLine"].int == nil)
    }
  }

  @Test func `have every property that the standard requires`() throws {
    let log = try JSONValue(parsing: SARIFRenderer().render(Sample.screening))
    let schema = try JSONSchema(files: ["sarif": JSONValue(parsing: Self.required)])
    #expect(schema.problems(of: log, against: "sarif") == [])
    #expect(log["runs"]?.items.first?["results"]?.items.isEmpty == false)
  }

  private static let required = """
    {"type": "object", "required": ["version", "runs"], "properties": {
      "version": {"const": "2.1.0"}, "runs": {"minItems": 1, "items": {
        "required": ["tool", "results"], "properties": {
          "tool": {"required": ["driver"], "properties": {"driver": {
            "required": ["name", "rules"], "properties": {"name": {"type": "string"},
              "rules": {"items": {"required": ["id"]}}}}}},
          "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
          "invocations": {"items": {"required": ["executionSuccessful"], "properties": {
            "toolExecutionNotifications": {"items": {"required": ["message"]}}}}},
          "artifacts": {"items": {"required": ["location"], "properties": {
            "location": {"required": ["uri"]}}}},
          "results": {"minItems": 1, "items": {
            "required": ["ruleId", "ruleIndex", "kind", "level", "message", "locations"],
            "properties": {
              "ruleId": {"type": "string"}, "ruleIndex": {"type": "integer", "minimum": 0},
              "kind": {"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
              "level": {"enum": ["none", "note", "warning", "error"]},
              "message": {"required": ["text"]},
              "locations": {"minItems": 1, "items": {"required": ["physicalLocation"],
                "properties": {"physicalLocation": {
                  "required": ["artifactLocation", "region"], "properties": {
                    "artifactLocation": {"required": ["uri", "index"]},
                    "region": {"properties": {
                      "startLine": {"minimum": 1}, "startColumn": {"minimum": 1},
                      "endLine": {"minimum": 1}, "endColumn": {"minimum": 1},
                      "byteOffset": {"minimum": 0}, "byteLength": {"minimum": 0}}}}}}}}}}}}}}}}
    """
}
