import CaseStore
import HTTPTypes

/// Why a request is not answered as it asked; what it says is shown to the client.
struct Problem: Error, Equatable {
  let status: HTTPResponse.Status
  let message: String
  /// Seconds after which another try makes sense.
  var retryAfter: Int?

  static func badRequest(_ message: String) -> Problem {
    Problem(status: .badRequest, message: message)
  }

  static let unauthorized = Problem(
    status: .unauthorized,
    message: "log in, or send `Authorization: Bearer TOKEN`"
  )

  static let forbidden = Problem(status: .forbidden, message: "your role does not allow this")

  /// Also said of what exists and is not for the user to know of.
  static let notFound = Problem(status: .notFound, message: "there is no such page or case")

  static func tooLarge(_ message: String) -> Problem {
    Problem(status: .contentTooLarge, message: message)
  }

  static func conflict(_ message: String) -> Problem {
    Problem(status: .conflict, message: message)
  }

  static func tooMany(_ message: String, retryAfter: Int) -> Problem {
    Problem(status: .tooManyRequests, message: message, retryAfter: retryAfter)
  }

  static let busy = Problem(
    status: .serviceUnavailable,
    message: "too many uploads at once; try again",
    retryAfter: 5
  )
}

extension StoreError {
  /// What a client is told.
  var problem: Problem {
    switch self {
    case .notFound: .notFound
    case .nameTaken, .userExists, .lastAdministrator: .conflict(description)
    case .caseFull: .tooLarge(description)
    case .badKey, .unreadable, .locked, .otherVersion, .unusable:
      Problem(status: .internalServerError, message: "the server cannot read what it stored")
    }
  }
}
