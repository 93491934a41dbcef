public import Foundation

/// The schemas of a folder, and whether a value fits one of them.
///
/// Of JSON Schema 2020-12 it knows what our schemas use. A word that it does not know is an error,
/// since a rule that is not looked at would pass everything.
public struct JSONSchema: Sendable {
  /// A schema that cannot be used.
  public struct Flaw: Error, CustomStringConvertible {
    /// What is wrong, and where.
    public let description: String
  }

  private let files: [String: JSONValue]

  /// Words that say nothing about a value.
  private static let silent: Set = ["$schema", "title", "description", "$defs"]

  /// The schemas of a folder, by file name.
  ///
  /// - Parameter folder: holds `*.schema.json`.
  /// - Throws: `Flaw` where a schema uses a word or refers to a schema that is not known.
  public init(folder: URL) throws {
    var files: [String: JSONValue] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name.hasSuffix(".schema.json") {
      files[name] = try JSONValue(parsing: Data(contentsOf: folder.appending(path: name)))
    }
    try self.init(files: files)
  }

  /// Schemas by their names.
  ///
  /// - Parameter files: each is a whole file.
  /// - Throws: `Flaw` where a schema uses a word or refers to a schema that is not known.
  public init(files: [String: JSONValue]) throws {
    self.files = files
    for (name, schema) in files { try review(schema, in: name) }
  }

  /// What about a value does not fit the schema of a file, each with its place; nothing should.
  public func problems(of value: JSONValue, against file: String) -> [String] {
    guard let schema = files[file] else { return ["there is no schema \(file)"] }
    return problems(value, schema, file, "")
  }

  // MARK: Schemas

  private func review(_ schema: JSONValue, in file: String) throws {
    guard case .object(let rules) = schema else {
      guard case .bool = schema else { throw Flaw(description: "\(file): a schema is no object") }
      return
    }
    for (word, rule) in rules {
      switch word {
      case "$ref":
        guard resolved(rule, in: file) != nil else {
          throw Flaw(description: "\(file): refers to \(rule), which is nowhere")
        }
      case "properties", "$defs":
        for schema in rule.members.values { try review(schema, in: file) }
      case "items", "additionalProperties": try review(rule, in: file)
      case "anyOf": for schema in rule.items { try review(schema, in: file) }
      case "type", "const", "enum", "required", "pattern", "minimum", "minItems", "maxItems": break
      case _ where Self.silent.contains(word): break
      default: throw Flaw(description: "\(file): `\(word)` is not known")
      }
    }
  }

  private func resolved(_ reference: JSONValue, in file: String) -> (JSONValue, file: String)? {
    let parts = (reference.string ?? "").split(separator: "#", omittingEmptySubsequences: false)
    guard let first = parts.first else { return nil }
    let name = first.isEmpty ? file : String(first)
    guard var schema = files[name] else { return nil }
    for part in parts.dropFirst().first?.split(separator: "/") ?? [] {
      guard let next = schema[String(part)] else { return nil }
      schema = next
    }
    return (schema, name)
  }

  // MARK: Values

  private func problems(
    _ value: JSONValue,
    _ schema: JSONValue,
    _ file: String,
    _ place: String
  ) -> [String] {
    if case .bool(let isAllowed) = schema {
      return isAllowed ? [] : ["\(place): may not be there"]
    }
    return schema.members.flatMap { word, rule in
      switch word {
      case "$ref":
        resolved(rule, in: file).map { problems(value, $0, $1, place) } ?? []
      case "anyOf":
        rule.items.contains { problems(value, $0, file, place).isEmpty }
          ? [] : ["\(place): is none of the kinds allowed"]
      case "properties": members(of: value, rule, file, place)
      case "additionalProperties":
        value.members.keys.sorted().filter { schema["properties"]?[$0] == nil }.flatMap { name in
          problems(value[name] ?? .null, rule, file, "\(place)/\(name)")
        }
      case "items":
        value.items.enumerated().flatMap { index, item in
          problems(item, rule, file, "\(place)/\(index)")
        }
      default: fits(value, word, rule) ? [] : ["\(place): is not of the \(word) \(rule)"]
      }
    }
  }

  private func members(
    of value: JSONValue,
    _ rules: JSONValue,
    _ file: String,
    _ place: String
  ) -> [String] {
    rules.members.flatMap { name, rule in
      value[name].map { problems($0, rule, file, "\(place)/\(name)") } ?? []
    }
  }

  /// Whether a value keeps a rule that looks at nothing inside it.
  private func fits(_ value: JSONValue, _ word: String, _ rule: JSONValue) -> Bool {
    switch (word, value) {
    case ("type", _):
      (rule.string.map { [$0] } ?? rule.items.compactMap(\.string)).contains { isOf($0, value) }
    case ("const", _): value == rule
    case ("enum", _): rule.items.contains(value)
    case ("required", .object(let members)):
      rule.items.compactMap(\.string).allSatisfy { members[$0] != nil }
    case ("pattern", .string(let string)):
      (try? Regex(rule.string ?? "")).map { string.contains($0) } ?? false
    case ("minimum", .number(let number)): number >= Double(rule.int ?? 0)
    case ("minItems", .array(let items)): items.count >= rule.int ?? 0
    case ("maxItems", .array(let items)): items.count <= rule.int ?? 0
    default: true
    }
  }

  private func isOf(_ type: String, _ value: JSONValue) -> Bool {
    switch value {
    case .null: type == "null"
    case .bool: type == "boolean"
    case .number: type == "number" || type == "integer" && value.int != nil
    case .string: type == "string"
    case .array: type == "array"
    case .object: type == "object"
    }
  }
}
