/// How one sentence was understood: what was seen in it, and why each finding holds as it does.
public struct Explanation: Sendable {
  /// A word, number or sign as the tokenizer cut it.
  public struct Token: Sendable {
    /// Its bytes in the text.
    public let range: TextRange

    /// Whether the lexicon uses the word anywhere; true of numbers, levels and signs.
    public let isKnown: Bool

    /// A token.
    public init(range: TextRange, isKnown: Bool) {
      self.range = range
      self.isKnown = isKnown
    }
  }

  /// A cue, and the line of the lexicon that makes it one.
  public struct Cue: Sendable, Equatable {
    /// Its bytes in the text.
    public let range: TextRange

    /// What it does, such as `negation` or `acuity=acute`.
    public let effect: String

    /// The line that defines it, such as `cues/context.tsv:9`.
    public let place: String

    /// A cue.
    public init(range: TextRange, effect: String, place: String) {
      self.range = range
      self.effect = effect
      self.place = place
    }
  }

  /// What keeps a cue from a finding.
  public enum Stop: Sendable, Equatable {
    /// The cue works on other kinds of concepts.
    case otherKind
    /// It answers what stands before it.
    case answer
    /// Words stand between, and it works only on its neighbour.
    case wordsBetween
    /// A sign stands between.
    case sign(TextRange)
    /// The finding is in another column.
    case column
    /// Another cue stands between.
    case cue(Cue)
    /// A clause of its own begins.
    case clause
    /// The list that the cue speaks of has ended.
    case listEnd
  }

  /// A cue that looks at a finding.
  public struct Link: Sendable {
    /// The cue.
    public let cue: Cue

    /// The words of the finding.
    public let finding: TextRange

    /// What keeps the cue from the finding; `nil` where nothing does.
    public let stop: Stop?

    /// A link.
    public init(cue: Cue, finding: TextRange, stop: Stop?) {
      self.cue = cue
      self.finding = finding
      self.stop = stop
    }
  }

  /// The sentence.
  public let sentence: TextRange

  /// The title of the section around it; empty where there is none.
  public let sectionTitle: String

  /// The kind of that section, or of the document as a whole; empty where neither is known.
  public let sectionKind: String

  /// The tokens, in order.
  public let tokens: [Token]

  /// The findings, in order.
  public let findings: [Finding]

  /// The cues that look at them, in text order.
  public let links: [Link]

  /// An explanation from its parts.
  public init(
    sentence: TextRange,
    sectionTitle: String,
    sectionKind: String,
    tokens: [Token],
    findings: [Finding],
    links: [Link]
  ) {
    self.sentence = sentence
    self.sectionTitle = sectionTitle
    self.sectionKind = sectionKind
    self.tokens = tokens
    self.findings = findings
    self.links = links
  }
}
