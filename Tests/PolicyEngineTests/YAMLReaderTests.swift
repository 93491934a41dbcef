import Testing

@testable import PolicyEngine

/// YAML texts as nodes.
@Suite struct YAMLReaderTests {
  /// A node as text: `[a, {b: c}]`.
  private static func text(_ node: PolicyNode?) -> String {
    switch node?.content {
    case nil: "nothing"
    case .scalar(let string): string
    case .sequence(let items): "[\(items.map(text).joined(separator: ", "))]"
    case .mapping(let members):
      "{\(members.map { "\(text($0.key)): \(text($0.value))" }.joined(separator: ", "))}"
    }
  }

  @Test(arguments: [
    ("a: b", "{a: b}"),
    ("- a\n- [b, c]\n- {d: e}\n", "[a, [b, c], {d: e}]"),
    ("a: &one [x]\nb: *one", "{a: [x], b: [x]}"),
    ("a: 'b: c'\nd: \"e\\n\"\n", "{a: b: c, d: e\n}"),
    ("a: >\n  one\n  two\nb: |\n  three\n", "{a: one two\n, b: three\n}"),
    ("a:\nb: ~\nc: 012\nd: yes", "{a: , b: ~, c: 012, d: yes}"),
    ("# nothing\n", "nothing"),
    ("", "nothing"),
    ("grüße: 骨", "{grüße: 骨}"),
  ])
  func `are read as they are written`(yaml: String, expected: String) throws {
    #expect(try Self.text(YAMLReader.node(of: yaml)) == expected)
  }

  @Test func `tell the line and the column of each node`() throws {
    let node = try #require(try YAMLReader.node(of: "a: b\nc:\n  - d\n"))
    let item = try #require(node["c"]?.sequence?.first)
    #expect(node.line == 1)
    #expect(item.line == 3)
    #expect(item.column == 5)
  }

  @Test(arguments: [
    ("a: 1\nb: 2\na: 3", 3, "the key `a` is there already"),
    ("a: *nobody", 1, "the alias `nobody` has no anchor before it"),
    ("a: &self [*self]", 1, "the alias `self` has no anchor before it"),
    ("a: 1\n---\nb: 2", 2, "a second document begins here"),
    ("a: [b\n", 2, ""),
    ("a: \"b", 1, ""),
    ("\ta: b", 1, ""),
    ("a: \u{0}", 0, ""),
  ])
  func `are refused where they are none, at the place`(yaml: String, line: Int, message: String) {
    let error = #expect(throws: YAMLError.self) { try YAMLReader.node(of: yaml) }
    #expect(error?.line == line)
    #expect(error?.message.hasPrefix(message) == true)
    #expect(error?.message.isEmpty == false)
  }

  @Test(arguments: ["[", "- ", "? "])
  func `nested without end are refused`(opening: String) {
    let error = #expect(throws: YAMLError.self) {
      try YAMLReader.node(of: String(repeating: opening, count: 100_000))
    }
    #expect(error?.message == "is within more than 100 others")
  }

  /// Lists, each of which holds so many aliases of the one before it in so many lists more.
  private static func nested(_ levels: Int, aliases: Int, within: Int) -> String {
    var text = "- &l0 x\n"
    for level in 1...levels {
      let aliases = Array(repeating: "*l\(level - 1)", count: aliases).joined(separator: ", ")
      let lists =
        String(repeating: "[", count: within) + aliases + String(repeating: "]", count: within)
      text += "- &l\(level) \(lists)\n"
    }
    return text
  }

  @Test(arguments: [
    (40, 2, 1, "is one of more than 1048576, with what aliases stand for"),
    (20, 1, 10, "is within more than 100 others"),
  ])
  func `whose aliases stand for aliases without end are refused`(
    levels: Int,
    aliases: Int,
    within: Int,
    message: String
  ) {
    let error = #expect(throws: YAMLError.self) {
      try YAMLReader.node(of: Self.nested(levels, aliases: aliases, within: within))
    }
    #expect(error?.message == message)
  }

  @Test func `may have aliases of aliases`() throws {
    let node = try YAMLReader.node(of: Self.nested(3, aliases: 2, within: 1))
    #expect(Self.text(node?.sequence?.last) == "[[[x, x], [x, x]], [[x, x], [x, x]]]")
  }
}
