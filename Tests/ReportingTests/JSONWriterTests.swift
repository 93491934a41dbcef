import Reporting
import Testing

@Suite struct `Writing JSON` {
  @Test(arguments: [
    ("plain", #""plain""#),
    ("\"\\/", #""\"\\/""#),
    ("\n\r\t", #""\n\r\t""#),
    ("\u{0}\u{1B}[0m\u{7F}", #""\u0000\u001b[0m\u007f""#),
    ("\u{9B}31m \u{80}\u{9F}", #""\u009b31m \u0080\u009f""#),
    ("e\u{301} \u{A0}\u{1F9F1}\u{FFFD}", "\"e\u{301} \u{A0}\u{1F9F1}\u{FFFD}\""),
    ("", #""""#),
  ])
  func `escapes what could break a reader or steer a terminal`(
    words: String,
    expected: String
  ) throws {
    let json = written { $0.element(words) }
    #expect(json == "[\(expected)]")
    #expect(try ParsedJSON(json)[0].string == words)
  }

  @Test(arguments: [
    (0, "0"), (-0.0, "0"), (2.5, "2.5"), (-2.5, "-2.5"), (1e15, "1000000000000000"),
    (0.1, "0.1"), (.infinity, "null"), (.nan, "null"), (1e-7, "1e-07"),
  ])
  func `writes numbers that read back as they were`(number: Double, expected: String) throws {
    let json = written { $0.element(number) }
    #expect(json == "[\(expected)]")
    if number.isFinite { #expect(try ParsedJSON(json)[0].double == number) }
  }

  @Test func `keeps the order of members and says null of what is absent`() {
    let json = written { json in
      json.element("a")
      json.element(nil as Int?)
      json.element([1, 2])
      json.element([String]())
      json.element(true)
    }
    #expect(json == #"["a",null,[1,2],[],true]"#)
  }

  @Test func `compact has no space, indented a line a member`() {
    let body: (inout JSONWriter) -> Void = { json in
      json.object { json in
        json.member("b", 1)
        json.key("a")
        json.object(.line) { json in
          json.member("x", ["p", "q"])
          json.key("y")
          json.object { $0.member("z", false) }
        }
        json.key("none")
        json.object { _ in }
      }
    }
    var compact = JSONWriter(.compact)
    body(&compact)
    #expect(compact.text == #"{"b":1,"a":{"x":["p","q"],"y":{"z":false}},"none":{}}"#)
    var indented = JSONWriter(.indented)
    body(&indented)
    #expect(
      indented.text == """
        {
          "b": 1,
          "a": {"x": ["p", "q"], "y": {"z": false}},
          "none": {}
        }
        """
    )
  }

  private func written(_ body: (inout JSONWriter) -> Void) -> String {
    var json = JSONWriter(.compact)
    json.array(.block, body)
    return json.text
  }
}
