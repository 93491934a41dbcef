import CaseStore
import HTTPTypes
import Hummingbird
import Logging
import Reporting

/// Stands around every answer: what goes wrong becomes one, and each is counted, logged and
/// sent with the headers that keep a browser on the safe side.
struct Doorkeeper: RouterMiddleware {
  let metrics: Metrics

  func handle(
    _ request: Request,
    context: ReviewContext,
    next: (Request, ReviewContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    var response: Response
    do {
      response = try await next(request, context)
    } catch let redirect as Redirect {
      response = .redirect(to: redirect.path)
    } catch {
      response = answer(to: request, Self.problem(of: error, context.logger))
    }
    for field in Self.headers where response.headers[field.name] == nil {
      response.headers[field.name] = field.value
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let route = context.endpointPath ?? "NotFound"
    let status = response.status.code
    metrics.request(request.method.rawValue, route, status, seconds: seconds)
    context.logger.info(
      "answered",
      metadata: [
        "method": "\(request.method.rawValue)", "route": "\(route)", "status": "\(status)",
        "ms": "\(Int(seconds * 1000))", "user": "\(context.trace.user ?? "")",
      ]
    )
    return response
  }

  /// What a page may load and run, unless it says itself: what comes from this server.
  static let contentPolicy = contentPolicy(style: "", script: "")

  /// The policy of a page that has style and script in it, which are allowed by hash.
  static func contentPolicy(style: String, script: String) -> String {
    "default-src 'none'; style-src 'self' \(style); script-src 'self' \(script);"
      + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
  }

  private static let headers: HTTPFields = [
    .contentSecurityPolicy: contentPolicy,
    .cacheControl: "no-store",
    .xContentTypeOptions: "nosniff",
    .referrerPolicy: "same-origin",
    .crossOriginOpenerPolicy: "same-origin",
    .crossOriginResourcePolicy: "same-origin",
  ]

  private static func problem(of error: any Error, _ logger: Logger) -> Problem {
    switch error {
    case let problem as Problem: return problem
    case let error as StoreError: return error.problem
    case let error as HTTPError where error.status == .notFound: return .notFound
    case let error as any HTTPResponseError:
      return Problem(status: error.status, message: error.status.reasonPhrase)
    default:
      // The type alone: what an error says could hold words of a note.
      logger.error("failed", metadata: ["why": "\(type(of: error))"])
      return Problem(status: .internalServerError, message: "the server could not do this")
    }
  }

  private func answer(to request: Request, _ problem: Problem) -> Response {
    var response =
      request.uri.path.hasPrefix("/api/")
      ? Response.problem(problem)
      : Page(title: problem.status.reasonPhrase).response(status: problem.status) { html in
        html.element("p", ["class": "problem", "role": "alert"], problem.message)
        html.element("p") { $0.element("a", ["href": "/"], "All cases") }
      }
    if let seconds = problem.retryAfter { response.headers[.retryAfter] = String(seconds) }
    if problem.status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
    return response
  }
}

extension HTTPField.Name {
  static let crossOriginOpenerPolicy = constant("Cross-Origin-Opener-Policy")
  static let referrerPolicy = constant("Referrer-Policy")
  static let xForwardedFor = constant("X-Forwarded-For")

  private static func constant(_ name: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is a token") }
    return name
  }
}
