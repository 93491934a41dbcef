import FoundationEssentials

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

  /// The file's name, for places.
  public let file: String

  /// The lines that are no headings, in order.
  public let sentences: [Sentence]

  /// The sentences in the text of a file.
  public init(_ text: String, file: String = "sentences") {
    self.file = file
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
      throw EvaluationError(message: "\(path): cannot be read; check the path")
    }
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return MarkedSentences(String(decoding: data, as: UTF8.self), file: file)
  }
}
