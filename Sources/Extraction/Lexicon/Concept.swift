public import NoteModel

/// A thing that notes speak of, as the lexicon knows it.
public struct Concept: Sendable {
  /// Its name, as in findings and policies.
  public let name: String

  /// The groups it belongs to, such as `drug` or `fracture`.
  public let groups: Set<String>

  /// Codes of the concept as a whole.
  public let codes: [Code]

  /// Short words for people.
  public let label: String

  /// Of a measure: the values it can have, from its groups `from:` and `to:`.
  let values: ClosedRange<Double>?

  init(name: String, groups: Set<String>, codes: [Code], label: String) {
    self.name = name
    self.groups = groups
    self.codes = codes
    self.label = label
    func bound(_ prefix: String) -> Double? {
      groups.first { $0.hasPrefix(prefix) }.flatMap { Double($0.dropFirst(prefix.count)) }
    }
    if let low = bound("from:"), let high = bound("to:"), low <= high {
      values = low...high
    } else {
      values = nil
    }
  }
}

/// A way to write a concept.
struct Term: Sendable {
  let concept: Int
  /// Where the lexicon writes it.
  let place: LexiconPlace
  /// Whether it counts only in the capitals it is written with.
  let isCaseSensitive: Bool
  /// Whether it denies the concept that it names, as `nontender` does.
  let isDenial: Bool
  /// The place of its own codes, if it has any.
  let codes: Int?
}

/// A kind of section: what it is called and what being in it means.
public struct SectionKind: Sendable {
  /// What else a line of `section-kinds.tsv` may say of a kind.
  struct Flags: OptionSet, Sendable {
    let rawValue: UInt16

    /// It asks rather than tells, as the indication of a report does; it ends with its paragraph,
    /// and what it names is not shown.
    static let question = Flags(rawValue: 1 << 0)
    /// What stands in it was shown by imaging.
    static let imaging = Flags(rawValue: 1 << 1)
    /// Only a case report has it.
    static let caseReport = Flags(rawValue: 1 << 2)
    /// It tells of such cases at large, where the document is a case report.
    static let literature = Flags(rawValue: 1 << 3)
    /// It lists what is had, each with the day it began.
    static let listing = Flags(rawValue: 1 << 4)
    /// It tells what came after the procedure.
    static let outcome = Flags(rawValue: 1 << 5)
    /// Its context holds only for what begins a sentence.
    static let leading = Flags(rawValue: 1 << 6)
    /// It tells of the life before: whatever words are given of it are of the past.
    static let background = Flags(rawValue: 1 << 7)
    /// The line of its heading names what a note of therapy is for.
    static let subject = Flags(rawValue: 1 << 8)
    /// It ends with its paragraph, as a list of what is over does.
    static let paragraph = Flags(rawValue: 1 << 9)

    /// What a kind that ends with its paragraph is marked with.
    static let short: Flags = [.question, .paragraph]

    /// The flags by their names in the file.
    static let named: [String: Flags] = [
      "question": .question, "imaging": .imaging, "case": .caseReport, "literature": .literature,
      "listing": .listing, "outcome": .outcome, "leading": .leading,
      "background": .background, "subject": .subject, "paragraph": .paragraph,
    ]
  }

  /// Its name.
  public let name: String

  /// Its LOINC codes, the one that names it best first.
  public let loinc: [String]

  /// Short words for people.
  public let label: String

  /// What else the lexicon says of it.
  let flags: Flags

  /// Types of document in which it gives no context: the operations of an operation report are its
  /// own.
  let exceptDocuments: Set<DocumentType>

  /// Context that its findings get, by concept group; the empty group is every concept.
  let contexts: [(context: Cue.Context, groups: Set<String>)]
}
