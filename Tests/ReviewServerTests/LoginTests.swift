import CaseStore
import Foundation
import HTTPTypes
import HummingbirdTesting
import NoteModel
import TestSupport
import Testing

@testable import ReviewServer

@Suite struct `Logging in` {
  @Test func `sets a cookie that no script and no other site can use`() async throws {
    let desk = try Desk()
    _ = try await desk.person("ada", .reviewer)
    let cookie = try await desk.ask { asker in
      let answer = try await asker.post("/login", ["name": "ada", "password": "correct horse"])
      #expect(answer.status == .seeOther)
      #expect(answer.headers[.location] == "/")
      return try #require(answer.headers[.setCookie])
    }
    #expect(cookie.hasPrefix("session="))
    #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Strict"))
  }

  @Test func `sets a cookie for HTTPS alone behind a proxy`() async throws {
    let desk = try Desk { settings in settings.isSecure = true }
    _ = try await desk.person("ada", .reviewer)
    try await desk.ask { asker in
      let answer = try await asker.post("/login", ["name": "ada", "password": "correct horse"])
      let cookie = try #require(answer.headers[.setCookie])
      #expect(cookie.hasPrefix("__Host-session="))
      #expect(cookie.contains("; Secure"))
    }
  }

  @Test func `does not say whether there is such a name`() async throws {
    let desk = try Desk()
    _ = try await desk.person("ada", .reviewer)
    try await desk.ask { asker in
      let wrong = try await asker.post("/login", ["name": "ada", "password": "x"])
      let nobody = try await asker.post("/login", ["name": "eve", "password": "x"])
      #expect(wrong.status == .unauthorized)
      #expect(wrong.status == nobody.status && wrong.text == nobody.text)
    }
  }

  @Test func `is over for a while after too many wrong passwords, even with the right one`()
    async throws
  {
    let desk = try Desk { settings in settings.loginAttempts = 3 }
    _ = try await desk.person("ada", .reviewer)
    try await desk.ask { asker in
      for _ in 0..<3 {
        let answer = try await asker.post("/login", ["name": "ada", "password": "x"])
        #expect(answer.status == .unauthorized)
      }
      let answer = try await asker.post("/login", ["name": "ADA", "password": "correct horse"])
      #expect(answer.status == .tooManyRequests)
      #expect(answer.headers[HTTPField.Name.retryAfter] == "900")
    }
    let actions = try await desk.store.auditTrail().map(\.action)
    #expect(actions.count { $0 == "login-failed" } == 3)
  }

  @Test func `with a password that was given leads to a change of it, and nowhere else`()
    async throws
  {
    let desk = try Desk()
    let ada = try await desk.person("ada", .administrator, isNew: true)
    try await desk.ask { asker in
      for path in ["/", "/cases/new", "/users"] {
        #expect(try await asker.get(path, as: ada).headers[.location] == "/password")
      }
      #expect(
        try await asker.post("/tokens", ["name": "x"], as: ada).headers[.location] == "/password"
      )
      #expect(try await asker.get("/api/cases", as: ada).status == .unauthorized)
      let short = try await asker.post("/password", ["old": "correct horse", "new": "x"], as: ada)
      #expect(short.status == .badRequest)
      let wrong = try await asker.post("/password", ["old": "x", "new": "battery staple"], as: ada)
      #expect(wrong.status == .badRequest)
      let right = ["old": "correct horse", "new": "battery staple"] as KeyValuePairs
      #expect(try await asker.post("/password", right, as: ada).headers[.location] == "/")
      #expect(try await asker.get("/", as: ada).status == .ok)
    }
  }

  @Test func `makes the first administrator once`() async throws {
    let desk = try Desk()
    let password = try #require(try await desk.service.firstPassword())
    #expect(try await desk.service.firstPassword() == nil)
    try await desk.ask { asker in
      let answer = try await asker.post("/login", ["name": "admin", "password": password])
      #expect(answer.headers[.location] == "/password")
    }
  }

  @Test func `ends with logging out`() async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    try await desk.ask { asker in
      let answer = try await asker.post("/logout", as: ada)
      #expect(answer.headers[.setCookie]?.contains("Max-Age=0") == true)
      #expect(try await asker.get("/", as: ada).headers[.location] == "/login")
    }
  }
}

@Suite struct `Forms of other sites` {
  @Test(arguments: ["", "wrong"])
  func `lack the session's token`(token: String) async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    try await desk.ask { asker in
      let answer = try await asker.post("/cases", ["name": "x", "token": token], as: ada)
      #expect(answer.status == .forbidden)
    }
    #expect(try await desk.store.cases(.init()).count == 0)
  }

  @Test func `lack it in uploads too`() async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    let eve = try await desk.person("eve", .reviewer)
    let mixed = Desk.Person(user: ada.user, cookie: ada.cookie, formToken: eve.formToken, token: "")
    try await desk.ask { asker in
      let answer = try await asker.upload(
        "/cases",
        [("a", "b")],
        fields: [("name", "x")],
        as: mixed
      )
      #expect(answer.status == .forbidden)
    }
    #expect(try await desk.store.cases(.init()).count == 0)
  }

  @Test(arguments: [
    ("http://localhost", 303), ("https://localhost", 303), ("http://evil.example", 403),
    ("null", 403),
    ("http://localhost.evil.example", 403),
  ])
  func `come from where their origin says`(origin: String, status: Int) async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    try await desk.ask { asker in
      let headers: HTTPFields = [.origin: origin]
      let answer = try await asker.post("/cases", ["name": "x"], as: ada, headers: headers)
      #expect(answer.status.code == status)
      let login = ["name": "ada", "password": "correct horse"] as KeyValuePairs
      #expect(try await asker.post("/login", login, headers: headers).status.code == status)
    }
  }
}

@Suite struct `Answers` {
  @Test func `tell a browser what it may load and run, whatever they are`() async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .administrator)
    let id = try await desk.newCase(by: ada, isScreened: true)
    try await desk.ask { asker in
      for path in [
        "/", "/login", "/nowhere", "/cases/\(id)", "/api/cases", "/cases/\(id)/export/html",
      ] {
        let headers = try await asker.get(path, as: ada).headers
        let policy = try #require(headers[.contentSecurityPolicy])
        #expect(policy.hasPrefix("default-src 'none'; "), "\(path)")
        #expect(!policy.contains("unsafe"), "\(path)")
        #expect(policy.contains("frame-ancestors 'none'"), "\(path)")
        #expect(headers[.cacheControl] == "no-store", "\(path)")
        #expect(headers[.xContentTypeOptions] == "nosniff", "\(path)")
      }
    }
  }

  @Test func `hold no style or script that the policy does not allow`() async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .administrator)
    let id = try await desk.newCase(by: ada, isScreened: true)
    try await desk.ask { asker in
      for path in ["/", "/login", "/cases/new", "/users", "/tokens", "/audit", "/password"] {
        let page = try await asker.get(path, as: ada).text
        #expect(!page.contains("<style") && !page.contains(" style=") && !page.contains(" on"))
        #expect(page.matches(of: /<script/).count == 1)
      }
      let page = try await asker.get("/cases/\(id)", as: ada)
      let policy = try #require(page.headers[.contentSecurityPolicy])
      #expect(policy.matches(of: /'sha256-/).count == 2)
      #expect(page.text.matches(of: /<script/).count == 2)
      #expect(!page.text.contains("http-equiv=\"Content-Security-Policy\""))
    }
  }

  @Test func `of the API are described, all of them and no others`() throws {
    let text = try String(
      contentsOf: Fixture.root.appending(path: "Sources/CServerAssets/openapi.yaml"),
      encoding: .utf8
    )
    var described: Set<String> = []
    var path = ""
    for line in text.split(separator: "\n") {
      if let match = line.wholeMatch(of: /[ ]{2}(\/[^:]*):/) { path = String(match.output.1) }
      if let match = line.wholeMatch(of: /[ ]{4}(get|post):/) {
        described.insert("\(match.output.1.uppercased()) \(path)")
      }
    }
    let open: Set = ["/health", "/ready", "/metrics"]
    let routes = try Desk().service.routes.filter { $0.isAPI || open.contains($0.path) }
    let actual = routes.map { route in
      "\(route.method.rawValue) \(route.path.replacing(/:([a-z]+)/) { "{\($0.output.1)}" })"
    }
    #expect(described == Set(actual))
  }

  @Test func `are counted by route and status`() async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    try await desk.ask { asker in
      _ = try await asker.get("/health")
      _ = try await asker.get("/nowhere-zebra")
      _ = try await asker.upload("/cases", [("a.txt", "12345")], fields: [("name", "x")], as: ada)
      let text = try await asker.get("/metrics").text
      for line in [
        "chartproof_requests_total{method=\"GET\",route=\"/health\",status=\"200\"} 1",
        "chartproof_requests_total{method=\"GET\",route=\"NotFound\",status=\"404\"} 1",
        "chartproof_request_seconds_count 3", "chartproof_documents_stored_total 1",
        "chartproof_bytes_stored_total 5", "chartproof_queue_length 1",
      ] {
        #expect(text.contains(line + "\n"), "\(line)")
      }
      #expect(!text.contains("zebra"))
    }
  }

  @Test func `leave no word of a note, a case or a file in the log`() async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    try await desk.ask { asker in
      let fields = [("name", "Zebra")]
      let files = [("Zebra.txt", "Zebra " + Desk.note), ("Zebra/bad.txt", "x")]
      _ = try await asker.upload("/cases", files, fields: fields, as: ada)
      let made = try await asker.upload("/cases", Array(files.prefix(1)), fields: fields, as: ada)
      let path = try #require(made.headers[.location])
      _ = try await asker.post("\(path)/notes", ["note": "Zebra"], as: ada)
      _ = try await asker.get("/?q=Zebra", as: ada)
      _ = try await asker.get("/Zebra", as: ada)
      try await desk.screenAll()
    }
    #expect(desk.log.text.contains("screened"))
    #expect(desk.log.text.contains("/cases/{id}/notes"))
    #expect(!desk.log.text.contains("Zebra"))
  }
}
