import ArgumentParser
import NoteModel
import Pipeline
import Reporting

/// Shows why the findings of a sentence hold as they do.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show how a sentence was understood: tokens, cues, scopes, attributes, and why.",
    discussion: """
      Lines and columns are those of the text that `read --format text` prints, from 1; columns \
      count characters (Unicode scalars).

      EXAMPLES
        chartproof explain note.txt --at 12
        chartproof explain note.txt --at 12:30
      """
  )

  @Argument(help: "A document; - is standard input.")
  var path: String

  @Option(help: "A place, LINE or LINE:COLUMN; a line alone stands for all its sentences.")
  var at: String?

  @Option(help: "Words; every sentence that holds them, whatever their case.")
  var phrase: String?

  @Flag(help: "No colour and no signs beyond ASCII, for screen readers and logs.")
  var plain = false

  @OptionGroup var knowledge: KnowledgeOptions

  func validate() throws {
    guard (at == nil) != (phrase == nil) else {
      throw ValidationError("say where: --at LINE:COLUMN, or --phrase WORDS")
    }
    if let at, place(at) == nil {
      throw ValidationError("--at is LINE or LINE:COLUMN, from 1, not `\(at)`")
    }
    if let phrase, phrase.allSatisfy(\.isWhitespace) {
      throw ValidationError("--phrase needs a word")
    }
  }

  func run() throws {
    let screener = try knowledge.screener(policy: nil)
    let reading = screener.read(
      try .opening([path]),
      isHashed: false,
      standardInput: Console.readAll
    )
    for error in reading.errors { Console.error("error: \(error.description)") }
    guard let document = reading.documents.first, reading.documents.count == 1 else {
      if reading.errors.isEmpty { throw ValidationError("explain takes one document") }
      throw Exit.unread
    }
    let explanations = try ranges(in: document.text).reduce(into: [Explanation]()) { all, range in
      let last = all.last?.sentence.start ?? -1
      all += screener.explanations(of: range, in: document).filter { $0.sentence.start > last }
    }
    Console.write(
      ExplanationRenderer(document: document).terminal(
        explanations,
        color: !plain && Console.wantsColor,
        width: Console.isTerminal ? Console.width : 100,
        isPlain: plain
      )
    )
  }

  private func place(_ words: String) -> (line: Int, column: Int?)? {
    let parts = words.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard parts.count <= 2, parts.allSatisfy({ $0 > 0 }), let line = parts.first else { return nil }
    return (line, parts.count > 1 ? parts[1] : nil)
  }

  /// The places asked for, in order.
  private func ranges(in text: NoteText) throws -> [TextRange] {
    if let at, let place = place(at) {
      let lines = LineIndex(text)
      guard place.line <= lines.lineCount else {
        throw ValidationError("the text has \(lines.lineCount) lines, none is \(place.line)")
      }
      let line = lines.range(ofLine: place.line)
      guard let column = place.column else { return [line] }
      let offset = text.byteOffset(ofScalar: text.scalarOffset(ofByte: line.start) + column - 1)
      guard offset < line.end else {
        throw ValidationError("line \(place.line) has no column \(column)")
      }
      return [TextRange(offset, offset + 1)]
    }
    let ranges = occurrences(of: phrase ?? "", in: text)
    if ranges.isEmpty { throw ValidationError("the text does not hold these words") }
    return ranges
  }

  /// Where words stand, white space and the case of letters aside.
  private func occurrences(of phrase: String, in text: NoteText) -> [TextRange] {
    let wanted = phrase.split(whereSeparator: \.isWhitespace).map { Array($0.lowercased().utf8) }
    let words = text.utf8.indices.split { text.utf8[$0] <= 32 }.map { $0.startIndex..<$0.endIndex }
    let folded = words.map { text.string(in: TextRange($0.lowerBound, $0.upperBound)).lowercased() }
    let bytes = folded.map { Array($0.utf8) }
    return bytes.indices.compactMap { first in
      guard first + wanted.count <= bytes.count,
        zip(bytes[first..<first + wanted.count], wanted).allSatisfy({ holds($0, $1) })
      else { return nil }
      return TextRange(words[first].lowerBound, words[first + wanted.count - 1].upperBound)
    }
  }

  /// Whether a word holds another; signs may stand around it.
  private func holds(_ word: [UInt8], _ wanted: [UInt8]) -> Bool {
    word.count >= wanted.count
      && (0...word.count - wanted.count).contains { word[$0...].starts(with: wanted) }
  }
}
