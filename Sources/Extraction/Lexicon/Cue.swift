/// A set of the concept groups, or single concepts, that cues and section kinds name; a `GroupTable`
/// says which bit is which.
typealias GroupMask = UInt64

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

    /// Whether it adds an attribute.
    var isQuality: Bool { if case .attribute = self { true } else { false } }
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
    var only: GroupMask = 0
    /// Concept groups, or concepts, that it does not work on.
    var except: GroupMask = 0
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
    /// Whether it says nothing where it is denied itself: `no epidural extension`.
    var isAffirmed = false
    /// Whether it affirms after another denial: `not an hour without pain`.
    var isDoubling = false
    /// Whether a list follows it, whose items semicolons part: `risks include bleeding; infection`; or
    /// stands before it, all of which it means: `Coumadin, Eliquis, Xarelto all denied`.
    var isListing = false
    /// Whether it denies what its verb says, of treatments that were had: `neither tramadol nor a brace
    /// has helped`.
    var isOfSubjects = false
    /// Whether it counts only as a label, before a colon: `Negative: fever; chills`.
    var isLabel = false
    /// Whether it counts only as the last column of a row, for what the row begins with: `WARFARIN
    /// 5MG TAB   TAKE ONE DAILY   DISCONTINUED`.
    var isStatus = false
    /// Whether a child of the patient tells what comes after it, who calls the patient mother or
    /// father: `daughter called: mom is worse`.
    var isOfInformant = false
    /// Whether it speaks of the treatment that the sentence before names, without a word for it:
    /// `cardiology allows a short interruption`.
    var isElliptic = false
    /// Whether a verb in its plain form follows it, so that one in -ing further on is of another verb:
    /// `cannot peel a potato standing up`.
    var takesInfinitive = false
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
  func works(on groups: GroupMask) -> Bool {
    (options.only == 0 || options.only & groups != 0) && options.except & groups == 0
  }

  /// Whether it may hold what it speaks of, as one with a gap does that looks ahead: `workup for _
  /// was negative`.
  var mayHoldFinding: Bool { hasGap && direction != .backward }

  /// Whether it works on some concepts only.
  var isRestricted: Bool { options.only != 0 || options.except != 0 }

  /// Whether it is a barrier that does not stop the context of another cue, whose words it holds: `and
  /// stopped` ends a denial, and a drug is stopped.
  func lets(_ other: Cue) -> Bool {
    guard effect == .barrier, !options.stops.isEmpty, case .context(let context) = other.effect,
      !context.isAffirming
    else { return false }
    return !options.stops.contains(Contexts(context))
  }

  /// Whether two cues of the same words do the same to the same findings.
  func isSame(as other: Cue) -> Bool {
    effect == other.effect && direction == other.direction
      && options.isAdjacent == other.options.isAdjacent && options.only == other.options.only
      && options.stops == other.options.stops && options.isStatus == other.options.isStatus
  }
}
