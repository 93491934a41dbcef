public import Crypto
import FoundationEssentials

/// Keeps words of notes as they are, or encrypted with AES-256-GCM where there is a key.
///
/// What is sealed names what it belongs to, so that nobody can put one document in another's place.
public struct Vault: Sendable {
  private let key: SymmetricKey?

  /// A vault with a key, or one that keeps bytes as they are.
  public init(key: SymmetricKey? = nil) {
    self.key = key
  }

  /// A vault with a key in words.
  ///
  /// - Parameter hexadecimal: 64 hexadecimal digits; white space around them does not count.
  /// - Throws: `StoreError.badKey` for anything else.
  public init(hexadecimal: String) throws(StoreError) {
    let digits = hexadecimal.utf8.filter { $0 > 32 }
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { place in
      UInt8(
        String(decoding: digits[place..<min(place + 2, digits.count)], as: UTF8.self),
        radix: 16
      )
    }
    // A sign is no digit, though `UInt8` takes one.
    let isHexadecimal = digits.count == 64 && !digits.contains(UInt8(ascii: "+"))
    guard isHexadecimal, bytes.count == 32 else { throw .badKey }
    key = SymmetricKey(data: bytes)
  }

  /// Whether there is a key.
  public var isEncrypting: Bool { key != nil }

  /// The bytes as they are stored: 0 and the bytes, or 1 and nonce, cipher text and tag.
  func seal(_ bytes: [UInt8], of owner: String) throws -> Data {
    guard let key else { return Data([0] + bytes) }
    let box = try AES.GCM.seal(bytes, using: key, authenticating: Array(owner.utf8))
    guard let combined = box.combined else { throw StoreError.unreadable }
    return Data([1] + combined)
  }

  /// The bytes that were sealed.
  func open(_ data: Data, of owner: String) throws -> [UInt8] {
    let rest = data.dropFirst()
    switch (data.first, key) {
    case (0, _): return Array(rest)
    case (1, let key?):
      let box = try AES.GCM.SealedBox(combined: rest)
      guard let bytes = try? AES.GCM.open(box, using: key, authenticating: Array(owner.utf8))
      else { throw StoreError.unreadable }
      return Array(bytes)
    default: throw StoreError.unreadable
    }
  }
}
