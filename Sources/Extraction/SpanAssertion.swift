public import NoteModel

/// How given words of a document hold, whether or not the lexicon knows them.
public struct SpanAssertion: Sendable {
  /// Whether it is denied.
  public let isNegated: Bool

  /// Whether it is of the past.
  public let isHistorical: Bool

  /// Whether it is only thought of.
  public let isHypothetical: Bool

  /// Whether it is of somebody else.
  public let isOther: Bool

  /// Summed up, as in findings.
  public let assertion: Assertion
}

extension SpanAssertion {
  /// The same, summed up otherwise; what is summed up as absent is denied.
  func summedUp(as assertion: Assertion) -> SpanAssertion {
    SpanAssertion(
      isNegated: isNegated || assertion == .absent,
      isHistorical: isHistorical,
      isHypothetical: isHypothetical,
      isOther: isOther,
      assertion: assertion
    )
  }

  /// Whether they are of the past, or only thought of, whatever they name.
  var isSaidOtherwise: Bool { assertion == .historical || assertion == .hypothetical }

  /// `negated` or `affirmed`.
  public var negation: String { isNegated ? "negated" : "affirmed" }

  /// `hypothetical`, `historical` or `recent`.
  public var temporality: String {
    isHypothetical ? "hypothetical" : isHistorical ? "historical" : "recent"
  }

  /// `other` or `patient`.
  public var experiencer: String { isOther ? "other" : "patient" }
}
