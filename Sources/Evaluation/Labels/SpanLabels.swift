import FoundationEssentials
import Pipeline

/// Given words of sentences with how they hold: a table with the columns `id`, `sentence`, `start`,
/// `end` (Unicode scalars of the sentence), `negation`, `temporality` and `experiencer`.
struct SpanLabels {
  /// A row of the table.
  struct Row {
    let id: String
    let line: Int
    let sentence: String

    /// Where the sentence begins in the line, in Unicode scalars from 1.
    let column: Int

    /// The words, in Unicode scalars of the sentence.
    let span: Range<Int>

    /// The label of each question.
    let labels: [(kind: Item.Kind, label: String)]
  }

  /// The file's name, for places.
  let file: String

  /// The rows, in order.
  let rows: [Row]

  /// The questions, and the answers that they can get.
  private static let questions: [(kind: Item.Kind, answers: [String])] = [
    (.negation, ["affirmed", "negated"]),
    (.temporality, ["recent", "historical", "hypothetical"]),
    (.experiencer, ["patient", "other"]),
  ]

  /// Reads the labels in the text of a file.
  ///
  /// - Throws: `EvaluationError` with file and line of the first row that is not as it must be.
  init(_ text: String, file: String) throws(EvaluationError) {
    let table = SpanTable(text, file: file)
    do {
      rows = try table.rows.map { row in
        Row(
          id: String(try table.cell("id", of: row)),
          line: row.line,
          sentence: String(try table.cell("sentence", of: row)),
          column: try table.column(of: "sentence", in: row),
          span: try table.span(of: row),
          labels: try Self.questions.map { kind, answers in
            let label = String(try table.cell(kind.rawValue[...], of: row))
            guard answers.contains(label) else {
              throw SpanTableError(
                file: file,
                line: row.line,
                message: "\(kind.rawValue) is one of \(answers.joined(separator: ", "))"
              )
            }
            return (kind, label)
          }
        )
      }
    } catch {
      throw EvaluationError(message: "\(error)")
    }
    guard !rows.isEmpty else { throw EvaluationError(message: "\(file): holds no row") }
    self.file = file
  }

  /// The labels of a file.
  ///
  /// - Throws: `EvaluationError` where it cannot be read.
  static func load(from path: String) throws(EvaluationError) -> SpanLabels {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw EvaluationError(message: "\(path): cannot be read; check the path")
    }
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return try SpanLabels(String(decoding: data, as: UTF8.self), file: file)
  }
}
