import CaseStore
import Dispatch

/// Makes and checks password hashes one at a time, since each takes 128 MiB and some tenths of a
/// second of a core.
final class PasswordDesk: Sendable {
  private let queue = DispatchQueue(label: "passwords")

  /// What a hash is held against where there is no such user, so that both take as long.
  private static let nobody = PasswordHash(
    stored: "scrypt$17$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
  )

  /// The hash of a password.
  func hash(of password: String, cost: PasswordHash.Cost) async throws -> PasswordHash {
    try await withCheckedThrowingContinuation { continuation in
      queue.async {
        continuation.resume(with: Result { try PasswordHash(of: password, cost: cost) })
      }
    }
  }

  /// Whether a password is the one of a hash; `false` where there is no hash.
  func matches(_ password: String, _ hash: PasswordHash?) async -> Bool {
    await withCheckedContinuation { continuation in
      queue.async {
        let isRight = (hash ?? Self.nobody).matches(password)
        continuation.resume(returning: isRight && hash != nil)
      }
    }
  }
}
