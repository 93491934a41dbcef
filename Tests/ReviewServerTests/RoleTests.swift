import CaseStore
import HTTPTypes
import HummingbirdTesting
import NoteModel
import Testing

@testable import ReviewServer

@Suite struct `Every route for every role` {
  /// What a route answers to: a stranger, a reviewer, the submitter whose case it is, another
  /// submitter, an administrator, an auditor.
  private static let table: [(route: String, fields: KeyValuePairs<String, String>, [Int])] = [
    ("GET /health", [:], [200, 200, 200, 200, 200, 200]),
    ("GET /ready", [:], [200, 200, 200, 200, 200, 200]),
    ("GET /metrics", [:], [200, 200, 200, 200, 200, 200]),
    ("GET /openapi.yaml", [:], [200, 200, 200, 200, 200, 200]),
    ("GET /assets/server.css", [:], [200, 200, 200, 200, 200, 200]),
    ("GET /assets/server.js", [:], [200, 200, 200, 200, 200, 200]),
    ("GET /login", [:], [200, 200, 200, 200, 200, 200]),
    ("POST /login", ["name": "nobody", "password": "x"], [401, 401, 401, 401, 401, 401]),
    ("POST /logout", [:], [401, 303, 303, 303, 303, 303]),
    ("GET /password", [:], [303, 200, 200, 200, 200, 200]),
    (
      "POST /password", ["old": "correct horse", "new": "battery staple"],
      [401, 303, 303, 303, 303, 303]
    ),
    ("GET /tokens", [:], [303, 200, 200, 200, 200, 200]),
    ("POST /tokens", ["name": "script"], [401, 200, 200, 200, 200, 200]),
    ("POST /tokens/:token/revoke", [:], [401, 404, 303, 404, 404, 404]),
    ("GET /users", [:], [303, 403, 403, 403, 200, 403]),
    ("POST /users", ["name": "new", "role": "auditor"], [401, 403, 403, 403, 200, 403]),
    ("POST /users/:user", ["role": "auditor", "active": "yes"], [401, 403, 403, 403, 303, 403]),
    ("POST /users/:user/password", [:], [401, 403, 403, 403, 200, 403]),
    ("GET /audit", [:], [303, 403, 403, 403, 200, 200]),
    ("GET /", [:], [303, 200, 200, 200, 200, 200]),
    ("GET /cases/new", [:], [303, 200, 200, 200, 200, 403]),
    ("POST /cases", ["name": "case"], [401, 303, 303, 303, 303, 403]),
    ("GET /cases/:case", [:], [303, 200, 200, 404, 200, 200]),
    ("POST /cases/:case/documents", ["file": "b.txt"], [401, 303, 303, 404, 303, 403]),
    ("POST /cases/:case/request", ["levels": "L1"], [401, 303, 303, 404, 303, 403]),
    ("POST /cases/:case/screen", [:], [401, 303, 303, 404, 303, 403]),
    ("POST /cases/:case/notes", ["note": "x"], [401, 303, 303, 404, 303, 403]),
    (
      "POST /cases/:case/override",
      [
        "criterion": "nonmalignant.imaging.osteoporotic-fracture", "status": "refuted",
        "reason": "x",
      ],
      [401, 303, 403, 403, 303, 403]
    ),
    (
      "POST /cases/:case/decision", ["decision": "approved", "reason": "x"],
      [401, 303, 403, 403, 303, 403]
    ),
    ("POST /cases/:case/assignee", ["assignee": "reviewer"], [401, 303, 403, 403, 303, 403]),
    ("POST /cases/:case/delete", [:], [401, 403, 403, 403, 303, 403]),
    ("GET /cases/:case/export/json", [:], [303, 200, 200, 404, 200, 200]),
    ("GET /cases/:case/documents/:document", [:], [303, 200, 200, 404, 200, 200]),
    ("GET /api/cases", [:], [401, 200, 200, 200, 200, 200]),
    ("POST /api/cases", ["name": "case"], [401, 201, 201, 201, 201, 403]),
    ("GET /api/cases/:case", [:], [401, 200, 200, 404, 200, 200]),
    ("POST /api/cases/:case/documents", ["file": "b.txt"], [401, 201, 201, 404, 201, 403]),
    ("POST /api/cases/:case/request", ["levels": "L1"], [401, 200, 200, 404, 200, 403]),
    ("POST /api/cases/:case/screen", [:], [401, 200, 200, 404, 200, 403]),
    ("POST /api/cases/:case/notes", ["note": "x"], [401, 200, 200, 404, 200, 403]),
    (
      "POST /api/cases/:case/override",
      [
        "criterion": "nonmalignant.imaging.osteoporotic-fracture", "status": "refuted",
        "reason": "x",
      ],
      [401, 200, 403, 403, 200, 403]
    ),
    (
      "POST /api/cases/:case/decision", ["decision": "approved", "reason": "x"],
      [401, 200, 403, 403, 200, 403]
    ),
    ("POST /api/cases/:case/assignee", ["assignee": "reviewer"], [401, 200, 403, 403, 200, 403]),
    ("POST /api/cases/:case/delete", [:], [401, 403, 403, 403, 204, 403]),
    ("GET /api/cases/:case/export/json", [:], [401, 200, 200, 404, 200, 200]),
    ("GET /api/cases/:case/documents/:document", [:], [401, 200, 200, 404, 200, 200]),
    ("GET /api/audit", [:], [401, 403, 403, 403, 200, 200]),
  ]

  @Test(arguments: 0..<table.count)
  func `answers who may be answered`(row: Int) async throws {
    let (route, fields, expected) = Self.table[row]
    let desk = try Desk()
    let owner = try await desk.person("owner", .submitter)
    let people = [
      nil, try await desk.person("reviewer", .reviewer), owner,
      try await desk.person("other", .submitter),
      try await desk.person("administrator", .administrator),
      try await desk.person("auditor", .auditor),
    ]
    let words = route.split(separator: " ")
    let user = String(try await desk.person("somebody", .reviewer).user.id)
    let token = String(try #require(try await desk.store.tokens(of: owner.user).first).id)
    var statuses: [Int] = []
    for person in people {
      let isScreened = route.contains("override") || route.contains("export")
      let id = try await desk.newCase(by: owner, isScreened: isScreened)
      let document = try #require(try await desk.store.documents(of: id).first)
      let path = String(words[1]).replacing(":case", with: id).replacing(
        ":document",
        with: document.id
      )
      .replacing(":user", with: user).replacing(":token", with: token)
      let status = try await desk.ask { asker in
        if words[0] == "GET" { return try await asker.get(path, as: person).status.code }
        if let name = fields.first(where: { $0.key == "file" })?.value, let person {
          return try await asker.upload(path, [(name, "note")], as: person).status.code
        }
        return try await asker.post(path, fields, as: person).status.code
      }
      statuses.append(status)
    }
    #expect(statuses == expected, "\(route)")
  }

  @Test func `is in the table`() throws {
    let known = Self.table.map { row in
      row.route.replacing(":case", with: ":id").replacing(":user", with: ":id")
        .replacing(":token", with: ":id").replacing("/export/json", with: "/export/:format")
    }
    let routes = try Desk().service.routes.map { "\($0.method.rawValue) \($0.path)" }
    #expect(Set(routes) == Set(known))
    #expect(routes.count == Set(routes).count)
  }

  @Test func `keeps the cases of others out of every list`() async throws {
    let desk = try Desk()
    let owner = try await desk.person("owner", .submitter)
    let other = try await desk.person("other", .submitter)
    let id = try await desk.newCase(by: owner, named: "Zebra")
    try await desk.ask { asker in
      for path in ["/", "/?q=Zebra", "/api/cases", "/api/cases?q=Zebra&assignee="] {
        #expect(try await asker.get(path, as: owner).text.contains(id), "\(path)")
        let page = try await asker.get(path, as: other).text
        #expect(!page.contains(id) && !page.contains("Zebra</a>"), "\(path)")
      }
    }
  }

  @Test func `does not tell a case of another from none at all`() async throws {
    let desk = try Desk()
    let id = try await desk.newCase(by: try await desk.person("owner", .submitter))
    let other = try await desk.person("other", .submitter)
    try await desk.ask { asker in
      for path in ["/cases/", "/api/cases/"] {
        let hidden = try await asker.get(path + id, as: other)
        let absent = try await asker.get(path + "0000000000000000", as: other)
        #expect(hidden.status == absent.status && hidden.text == absent.text)
      }
    }
  }
}
