public import NoteModel

/// A screening as GitHub-flavoured Markdown.
public struct MarkdownRenderer: Sendable {
  /// Bytes shown on each side of the evidence.
  private static let reach = 100

  /// A renderer.
  public init() {}

  /// The whole report.
  public func render(_ screening: Screening) -> String {
    let summary = ScreeningSummary(screening)
    var text = "# \(Self.escaped(screening.caseName))\n\n"
    text += "**\(Self.escaped(summary.outcome)).** \(summary.reason)\n\n"
    for result in summary.deciding {
      text += "- \(Self.escaped("\(result.says) (\(result.id))"))\n"
    }
    if !summary.deciding.isEmpty { text += "\n" }
    text += "Policy: \(Self.escaped(summary.policy))  \n"
    text += "Request: \(Self.escaped(summary.request))  \n"
    let counts = summary.counts.map { "\($0.count) \($0.status.rawValue)" }
    text += "Criteria: \(counts.joined(separator: ", "))\n\n"
    text += "A pre-screening: a person decides.\n"
    for group in summary.groups {
      text += "\n## \(Self.escaped(group.title))\n\n"
      text += Self.row(["Status", "Criterion", "Why", "Evidence"])
      text += Self.row(["---", "---", "---", "---"])
      for result in group.criteria { text += Self.row(Self.cells(of: result, summary)) }
    }
    text += "\n## To complete the file\n\n"
    if screening.missing.isEmpty { text += "Nothing is missing.\n" }
    for (index, item) in screening.missing.enumerated() {
      text += "\(index + 1). \(Self.escaped("\(item.ask) (\(item.criterion))"))\n"
    }
    if !screening.otherCompletions.isEmpty { text += "\nOr one of these instead:\n\n" }
    for completion in screening.otherCompletions {
      text += "- \(Self.escaped(completion.criteria.joined(separator: ", ")))\n"
    }
    if !screening.gaps.open.isEmpty { text += "\n## Worth ruling out\n\n" }
    for item in screening.gaps.open {
      text += "- \(Self.escaped("\(item.ask) (\(item.criterion))"))\n"
    }
    if !screening.advisories.isEmpty { text += "\n## The request\n\n" }
    for advisory in screening.advisories {
      text += "- \(Self.escaped(summary.words(of: advisory)))\n"
    }
    text += "\n## Documents\n\n"
    text += Self.row(["Document", "Type", "Date", "Title"])
    text += Self.row(["---", "---", "---", "---"])
    for analyzed in screening.documents {
      let date = analyzed.date?.description ?? ""
      text += Self.row(
        [analyzed.document.id, analyzed.type.rawValue, date, analyzed.title].map(Self.escaped)
      )
    }
    if !screening.warnings.isEmpty {
      text += "\n## Warnings\n\n"
      for warning in screening.warnings { text += "- \(Self.escaped(warning))\n" }
    }
    return text
  }

  /// Words of a file as Markdown that shows just these words, on one line.
  static func escaped(_ words: String) -> String {
    var result = ""
    for scalar in VisibleText.of(words).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "`", "*", "_", "{", "}", "[", "]", "|", "~", "#", "$":
        result += "\\\(scalar)"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func row(_ cells: [String]) -> String {
    "| \(cells.joined(separator: " | ")) |\n"
  }

  private static func cells(of result: CriterionResult, _ summary: ScreeningSummary) -> [String] {
    let evidence = result.evidence.map { evidence in
      let document = summary.screening.documents[evidence.document].document
      let excerpt = Excerpt(
        evidence.range,
        in: document.text,
        summary.lines[evidence.document],
        reach: reach
      )
      let words = escaped(excerpt.words).trimmingSpaces
      return "\(evidence.stance.rawValue), \(escaped(excerpt.place(in: document.id))): "
        + escaped(excerpt.before) + (words.isEmpty ? "" : "**\(words)**") + escaped(excerpt.after)
    }
    let status =
      result.status == .undocumented ? result.status.rawValue : "**\(result.status.rawValue)**"
    return [
      status,
      "\(escaped(result.says))<br>\(escaped("\(result.id) (\(result.place))"))",
      escaped(result.why),
      evidence.joined(separator: "<br>"),
    ]
  }
}

extension String {
  /// The string without spaces at its ends, inside which Markdown would not see emphasis.
  fileprivate var trimmingSpaces: String {
    var rest = self[...]
    while rest.hasPrefix(" ") { rest.removeFirst() }
    while rest.hasSuffix(" ") { rest.removeLast() }
    return String(rest)
  }
}
