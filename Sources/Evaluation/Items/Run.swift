/// What is evaluated as one and resampled as one: a case, a document, a sentence.
public struct Unit: Sendable {
  /// Its name.
  public let name: String

  /// What it shows, where it is a marked sentence; else empty.
  public let phenomenon: String

  /// Its items.
  public internal(set) var items: [Item]

  /// Findings whose offsets were checked.
  let offsets: Tally

  init(name: String, phenomenon: String = "", items: [Item], offsets: Tally = Tally()) {
    self.name = name
    self.phenomenon = phenomenon
    self.items = items
    self.offsets = offsets
  }
}

/// Labels held against the program, item by item.
public struct Run: Sendable {
  /// What the labels are.
  public enum Source: Sendable {
    /// Cases with `gold.json`.
    case cases
    /// Documents annotated with brat.
    case documents
    /// Marked sentences.
    case sentences
    /// Given spans of sentences, in a table.
    case spans
  }

  /// What the labels are.
  public let source: Source

  /// The units, in order.
  public let units: [Unit]

  /// What could not be read and why, without words of notes.
  public let unread: [String]

  /// A run; of items with the same id the second becomes `id~2`, and so on.
  init(_ source: Source, units: [Unit], unread: [String] = []) {
    var seen: [String: Int] = [:]
    var units = units
    for unit in units.indices {
      for item in units[unit].items.indices {
        let id = units[unit].items[item].id
        seen[id, default: 0] += 1
        if let count = seen[id], count > 1 { units[unit].items[item].id = "\(id)~\(count)" }
      }
    }
    self.source = source
    self.units = units
    self.unread = unread
  }

  /// Every item, in order.
  public var items: [Item] { units.flatMap(\.items) }

  /// The items of a kind, in order.
  func items(_ kind: Item.Kind) -> [Item] { items.filter { $0.kind == kind } }
}
