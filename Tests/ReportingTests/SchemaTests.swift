import Foundation
import NoteModel
import Reporting
import TestSupport
import Testing

@Suite struct `Schemas of the JSON output` {
  private let schema: JSONSchema

  init() throws {
    schema = try JSONSchema(folder: Fixture.root.appending(path: "schemas"))
  }

  private static let screening = JSONRenderer(isCompact: false).render(Sample.screening)
  private static let findings = FindingsRenderer(
    documents: Sample.documents,
    findings: Sample.findings
  )

  /// What the program writes, by the schema that describes it.
  private static let outputs = [
    "screening": screening,
    "extract": findings.json(),
    "read": JSONRenderer(isCompact: true).renderDocuments([Sample.coded]),
    "extract-line": String(decoding: JSONRenderer.error("m", id: nil), as: UTF8.self),
  ]

  @Test(arguments: outputs.keys.sorted())
  func `fit what is written`(name: String) throws {
    let value = try JSONValue(parsing: try #require(Self.outputs[name]))
    #expect(schema.problems(of: value, against: "\(name).schema.json") == [])
  }

  @Test(arguments: outputs.keys.sorted())
  func `fit nothing that has more, less or something else`(name: String) throws {
    let value = try JSONValue(parsing: try #require(Self.outputs[name]))
    let changed = value.mutations(at: "")
    #expect(changed.count >= 5)
    for (place, value) in changed {
      #expect(!schema.problems(of: value, against: "\(name).schema.json").isEmpty, "\(place)")
    }
  }

  @Test(arguments: [
    #"{"type": "object", "maxLength": 3}"#, #"{"properties": {"a": {"oneOf": []}}}"#,
    ##"{"items": {"$ref": "#/$defs/a"}}"##, #"{"anyOf": [{"$ref": "other.json"}]}"#,
  ])
  func `with a word or reference that the tests do not know are refused`(text: String) throws {
    let files = ["a": try JSONValue(parsing: text)]
    #expect(throws: JSONSchema.Flaw.self) { try JSONSchema(files: files) }
  }
}

extension JSONValue {
  /// The value with one thing in it changed, for everything in it that could be, and the place.
  ///
  /// Attributes are the lexicon's, and `coded` may be absent.
  fileprivate func mutations(at place: String) -> [(place: String, value: JSONValue)] {
    switch self {
    case .object(let members):
      var all = [(place: "\(place) has more", value: adding("more", .null))]
      for (name, member) in members where name != "attributes" {
        if name != "coded" { all.append(("\(place) has no \(name)", adding(name, nil))) }
        all += member.mutations(at: "\(place)/\(name)").map { ($0, adding(name, $1)) }
      }
      return all
    case .array(let items):
      var all = [(place: "\(place) is an object", value: JSONValue.object([:]))]
      for (index, item) in items.enumerated() {
        all += item.mutations(at: "\(place)/\(index)").map { place, value in
          (place, .array(items[..<index] + [value] + items[(index + 1)...]))
        }
      }
      return all
    case .null, .bool, .number, .string: return [("\(place) is an object", .object([:]))]
    }
  }

  private func adding(_ name: String, _ value: JSONValue?) -> JSONValue {
    var members = members
    members[name] = value
    return .object(members)
  }
}
