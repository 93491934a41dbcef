import Foundation

/// A JSON value as another reader sees it.
struct ParsedJSON {
  private let value: Any?

  init(_ text: String) throws {
    value = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }

  private init(value: Any?) {
    self.value = value
  }

  /// A member; nothing where it is absent.
  subscript(name: String) -> ParsedJSON {
    ParsedJSON(value: (value as? [String: Any])?[name])
  }

  subscript(index: Int) -> ParsedJSON {
    let all = items
    return all.indices.contains(index) ? all[index] : ParsedJSON(value: nil)
  }

  var items: [ParsedJSON] { (value as? [Any] ?? []).map { ParsedJSON(value: $0) } }
  var keys: Set<String> { Set((value as? [String: Any] ?? [:]).keys) }
  var string: String? { value as? String }
  var int: Int? { (value as? NSNumber)?.intValue }
  var double: Double? { (value as? NSNumber)?.doubleValue }
  var bool: Bool? { value as? Bool }
  var strings: [String] { items.compactMap(\.string) }
  var isNull: Bool { value is NSNull }
}
