public import Foundation

/// A JSON value as another reader than our own sees it.
public enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The value in some text.
  ///
  /// - Parameter data: JSON as UTF-8.
  /// - Throws: what `JSONSerialization` says of text that is no JSON.
  public init(parsing data: Data) throws {
    self.init(try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed))
  }

  /// The value in some text.
  ///
  /// - Parameter text: JSON.
  /// - Throws: what `JSONSerialization` says of text that is no JSON.
  public init(parsing text: String) throws {
    try self.init(parsing: Data(text.utf8))
  }

  private init(_ value: Any) {
    switch value {
    case let string as String: self = .string(string)
    case let items as [Any]: self = .array(items.map { JSONValue($0) })
    case let members as [String: Any]: self = .object(members.mapValues { JSONValue($0) })
    case let number as NSNumber:
      // A truth is a number too here; only its type tells.
      let isBool = unsafe number.objCType.pointee == CChar(UInt8(ascii: "c"))
      self = isBool ? .bool(number.boolValue) : .number(number.doubleValue)
    default: self = .null
    }
  }

  /// A member of an object; `nil` where there is none.
  public subscript(name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  /// The items of an array; none of anything else.
  public var items: [JSONValue] {
    if case .array(let items) = self { items } else { [] }
  }

  /// The members of an object; none of anything else.
  public var members: [String: JSONValue] {
    if case .object(let members) = self { members } else { [:] }
  }

  /// The string, where it is one.
  public var string: String? {
    if case .string(let string) = self { string } else { nil }
  }

  /// The number, where it is a whole one.
  public var int: Int? {
    if case .number(let number) = self { Int(exactly: number) } else { nil }
  }
}
