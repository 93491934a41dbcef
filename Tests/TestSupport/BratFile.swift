public import NoteModel

/// What an annotation tool reads of a standoff file, checked against its text as brat checks it.
public struct BratFile {
  /// An annotation, as far as it says what a finding says.
  public struct Annotation: Equatable, CustomStringConvertible {
    /// The type.
    public let type: String

    /// From the first span to the last, in bytes of the text.
    public let range: TextRange

    /// The value of its assertion.
    public var assertion: Assertion?

    /// What is noted on it.
    public var note: String

    /// An annotation.
    public init(type: String, range: TextRange, assertion: Assertion? = nil, note: String = "") {
      self.type = type
      self.range = range
      self.assertion = assertion
      self.note = note
    }

    /// Type, place, assertion and note.
    public var description: String {
      "\(type) \(range.start)-\(range.end) \(assertion?.rawValue ?? "?") \(note)"
    }
  }

  /// A file that brat would refuse.
  public struct Flaw: Error, CustomStringConvertible {
    /// The line that is wrong.
    public let description: String
  }

  /// The annotations, in the order of the file.
  public private(set) var annotations: [Annotation] = []

  private let scalars: [Unicode.Scalar]

  /// The annotations in a standoff file.
  ///
  /// - Parameters:
  ///   - standoff: the `.ann` file.
  ///   - text: the `.txt` file beside it.
  /// - Throws: `Flaw` with the first line that is wrong or does not quote the text.
  public init(_ standoff: String, text: String) throws {
    scalars = Array(text.unicodeScalars)
    var places: [Substring: Int] = [:]
    for line in standoff.split(separator: "\n") {
      let fields = line.split(separator: "\t", maxSplits: 2)
      let words = fields.dropFirst().first?.split(separator: " ", maxSplits: 1) ?? []
      guard let id = fields.first, words.count == 2 else { throw Flaw(description: String(line)) }
      switch id.first {
      case "T":
        let range = try range(of: words[1], quoted: fields.last ?? "")
        places[id] = annotations.count
        annotations.append(Annotation(type: String(words[0]), range: range))
      case "A":
        let parts = words[1].split(separator: " ")
        guard words[0] == "Assertion", parts.count == 2, let place = places[parts[0]],
          let assertion = Assertion(rawValue: String(parts[1]))
        else { throw Flaw(description: String(line)) }
        annotations[place].assertion = assertion
      case "#":
        guard words[0] == "AnnotatorNotes", let place = places[words[1]], fields.count == 3 else {
          throw Flaw(description: String(line))
        }
        annotations[place].note = String(fields[2])
      default: throw Flaw(description: String(line))
      }
    }
  }

  /// The bytes of some spans, such as `3 9;10 14`, whose words joined by spaces are quoted.
  private func range(of spans: Substring, quoted: Substring) throws -> TextRange {
    var parts: [String] = []
    var offsets: [Int] = []
    for span in spans.split(separator: ";") {
      let ends = span.split(separator: " ").compactMap { Int($0) }
      guard ends.count == 2, offsets.last ?? -1 <= ends[0], ends[0] < ends[1],
        ends[1] <= scalars.count
      else { throw Flaw(description: String(spans)) }
      parts.append(string(ends[0]..<ends[1]))
      offsets += ends
    }
    guard let first = offsets.first, let last = offsets.last,
      parts.joined(separator: " ").unicodeScalars.elementsEqual(quoted.unicodeScalars),
      !parts.contains(where: { $0.unicodeScalars.contains("\n") })
    else { throw Flaw(description: "\(spans): \(quoted)") }
    return TextRange(string(0..<first).utf8.count, string(0..<last).utf8.count)
  }

  private func string(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }
}
