import CaseStore
import Hummingbird

/// What a client has to be, or may have to do, to be answered.
enum Need: Sendable, Equatable {
  /// Nothing.
  case nothing
  /// A user.
  case account
  /// A user whose role allows something.
  case permission(Permission)
}

/// What a request may carry.
enum Carriage: Sendable, Equatable {
  /// Nothing that is looked at.
  case nothing
  /// Fields.
  case fields
  /// Fields and files.
  case files
}

/// An address of the server, and what answers there.
struct Route: Sendable {
  typealias Handler = @Sendable (Call) async throws -> Response

  let method: HTTPRequest.Method
  let path: String
  let need: Need
  let carries: Carriage
  let handler: Handler

  /// A page, or something else to get.
  static func get(_ path: String, _ need: Need, _ handler: @escaping Handler) -> Route {
    Route(method: .get, path: path, need: need, carries: .nothing, handler: handler)
  }

  /// Something to do.
  static func post(
    _ path: String,
    _ need: Need,
    carries: Carriage = .fields,
    _ handler: @escaping Handler
  ) -> Route {
    Route(method: .post, path: path, need: need, carries: carries, handler: handler)
  }

  /// The same for browsers and for programs, whose paths begin with `/api`.
  static func both(_ route: Route) -> [Route] {
    [
      route,
      Route(
        method: route.method,
        path: "/api" + route.path,
        need: route.need,
        carries: route.carries,
        handler: route.handler
      ),
    ]
  }

  /// Whether programs ask here, with a token in place of a session.
  var isAPI: Bool { path.hasPrefix("/api/") }
}
