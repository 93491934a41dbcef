import CServerAssets
import CaseStore
import HTTPTypes
import Hummingbird
import NIOCore
import Reporting

extension ReviewService {
  /// What is answered without a login.
  var openRoutes: [Route] {
    [
      .get("/health", .nothing) { _ in .text("alive\n") },
      .get("/ready", .nothing) { _ in
        guard await store.isReady() else {
          throw Problem(status: .serviceUnavailable, message: "the database does not answer")
        }
        return .text("ready\n")
      },
      .get("/metrics", .nothing) { _ in
        .text(
          metrics.text(queue: try await store.queueLength()),
          type: "text/plain; version=0.0.4; charset=utf-8"
        )
      },
      .get("/openapi.yaml", .nothing) { _ in
        unsafe .asset(server_openapi(), type: "application/yaml")
      },
      .get("/assets/server.css", .nothing) { _ in
        unsafe .asset(server_style(), type: "text/css; charset=utf-8")
      },
      .get("/assets/server.js", .nothing) { _ in
        unsafe .asset(server_script(), type: "text/javascript; charset=utf-8")
      },
      .get("/login", .nothing) { _ in loginPage() },
      .post("/login", .nothing, login),
    ]
  }

  private func loginPage(_ problem: String? = nil) -> Response {
    Page(title: "Log in").response(status: problem == nil ? .ok : .unauthorized) { html in
      if let problem { html.element("p", ["class": "problem", "role": "alert"], problem) }
      html.element("form", ["method": "post", "action": "/login", "class": "fields"]) { html in
        Page.addField("Name", "name", autocomplete: "username", isRequired: true, to: &html)
        Page.addField(
          "Password",
          "password",
          type: "password",
          autocomplete: "current-password",
          isRequired: true,
          to: &html
        )
        html.element("button", "Log in")
      }
    }
  }

  private func login(_ call: Call) async throws -> Response {
    let name = try call.form.required("name", limit: 100)
    let password = call.form.fields["password"] ?? ""
    guard password.utf8.count <= 1000 else { throw Problem.badRequest("the password is too long") }
    let keys = ["name \(name.lowercased())", "peer \(peer(of: call))"]
    for key in keys {
      try logins.count(key, at: clock().seconds, "too many failed logins; wait a while")
    }
    let account = try await store.account(named: name)
    guard await passwords.matches(password, account?.password), let account else {
      try await store.record(
        .loginFailed,
        by: "stranger",
        of: account.map { "\($0.user.id)" } ?? ""
      )
      return loginPage("Name or password are not right.")
    }
    for key in keys { logins.reset(key) }
    let secret = try await store.beginSession(of: account.user)
    var response = Response.redirect(to: account.user.mustChangePassword ? "/password" : "/")
    response.headers[.setCookie] = cookie(secret.value)
    return response
  }

  /// The session's cookie, or one that takes it away.
  func cookie(_ value: String?) -> String {
    "\(cookieName)=\(value ?? ""); Path=/; HttpOnly; SameSite=Strict"
      + (settings.isSecure ? "; Secure" : "") + (value == nil ? "; Max-Age=0" : "")
  }

  /// Who is at the other side; a proxy adds the address it sees at the end.
  private func peer(of call: Call) -> String {
    guard settings.isBehindProxy, let names = call.request.headers[.xForwardedFor] else {
      return call.context.peer ?? ""
    }
    return names.split(separator: ",").last.map { $0.filter { $0 != " " } } ?? ""
  }
}

extension Response {
  /// Some words.
  static func text(_ words: String, type: String = "text/plain; charset=utf-8") -> Response {
    Response(
      status: .ok,
      headers: [.contentType: type],
      body: .init(byteBuffer: ByteBuffer(string: words))
    )
  }
}
