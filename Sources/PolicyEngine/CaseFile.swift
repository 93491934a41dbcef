public import NoteModel

/// All that is known of a case before it is held against a policy.
public struct CaseFile: Sendable {
  /// Its name.
  public let name: String

  /// What was asked for.
  public let request: Request

  /// The documents, in the order given.
  public let documents: [AnalyzedDocument]

  /// The findings of all documents, numbered by their place here.
  public let findings: [Finding]

  /// The moment the case is judged at: the date asked for, else that of the newest document.
  public let referenceDate: CalendarDate?

  /// The day that lengths of time are counted back from: the reference date.
  ///
  /// Where nothing is dated, as in a case report, a day before all dates stands for the moment that
  /// is told of, so that `pain for four months` still says how long.
  let moment: CalendarDate

  /// Whether nothing says which day the moment is.
  var isUndated: Bool { referenceDate == nil }

  /// Findings by concept, in order.
  private let byConcept: [String: [Int]]

  /// Findings by sentence, in order.
  private let bySentence: [SentenceKey: [Int]]

  /// The day on which a sentence that was copied from note to note was first written.
  private let firstWritten: [SentenceKey: CalendarDate]

  private struct SentenceKey: Hashable {
    let document: Int
    let sentence: TextRange

    init(_ finding: Finding) {
      document = finding.document
      sentence = finding.sentence
    }
  }

  /// A case from its documents and their findings.
  public init(
    name: String,
    request: Request,
    documents: [AnalyzedDocument],
    findings: [Finding]
  ) {
    self.name = name
    self.request = request
    self.documents = documents
    var numbered = findings
    for index in numbered.indices { numbered[index].id = index }
    self.findings = numbered
    referenceDate = request.referenceDate ?? documents.compactMap(\.date).max()
    moment = referenceDate ?? CalendarDate(dayNumber: -40_000)
    byConcept = Dictionary(grouping: numbered.indices) { numbered[$0].concept }
    bySentence = Dictionary(grouping: numbered.indices) { SentenceKey(numbered[$0]) }
    firstWritten = Self.firstWritten(
      bySentence.mapValues { numbered[$0[0]].entryDay },
      in: documents
    )
  }

  /// Bytes from which a sentence that stands in two notes was copied, and not only said again.
  private static let shortestCopy = 60

  /// The days of the first of the notes, or entries, that hold the same long sentence, white space
  /// aside.
  private static func firstWritten(
    _ entryDays: [SentenceKey: CalendarDate?],
    in documents: [AnalyzedDocument]
  ) -> [SentenceKey: CalendarDate] {
    var days: [SentenceKey: CalendarDate] = [:]
    let long = entryDays.keys.filter { $0.sentence.count >= shortestCopy }
    let sentences = Dictionary(grouping: long) { key in
      documents[key.document].document.text.string(in: key.sentence)
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    for copies in sentences.values where copies.count > 1 {
      let first = copies.compactMap { (entryDays[$0] ?? nil) ?? documents[$0.document].date }.min()
      for key in copies { days[key] = first }
    }
    return days
  }

  /// The day a finding is of: the one it gives itself (`culture of 11/04`), if that is no later
  /// than its document, else that of the document; of a passage copied from note to note, the first.
  func day(toldBy finding: Finding) -> CalendarDate? {
    let written = firstWritten[SentenceKey(finding)] ?? day(of: finding)
    guard case .date(let told)? = finding.attribute(Attribute.date)?.value else { return written }
    // What a list of medicines has is taken on the day of the list; a day in it is that of a fill.
    let isListed = documents[finding.document].type == .medication && finding.assertion == .present
    if isListed, written != nil { return written }
    // The days of what is planned or held are near the note's and not when it was said; one well
    // before it tells of an earlier plan.
    let isSaid =
      [.present, .absent, .historical].contains(finding.assertion)
      && finding.attribute("held") == nil
    if !isSaid, let written, written.days(since: told) < Self.planningDays { return written }
    return written.map { min(told, $0) } ?? told
  }

  /// Days between a note and a day in its plans, at most.
  private static let planningDays = 14

  /// The findings of some concepts, in the order of documents and places.
  func findings(of concepts: Set<String>) -> [Finding] {
    concepts.flatMap { byConcept[$0] ?? [] }.sorted().map { findings[$0] }
  }

  /// The findings in the sentence of a finding, itself among them.
  func neighbours(of finding: Finding) -> [Finding] {
    (bySentence[SentenceKey(finding)] ?? []).map { findings[$0] }
  }

  /// The words of a finding.
  func words(of finding: Finding) -> String {
    documents[finding.document].document.text.string(in: finding.range)
  }

  /// The day a finding speaks of: that of its entry, or its document.
  func day(of finding: Finding) -> CalendarDate? {
    finding.entryDay ?? documents[finding.document].date
  }

  /// The day that a finding's lengths of time are counted back from.
  ///
  /// Of a document without a date that is the moment the case is judged at, and so it is of one that
  /// was written later, as a case report is.
  func end(of finding: Finding) -> CalendarDate { min(day(of: finding) ?? moment, moment) }
}
