import NoteModel
import PolicyEngine
import Testing

@Suite struct `Combining statuses` {
  private static let all = Status.allCases

  @Test(arguments: all, all)
  func `and, or are commutative, and De Morgan holds`(one: Status, other: Status) {
    #expect(one.and(other) == other.and(one))
    #expect(one.or(other) == other.or(one))
    #expect(one.and(other).negated == one.negated.or(other.negated))
    #expect(one.or(other).negated == one.negated.and(other.negated))
    #expect(one.negated.negated == one)
  }

  @Test(arguments: all, all)
  func `and, or are associative, idempotent and monotone`(one: Status, other: Status) {
    #expect(one.and(one) == one)
    #expect(one.or(one) == one)
    for third in Self.all {
      #expect(one.and(other).and(third) == one.and(other.and(third)))
      #expect(one.or(other).or(third) == one.or(other.or(third)))
      // A better part never makes the whole worse, in the order of the operation itself.
      if one.and(other) == one { #expect(one.and(third).and(other.and(third)) == one.and(third)) }
      if one.or(other) == one { #expect(one.or(third).or(other.or(third)) == one.or(third)) }
    }
  }

  @Test func `all of nothing holds, any of nothing does not`() {
    #expect(Status.all([]) == .supported)
    #expect(Status.any([]) == .refuted)
  }

  @Test(arguments: all, all)
  func `so many of some is any of the groups of so many`(one: Status, other: Status) {
    for third in Self.all {
      let parts = [one, other, third]
      #expect(Status.atLeast(0, of: parts) == .supported)
      #expect(Status.atLeast(1, of: parts) == .any(parts))
      #expect(
        Status.atLeast(2, of: parts) == .any([one.and(other), one.and(third), other.and(third)])
      )
      #expect(Status.atLeast(3, of: parts) == .all(parts))
      #expect(Status.atLeast(4, of: parts) == .refuted)
      #expect(Status.count(0...1, of: parts) == Status.atLeast(2, of: parts).negated)
    }
  }

  @Test(arguments: [
    ([Status.supported, .refuted, .refuted], Status.supported),
    ([.supported, .supported, .refuted], .refuted),
    ([.supported, .undocumented, .refuted], .undocumented),
    ([.supported, .conflicting, .refuted], .conflicting),
    ([.refuted, .refuted, .refuted], .refuted),
  ])
  func `exactly one of three`(parts: [Status], whole: Status) {
    #expect(Status.count(1...1, of: parts) == whole)
  }

  @Test func `a conflict outranks silence both ways, which is not Belnap's lattice`() {
    #expect(Status.conflicting.and(.undocumented) == .conflicting)
    #expect(Status.conflicting.or(.undocumented) == .conflicting)
  }
}
