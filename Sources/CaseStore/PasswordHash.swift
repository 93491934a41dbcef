import Crypto
import CryptoExtras
import FoundationEssentials

/// What is stored of a password: its scrypt hash with the salt and the cost it was made with.
///
/// Source: RFC 7914; OWASP Password Storage Cheat Sheet (N = 2^17, r = 8, p = 1: 128 MiB).
public struct PasswordHash: Sendable {
  /// The cost, as the logarithm of scrypt's N.
  public enum Cost: Int, Sendable {
    /// For accounts of people.
    case full = 17
    /// For tests alone, which make many.
    case test = 4
  }

  /// `scrypt$N$SALT$HASH`, N as a logarithm, the rest in base64.
  public let text: String

  /// A hash as it was stored.
  public init(stored text: String) {
    self.text = text
  }

  /// The hash of a password with a new salt.
  ///
  /// - Parameters:
  ///   - password: any words.
  ///   - cost: what it costs to make, and to guess.
  /// - Throws: the library's error where the memory is not to be had.
  public init(of password: String, cost: Cost = .full) throws {
    let salt = unsafe SymmetricKey(size: .bits128).withUnsafeBytes { unsafe Data($0) }
    let hash = try Self.derive(password, salt: salt, rounds: cost.rawValue)
    text = "scrypt$\(cost.rawValue)$\(salt.base64EncodedString())$\(hash.base64EncodedString())"
  }

  /// Whether this is the hash of a password; takes as long whichever byte differs.
  public func matches(_ password: String) -> Bool {
    let parts = text.split(separator: "$").map(String.init)
    guard parts.count == 4, parts[0] == "scrypt", let rounds = Int(parts[1]), rounds <= 20,
      let salt = Data(base64Encoded: parts[2]), let hash = Data(base64Encoded: parts[3]),
      let other = try? Self.derive(password, salt: salt, rounds: rounds),
      hash.count == other.count
    else { return false }
    return zip(hash, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func derive(_ password: String, salt: Data, rounds: Int) throws -> Data {
    let key = try KDF.Scrypt.deriveKey(
      from: Data(password.utf8),
      salt: salt,
      outputByteCount: 32,
      rounds: 1 << rounds,
      blockSize: 8,
      parallelism: 1,
      maxMemory: 1 << 28
    )
    return unsafe key.withUnsafeBytes { unsafe Data($0) }
  }
}
