import CaseStore
import HTTPTypes
import Hummingbird
import Reporting

extension ReviewService {
  /// What users do with their own accounts.
  var accountRoutes: [Route] {
    [
      .post("/logout", .account) { call in
        try await store.endSession(try Self.session(of: call))
        var response = Response.redirect(to: "/login")
        response.headers[.setCookie] = cookie(nil)
        return response
      },
      .get("/password", .account) { call in passwordPage(try Self.session(of: call)) },
      .post("/password", .account, changePassword),
      .get("/tokens", .account) { call in try await tokensPage(of: try Self.session(of: call)) },
      .post("/tokens", .account) { call in
        let name = try call.form.required("name", limit: 100)
        let secret = try await store.createToken(named: name, of: call.user)
        return try await tokensPage(of: try Self.session(of: call), showing: secret)
      },
      .post("/tokens/:id/revoke", .account) { call in
        try await store.revokeToken(try Self.number(call), of: call.user)
        return .redirect(to: "/tokens")
      },
    ]
  }

  /// The session of a browser.
  static func session(of call: Call) throws(Problem) -> Session {
    guard let session = call.session else { throw .unauthorized }
    return session
  }

  /// The number in the path.
  static func number(_ call: Call) throws(Problem) -> Int {
    guard let number = Int(try call.parameter("id")) else { throw .notFound }
    return number
  }

  /// The fewest characters of a password (NIST SP 800-63B asks for 8, and for 15 where it is alone).
  private static let passwordLength = 12

  private func passwordPage(_ session: Session, _ problem: String? = nil) -> Response {
    Page(title: "Change your password", session: session)
      .response(status: problem == nil ? .ok : .badRequest) { html in
        if let problem { html.element("p", ["class": "problem", "role": "alert"], problem) }
        if session.user.mustChangePassword {
          html.element("p", "This password was given to you; choose one of your own to go on.")
        }
        Page.addForm("/password", session, className: "fields", to: &html) { html in
          Page.addField(
            "Password so far",
            "old",
            type: "password",
            autocomplete: "current-password",
            isRequired: true,
            to: &html
          )
          Page.addField(
            "New password, \(Self.passwordLength) characters or more",
            "new",
            type: "password",
            autocomplete: "new-password",
            isRequired: true,
            to: &html
          )
          html.element("button", "Change it")
        }
      }
  }

  private func changePassword(_ call: Call) async throws -> Response {
    let session = try Self.session(of: call)
    let (old, new) = (call.form.fields["old"] ?? "", call.form.fields["new"] ?? "")
    guard old.utf8.count <= 1000, (Self.passwordLength...1000).contains(new.count), new != old
    else {
      return passwordPage(session, "The new password is too short, too long, or the old one.")
    }
    try logins.count("name \(call.user.name.lowercased())", at: clock().seconds, "wait a while")
    let account = try await store.account(named: call.user.name)
    guard await passwords.matches(old, account?.password) else {
      return passwordPage(session, "The password so far is not right.")
    }
    let hash = try await passwords.hash(of: new, cost: settings.passwordCost)
    try await store.changePassword(
      of: call.user.id,
      to: hash,
      isTemporary: false,
      keeping: session.id,
      by: call.user.name
    )
    logins.reset("name \(call.user.name.lowercased())")
    return .redirect(to: "/")
  }

  private func tokensPage(
    of session: Session,
    showing secret: Secret? = nil
  ) async throws -> Response {
    let tokens = try await store.tokens(of: session.user)
    return Page(title: "Tokens for programs", session: session).response { html in
      if let secret {
        html.element("p", "The token, which is shown only now:")
        html.element("p") { $0.element("code", ["id": "secret"], secret.value) }
      }
      html.element("p", ["class": "soft"]) { html in
        html.words("A program that sends a token may do what you may. The ")
        html.element("a", ["href": "/openapi.yaml"], "API")
        html.words(" is described in OpenAPI.")
      }
      html.element("ul", ["class": "rows"]) { html in
        for token in tokens {
          html.element("li") { html in
            html.element("b", token.name)
            html.element("time", " \(token.created.day) ")
            Page.addForm("/tokens/\(token.id)/revoke", session, to: &html) { html in
              html.element("button", "Revoke")
            }
          }
        }
      }
      Page.addForm("/tokens", session, className: "fields", to: &html) { html in
        Page.addField("What it is for", "name", isRequired: true, to: &html)
        html.element("button", "Make a token")
      }
    }
  }
}
