import Hummingbird

/// The fields of a form, `application/x-www-form-urlencoded` or of a query.
///
/// A field that is sent twice is refused: two readers could take two different ones.
struct Form: Equatable {
  /// Bytes that a form without files may have.
  static let limit = 64 << 10

  private static let maximumFields = 100

  private(set) var fields: [String: String] = [:]

  init() {}

  /// The fields of some text.
  ///
  /// - Throws: `Problem` for what no browser sends.
  init(parsing text: Substring) throws(Problem) {
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(parts[0]),
        let value = Self.decoded(parts.count > 1 ? parts[1] : "")
      else { throw .badRequest("a field of the form is badly encoded") }
      try add(name, value)
    }
  }

  /// Adds a field.
  ///
  /// - Throws: `Problem` where the form has it already, or too many of them.
  mutating func add(_ name: String, _ value: String) throws(Problem) {
    guard fields[name] == nil else { throw .badRequest("a field of the form is sent twice") }
    guard fields.count < Self.maximumFields else {
      throw .badRequest("the form has too many fields")
    }
    fields[name] = value
  }

  /// The words of a field without space around them; none where the field is missing.
  subscript(_ name: String) -> String {
    guard let value = fields[name] else { return "" }
    let scalars = value.unicodeScalars
    guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let end = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[start...end])
  }

  /// The words of a field.
  ///
  /// - Parameters:
  ///   - name: the field.
  ///   - limit: the bytes that it may have.
  /// - Returns: the words, without space around them.
  /// - Throws: `Problem` where it is empty or too long.
  func required(_ name: String, limit: Int = 10_000) throws(Problem) -> String {
    let value = self[name]
    guard !value.isEmpty else { throw .badRequest("the field `\(name)` is empty") }
    guard value.utf8.count <= limit else { throw .badRequest("the field `\(name)` is too long") }
    return value
  }

  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(32)
      case UInt8(ascii: "%"):
        // A sign is no digit, though `UInt8` takes one.
        guard let digits = String(rest.prefix(2)), digits.utf8.count == 2, !digits.hasPrefix("+"),
          let value = UInt8(digits, radix: 16)
        else { return nil }
        bytes.append(value)
        rest = rest.dropFirst(2)
      default: bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
