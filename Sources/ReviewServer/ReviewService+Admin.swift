import CaseStore
import HTTPTypes
import Hummingbird
import Reporting

extension ReviewService {
  /// What administrators do, and auditors read.
  var adminRoutes: [Route] {
    [
      .get("/users", .permission(.administer)) { call in
        try await usersPage(try Self.session(of: call))
      },
      .post("/users", .permission(.administer), createUser),
      .post("/users/:id", .permission(.administer)) { call in
        try await store.changeUser(
          try Self.number(call),
          role: try Self.role(call),
          isActive: call.form["active"] == "yes",
          by: call.user.name
        )
        return .redirect(to: "/users")
      },
      .post("/users/:id/password", .permission(.administer)) { call in
        let (password, hash) = try await newPassword()
        let id = try Self.number(call)
        try await store.changePassword(of: id, to: hash, isTemporary: true, by: call.user.name)
        return try await usersPage(try Self.session(of: call), showing: password)
      },
      .get("/audit", .permission(.readAudit)) { call in
        let records = try await trail(call)
        return auditPage(records, try Self.session(of: call))
      },
      .get("/api/audit", .permission(.readAudit)) { call in
        let records = try await trail(call)
        return .json { json in
          json.object { $0.member("records", records.map(AuditAnswer.init)) }
        }
      },
    ]
  }

  private static func role(_ call: Call) throws(Problem) -> Role {
    guard let role = Role(rawValue: call.form["role"]) else {
      throw .badRequest("`role` is none of the roles")
    }
    return role
  }

  private func newPassword() async throws -> (String, PasswordHash) {
    let password = Secret.random(bytes: 10).value
    return (password, try await passwords.hash(of: password, cost: settings.passwordCost))
  }

  private func createUser(_ call: Call) async throws -> Response {
    let name = try call.form.required("name", limit: 60)
    guard
      name.utf8.allSatisfy({ (48...57).contains($0) || (97...122).contains($0 | 32) || $0 == 46 })
    else { throw Problem.badRequest("a name is of letters, digits and dots") }
    let role = try Self.role(call)
    let (password, hash) = try await newPassword()
    try await store.createUser(named: name, role: role, password: hash, by: call.user.name)
    return try await usersPage(try Self.session(of: call), showing: password)
  }

  private func usersPage(
    _ session: Session,
    showing password: String? = nil
  ) async throws -> Response {
    let users = try await store.users()
    let roles = Role.allCases.map { (value: $0.rawValue, words: $0.rawValue) }
    return Page(title: "Users", session: session).response { html in
      if let password {
        html.element("p", "The password, which is shown only now and holds for one login:")
        html.element("p") { $0.element("code", ["id": "secret"], password) }
      }
      html.element("ul", ["class": "rows"]) { html in
        for user in users {
          html.element("li") { html in
            html.element("b", user.name)
            Page.addForm("/users/\(user.id)", session, to: &html) { html in
              Page.addChoice("Role", "role", roles, chosen: user.role.rawValue, to: &html)
              Page.addChoice(
                "May log in",
                "active",
                [("yes", "yes"), ("no", "no")],
                chosen: user.isActive ? "yes" : "no",
                to: &html
              )
              html.element("button", "Change")
            }
            Page.addForm("/users/\(user.id)/password", session, to: &html) { html in
              html.element("button", "New password")
            }
          }
        }
      }
      html.element("h2", "New user")
      Page.addForm("/users", session, className: "fields", to: &html) { html in
        Page.addField("Name", "name", isRequired: true, to: &html)
        Page.addChoice("Role", "role", roles, to: &html)
        html.element("button", "Make the account")
      }
    }
  }

  // MARK: The audit trail

  private func trail(_ call: Call) async throws -> [AuditRecord] {
    let subject = call.form["subject"]
    try await store.record(.auditRead, by: call.user.name, of: subject)
    return try await store.auditTrail(
      before: Int(call.form["before"]) ?? .max,
      of: subject.isEmpty ? nil : subject
    )
  }

  private struct AuditAnswer: JSONWritable {
    let record: AuditRecord

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.member("number", record.number)
        json.member("moment", record.moment.description)
        json.member("actor", record.actor)
        json.member("action", record.action)
        json.member("subject", record.subject)
        json.member("detail", record.detail)
        json.member("previous", record.previous)
        json.member("hash", record.hash)
      }
    }
  }

  private func auditPage(_ records: [AuditRecord], _ session: Session) -> Response {
    Page(title: "Audit trail", session: session).response { html in
      html.element("p", ["class": "soft"], "`chartproof audit verify` checks that it is whole.")
      let titles = ["Number", "When", "Who", "What", "Of", "More", "Hash"]
      Page.addTable(titles, of: records, to: &html) { record, html in
        for words in [
          "\(record.number)", "\(record.moment)", record.actor, record.action, record.subject,
          record.detail, String(record.hash.prefix(12)),
        ] {
          html.element("td", words)
        }
      }
      if let last = records.last, last.number > 1 {
        html.element("p") { $0.element("a", ["href": "/audit?before=\(last.number)"], "Older") }
      }
    }
  }
}
