/// The labels of a document in brat's standoff format (https://brat.nlplab.org/standoff.html).
///
/// A `T` line names a concept and its words, an `A` or `M` line `Assertion` how it holds; one
/// without is present. Other attributes, relations, events, equivalences, normalizations and notes
/// say nothing that is scored.
struct BratFile {
  /// A `T` line with what is said of it.
  struct Mention: Equatable {
    /// Its line in the file, from 1.
    let line: Int

    /// The type, which is the name of a concept.
    let concept: String

    /// Its words, in Unicode scalars of the document's text, in order; never empty.
    let parts: [Range<Int>]

    /// The words as the line quotes them, parts joined by a space.
    let words: String

    /// How it holds.
    fileprivate(set) var assertion: String
  }

  /// A line that cannot be used.
  struct Problem: Error {
    let message: String
  }

  /// The mentions, in the order of their lines.
  private(set) var mentions: [Mention] = []

  private var numbers: [Substring: Int] = [:]
  private var asserted: Set<Int> = []

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - text: the whole file; attributes may stand before what they are of.
  ///   - file: its name, for messages.
  ///   - assertions: the values that `Assertion` can have.
  /// - Throws: `EvaluationError` with every line that cannot be used.
  init(_ text: String, file: String, assertions: [String]) throws(EvaluationError) {
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .enumerated().map { (number: $0 + 1, cells: $1.split(separator: "\t", maxSplits: 2)) }
      .filter { !$0.cells.isEmpty }
    var problems: [(line: Int, message: String)] = []
    func note(_ line: Int, _ body: () throws(Problem) -> Void) {
      do throws(Problem) { try body() } catch { problems.append((line, error.message)) }
    }
    for (number, cells) in lines {
      note(number) { () throws(Problem) in
        switch cells[0].first {
        case "T": try addMention(cells, line: number)
        case "A", "M", "R", "E", "N", "*", "#": break
        default: throw Problem(message: "is no line of a standoff file")
        }
      }
    }
    for (number, cells) in lines where cells[0].first == "A" || cells[0].first == "M" {
      note(number) { () throws(Problem) in try addAttribute(cells, assertions) }
    }
    guard problems.isEmpty else {
      throw EvaluationError(
        message: problems.sorted { $0.line < $1.line }
          .map { "\(file):\($0.line): \($0.message)" }.joined(separator: "\n")
      )
    }
  }

  private mutating func addMention(_ cells: [Substring], line: Int) throws(Problem) {
    let head = cells.count == 3 ? cells[1].split(separator: " ", maxSplits: 1) : []
    let parts = head.count == 2 ? head[1].split(separator: ";").compactMap(Self.range) : []
    guard !parts.isEmpty, parts.count == head[1].split(separator: ";").count,
      zip(parts, parts.dropFirst()).allSatisfy({ $0.upperBound <= $1.lowerBound })
    else {
      throw Problem(message: "a mention is `T1<TAB>concept START END[;START END]<TAB>words`")
    }
    guard numbers.updateValue(mentions.count, forKey: cells[0]) == nil else {
      throw Problem(message: "`\(cells[0])` is there already")
    }
    mentions.append(
      Mention(
        line: line,
        concept: String(head[0]),
        parts: parts,
        words: String(cells[2]),
        assertion: "present"
      )
    )
  }

  private static func range(_ words: Substring) -> Range<Int>? {
    let numbers = words.split(separator: " ").map { Int($0) ?? -1 }
    guard numbers.count == 2, 0 <= numbers[0], numbers[0] < numbers[1] else { return nil }
    return numbers[0]..<numbers[1]
  }

  private mutating func addAttribute(
    _ cells: [Substring],
    _ assertions: [String]
  ) throws(Problem) {
    let parts = cells.count > 1 ? cells[1].split(separator: " ") : []
    guard parts.first == "Assertion" else { return }
    guard parts.count == 3, assertions.contains(String(parts[2])) else {
      throw Problem(
        message: "an assertion is `A1<TAB>Assertion T1 VALUE`, the value one of "
          + assertions.joined(separator: ", ")
      )
    }
    guard let number = numbers[parts[1]] else {
      throw Problem(message: "there is no mention `\(parts[1])`")
    }
    guard asserted.insert(number).inserted else {
      throw Problem(message: "`\(parts[1])` has an assertion already")
    }
    mentions[number].assertion = String(parts[2])
  }
}
