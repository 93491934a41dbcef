/// What the documents show about one statement of the policy.
public enum Status: String, Sendable, CaseIterable {
  case supported
  case refuted
  case conflicting
  case undocumented
}

/// The pre-screening result of a case; a person decides.
public enum Outcome: String, Sendable, CaseIterable {
  case criteriaMet = "criteria-met"
  case criteriaNotMet = "criteria-not-met"
  case documentationIncomplete = "documentation-incomplete"
  case clinicalReview = "clinical-review"
}

/// What was asked for.
public struct Request: Sendable, Equatable {
  /// The date of service, if stated.
  public var referenceDate: CalendarDate?

  /// Procedure codes; `nil` when not stated.
  public var codes: [String]?

  /// Levels; `nil` when not stated.
  public var levels: [SpinalLevel]?

  /// A request of which each part may be absent.
  public init(
    referenceDate: CalendarDate? = nil,
    codes: [String]? = nil,
    levels: [SpinalLevel]? = nil
  ) {
    self.referenceDate = referenceDate
    self.codes = codes
    self.levels = levels
  }

  /// The request with the parts that another states in place of its own.
  public func overridden(by other: Request) -> Request {
    Request(
      referenceDate: other.referenceDate ?? referenceDate,
      codes: other.codes ?? codes,
      levels: other.levels ?? levels
    )
  }
}

/// A section of a document.
public struct Section: Sendable, Equatable {
  /// The heading as written.
  public let title: String

  /// The kind the lexicon knows it as, empty if it does not.
  public let kind: String

  /// Its LOINC code, if known.
  public let code: String?

  /// From the heading to the start of the next section that is not below it.
  public let range: TextRange

  /// The words of the heading.
  public let heading: TextRange

  /// Depth from 1.
  public let depth: Int

  /// A section from its parts.
  public init(
    title: String,
    kind: String,
    code: String?,
    range: TextRange,
    heading: TextRange,
    depth: Int
  ) {
    self.title = title
    self.kind = kind
    self.code = code
    self.range = range
    self.heading = heading
    self.depth = depth
  }
}

/// A document with what the language core made of it.
public struct AnalyzedDocument: Sendable {
  /// The document as read.
  public let document: NoteDocument

  /// Title, declared or found.
  public let title: String

  /// What kind of note it is.
  public let type: DocumentType

  /// The day it speaks of itself as written on, if any.
  public let date: CalendarDate?

  /// Which number of its dates is the day, if anything in it tells.
  public let dayOrder: DayOrder?

  /// Sections in order.
  public let sections: [Section]

  /// Sentences in order.
  public let sentences: [TextRange]

  /// A document and its analysis.
  public init(
    document: NoteDocument,
    title: String,
    type: DocumentType,
    date: CalendarDate?,
    dayOrder: DayOrder? = nil,
    sections: [Section],
    sentences: [TextRange]
  ) {
    self.document = document
    self.title = title
    self.type = type
    self.date = date
    self.dayOrder = dayOrder
    self.sections = sections
    self.sentences = sentences
  }
}

/// What a criterion is to the policy.
public enum CriterionKind: String, Sendable, CaseIterable {
  case waiver
  case indication
  case exclusion
}

/// The result for one criterion.
public struct CriterionResult: Sendable {
  /// Stable id, as in the policy file.
  public let id: String

  /// What it is to the policy.
  public let kind: CriterionKind

  /// The heading it stands under.
  public let group: String

  /// What it says, in our words.
  public let says: String

  /// The place in the policy's text.
  public let place: String

  /// What to document, in a sentence that asks for the truth.
  public let ask: String

  /// What the documents show.
  public let status: Status

  /// Why, in one sentence.
  public let why: String

  /// The words behind it, deciding ones first.
  public let evidence: [Evidence]

  /// A result from its parts.
  public init(
    id: String,
    kind: CriterionKind,
    group: String,
    says: String,
    place: String,
    ask: String,
    status: Status,
    why: String,
    evidence: [Evidence]
  ) {
    self.id = id
    self.kind = kind
    self.group = group
    self.says = says
    self.place = place
    self.ask = ask
    self.status = status
    self.why = why
    self.evidence = evidence
  }
}

/// A policy's name and version.
public struct PolicyIdentity: Sendable, Equatable {
  /// Name, such as `cmm-607`.
  public let id: String

  /// The day it took effect, as `YYYY-MM-DD`.
  public let version: String

  /// A short title in our words.
  public let title: String

  /// A policy's name, version and title.
  public init(id: String, version: String, title: String) {
    self.id = id
    self.version = version
    self.title = title
  }
}

/// The whole result for a case, from which every report is made.
public struct Screening: Sendable {
  /// The case's name.
  public let caseName: String

  /// The policy it was held against.
  public let policy: PolicyIdentity

  /// The moment the case is judged at.
  public let referenceDate: CalendarDate?

  /// What was asked for, or found to be planned.
  public let requested: Request

  /// The pre-screening result.
  public let outcome: Outcome

  /// The best open pathway, if one is open.
  public let pathway: String?

  /// Every criterion, in policy order.
  public let criteria: [CriterionResult]

  /// What to document.
  public let missing: [MissingItem]

  /// Every way to complete the file, and what is worth ruling out.
  public let gaps: Gaps

  /// What about the request does not fit.
  public let advisories: [Advisory]

  /// The documents, in the order given.
  public let documents: [AnalyzedDocument]

  /// The findings, by document and place.
  public let findings: [Finding]

  /// What went wrong without stopping, without words of the notes.
  public let warnings: [String]

  /// A result from its parts.
  public init(
    caseName: String,
    policy: PolicyIdentity,
    referenceDate: CalendarDate?,
    requested: Request,
    outcome: Outcome,
    pathway: String?,
    criteria: [CriterionResult],
    missing: [MissingItem],
    gaps: Gaps = .none,
    advisories: [Advisory] = [],
    documents: [AnalyzedDocument],
    findings: [Finding],
    warnings: [String]
  ) {
    self.caseName = caseName
    self.policy = policy
    self.referenceDate = referenceDate
    self.requested = requested
    self.outcome = outcome
    self.pathway = pathway
    self.criteria = criteria
    self.missing = missing
    self.gaps = gaps
    self.advisories = advisories
    self.documents = documents
    self.findings = findings
    self.warnings = warnings
  }
}
