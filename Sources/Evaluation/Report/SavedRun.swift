import FoundationEssentials

/// A run as `evaluate --format json` wrote it: the answers to each item, without words of notes.
public struct SavedRun: Sendable {
  /// The answers to an item.
  struct Answer: Decodable, Sendable {
    let id: String
    let expected: String?
    let got: String?
    let agreement: Item.Agreement

    var isRight: Bool { agreement == .exact || agreement == .overlap }
  }

  private struct File: Decodable {
    let schema: String
    let items: [Answer]
  }

  static let schema = "chartproof.evaluation/1"

  /// The answers, in order.
  let answers: [Answer]

  /// The run in the text of a file.
  ///
  /// - Parameters:
  ///   - json: the whole file.
  ///   - file: its name, for messages.
  /// - Throws: `EvaluationError` where it is no run, or one of another form.
  public init(_ json: String, file: String) throws(EvaluationError) {
    guard let saved = try? JSONDecoder().decode(File.self, from: Data(json.utf8)),
      saved.schema == Self.schema
    else {
      throw EvaluationError(
        message: "\(file): is no run of the form \(Self.schema); write one with "
          + "`chartproof evaluate PATH --format json --output FILE`"
      )
    }
    answers = saved.items
  }

  /// The run of a file.
  ///
  /// - Throws: `EvaluationError` where it cannot be read, or is no run.
  public static func load(from path: String) throws(EvaluationError) -> SavedRun {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw EvaluationError(message: "\(path): cannot be read; check the path")
    }
    return try SavedRun(String(decoding: data, as: UTF8.self), file: path)
  }
}
