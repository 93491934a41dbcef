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

/// Words that change or add to what a finding near them says.
struct Cue: Sendable {
  /// What a cue does to a finding in its reach.
  enum Effect: Sendable, Equatable {
    /// Gives context, such as `negation`.
    case context(Context)
    /// Adds an attribute, by its place among the qualities of the lexicon.
    case attribute(Int)
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

  /// A set of contexts.
  struct Contexts: OptionSet, Sendable {
    let rawValue: UInt16

    init(rawValue: UInt16) { self.rawValue = rawValue }

    init(_ context: Context) {
      let place = Context.allCases.firstIndex(of: context) ?? 0
      rawValue = 1 << UInt16(place)
    }
  }

  /// Where its findings stand.
  enum Direction: String, Sendable {
    /// After the cue.
    case forward
    /// Before the cue.
    case backward
    case both
  }

  /// What else a line of the lexicon may say of a cue.
  struct Options: Sendable {
    /// Concept groups, or concepts, that it works on; none for all.
    var only: GroupTable.Mask = 0
    /// Concept groups, or concepts, that it does not work on.
    var except: GroupTable.Mask = 0
    /// Of a barrier: the contexts it stops; none for all.
    var stops: Contexts = []
    /// Tokens it reaches, at most.
    var reach = Int16(Cue.usualReach)
    /// Whether it works on the nearest finding alone.
    var isNearest = false
    /// Whether nothing may stand between it and its finding.
    var isAdjacent = false
    /// Whether it says nothing in a note told in the past tense, where `was on` is how things are.
    var isOfPresentTense = false
    /// Whether it is of a verb, and ends at a comma before which nothing is named: `never resumed,
    /// bladder infection last year`.
    var isOfVerb = false
    /// Whether it gives way to another value of its quality that words before the finding give:
    /// `cannot walk without help` is limited.
    var isYielding = false
    /// Whether it affirms after another denial: `not an hour without pain`.
    var isDoubling = false
    /// Whether a list follows it, whose items semicolons part: `risks include bleeding; infection`.
    var isListing = false
    /// Whether it counts only as a label, before a colon: `Negative: fever; chills`.
    var isLabel = false
    /// Whether it counts only as the last column of a row, for what the row begins with: `WARFARIN
    /// 5MG TAB   TAKE ONE DAILY   DISCONTINUED`.
    var isStatus = false
    /// Whether it counts only in the capitals it is written with.
    var isCaseSensitive = false
  }

  /// Tokens that any cue reaches, at most; it keeps the work on a sentence linear.
  static let longestReach = 120

  /// Tokens that a cue reaches unless its line says otherwise.
  static let usualReach = 40

  let effect: Effect
  let direction: Direction
  let options: Options
  /// Whether its words may hold others.
  let hasGap: Bool
  /// Where the lexicon writes it.
  let place: LexiconPlace

  /// Tokens it reaches, at most.
  var reach: Int { Int(options.reach) }

  /// Whether it works on a concept of some groups.
  func works(on groups: GroupTable.Mask) -> Bool {
    (options.only == 0 || options.only & groups != 0) && options.except & groups == 0
  }

  /// Whether it may hold what it speaks of, as one with a gap does that looks ahead: `workup for _
  /// was negative`.
  var mayHoldFinding: Bool { hasGap && direction != .backward }

  /// Whether it works on some concepts only.
  var isRestricted: Bool { options.only != 0 || options.except != 0 }

  /// Whether two cues of the same words do the same to the same findings.
  func isSame(as other: Cue) -> Bool {
    effect == other.effect && direction == other.direction
      && options.isAdjacent == other.options.isAdjacent && options.only == other.options.only
      && options.stops == other.options.stops && options.isStatus == other.options.isStatus
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

  /// Types of document in which it gives no context: the operations of an operation report are its
  /// own.
  let exceptDocuments: Set<DocumentType>

  /// Context that its findings get, by concept group; the empty group is every concept.
  let contexts: [(context: Cue.Context, groups: Set<String>)]
}
