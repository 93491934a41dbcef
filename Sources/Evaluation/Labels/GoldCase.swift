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

  /// Other answers that a careful reader could defend: `alternates.json` beside the cases.
  ///
  /// - Returns: for each case the answers by criterion, those for its outcome under `_outcome`.
  /// - Throws: `EvaluationError` where there is such a file and it cannot be read.
  static func alternates(
    beside cases: String
  ) throws(EvaluationError) -> [String: [String: [String]]] {
    let file = "\(cases)/alternates.json"
    guard let data = FileManager.default.contents(atPath: file) else { return [:] }
    do {
      return try JSONDecoder().decode([String: [String: [String]]].self, from: data)
    } catch {
      throw EvaluationError(message: "\(file): holds no lists of answers by case and criterion")
    }
  }
}
