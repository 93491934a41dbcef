import CaseStore
import HTTPTypes
import Hummingbird
import NIOCore

extension ReviewService {
  /// The name of the cookie; the prefix binds it to this host and to HTTPS.
  var cookieName: String { settings.isSecure ? "__Host-session" : "session" }

  /// Lets in who may come in, reads what was sent, and has it answered.
  func answer(
    _ request: Request,
    _ context: ReviewContext,
    _ route: Route
  ) async throws -> Response {
    let (user, session) = try await caller(of: request, at: route)
    context.trace.user = user.name
    if case .permission(let permission) = route.need, !user.may(permission) {
      throw Problem.forbidden
    }
    let call = Call(request: request, context: context, user: user, session: session)
    return try await route.handler(try await filled(call, route))
  }

  /// Who asks; a stranger where nobody needs to be known.
  private func caller(of request: Request, at route: Route) async throws -> (User, Session?) {
    if route.need == .nothing { return (.stranger, nil) }
    if route.isAPI {
      guard let secret = bearer(of: request), let user = try await store.user(ofToken: secret)
      else { throw Problem.unauthorized }
      return (user, nil)
    }
    guard let session = try await session(of: request) else {
      throw route.method == .get ? Redirect.toLogin : Problem.unauthorized
    }
    if session.user.mustChangePassword, route.path != "/password", route.path != "/logout" {
      throw Redirect(path: "/password")
    }
    return (session.user, session)
  }

  /// The session whose cookie a request brings, or `nil`.
  func session(of request: Request) async throws -> Session? {
    guard let cookie = request.cookies[cookieName]?.value else { return nil }
    return try await store.session(of: Secret(cookie))
  }

  private func bearer(of request: Request) -> Secret? {
    guard let value = request.headers[.authorization], value.hasPrefix("Bearer ") else {
      return nil
    }
    return Secret(String(value.dropFirst("Bearer ".count)))
  }

  // MARK: What was sent

  private func filled(_ call: Call, _ route: Route) async throws -> Call {
    var call = call
    if route.method == .get {
      call.form = try Form(parsing: Substring(call.request.uri.query ?? ""))
      return call
    }
    if !route.isAPI { try checkOrigin(of: call.request) }
    let type = HeaderParameters(call.request.headers[.contentType] ?? "").value
    switch type {
    case "multipart/form-data" where route.carries == .files:
      try uploads.count(call.user.name, at: clock().seconds, "too many uploads in a minute")
      try await readUpload(into: &call)
    case "application/json" where route.isAPI:
      call.form = try Form(json: try await body(of: call.request))
    case "application/x-www-form-urlencoded", "":
      let bytes = try await body(of: call.request)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw Problem.badRequest("the form is not UTF-8")
      }
      call.form = try Form(parsing: Substring(text))
    default:
      throw Problem(status: .unsupportedMediaType, message: "this cannot be sent here")
    }
    if let session = call.session {
      guard Self.isSame(call.form["token"], session.formToken) else {
        throw Problem(status: .forbidden, message: "the form is out of date; load the page again")
      }
    }
    return call
  }

  /// Refuses what a page of another site sends.
  private func checkOrigin(of request: Request) throws(Problem) {
    guard let origin = request.headers[.origin] else { return }
    let host = origin.split(separator: "/", maxSplits: 2).last.map(String.init)
    guard let authority = request.head.authority, host == authority else {
      throw Problem(status: .forbidden, message: "this form comes from another site")
    }
  }

  private static func isSame(_ left: String, _ right: String) -> Bool {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    return left.count == right.count
      && zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private func body(of request: Request) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    let deadline = ContinuousClock.now + .seconds(settings.uploadSeconds)
    for try await buffer in request.body {
      bytes += buffer.readableBytesView
      try Self.check(bytes.count, under: Form.limit, before: deadline)
    }
    return bytes
  }

  /// Reads a form with files, which counts as long as it is in memory.
  private func readUpload(into call: inout Call) async throws {
    let type = call.request.headers[.contentType] ?? ""
    var parser = try MultipartParser(contentType: type)
    let deadline = ContinuousClock.now + .seconds(settings.uploadSeconds)
    let share = UploadBudget.Share(of: budget)
    call.share = share
    for try await buffer in call.request.body {
      let count = try share.grow(by: buffer.readableBytes)
      try Self.check(count, under: settings.uploadLimit, before: deadline)
      try parser.take(buffer.readableBytesView)
    }
    for part in try parser.end() {
      if let name = part.fileName {
        // What a browser sends where no file was chosen.
        if name.isEmpty, part.bytes.isEmpty { continue }
        call.files.append(NewDocument(name: try Self.checked(name), bytes: part.bytes))
      } else {
        guard let text = String(validating: part.bytes, as: UTF8.self) else {
          throw Problem.badRequest("a field of the form is not UTF-8")
        }
        try call.form.add(part.name, text)
      }
    }
  }

  private static func check(
    _ count: Int,
    under limit: Int,
    before deadline: ContinuousClock.Instant
  ) throws(Problem) {
    guard count <= limit else { throw .tooLarge("that is more than may be sent at once") }
    guard ContinuousClock.now < deadline else {
      throw Problem(status: .requestTimeout, message: "that took too long to send")
    }
  }

  /// The name of a file, which is a name alone and no path.
  static func checked(_ name: String) throws(Problem) -> String {
    let isName =
      (1...255).contains(name.utf8.count) && name != "." && name != ".."
      && name.unicodeScalars.allSatisfy { scalar in
        scalar != "/" && scalar != "\\" && scalar.properties.generalCategory != .control
          && scalar.properties.generalCategory != .format
      }
    guard isName else { throw .badRequest("a document has a name that is none; rename the file") }
    return name
  }
}
