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
  let phrase: String
  /// Whether it counts only in the capitals it is written with.
  let isCaseSensitive: Bool
  /// Whether it denies the concept that it names, as `nontender` does.
  let isDenial: Bool
  let codes: [Code]
}

/// Words that change or add to what a finding near them says.
struct Cue: Sendable {
  /// What a cue does to a finding in its reach.
  enum Effect: Sendable, Equatable {
    /// Gives context, such as `negation`.
    case context(Context)
    /// Adds an attribute.
    case attribute(name: String, value: String)
    /// Ends the reach of other cues.
    case barrier
    /// Does nothing but keep its words from being another cue.
    case pseudo
  }

  /// The contexts, in no order; `Assertion` ranks them.
  enum Context: String, Sendable, CaseIterable {
    case negation
    case possible
    case historical
    case hypothetical
    case conditional
    case planned
    case family
    /// Says that it is so, against a cue further away.
    case present
    /// Says that it goes on, against a cue that puts it into the past.
    case ongoing
    /// Says that it never came to be, against a cue that plans it.
    case undone

    /// Whether it leaves a finding as present as it is.
    var isAffirming: Bool { self == .present || self == .ongoing }
  }

  /// Where its findings stand.
  enum Direction: String, Sendable {
    /// After the cue.
    case forward
    /// Before the cue.
    case backward
    case both
  }

  /// Tokens that any cue reaches, at most; it keeps the work on a sentence linear.
  static let longestReach = 120

  /// Tokens that a cue reaches unless its line says otherwise.
  static let usualReach = 40

  let effect: Effect
  let phrase: String
  let direction: Direction
  /// Concept groups, or concepts, that it works on; empty for all.
  let groups: Set<String>
  /// Concept groups, or concepts, that it does not work on.
  let exceptions: Set<String>
  /// Of a barrier: the contexts it stops; empty for all.
  let stops: Set<Context>
  /// Tokens it reaches, at most.
  let reach: Int
  /// Whether it works on the nearest finding alone.
  let isNearest: Bool
  /// Whether nothing may stand between it and its finding.
  let isAdjacent: Bool
  /// Whether it says nothing in a note told in the past tense, where `was on` is how things are.
  let isOfPresentTense: Bool
  /// Whether it is of a verb, and ends at a comma before which nothing is named: `never resumed,
  /// bladder infection last year`.
  let isOfVerb: Bool
  /// Whether it gives way to another value of its quality that words before the finding give:
  /// `cannot walk without help` is limited.
  let isYielding: Bool
  /// Whether it counts only as a label, before a colon: `Negative: fever; chills`.
  let isLabel: Bool
  let isCaseSensitive: Bool
  /// The file and the line, from 1, that define it.
  let place: (file: String, line: Int)
}

extension Cue {
  /// Whether two cues of the same words do the same to the same findings.
  func isSame(as other: Cue) -> Bool {
    effect == other.effect && direction == other.direction && isAdjacent == other.isAdjacent
      && groups == other.groups && stops == other.stops
  }
}

/// A kind of section: what it is called and what being in it means.
public struct SectionKind: Sendable {
  /// Its name.
  public let name: String

  /// Its LOINC codes, the one that names it best first.
  public let loinc: [String]

  /// Short words for people.
  public let label: String

  /// Whether it asks rather than tells, as the indication of a report does; it ends with its
  /// paragraph, and what it names is not shown.
  let isQuestion: Bool

  /// Whether what stands in it was shown by imaging.
  let isImaging: Bool

  /// Whether only a case report has it.
  let isCase: Bool

  /// Whether it tells of such cases at large, where the document is a case report.
  let isLiterature: Bool

  /// Whether it lists what is had, each with the day it began.
  let isListing: Bool

  /// Whether it tells what came after the procedure.
  let isOutcome: Bool

  /// Whether its context holds only for what begins a sentence.
  let isLeading: Bool

  /// Context that its findings get, by concept group; the empty group is every concept.
  let contexts: [(context: Cue.Context, groups: Set<String>)]
}
