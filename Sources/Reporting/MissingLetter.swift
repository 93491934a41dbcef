package import NoteModel

/// A letter that asks for what is missing: it names each point and suggests no answer.
package struct MissingLetter {
  /// The letter, as plain text.
  package let text: String

  /// The letter of a case.
  package init(_ screening: Screening) {
    let summary = ScreeningSummary(screening)
    let points = screening.missing.enumerated().map { "\($0 + 1). \($1.ask)" }
    let documents = screening.documents.map { analyzed in
      let date = analyzed.date.map { ", \($0)" } ?? ""
      return "- \(VisibleText.of(analyzed.document.id)) (\(analyzed.type.rawValue)\(date))"
    }
    let paragraphs = [
      "Request for records",
      """
      Case: \(VisibleText.of(screening.caseName))
      Request: \(summary.request)
      Policy: \(summary.policy)
      """,
      """
      We are reviewing the request above. The documents we have do not settle the points below. \
      For each, please send the records that state what was found or done, whatever it was. If a \
      point was not assessed, please say so.
      """,
      points.joined(separator: "\n"),
      """
      Records made at the time are best. If something is added now, please date and sign it as a \
      late entry.
      """,
      "Documents we have:\n" + documents.joined(separator: "\n"),
      "This letter is not a decision on the request.",
    ]
    text = paragraphs.joined(separator: "\n\n") + "\n"
  }
}
