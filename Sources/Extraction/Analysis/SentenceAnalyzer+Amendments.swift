import NoteModel
import TextProcessing

/// What a sentence says by a pronoun of the one before it.
extension SentenceAnalyzer {
  /// Takes what the last sentence said by a pronoun into the findings of the sentence before that
  /// it stands for: its last treatment, or all of its fractures.
  func amend(_ findings: inout [Finding], of sentence: TextRange?) {
    guard !statements.isEmpty,
      let first = findings.lastIndex(where: { $0.sentence != sentence }).map({ $0 + 1 })
        ?? (findings.isEmpty ? nil : 0)
    else { return }
    for statement in statements {
      let last =
        statement.isOfLast
        ? findings[first...].last { lexicon.is($0.concept, statement.groups) } : nil
      for place in first..<findings.count where speaks(statement, of: findings[place]) {
        let finding = findings[place]
        // A drug and its brand beside it are one treatment.
        if last.map({ finding.concept == $0.concept && finding.codes == $0.codes }) ?? true {
          amend(&findings[place], by: statement)
        }
      }
    }
  }

  private func speaks(_ statement: Anaphora.Statement, of finding: Finding) -> Bool {
    lexicon.concept(finding.concept).map { statement.speaks(of: $0, lexicon) } ?? false
  }

  private func amend(_ finding: inout Finding, by statement: Anaphora.Statement) {
    let range = text.range(statement.tokens)
    switch statement.effect {
    case .attribute(let quality):
      let (name, value) = lexicon.qualities[quality]
      finding.attributes.append(Attribute(name, .word(value), range))
    case .context(let context):
      guard let assertion = Self.assertion(of: finding.assertion, told: context) else { return }
      finding.assertion = assertion
      guard context != .ongoing else {
        finding.context = []
        return
      }
      let kind = context == .undone ? Cue.Context.negation : context
      finding.context.append(Finding.Cue(kind: kind.rawValue, range: range))
    case .barrier, .pseudo: break
    }
  }

  /// What a finding is by a later statement; none where that leaves it.
  ///
  /// A doubt is settled; what is stated is taken back only by words that say so.
  private static func assertion(of stated: Assertion, told context: Cue.Context) -> Assertion? {
    switch context {
    case .negation: stated == .possible ? .absent : nil
    case .undone: [.present, .possible, .planned].contains(stated) ? .absent : nil
    case .ongoing: stated == .historical ? .present : nil
    case .historical: stated == .present ? .historical : nil
    case .family: stated == .present ? .family : nil
    default: stated == .present ? .absent : nil
    }
  }
}
