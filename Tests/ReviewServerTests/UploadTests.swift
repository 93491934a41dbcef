import CaseStore
import Foundation
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

@testable import ReviewServer

@Suite struct `Uploads` {
  private static func part(_ header: String, _ body: String = "x") -> String {
    "--x\r\nContent-Disposition: form-data; \(header)\r\n\r\n\(body)\r\n"
  }

  @Test(
    arguments: [
      "../../etc/passwd", "/etc/passwd", "..", ".", "a\\b", "C:\\a.txt", "a\u{0}b", "a\nb",
      "\u{202E}txt.a",
      String(repeating: "a", count: 256),
    ]
  )
  func `with a name that is a path, or no name, are refused`(name: String) async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    let id = try await desk.newCase(by: ada)
    try await desk.ask { asker in
      let answer = try await asker.upload("/cases/\(id)/documents", [(name, "x")], as: ada)
      #expect(answer.status == .badRequest)
    }
    #expect(try await desk.store.documents(of: id).map(\.name) == ["a.txt"])
  }

  /// Bodies after a first part, and what is answered.
  private static let bodies: [(body: String, status: Int)] = {
    let file = part("name=\"files\"; filename=\"b.txt\"")
    let long = String(repeating: "x", count: 5000)
    var bodies = [("", 400), ("--x", 400), ("--x--", 201), ("--y\r\n\r\n", 400)]
    bodies += [(file, 400), (file + "--x", 400), (file + "--x-", 400), (file + "--x--", 201)]
    for header in [
      "name=\"files\"; filename=\"b.txt\"; filename=\"c.txt\"",
      "name=\"files\"; filename*=UTF-8''b.txt", "filename=\"b.txt\"", "name=\"\(long)\"",
    ] {
      bodies.append((part(header) + "--x--", 400))
    }
    let field = part("name=\"a\"")
    bodies.append((field + field + "--x--", 400))
    bodies.append((part("name=\"a\"", String(repeating: "x", count: 70_000)) + "--x--", 413))
    bodies.append(("--x\r\n" + String(repeating: "A: b\r\n", count: 2000) + "\r\n", 400))
    bodies.append(("--x\r\nA: b\r\n\r\nx\r\n--x--", 400))
    bodies.append(((0..<300).map { part("name=\"\($0)\"") }.joined() + "--x--", 413))
    bodies.append((long, 400))
    return bodies
  }()

  @Test(arguments: bodies)
  func `that are cut off, doubled or too much are refused, and nothing is stored`(
    body: String,
    status: Int
  ) async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    let named = Self.part("name=\"name\"", "case")
    let whole = body.hasPrefix("--x") ? named + body : body
    try await desk.ask { asker in
      let type = "multipart/form-data; boundary=x"
      let answer = try await asker.send("/api/cases", Array(whole.utf8), type: type, as: ada)
      #expect(answer.status.code == status)
    }
    #expect(try await desk.store.cases(.init()).count == (status == 201 ? 1 : 0))
  }

  @Test(arguments: [
    "multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=x",
    "text/plain",
    "multipart/form-data; boundary=\(String(repeating: "x", count: 71))",
  ])
  func `that are no form are refused`(type: String) async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    try await desk.ask { asker in
      let answer = try await asker.send("/api/cases", Array("--x--".utf8), type: type, as: ada)
      #expect(answer.status == .unsupportedMediaType)
    }
  }

  @Test func `larger than allowed are refused`() async throws {
    let desk = try Desk { settings in settings.uploadLimit = 10_000 }
    let ada = try await desk.person("ada", .reviewer)
    try await desk.ask { asker in
      let files = [("a.txt", String(repeating: "x", count: 10_000))]
      let answer = try await asker.upload("/api/cases", files, fields: [("name", "x")], as: ada)
      #expect(answer.status == .contentTooLarge)
    }
  }

  @Test func `wait for others where memory is short, and give it back`() async throws {
    let desk = try Desk { settings in settings.uploadBudget = 5000 }
    let ada = try await desk.person("ada", .reviewer)
    try await desk.ask { asker in
      let fields = [("name", "x")]
      let large = [("a.txt", String(repeating: "x", count: 5000))]
      let small = [("a.txt", String(repeating: "x", count: 3000))]
      let answer = try await asker.upload("/api/cases", large, fields: fields, as: ada)
      #expect(answer.status == .serviceUnavailable)
      #expect(answer.headers[HTTPField.Name.retryAfter] == "5")
      for _ in 0..<3 {
        let answer = try await asker.upload("/api/cases", small, fields: fields, as: ada)
        #expect(answer.status == .created)
      }
    }
  }

  @Test func `too often in a minute are refused`() async throws {
    let desk = try Desk { settings in settings.uploadsPerMinute = 2 }
    let ada = try await desk.person("ada", .reviewer)
    let bob = try await desk.person("bob", .reviewer)
    try await desk.ask { asker in
      var statuses: [Int] = []
      for person in [ada, ada, ada, bob] {
        let answer = try await asker.upload("/api/cases", [], fields: [("name", "x")], as: person)
        statuses.append(answer.status.code)
      }
      #expect(statuses == [201, 201, 429, 201])
    }
  }

  @Test func `of the same name with other words are refused, with the same words welcome`()
    async throws
  {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    let id = try await desk.newCase(by: ada)
    try await desk.ask { asker in
      let path = "/api/cases/\(id)/documents"
      for (files, status) in [
        ([("a.txt", "other")], 409), ([("a.txt", Desk.note)], 201), ([], 400),
      ] as [([(String, String)], Int)] {
        let answer = try await asker.upload(path, files.map { ($0.0, $0.1) }, as: ada)
        #expect(answer.status.code == status)
      }
    }
    #expect(try await desk.store.documents(of: id).count == 1)
  }

  @Test(arguments: [
    ("codes", "22514; DROP TABLE"), ("codes", String(repeating: "1", count: 21)), ("levels", "X9"),
    ("reference_date", "soon"), ("reference_date", "2026-02-30"),
    ("name", String(repeating: "x", count: 201)),
  ])
  func `with a request that cannot be read are refused`(field: String, value: String) async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    try await desk.ask { asker in
      let fields = (field == "name" ? [] : [("name", "x")]) + [(field, value)]
      let answer = try await asker.upload("/api/cases", [], fields: fields, as: ada)
      #expect(answer.status == .badRequest)
      #expect(answer.text.contains("`\(field)`"))
    }
  }

  @Test(arguments: 0..<16)
  func `come out the same however they are cut`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let tricky = [
      "", "\r", "\r\n", "\r\n-", "\r\n--", "\r\n--x", "--xy", "a\r\n--xa", "\r\n\r\n", "x",
    ]
    let parts = (0..<Int.random(in: 0..<5, using: &random)).map { number in
      MultipartParser.Part(
        name: "n\(number)",
        fileName: Bool.random(using: &random) ? "f \(number); \".txt" : nil,
        bytes: Array(
          (0..<3).map { _ in tricky.randomElement(using: &random) ?? "" }.joined().utf8
        )
      )
    }
    var body = "preamble"
    if parts.isEmpty { body = "" }
    body += parts.isEmpty ? "" : "\r\n"
    for part in parts {
      body +=
        "--xyz\r\nContent-Type: text/plain\r\ncontent-disposition: form-data; name=\(part.name)"
      if let name = part.fileName {
        body += "; filename=\"\(name.replacing("\"", with: "%22"))\""
      }
      body += "\r\n\r\n" + String(decoding: part.bytes, as: UTF8.self) + "\r\n"
    }
    body += "--xyz--\r\nepilogue"
    var rest = Array(body.utf8)[...]
    var parser = try MultipartParser(contentType: "multipart/form-data; boundary=\"xyz\"")
    while !rest.isEmpty {
      let count = Int.random(in: 1...7, using: &random)
      try parser.take(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    #expect(try parser.end() == parts)
  }
}

@Suite struct `Fields of a form` {
  @Test(arguments: [
    ("a=1&b=2", ["a": "1", "b": "2"]), ("", [:]), ("a", ["a": ""]),
    ("a=%C3%A9+x", ["a": "\u{E9} x"]),
    ("a=b=c", ["a": "b=c"]),
  ])
  func `are decoded`(text: String, fields: [String: String]) throws {
    #expect(try Form(parsing: text[...]).fields == fields)
  }

  @Test(arguments: ["a=1&a=2", "a=%", "a=%4", "a=%zz", "a=%+1", "a=%FF", "%61=1&a=2"])
  func `sent twice or badly encoded are refused`(text: String) {
    #expect(throws: Problem.self) { try Form(parsing: text[...]) }
  }

  @Test func `too many of them are refused`() {
    let text = (0..<101).map { "f\($0)=" }.joined(separator: "&")
    #expect(throws: Problem.self) { try Form(parsing: text[...]) }
  }

  @Test(arguments: ["[]", "{\"a\": 1}", "{\"a\": {}}", "{", "\u{0}"])
  func `of JSON are words and lists of words`(text: String) throws {
    #expect(throws: Problem.self) { try Form(json: Array(text.utf8)) }
    let form = try Form(json: Array(#"{"a": "x", "b": ["y", "z"], "c": null}"#.utf8))
    #expect(form.fields == ["a": "x", "b": "y,z"])
  }

  @Test(arguments: [("  x\n", "x"), ("\u{A0}", ""), ("", ""), ("a b", "a b")])
  func `lose the space around them`(value: String, words: String) throws {
    var form = Form()
    try form.add("a", value)
    #expect(form["a"] == words)
  }
}
