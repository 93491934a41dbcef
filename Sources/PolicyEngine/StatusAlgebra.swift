public import NoteModel

/// How statuses combine.
///
/// AND takes the worst of its parts in the order refuted, conflicting, undocumented, supported; OR
/// the best in the order supported, conflicting, undocumented, refuted; NOT swaps supported and
/// refuted. The order is total. It is not Belnap's four-valued lattice, in which conflicting and
/// undocumented are incomparable and the AND of the two is refuted: here a conflict outranks
/// silence both ways, because a person has to look at it whatever else is missing.
extension Status {
  /// The place in the order of AND, from the worst.
  private var rank: Int {
    switch self {
    case .refuted: 0
    case .conflicting: 1
    case .undocumented: 2
    case .supported: 3
    }
  }

  /// The place in the order of OR, from the best.
  private var preference: Int {
    switch self {
    case .supported: 0
    case .conflicting: 1
    case .undocumented: 2
    case .refuted: 3
    }
  }

  /// Both must hold.
  public func and(_ other: Status) -> Status { rank <= other.rank ? self : other }

  /// One must hold.
  public func or(_ other: Status) -> Status { preference <= other.preference ? self : other }

  /// It must not hold.
  public var negated: Status {
    switch self {
    case .supported: .refuted
    case .refuted: .supported
    case .conflicting: .conflicting
    case .undocumented: .undocumented
    }
  }

  /// Whether this is the better of two to have, in the order of OR.
  public func isBetter(than other: Status) -> Bool { preference < other.preference }

  /// All must hold; nothing to hold is supported.
  public static func all(_ statuses: some Sequence<Status>) -> Status {
    statuses.reduce(.supported) { $0.and($1) }
  }

  /// So many must hold: the best that as many of them make together.
  public static func atLeast(_ count: Int, of statuses: [Status]) -> Status {
    let best = statuses.sorted { $0.isBetter(than: $1) }.prefix(count)
    return best.count < count ? .refuted : .all(best)
  }

  /// As many must hold as a range says, no fewer and no more.
  public static func count(_ range: ClosedRange<Int>, of statuses: [Status]) -> Status {
    atLeast(range.lowerBound, of: statuses)
      .and(atLeast(range.upperBound + 1, of: statuses).negated)
  }

  /// One must hold; nothing that could is refuted.
  public static func any(_ statuses: some Sequence<Status>) -> Status {
    statuses.reduce(.refuted) { $0.or($1) }
  }
}
