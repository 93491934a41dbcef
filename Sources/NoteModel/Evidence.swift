/// Which side a piece of evidence is on.
public enum Stance: String, Sendable, CaseIterable {
  case `for`
  case against
  case context
}

/// Words that bear on a criterion.
public struct Evidence: Sendable, Equatable {
  /// The place of the document in the case, from 0.
  public let document: Int

  /// The words.
  public let range: TextRange

  /// The side they are on.
  public let stance: Stance

  /// The finding they stand for, if it is one.
  public let finding: Int?

  /// Words of a document on a side.
  public init(document: Int, range: TextRange, stance: Stance, finding: Int?) {
    self.document = document
    self.range = range
    self.stance = stance
    self.finding = finding
  }
}

/// Something to document.
public struct MissingItem: Sendable, Equatable {
  /// The criterion that lacks it.
  public let criterion: String

  /// What to document, in a sentence a clinic can act on.
  public let ask: String

  /// A gap and how to close it.
  public init(criterion: String, ask: String) {
    self.criterion = criterion
    self.ask = ask
  }
}
