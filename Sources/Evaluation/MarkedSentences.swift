import FoundationEssentials
import NoteModel
import Pipeline

/// Sentences with marked words, each under the phenomenon that it shows.
///
/// A line is a sentence or a short note whose lines are parted by `|`; a line that begins with
/// `# ` names the phenomenon of those below it. A tag names the assertion of the words in it;
/// `<none>` marks words that look like a scored concept and are no mention of it.
public struct MarkedSentences: Sendable {
  /// A line of the file.
  public struct Sentence: Sendable, CustomStringConvertible {
    /// The heading that it stands under.
    public let phenomenon: String

    /// The line as written.
    public let line: String

    /// Its number in the file, from 1.
    public let number: Int

    /// `phenomenon: line`.
    public var description: String { "\(phenomenon): \(line)" }
  }

  /// A mark that the program does not agree with.
  public struct Disagreement: Sendable {
    /// The marked words.
    public let mark: MarkedText.Mark

    /// What was found at them, such as `copd present`.
    public let found: [String]
  }

  /// The lines that are no headings, in order.
  public let sentences: [Sentence]

  /// The sentences in the text of a file.
  public init(_ text: String) {
    var phenomenon = ""
    var sentences: [Sentence] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty {
      if line.hasPrefix("#") {
        phenomenon = String(line.drop { $0 == "#" || $0 == " " })
      } else {
        sentences.append(
          Sentence(phenomenon: phenomenon, line: String(line), number: index + 1)
        )
      }
    }
    self.sentences = sentences
  }

  /// The sentences of a file.
  ///
  /// - Throws: `EvaluationError` where it cannot be read.
  public static func load(from path: String) throws(EvaluationError) -> MarkedSentences {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw EvaluationError(message: "\(path): cannot be read")
    }
    return MarkedSentences(String(decoding: data, as: UTF8.self))
  }
}

extension Evaluator {
  /// The marks of a sentence that findings do not agree with.
  ///
  /// - Throws: `MarkedText.Malformed` where a tag is not closed, or none is there.
  public func disagreements(
    in sentence: MarkedSentences.Sentence
  ) throws(MarkedText.Malformed) -> [MarkedSentences.Disagreement] {
    let example = try MarkedText(sentence.line.replacing("|", with: "\n"))
    let document = NoteDocument(words: example.text, id: "sentence")
    let findings = screener.extract(document).findings
    return example.marks.compactMap { mark in
      let words = TextRange(mark.range.lowerBound, mark.range.upperBound)
      let found = findings.filter { $0.range.overlaps(words) }
      let holds =
        mark.name == "none"
        ? !found.contains { scored.contains($0.concept) }
        : found.contains { $0.assertion.rawValue == mark.name }
      guard !holds else { return nil }
      return MarkedSentences.Disagreement(
        mark: mark,
        found: found.map { "\($0.concept) \($0.assertion.rawValue)" }
      )
    }
  }
}
