public import NoteModel

/// Screenings as one table in CSV, a row a criterion, for people with spreadsheets.
public struct CriteriaTable: Sendable {
  /// A table.
  public init() {}

  /// The first row: the names of the columns.
  public var header: String {
    var table = CSVTable(for: .spreadsheet)
    table.add([
      "case", "outcome", "criterion", "kind", "group", "says", "status", "why", "ask", "evidence",
    ])
    return table.text
  }

  /// The rows of one case, in the order of the policy.
  ///
  /// The last column has a line for each piece of evidence: `for a.txt 12-40: words`, the place in
  /// Unicode scalars of the document's text.
  public func rows(of screening: Screening) -> String {
    let asks = Dictionary(screening.missing.map { ($0.criterion, $0.ask) }) { first, _ in first }
    var table = CSVTable(for: .spreadsheet)
    for result in screening.criteria {
      let evidence = result.evidence.map { evidence in
        Self.line(of: evidence, in: screening.documents[evidence.document].document)
      }
      table.add([
        screening.caseName, screening.outcome.rawValue, result.id, result.kind.rawValue,
        result.group, result.says, result.status.rawValue, result.why, asks[result.id] ?? "",
        evidence.joined(separator: "\n"),
      ])
    }
    return table.text
  }

  private static func line(of evidence: Evidence, in document: NoteDocument) -> String {
    let text = document.text
    let start = text.scalarOffset(ofByte: evidence.range.start)
    let end = text.scalarOffset(ofByte: evidence.range.end)
    let words = VisibleText.of(text.string(in: evidence.range))
    return "\(evidence.stance.rawValue) \(VisibleText.of(document.id)) \(start)-\(end): \(words)"
  }
}
