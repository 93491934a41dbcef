/// What would complete a file, worked out from the policy.
public struct Gaps: Sendable, Equatable {
  /// A smallest set of criteria whose documentation would complete a pathway.
  public struct Completion: Sendable, Equatable {
    /// The pathway.
    public let pathway: String

    /// The criteria, in the order of the policy.
    public let criteria: [String]

    /// A set of criteria that complete a pathway.
    public init(pathway: String, criteria: [String]) {
      self.pathway = pathway
      self.criteria = criteria
    }
  }

  /// Every smallest set, the shortest first; of no use to a pathway that a refuted row closes.
  public let completions: [Completion]

  /// Exclusions that no document speaks of, and how to rule them out.
  public let open: [MissingItem]

  /// Gaps of a file.
  public init(completions: [Completion], open: [MissingItem]) {
    self.completions = completions
    self.open = open
  }

  /// No gaps.
  public static let none = Gaps(completions: [], open: [])
}

/// Something about the request that does not fit the policy's codes or the documents.
public struct Advisory: Sendable, Equatable {
  /// What does not fit, in a sentence.
  public let message: String

  /// The words that show it.
  public let evidence: [Evidence]

  /// A remark with its evidence.
  public init(message: String, evidence: [Evidence]) {
    self.message = message
    self.evidence = evidence
  }
}
