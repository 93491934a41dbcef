import FoundationEssentials
import NoteModel

/// What two readers agreed on for a case: `gold.json`.
struct GoldCase: Decodable {
  struct Quote: Decodable {
    let document: String
    let quote: String
    let stance: String?
    let occurrence: Int?
  }

  struct Mention: Decodable {
    let document: String
    let concept: String
    let quote: String
    let occurrence: Int?
    let assertion: String
    let coded: Bool?
  }

  /// Every status that is not undocumented.
  let criteria: [String: String]
  let evidence: [String: [Quote]]
  let outcome: String
  let pathway: String?
  let missing: [String]?
  let findings: [Mention]

  /// The label file of a case, or `nil` where it has none.
  ///
  /// - Throws: `EvaluationError` where there is one that cannot be read.
  static func load(from folder: String) throws(EvaluationError) -> GoldCase? {
    guard let data = FileManager.default.contents(atPath: "\(folder)/gold.json") else { return nil }
    do {
      return try JSONDecoder().decode(GoldCase.self, from: data)
    } catch {
      throw EvaluationError(message: "\(folder)/gold.json: is no label file of a case")
    }
  }

  /// Other statuses that a careful reader could defend: `alternates.json` beside the cases.
  static func alternates(beside cases: String) -> [String: [String: [String]]] {
    guard let data = FileManager.default.contents(atPath: "\(cases)/alternates.json") else {
      return [:]
    }
    return (try? JSONDecoder().decode([String: [String: [String]]].self, from: data)) ?? [:]
  }
}

/// Cases that cannot be evaluated.
public struct EvaluationError: Error, Sendable, CustomStringConvertible {
  /// The file and what is wrong.
  public let message: String

  /// The message.
  public var description: String { message }
}
