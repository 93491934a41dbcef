public import NoteModel

/// The forms a screening can be reported in.
public enum ReportFormat: String, CaseIterable, Sendable {
  case terminal
  case json
  case ndjson
  case html
  case markdown
  case csv
  case sarif
  case fhir

  /// The report, as a file of its own.
  ///
  /// - Parameters:
  ///   - screening: what it reports.
  ///   - authored: the day on which it is made.
  /// - Returns: the whole file; on a terminal it would have no colour and 100 columns.
  public func render(_ screening: Screening, authored: CalendarDate) -> String {
    switch self {
    case .terminal:
      TerminalRenderer(color: false, width: 100, isPlain: false, showsAll: false)
        .render(screening)
    case .json: JSONRenderer(isCompact: false).render(screening) + "\n"
    case .ndjson: JSONRenderer(isCompact: true).render(screening) + "\n"
    case .html: HTMLRenderer().render(screening)
    case .markdown: MarkdownRenderer().render(screening)
    case .csv: CriteriaTable().header + CriteriaTable().rows(of: screening)
    case .sarif: SARIFRenderer().render(screening)
    case .fhir: QuestionnaireResponseRenderer(authored: authored).render(screening)
    }
  }

  /// What a server calls the format.
  public var mediaType: String {
    switch self {
    case .terminal: "text/plain; charset=utf-8"
    case .json: "application/json"
    case .ndjson: "application/x-ndjson"
    case .html: "text/html; charset=utf-8"
    case .markdown: "text/markdown; charset=utf-8"
    case .csv: "text/csv; charset=utf-8"
    case .sarif: "application/sarif+json"
    case .fhir: "application/fhir+json"
    }
  }

  /// What the name of such a file ends in, with the dot.
  public var suffix: String {
    switch self {
    case .terminal: ".txt"
    case .json: ".json"
    case .ndjson: ".ndjson"
    case .html: ".html"
    case .markdown: ".md"
    case .csv: ".csv"
    case .sarif: ".sarif"
    case .fhir: ".fhir.json"
    }
  }
}
