/// A vertebra, ordered from C1 down.
public struct SpinalLevel: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// A part of the spine and its number of vertebrae.
  public enum Region: UInt8, Sendable, CaseIterable {
    case cervical
    case thoracic
    case lumbar
    case sacral

    /// The letter that names the region in a level, such as `T` in `T12`.
    public var letter: Character {
      switch self {
      case .cervical: "C"
      case .thoracic: "T"
      case .lumbar: "L"
      case .sacral: "S"
      }
    }

    /// Vertebrae in the region; L6 exists in some spines and is kept.
    public var count: Int {
      switch self {
      case .cervical: 7
      case .thoracic: 12
      case .lumbar: 6
      case .sacral: 5
      }
    }
  }

  /// The part of the spine.
  public let region: Region

  /// The vertebra in it, from 1.
  public let number: Int

  /// A level, or `nil` where the region has no such vertebra.
  public init?(_ region: Region, _ number: Int) {
    guard (1...region.count).contains(number) else { return nil }
    self.region = region
    self.number = number
  }

  /// A level from its name, such as `T12` or `l1`, or `nil`.
  public init?(_ name: some StringProtocol) {
    guard let letter = name.uppercased().first,
      let region = Region.allCases.first(where: { $0.letter == letter }),
      let number = Int(name.dropFirst())
    else { return nil }
    self.init(region, number)
  }

  /// Every level from `first` down to `last`, both included, without L6 unless it is an end.
  public static func span(_ first: SpinalLevel, _ last: SpinalLevel) -> [SpinalLevel] {
    guard first <= last else { return [] }
    var levels: [SpinalLevel] = []
    for region in Region.allCases {
      for number in 1...region.count {
        guard let level = SpinalLevel(region, number), first <= level, level <= last else {
          continue
        }
        if region == .lumbar, number == 6, level != last { continue }
        levels.append(level)
      }
    }
    return levels
  }

  /// Whether `left` is higher in the spine.
  public static func < (left: SpinalLevel, right: SpinalLevel) -> Bool {
    left.region != right.region
      ? left.region.rawValue < right.region.rawValue : left.number < right.number
  }

  /// The level's name, such as `T12`.
  public var description: String { "\(region.letter)\(number)" }
}
