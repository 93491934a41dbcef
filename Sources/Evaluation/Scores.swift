/// How well cases were screened, against what readers agreed on.
public struct Scores: Sendable {
  /// Right ones among those given and those wanted.
  public struct Tally: Sendable {
    /// Given and right.
    public internal(set) var right = 0

    /// Given.
    public internal(set) var given = 0

    /// Wanted.
    public internal(set) var wanted = 0

    /// Right among given, from 0 to 1; `nil` where nothing was given.
    public var precision: Double? { given > 0 ? Double(right) / Double(given) : nil }

    /// Right among wanted, from 0 to 1; `nil` where nothing was wanted.
    public var recall: Double? { wanted > 0 ? Double(right) / Double(wanted) : nil }

    /// The harmonic mean of the two.
    public var f1: Double {
      guard let precision, let recall, precision + recall > 0 else { return 0 }
      return 2 * precision * recall / (precision + recall)
    }
  }

  /// A place where program and readers differ.
  public struct Disagreement: Sendable {
    /// `outcome`, `status`, `assertion`, `finding missed`, `finding extra` or `evidence missed`.
    public let kind: String

    /// The case.
    public let caseName: String

    /// What differs, with the words it is about.
    public let detail: String
  }

  /// Cases screened.
  public internal(set) var cases = 0

  /// Cases with the outcome that readers gave.
  public internal(set) var outcomesRight = 0

  /// Cases wrongly said to meet the criteria: the worst error.
  public internal(set) var falselyMet = 0

  /// Criteria with a status other than undocumented.
  public internal(set) var statuses = Tally()

  /// The same for each status.
  public internal(set) var byStatus: [String: Tally] = [:]

  /// Criteria whose status is the readers', or one that a careful reader could defend.
  public internal(set) var statusesDefensible = Tally()

  /// Mentions of the concepts that are scored, by span overlap.
  public internal(set) var findings = Tally()

  /// Assertions of the mentions found.
  public internal(set) var assertionsRight = 0

  /// Incomplete cases whose gaps are exactly the readers'.
  public internal(set) var missing = Tally()

  /// Passages that readers quoted.
  public internal(set) var evidence = Tally()

  /// Quotes whose offsets hold the quoted words.
  public internal(set) var offsets = Tally()

  /// Labels that quote words which are not in the text as read.
  public internal(set) var quotesNotInText = 0

  /// Every disagreement, in the order of the cases.
  public internal(set) var disagreements: [Disagreement] = []

  /// The share of right outcomes.
  public var outcomeAccuracy: Double {
    cases > 0 ? Double(outcomesRight) / Double(cases) : 0
  }

  /// The share of right assertions among the findings found.
  public var assertionAccuracy: Double {
    findings.right > 0 ? Double(assertionsRight) / Double(findings.right) : 0
  }
}
