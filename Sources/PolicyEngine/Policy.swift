public import NoteModel

/// A coverage policy as data: criteria with the evidence they ask for, and how they combine.
public struct Policy: Sendable {
  /// Name, version and title.
  public let identity: PolicyIdentity

  /// The criteria, in the order of the policy.
  public let criteria: [Criterion]

  /// The ways to meet the policy.
  public let pathways: [Pathway]

  /// Levels of the spine that a request may ask for.
  public let levels: ClosedRange<SpinalLevel>

  /// What tells the levels that are planned.
  let target: Query

  /// What tells the fractures and lesions that are shown.
  let lesion: Query

  /// The procedure codes that a request may name.
  public let codes: [ProcedureCode]

  /// The pathway that a request points to where none is open.
  let fallback: String
}

/// A procedure code of the policy.
public struct ProcedureCode: Sendable, Equatable {
  /// The code.
  public let code: String

  /// The levels it is for; `nil` where it says none.
  public let levels: ClosedRange<SpinalLevel>?

  /// For an additional level: the codes of which one stands beside it.
  public let addedTo: [String]

  /// The levels in words: `T1-T12`.
  var levelNames: String { levels.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "" }
}

/// A statement of the policy, and the evidence for and against it.
public struct Criterion: Sendable {
  /// How evidence on both sides is settled.
  public enum Resolution: String, Sendable, CaseIterable {
    /// The newer side wins; on the same day they conflict.
    case newest
    /// The newer side wins; a document that says both supports it; on the same day documents
    /// that say either conflict.
    case reconciled
    /// Any evidence for it decides, unless something unsettled is as new, or another document of the
    /// day says otherwise.
    case supported
    /// Any evidence against it decides.
    case refuted
    /// Anything unsettled leaves evidence for it conflicting; otherwise as `newest`.
    case unsettled
  }

  /// Stable id.
  public let id: String

  /// What it is to the policy.
  public let kind: CriterionKind

  /// The heading it stands under.
  public let group: String

  /// The place in the policy's text.
  public let place: String

  /// What it says, in our words.
  public let says: String

  /// What to document where it is missing.
  public let ask: String

  /// How evidence on both sides is settled.
  let resolution: Resolution

  /// Evidence that it holds.
  let supports: [Query]

  /// Evidence that it does not.
  let refutes: [Query]

  /// Evidence that leaves it open, so that a person must look.
  let unsettles: [Query]

  /// Mentions worth showing that decide nothing.
  let context: [Query]

  /// The statuses that documents can give it; where one side decides whatever the other says, they
  /// cannot conflict.
  public var reachableStatuses: [Status] {
    let isSettled = unsettles.isEmpty && (resolution == .supported || resolution == .refuted)
    return Status.allCases.filter { $0 != .conflicting || !isSettled }
  }
}

/// A way to meet the policy.
public struct Pathway: Sendable {
  /// Its name, as in the output.
  public let id: String

  /// The criteria of which one, supported or conflicting, opens it.
  public let openers: [String]

  /// What must hold.
  public let requirement: Requirement

  /// Whether it treats ahead of a fracture, so that none need be shown at the levels asked for.
  public let isProphylactic: Bool

  init(id: String, openers: [String], requirement: Requirement, isProphylactic: Bool = false) {
    self.id = id
    self.openers = openers
    self.requirement = requirement
    self.isProphylactic = isProphylactic
  }
}

/// What a pathway asks for, as a tree over criteria.
public indirect enum Requirement: Sendable, Equatable {
  /// A criterion must be supported.
  case criterion(String)
  /// All must hold.
  case all([Requirement])
  /// One must hold.
  case any([Requirement])
  /// As many must hold, no fewer and no more.
  case count(ClosedRange<Int>, of: [Requirement])
  /// It must hold unless one of these criteria is supported.
  case unless([String], Requirement)
  /// It must hold where this criterion is supported or conflicting.
  case when(String, Requirement)
}

/// Evidence to look for.
indirect enum Query: Sendable {
  /// Findings of a kind.
  case findings(FindingQuery)
  /// Each of these, somewhere in the case.
  case together([Query])
  /// The first of these that finds anything.
  case first([Query])
  /// Each of these finds something; a condition within `together`, whose words are not shown.
  case given([Query])
  /// None of these finds anything; a condition within `together`, no evidence by itself.
  case none([Query])
  /// Another criterion has a status; its evidence is this one's.
  case criterion(String, Status)
  /// Time from the onset that some findings tell to the reference date.
  case onset(OnsetQuery)
  /// Time for which some treatment was had, up to the reference date.
  case course(CourseQuery)
  /// The levels asked for: how many, and whether all are within the policy's.
  case levels(LevelQuery)
}

/// What is asked of the onset of a pain.
struct OnsetQuery: Sendable {
  /// What tells it.
  let beginnings: [FindingQuery]
  /// What shows that its cause was there: no later day began it.
  let shown: [FindingQuery]
  /// The days since then to compare with.
  let days: Comparison
}

/// What is asked of a course of treatment.
struct CourseQuery: Sendable {
  /// The treatment.
  let treatment: FindingQuery
  /// What marks its first day by a date of its own, such as the start of care.
  let starts: [FindingQuery]
  /// What marks its last day by a date of its own, such as the end of care.
  let ends: [FindingQuery]
  /// What tells the onset of what is treated, before which no course of it began.
  let onset: [FindingQuery]
  /// The days to compare with.
  let days: Comparison
}

/// What is asked of the requested levels.
struct LevelQuery: Sendable {
  /// Their number, if asked.
  let count: Comparison?
  /// Whether all must be within the policy's range, or one outside it.
  let isWithin: Bool?
  /// Whether one must lie above the policy's range.
  let isAbove: Bool
}

/// Which findings count.
struct FindingQuery: Sendable {
  /// Concepts, any of them.
  var concepts: Set<String>
  /// Assertions, any of them.
  var assertions: Set<Assertion>
  /// Attributes, all of them.
  var attributes: [AttributeQuery]
  /// Kinds of section, any of them; empty for all.
  var sections: Set<String>
  /// Kinds of section that do not count.
  var notSections: Set<String>
  /// Types of document, any of them; empty for all.
  var documents: Set<DocumentType>
  /// Types of document that do not count.
  var notDocuments: Set<DocumentType>
  /// Findings that must stand in the same sentence, all of them.
  var near: [FindingQuery]
  /// Findings that must not stand in the same sentence, none of them.
  var notNear: [FindingQuery]
  /// Findings that must stand in the same document, all of them.
  var beside: [FindingQuery]
  /// Findings that must not stand in the same document, none of them.
  var notBeside: [FindingQuery]
  /// Findings of other things, by their codes, that must not be told on the same day or later,
  /// none of them.
  var notWhile: [FindingQuery]
  /// Findings that must not be told on a later day, none of them.
  var notBefore: [FindingQuery]
  /// Whether the finding's levels must be among those asked for.
  var isAtTarget: Bool
  /// Whether no finding of these concepts with a value may be of a later day.
  var isNewest: Bool
}

/// What is asked of an attribute.
struct AttributeQuery: Sendable {
  /// What its value must be.
  enum Test: Sendable {
    case anything
    case words(Set<String>)
    case number(Comparison)
  }

  let name: String
  let test: Test
  /// Whether the test must fail.
  let isNegated: Bool
}

/// A comparison with a number.
struct Comparison: Sendable, Equatable, CustomStringConvertible {
  enum Relation: String, Sendable, CaseIterable {
    case atMost = "<="
    case atLeast = ">="
    case below = "<"
    case above = ">"
    case equal = "="
  }

  let relation: Relation
  let number: Double

  /// In words: `at most 42`.
  var description: String {
    let name =
      switch relation {
      case .atMost: "at most"
      case .atLeast: "at least"
      case .below: "below"
      case .above: "above"
      case .equal: "equal to"
      }
    return "\(name) \(number.plain)"
  }

  /// Whether more is always enough.
  var isLowerBound: Bool { relation == .atLeast || relation == .above }

  func holds(for value: Double) -> Bool {
    switch relation {
    case .atMost: value <= number
    case .atLeast: value >= number
    case .below: value < number
    case .above: value > number
    case .equal: value == number
    }
  }
}

extension Double {
  /// Without a fraction where it has none: `42`, `-2.5`.
  fileprivate var plain: String { self == rounded() ? "\(Int(self))" : "\(self)" }
}

extension FindingQuery {
  /// The measured number that a finding is found by, beside what is asked, as in `40 is below 90.`.
  func measure(of finding: Finding) -> String? {
    for attribute in attributes where !attribute.isNegated {
      guard case .number(let comparison) = attribute.test,
        case .number(let number)? = finding.attribute(attribute.name)?.value
      else { continue }
      return "\(number.plain) is \(comparison)."
    }
    return nil
  }
}
