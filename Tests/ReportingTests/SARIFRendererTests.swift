import NoteModel
import Reporting
import Testing

@Suite struct `Screenings as SARIF` {
  @Test func `report gaps, what speaks against, what is open and what is ruled out`() throws {
    let log = try ParsedJSON(SARIFRenderer().render(Sample.screening))
    #expect(log["version"].string == "2.1.0")
    let run = log["runs"][0]
    #expect(run["columnKind"].string == "unicodeCodePoints")
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
}
