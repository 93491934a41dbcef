/// One question that the labels answer, or the program does, with both answers.
///
/// Scores, tables, errors and changes from run to run are all counted from items.
public struct Item: Sendable {
  /// What is asked.
  public enum Kind: String, Sendable, CaseIterable {
    /// What comes out of a case.
    case outcome
    /// What the documents of a case show about a criterion.
    case status
    /// The criteria that a case lacks.
    case missing
    /// Whether a concept is mentioned at some words.
    case finding
    /// How a mention that was found holds.
    case assertion
    /// Whether words are shown as evidence of a criterion.
    case evidence
    /// How marked words of a sentence hold.
    case mark
    /// Whether given words are denied.
    case negation
    /// When given words hold.
    case temporality
    /// Whom given words are told of.
    case experiencer
  }

  /// How far the answers agree.
  public enum Agreement: String, Sendable, Codable {
    /// The same answer, at the same words where words are asked for.
    case exact
    /// The same answer, at words that overlap.
    case overlap
    /// Another answer, which a careful reader could defend.
    case defensible
    /// Another answer, or none.
    case none
  }

  /// What is asked.
  public let kind: Kind

  /// Its name, the same in each run on the same files and labels: `kind:place:subject`.
  ///
  /// Places of documents are bytes of the file, so that they outlive changes of the reader.
  public internal(set) var id: String

  /// What it is about: a concept, a criterion, a phenomenon.
  public let subject: String

  /// The labels' answer; `nil` where they say that nothing is there.
  public let expected: String?

  /// The program's answer; `nil` where it says nothing.
  public let got: String?

  /// How far the two agree.
  public let agreement: Agreement

  /// The words asked about, where there are any and the document has them.
  public let passage: Passage?

  /// An item; `key` is what follows the kind in its id.
  init(
    _ kind: Kind,
    key: String,
    subject: String,
    expected: String?,
    got: String?,
    agreement: Agreement,
    passage: Passage? = nil
  ) {
    self.kind = kind
    id = "\(kind.rawValue):\(key)"
    self.subject = subject
    self.expected = expected
    self.got = got
    self.agreement = agreement
    self.passage = passage
  }

  /// Whether the program agrees with the labels, be it at words that only overlap.
  public var isRight: Bool { agreement == .exact || agreement == .overlap }
}
