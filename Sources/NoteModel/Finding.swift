/// How a finding holds, summed up from its context.
///
/// Where several apply the first in the order of the cases wins.
public enum Assertion: String, Sendable, CaseIterable {
  case family
  case hypothetical
  case conditional
  case planned
  case absent
  case historical
  case possible
  case present
}

/// A mention of a concept in a document, with its context and what is said about it.
public struct Finding: Sendable {
  /// Words that gave the finding its context.
  public struct Cue: Sendable, Equatable {
    /// What the words do, such as `negation`.
    public let kind: String

    /// The words.
    public let range: TextRange

    /// Words of a kind.
    public init(kind: String, range: TextRange) {
      self.kind = kind
      self.range = range
    }
  }

  /// Its number, unique in a case, from 0.
  public var id: Int

  /// The place of its document in the case, from 0.
  public var document: Int

  /// The day of the entry that holds it, in a document of several; else that of the document.
  public var entryDay: CalendarDate?

  /// The concept's name in the lexicon.
  public var concept: String

  /// The words that name the concept.
  public var range: TextRange

  /// The sentence that holds them.
  public var sentence: TextRange

  /// The kind of section that holds them, as the lexicon names it; empty outside of any.
  public var sectionKind: String

  /// The heading of that section as written; empty outside of any.
  public var sectionTitle: String

  /// How it holds.
  public var assertion: Assertion

  /// The cues behind the assertion.
  public var context: [Cue]

  /// What is said about it, in the order found.
  public var attributes: [Attribute]

  /// Codes of the concept or of the entry.
  public var codes: [Code]

  /// Whether it comes from a coded entry rather than from words.
  public var isCoded: Bool

  /// A finding from its parts.
  public init(
    id: Int,
    document: Int,
    concept: String,
    range: TextRange,
    sentence: TextRange,
    sectionKind: String,
    sectionTitle: String,
    assertion: Assertion,
    context: [Cue],
    attributes: [Attribute],
    codes: [Code],
    isCoded: Bool = false
  ) {
    self.id = id
    self.document = document
    self.concept = concept
    self.range = range
    self.sentence = sentence
    self.sectionKind = sectionKind
    self.sectionTitle = sectionTitle
    self.assertion = assertion
    self.context = context
    self.attributes = attributes
    self.codes = codes
    self.isCoded = isCoded
  }

  /// The first attribute of a name.
  public func attribute(_ name: String) -> Attribute? {
    attributes.first { $0.name == name }
  }

  /// The levels it is at, in the order written.
  public var levels: [SpinalLevel] {
    if case .levels(let levels)? = attribute(Attribute.levels)?.value { levels } else { [] }
  }
}

/// Something said about a finding: a level, a date, a measure, a quality.
public struct Attribute: Sendable, Equatable {
  /// The value, typed.
  public enum Value: Sendable, Equatable {
    /// A word of a fixed set, such as `acute`.
    case word(String)
    /// Vertebrae.
    case levels([SpinalLevel])
    /// A number in the unit of the attribute.
    case number(Double)
    /// A day.
    case date(CalendarDate)
    /// A length of time in days, from the least to the most it can mean.
    case days(ClosedRange<Int>)
  }

  /// The name, such as `acuity`.
  public let name: String

  /// The value.
  public let value: Value

  /// The words that say so.
  public let range: TextRange

  /// An attribute with the words that state it.
  public init(_ name: String, _ value: Value, _ range: TextRange) {
    self.name = name
    self.value = value
    self.range = range
  }

  /// Vertebrae the finding is at.
  public static let levels = "levels"

  /// The two vertebrae of a space between them.
  public static let interspace = "interspace"

  /// How recent a lesion is, such as `acute`.
  public static let acuity = "acuity"

  /// The acuity of what is new.
  public static let acute = "acute"

  /// The acuity of what was there long before.
  public static let old = "old"

  /// `imaging` where a study showed it.
  public static let source = "source"

  /// The day it happened or was measured.
  public static let date = "date"

  /// The day since which it holds.
  public static let since = "since"

  /// The day until which it held.
  public static let until = "until"

  /// That the day it gives is that of the last dose.
  public static let last = "last"

  /// How long it has held, or was taken.
  public static let duration = "duration"

  /// `elsewhere` where it is told of another part of the body.
  public static let place = "place"

  /// A measured number, in the measure's own unit.
  public static let value = "value"
}
