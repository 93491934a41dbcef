import NoteModel
import TextProcessing

/// A mention and all that was learnt of it become a finding.
extension SentenceAnalyzer {
  func finding(
    _ mention: Mention,
    _ context: MentionContext,
    _ attributes: [Attribute],
    _ rules: AssertionRules,
    _ sentence: Range<Int>
  ) -> Finding? {
    let setting = rules.setting
    let range = text.range(mention.tokens)
    guard !setting.layout.deleted.contains(where: { $0.overlaps(range) }) else { return nil }
    let concept = lexicon.concepts[mention.concept]
    // A heading that names a drug says nothing of taking it.
    if has(mention, .drug), setting.heading?.contains(range) ?? false {
      return nil
    }
    if has(mention, .measure), !has(mention, .wordy),
      !attributes.contains(where: { $0.name == Attribute.value }),
      !(has(mention, .spanned) && attributes.contains { $0.name == Attribute.since })
    {
      return nil
    }
    let isCredential = isCredential(mention)
    var context = isCredential ? MentionContext() : context
    if !isCredential {
      addSectionContext(
        mention,
        sentence,
        setting,
        unless: has(mention, [.drug, .therapy]) ? settled(by: attributes, setting.today) : [],
        to: &context
      )
      BoxAnswers(lexicon: lexicon, text: text).add(to: &context, of: mention, sentence, setting)
    }
    // `Antibiotics until 4/15` are taken up to then.
    for attribute in attributes where endsAhead(attribute, setting.today) {
      context.contexts.removeAll {
        $0.context == .historical && attribute.range.overlaps(text.range($0.tokens))
          && lexicon.words.value(text.tokens[$0.tokens.lowerBound].word, .until) == 1
      }
    }
    let cues = context.contexts.filter { !$0.context.isAffirming }.map {
      Finding.Cue(kind: $0.context.rawValue, range: text.range($0.tokens))
    }
    let qualities = context.attributes.map {
      Attribute($0.name, .word($0.value), text.range($0.tokens))
    }
    let all = isCredential ? [] : attributes + qualities
    return Finding(
      id: 0,
      document: 0,
      concept: concept.name,
      range: range,
      sentence: text.range(sentence),
      sectionKind: setting.sectionKind.map { lexicon.sectionKinds[$0].name } ?? "",
      sectionTitle: setting.section?.title ?? "",
      assertion: rules.assertion(of: mention, context, all, in: sentence),
      context: cues,
      attributes: all,
      codes: mention.term.map { lexicon.codes(of: lexicon.terms[$0]) } ?? concept.codes
    )
  }

  /// Whether an attribute is the day on which something ends, and that day is to come.
  private func endsAhead(_ attribute: Attribute, _ today: CalendarDate?) -> Bool {
    guard attribute.name == Attribute.until, case .date(let end) = attribute.value, let today else {
      return false
    }
    return end > today
  }

  /// What a treatment is not, whatever it stands under: one that goes on since a day is not past, and
  /// where that day has come not planned either.
  private func settled(by attributes: [Attribute], _ today: CalendarDate?) -> [Cue.Context] {
    guard let since = attributes.first(where: { $0.name == Attribute.since }),
      !attributes.contains(where: { $0.name == Attribute.until })
    else { return [] }
    guard let today, case .date(let day) = since.value, day < today else { return [.historical] }
    return [.historical, .planned]
  }

  /// Whether a mention is the degree after a name, of which nothing around it speaks: `B. Nonce, PT,
  /// DPT`.
  private func isCredential(_ mention: Mention) -> Bool {
    let first = mention.tokens.lowerBound
    guard has(mention, .therapy), mention.tokens.count == 1, first > 1,
      text.tokens[first].traits.contains(.allCaps), text.isSign(first - 1, ","),
      text.tokens[first - 2].kind == .word, text.tokens[first - 2].traits.contains(.capitalised),
      !text.tokens[first - 2].traits.contains(.allCaps),
      // A name is no term by itself: `tried Tylenol, PT`.
      !lexicon.hasTerm(in: text.tokens, from: first - 2, to: first - 1)
    else { return false }
    let next = first + 1
    return next == text.tokens.count || text.tokens[next].traits.contains(.lineStart)
      || text.beginsColumn(next) || text.tokens[next].kind == .sign && !text.isSign(next, "/")
  }
}
