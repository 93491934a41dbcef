import NoteModel
import Pipeline

extension Evaluator {
  /// Marked sentences held against what is found in them.
  ///
  /// - Throws: `EvaluationError` with the lines that are not marked well, or where there is none.
  public func run(_ sentences: MarkedSentences) throws(EvaluationError) -> Run {
    var units: [Unit] = []
    var problems: [String] = []
    for sentence in sentences.sentences {
      let place = "\(sentences.file):\(sentence.number)"
      do throws(MarkedText.Malformed) {
        let items = try items(of: sentence, in: sentences.file)
        units.append(Unit(name: place, phenomenon: sentence.phenomenon, items: items))
      } catch {
        problems.append("\(place): a tag is not closed, or no words are marked")
      }
    }
    if sentences.sentences.isEmpty { problems.append("\(sentences.file): holds no sentence") }
    guard problems.isEmpty else {
      throw EvaluationError(message: problems.joined(separator: "\n"))
    }
    return Run(.sentences, units: units)
  }

  /// An item for each mark of a sentence.
  ///
  /// A mark `none` is right where no scored concept is found at its words; any other where
  /// something is found that holds as it says.
  ///
  /// - Parameters:
  ///   - sentence: a line with marks.
  ///   - file: the name of its file.
  /// - Returns: the items, in order.
  /// - Throws: `MarkedText.Malformed` where a tag is not closed, or none is there.
  public func items(
    of sentence: MarkedSentences.Sentence,
    in file: String
  ) throws(MarkedText.Malformed) -> [Item] {
    let example = try MarkedText(sentence.line.replacing("|", with: "\n"))
    let document = NoteDocument(words: example.text, id: file)
    let findings = screener.extract(document).findings
    return example.marks.enumerated().map { number, mark in
      let words = TextRange(mark.range.lowerBound, mark.range.upperBound)
      let isNone = mark.name == "none"
      let found = findings.filter {
        $0.range.overlaps(words) && (!isNone || scored.contains($0.concept))
      }
      let fitting = found.filter { $0.assertion.rawValue == mark.name }
      let agreement: Item.Agreement =
        if isNone {
          found.isEmpty ? .exact : .none
        } else {
          fitting.contains { $0.range == words } ? .exact : fitting.isEmpty ? .none : .overlap
        }
      return Item(
        .mark,
        key: "\(StableHash.of(sentence.line)):\(number + 1)",
        subject: sentence.phenomenon,
        expected: isNone ? nil : mark.name,
        got: (fitting.first ?? found.first)?.assertion.rawValue,
        agreement: agreement,
        passage: Passage(
          document: file,
          line: sentence.number,
          column: mark.column,
          words: words,
          of: TextRange(0, document.text.count),
          in: document.text
        )
      )
    }
  }
}

/// A name for words that says nothing about them and never changes: FNV-1a of 64 bits.
enum StableHash {
  static func of(_ text: String) -> String {
    let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
