import Crypto
import FoundationEssentials

/// A random value that only its holder knows; what is stored of it is its hash.
public struct Secret: Sendable, CustomStringConvertible {
  /// The value to hand out, once, of letters and digits.
  public let value: String

  /// A value that came back from its holder.
  public init(_ value: String) {
    self.value = value
  }

  /// A new value of 32 random bytes, or of as many as asked for.
  public static func random(bytes count: Int = 32, prefix: String = "") -> Secret {
    let digits = Array("0123456789abcdefghjkmnpqrstvwxyz")
    let value = (0..<(count * 8 + 4) / 5).map { _ in digits[Int.random(in: 0..<32)] }
    return Secret(prefix + String(value))
  }

  /// What is stored of it: its SHA-256, which is enough for a value that nobody can guess.
  public var hash: String { Digest.sha256(Array(value.utf8)) }

  /// Never the value.
  public var description: String { "<secret>" }
}

/// Hashes as they are stored and shown.
public enum Digest {
  /// SHA-256 in lower-case hexadecimal.
  public static func sha256(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in SHA256.hash(data: bytes) {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
