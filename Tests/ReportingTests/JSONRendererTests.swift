import NoteModel
import Reporting
import TestSupport
import Testing

@Suite struct `Screenings as JSON` {
  @Test func `have every key, null where absent`() throws {
    let json = try ParsedJSON(JSONRenderer(isCompact: false).render(Sample.screening))
    #expect(
      json.keys == [
        "schema", "case", "policy", "reference_date", "requested", "outcome", "pathway",
        "criteria", "missing", "completions", "worth_documenting", "advisories", "documents",
        "findings", "warnings",
      ]
    )
    #expect(json["schema"].string == "chartproof.screening/1")
    #expect(json["case"].string == Sample.screening.caseName)
    #expect(json["reference_date"].isNull)
    #expect(json["pathway"].isNull)
    #expect(json["outcome"].string == "criteria-not-met")
    #expect(json["requested"]["levels"].strings == ["T12", "L1"])
    #expect(json["requested"]["codes"].strings == ["12345"])
    #expect(json["policy"].keys == ["id", "version"])
    #expect(json["criteria"].items.map { $0["id"].string } == Sample.screening.criteria.map(\.id))
    let criterion = json["criteria"][0]
    #expect(criterion.keys == ["id", "kind", "status", "why", "evidence"])
    let evidence = criterion["evidence"]
    #expect(
      evidence[0].keys == ["document", "start", "end", "text", "source", "stance", "finding"]
    )
    #expect(evidence[0]["finding"].int == 0)
    #expect(evidence[1]["finding"].isNull)
    #expect(evidence[1]["stance"].string == "context")
    #expect(json["missing"][0].keys == ["criterion", "ask"])
    #expect(json["documents"][0]["date"].string == "2026-01-02")
    #expect(
      json["documents"][1].keys
        == ["id", "format", "encoding", "title", "type", "date", "sha256"]
    )
    #expect(json["documents"][1]["title"].isNull)
  }

  @Test func `say the same compact and indented`() throws {
    let compact = JSONRenderer(isCompact: true).render(Sample.screening)
    let indented = JSONRenderer(isCompact: false).render(Sample.screening)
    #expect(!compact.contains("\n"))
    #expect(
      compact.unicodeScalars.filter { $0 != " " }
        .elementsEqual(indented.unicodeScalars.filter { $0 != " " && $0 != "\n" })
    )
  }

  @Test func `quote the text at the offsets, in scalars, and the file in bytes`() throws {
    let json = try ParsedJSON(JSONRenderer(isCompact: true).render(Sample.screening))
    let quotes = json["criteria"].items.flatMap(\.["evidence"].items) + json["findings"].items
    #expect(quotes.count == 12)
    for quote in quotes {
      let isFirst = quote["document"].string == "first.txt"
      let scalars = Array((isFirst ? Sample.first : Sample.second).unicodeScalars)
      let start = try #require(quote["start"].int)
      let end = try #require(quote["end"].int)
      let words = String(String.UnicodeScalarView(scalars[start..<end]))
      #expect(quote["text"].string == words)
    }
    let coded = json["findings"][3]
    #expect(coded["source"]["start"].int == 3)
    #expect(coded["source"]["end"].int == 18)
  }

  @Test(arguments: 0..<16 as Range<UInt64>)
  func `quote any words of any text`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let alphabet = [
      "a", "\u{301}", "\u{1F9F1}", "\r\n", "\u{1B}", "\"", "\\", "\u{9B}", "\u{4E2D}",
    ]
    let text = (0..<700).compactMap { _ in alphabet.randomElement(using: &random) }.joined() + "."
    let scalars = Array(text.unicodeScalars)
    let ranges = (0..<40).map { _ in
      let first = Int.random(in: 0...scalars.count, using: &random)
      let last = Int.random(in: first...scalars.count, using: &random)
      let bytes = { scalars[..<$0].reduce(0) { $0 + String($1).utf8.count } }
      return TextRange(bytes(first), bytes(last))
    }
    let screening = Sample.screening(text, ranges)
    let json = try ParsedJSON(JSONRenderer(isCompact: true).render(screening))
    let evidence = json["criteria"][0]["evidence"].items
    #expect(evidence.count == ranges.count)
    for (quote, range) in zip(evidence, ranges) {
      let start = try #require(quote["start"].int)
      let end = try #require(quote["end"].int)
      let words = try #require(quote["text"].string)
      #expect(words.unicodeScalars.elementsEqual(scalars[start..<end]))
      #expect(quote["source"]["start"].int == range.start || range.count == 0)
    }
  }

  @Test func `tell of a finding its attributes, context and codes`() throws {
    let findings = try ParsedJSON(JSONRenderer(isCompact: true).render(Sample.screening))[
      "findings"
    ]
    let keys: Set = [
      "id", "document", "concept", "start", "end", "text", "source", "section", "assertion",
      "context", "attributes", "codes",
    ]
    #expect(findings[0].keys == keys)
    #expect(findings[3].keys == keys.union(["coded"]))
    #expect(findings[3]["coded"].bool == true)
    #expect(findings[3]["section"].isNull)
    #expect(findings[3]["codes"][0].keys == ["system", "code"])
    #expect(findings[1]["context"][0]["kind"].string == "negation")
    #expect(findings[1]["context"][0]["text"].string == "No")
    #expect(findings[1]["assertion"].string == "absent")
    let attributes = findings[0]["attributes"]
    #expect(attributes["state"].string == "cracked")
    #expect(attributes["levels"].strings == ["T12", "L1"])
    #expect(attributes["value"].int == 12)
    #expect(attributes["loss"].double == 2.5)
    #expect(attributes["date"].string == "1970-01-01")
    #expect(attributes["duration"]["days"].items.map(\.int) == [28, 31])
  }
}

@Suite struct `Documents as JSON` {
  @Test func `show text, sections, sentences and entries`() throws {
    let json = try ParsedJSON(JSONRenderer(isCompact: false).renderDocuments([Sample.coded]))
    let document = json["documents"][0]
    #expect(
      document.keys == [
        "id", "format", "encoding", "title", "type", "date", "text", "sections", "sentences",
        "entries", "warnings",
      ]
    )
    #expect(document["text"].string == "e\u{301}A\nroof is dry")
    #expect(document["sections"][0]["code"].string == "1-8")
    #expect(document["sections"][0]["end"].int == 15)
    #expect(document["sentences"][0].items.map(\.int) == [4, 15])
    let entry = document["entries"][0]
    #expect(entry["text"].string == "roof")
    #expect(entry["start"].int == 4)
    #expect(entry["negated"].bool == true)
    #expect(entry["from"].string == "1970-01-02")
    #expect(entry["to"].isNull)
    #expect(entry["codes"][0]["display"].isNull)
    #expect(document["entries"][1]["text"].isNull)
    #expect(document["warnings"].strings == ["w"])
  }

  @Test func `an error is one line`() {
    #expect(
      String(decoding: JSONRenderer.error("a\n", id: nil), as: UTF8.self)
        == "{\"id\":null,\"error\":\"a\\n\"}\n"
    )
    #expect(
      String(decoding: JSONRenderer.error("x", id: "7"), as: UTF8.self)
        == "{\"id\":\"7\",\"error\":\"x\"}\n"
    )
  }
}
