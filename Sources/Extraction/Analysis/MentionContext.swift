import NoteModel

/// What the cues of a sentence say about one of its mentions.
struct MentionContext {
  /// Contexts with the cues behind them, in text order.
  var contexts: [(context: Cue.Context, tokens: Range<Int>)] = []
  /// Attributes with the cues behind them, in text order.
  var attributes: [(name: String, value: String, tokens: Range<Int>)] = []

  /// Drops what other words take back: what goes on is not past, and not planned where the words
  /// for that stand farther off; what never came to be is denied and no longer planned.
  mutating func settle(around mention: Range<Int>) {
    func distance(_ tokens: Range<Int>) -> Int {
      max(mention.lowerBound - tokens.upperBound, tokens.lowerBound - mention.upperBound)
    }
    let ongoing = contexts.lazy.filter { $0.context == .ongoing }.map { distance($0.tokens) }.min()
    if let ongoing {
      contexts.removeAll { item in
        item.context == .historical
          || item.context == .planned && distance(item.tokens) >= ongoing
      }
    }
    if has(.planned) {
      contexts = contexts.filter { $0.context != .planned || !isDenied($0.tokens, mention) }
    }
    guard has(.undone) else { return }
    contexts.removeAll { $0.context == .planned || $0.context == .conditional }
    for index in contexts.indices where contexts[index].context == .undone {
      contexts[index].context = .negation
    }
  }

  /// Whether a denial is of a plan for a mention: it stands right before the mention, or beside
  /// the words of the plan.
  ///
  /// As in `no sacroplasty will be performed`, `vertebroplasty is asked for, no sacroplasty`, `no plan to
  /// proceed with kyphoplasty` and `would like to avoid kyphoplasty`.
  private func isDenied(_ plan: Range<Int>, _ mention: Range<Int>) -> Bool {
    contexts.contains { item in
      let denial = item.tokens
      guard item.context == .negation, denial.upperBound <= mention.lowerBound else { return false }
      let isAfter = plan.lowerBound >= mention.upperBound
      if isAfter || plan.upperBound <= denial.lowerBound, denial.upperBound == mention.lowerBound {
        return true
      }
      return plan.upperBound <= mention.lowerBound
        && (denial.upperBound == plan.lowerBound
          || (0...1).contains(denial.lowerBound - plan.upperBound))
    }
  }

  /// Drops what a question asks rather than tells: an end, and how it came to one.
  mutating func leaveOpen(_ isAsked: (Range<Int>) -> Bool) {
    contexts.removeAll { item in
      (item.context == .historical || item.context == .undone) && isAsked(item.tokens)
    }
    attributes.removeAll { isAsked($0.tokens) }
  }

  /// Whether a context applies.
  func has(_ context: Cue.Context) -> Bool {
    contexts.contains { $0.context == context }
  }
}

extension MentionContext {
  /// The context of a mention in a talk of risks.
  ///
  /// What is denied (`denies sepsis, bleeding, paralysis`) is no risk.
  func adding(_ talks: [Range<Int>], around mention: Range<Int>) -> MentionContext {
    guard !has(.hypothetical), !has(.negation),
      let harms = talks.first(where: { talk in
        mention.upperBound >= talk.lowerBound - Self.riskReach
          && mention.lowerBound <= talk.upperBound + Self.riskReach
      })
    else { return self }
    var context = self
    context.contexts.append((.hypothetical, harms.upperBound - 1..<harms.upperBound))
    return context
  }

  /// Tokens before the first and after the last harm that still are a talk of risks.
  private static let riskReach = 8

  /// Whether words nearer than the heading of a section have settled what it would say.
  func answers(_ context: Cue.Context) -> Bool {
    switch context {
    case .historical: has(.present) || has(.ongoing)
    case .conditional: has(.planned) && !has(.hypothetical) || has(.ongoing)
    case .planned: has(.present) || has(.ongoing) || has(.negation) || has(.historical)
    default: false
    }
  }

  /// The context summed up; of several the first in the order of `Assertion` wins.
  var assertion: Assertion {
    if has(.family) { return .family }
    if has(.hypothetical) { return .hypothetical }
    if has(.conditional) { return .conditional }
    if has(.planned) { return .planned }
    if has(.negation) { return .absent }
    if has(.historical) { return .historical }
    if has(.possible) { return .possible }
    return .present
  }
}
