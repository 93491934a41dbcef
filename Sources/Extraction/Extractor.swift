public import NoteModel
import TextProcessing

/// Finds what a document says: its sections, sentences and findings with their context.
///
/// Immutable and shared by all workers; one call reads one document and keeps nothing.
public struct Extractor: Sendable {
  private let lexicon: Lexicon

  /// An extractor that knows a lexicon.
  public init(lexicon: Lexicon) {
    self.lexicon = lexicon
  }

  /// A document with its findings, which are numbered from 0.
  ///
  /// - Parameters:
  ///   - document: as read.
  ///   - number: its place in the case, from 0.
  ///   - date: the document's date where the caller knows it; otherwise it is looked for.
  ///   - reference: a day from which a document without a date is seen.
  ///   - order: of the dates in it, where it does not tell itself.
  /// - Returns: the document analyzed, and its findings by place.
  /// - Complexity: O(text)
  public func analyze(
    _ document: NoteDocument,
    number: Int = 0,
    date: CalendarDate? = nil,
    seenOn reference: CalendarDate? = nil,
    order: DayOrder? = nil
  ) -> (document: AnalyzedDocument, findings: [Finding]) {
    let layout = Layout(of: document, lexicon, order: order)
    let today = date ?? layout.date ?? reference
    var findings = findings(in: layout, seenOn: today)
    let coded = CodedFindings(lexicon: lexicon, today: date ?? layout.date)
    coded.merge(into: &findings, of: document) { offset in
      layout.sentence(at: offset).map { sentence in
        (
          SentenceSetting(of: sentence, in: layout, date: today).section,
          layout.text.range(sentence)
        )
      }
    }
    TherapyAim(of: layout, findings, lexicon).place(&findings)
    layout.supplies.settle(&findings, layout.text, seenOn: today)
    for index in findings.indices {
      findings[index].id = index
      findings[index].document = number
    }
    let analyzed = AnalyzedDocument(
      document: document,
      title: layout.profile.title,
      type: layout.profile.type,
      date: date ?? layout.date,
      dayOrder: layout.text.order,
      sections: layout.sections,
      sentences: layout.sentences.map { layout.text.range($0) }
    )
    return (analyzed, findings)
  }

  /// The findings of the words of a document, in text order.
  ///
  /// - Parameters:
  ///   - layout: of the document.
  ///   - today: the day that it is seen from.
  ///   - given: tokens that are a mention whether or not the lexicon knows them.
  /// - Returns: findings without numbers.
  private func findings(
    in layout: Layout,
    seenOn today: CalendarDate?,
    given: [Range<Int>] = []
  ) -> [Finding] {
    var analyzer = SentenceAnalyzer(lexicon: lexicon, text: layout.text, given: given)
    var findings: [Finding] = []
    // The last sentence that names something, or one that stands between it and this one.
    var previous: TextRange?
    var isApart = false
    var topic = Topic()
    for sentence in layout.sentences {
      let setting = SentenceSetting(of: sentence, in: layout, date: today)
      let day = setting.entryDay
      var new = analyzer.findings(in: sentence, setting)
      if let day {
        for index in new.indices { new[index].entryDay = day }
      }
      analyzer.amend(&findings, of: previous)
      topic.go(on: sentence, new, behind: &findings, layout.text, lexicon)
      findings += new
      isApart = new.isEmpty && !isApart
      if !isApart { previous = layout.text.range(sentence) }
    }
    return findings
  }

  /// How the sentences that touch a range of a document were understood.
  ///
  /// - Parameters:
  ///   - range: bytes of the document's text.
  ///   - document: as read.
  /// - Returns: an explanation a sentence, in order.
  public func explanations(of range: TextRange, in document: NoteDocument) -> [Explanation] {
    Explainer(lexicon: lexicon, layout: Layout(of: document, lexicon))
      .explanations(of: range, date: nil)
  }

  /// The context of given spans, in their order.
  ///
  /// - Parameters:
  ///   - spans: ranges of the document's text; a span over several sentences counts in the first.
  ///   - document: as read.
  /// - Returns: one assertion a span.
  public func assertions(of spans: [TextRange], in document: NoteDocument) -> [SpanAssertion] {
    let layout = Layout(of: document, lexicon)
    let given = spans.map { layout.text.tokens(in: $0) }
    let findings = Dictionary(
      grouping: findings(in: layout, seenOn: layout.date, given: given),
      by: { $0.sentence.start }
    )
    let analyzer = SentenceAnalyzer(lexicon: lexicon, text: layout.text)
    return zip(spans, given).map { span, tokens in
      guard let sentence = layout.sentence(holding: tokens.lowerBound) else {
        return SpanAssertion(
          isNegated: false,
          isHistorical: false,
          isHypothetical: false,
          isOther: false,
          assertion: .present
        )
      }
      let said = analyzer.assertion(
        of: tokens,
        in: sentence,
        SentenceSetting(of: sentence, in: layout, date: nil)
      )
      // What was found in the very words knows the sentences around it too.
      let found = findings[layout.text.range(sentence).start]?
        .filter { $0.range.overlaps(span) }
        .max { one, other in
          (one.range.shared(with: span), other.range.count)
            < (other.range.shared(with: span), one.range.count)
        }
      // A statement may hold their denial among its own words, `no instability`, and words what puts
      // them into the past: `previous surgeries`.
      guard let found,
        !(found.assertion == .present && (said.isNegated || said.isSaidOtherwise))
      else { return said }
      return said.summedUp(as: found.assertion)
    }
  }
}
