import NoteModel

/// Something counted over units, from which figures come.
package enum Measure: Int, CaseIterable, Sendable {
  /// Outcomes as labelled.
  case outcomes
  /// Outcomes as labelled, or defensible.
  case outcomesLenient
  /// Statuses as labelled, of criteria that are not undocumented.
  case statuses
  /// Statuses as labelled, of all criteria.
  case statusesAll
  /// Statuses of all criteria as labelled, or defensible.
  case statusesLenient
  /// Incomplete cases whose gaps are exactly the labelled ones.
  case missing
  /// Mentions found, at words that overlap.
  case findings
  /// Mentions found, at the very words.
  case findingsStrict
  /// Assertions of the mentions found.
  case assertions
  /// Mentions found with the right assertion, at words that overlap.
  case mentions
  /// Mentions found with the right assertion, at the very words.
  case mentionsStrict
  /// Quoted evidence shown, at words that overlap.
  case evidence
  /// Quoted evidence shown, at the very words.
  case evidenceStrict
  /// Findings whose offsets hold their words.
  case offsets
  /// Sentences with every mark right.
  case sentences
  /// Marks right, at words that overlap.
  case marks
  /// Marks right, at the very words.
  case marksStrict
  /// Given words denied.
  case negated
  /// Given words of the past.
  case historical
  /// Given words only thought of.
  case hypothetical
  /// Given words of somebody else.
  case other

  /// What a unit adds.
  func tally(_ unit: Unit) -> Tally {
    func items(_ kind: Item.Kind) -> [Item] { unit.items.filter { $0.kind == kind } }
    func isExact(_ item: Item) -> Bool { item.agreement == .exact }
    func isLenient(_ item: Item) -> Bool { item.isRight || item.agreement == .defensible }
    func all(_ kind: Item.Kind, where isRight: (Item) -> Bool) -> Tally {
      let items = items(kind)
      return Tally(right: items.count(where: isRight), of: items.count)
    }
    func answers(_ kind: Item.Kind, _ answer: String) -> Tally {
      Tally(items(kind), counting: { $0 == answer }, where: isExact)
    }
    func mentions(_ findings: Tally, where isRight: (Item) -> Bool) -> Tally {
      var tally = findings
      tally.right = items(.assertion).count(where: isRight)
      return tally
    }
    switch self {
    case .outcomes: return all(.outcome, where: isExact)
    case .outcomesLenient: return all(.outcome, where: isLenient)
    case .statuses:
      let undocumented = Status.undocumented.rawValue
      return Tally(items(.status), counting: { $0 != undocumented }, where: isExact)
    case .statusesAll: return all(.status, where: isExact)
    case .statusesLenient: return all(.status, where: isLenient)
    case .missing: return all(.missing, where: isExact)
    case .findings: return Tally(items(.finding)) { $0.isRight }
    case .findingsStrict: return Tally(items(.finding), where: isExact)
    case .assertions: return all(.assertion) { $0.isRight }
    case .mentions: return mentions(Measure.findings.tally(unit)) { $0.isRight }
    case .mentionsStrict: return mentions(Measure.findings.tally(unit), where: isExact)
    case .evidence: return all(.evidence) { $0.isRight }
    case .evidenceStrict: return all(.evidence, where: isExact)
    case .offsets: return unit.offsets
    case .sentences:
      let marks = items(.mark)
      return marks.isEmpty ? Tally() : Tally(right: marks.allSatisfy(\.isRight) ? 1 : 0, of: 1)
    case .marks: return all(.mark) { $0.isRight }
    case .marksStrict: return all(.mark, where: isExact)
    case .negated: return answers(.negation, "negated")
    case .historical: return answers(.temporality, "historical")
    case .hypothetical: return answers(.temporality, "hypothetical")
    case .other: return answers(.experiencer, "other")
    }
  }
}
