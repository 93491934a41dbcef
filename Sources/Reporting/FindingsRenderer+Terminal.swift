import NoteModel

extension FindingsRenderer {
  /// Findings by document, for a person at a terminal.
  ///
  /// - Parameters:
  ///   - color: whether the terminal understands colours.
  ///   - width: its columns.
  ///   - isPlain: whether to use no colour and no signs of our own beyond ASCII.
  /// - Returns: lines, and an empty one after each document.
  public func terminal(color: Bool, width: Int, isPlain: Bool) -> String {
    var writer = TerminalWriter(color: color, width: width, isPlain: isPlain)
    for group in groups {
      let count = group.findings.count
      let findings = count == 1 ? "1 finding" : "\(count) findings"
      writer.wrap("\(group.document.id): \(findings)", indent: 0, .bold)
      let lines = LineIndex(group.document.text)
      for finding in group.findings {
        let excerpt = Excerpt(
          finding.range,
          in: group.document.text,
          lines,
          reach: 4 * writer.width,
          marks: writer.marks
        )
        let place = "  \(excerpt.lines.lowerBound)"
        let concept = writer.styled(writer.visible(finding.concept), .bold)
        let assertion = writer.styled(finding.assertion.rawValue, finding.assertion.style)
        writer.line(place, writer.spaces(max(2, 8 - place.utf8.count)), concept, "  ", assertion)
        let attributes = AttributesRecord(attributes: finding.attributes).words
        if !attributes.isEmpty {
          writer.wrap(attributes.joined(separator: ", "), indent: 8, .dim)
        }
        writer.quote(excerpt, indent: 8, finding.assertion.style)
      }
      writer.line("")
    }
    return writer.text
  }
}

extension Assertion {
  fileprivate var style: TerminalWriter.Style {
    switch self {
    case .present: .green
    case .absent: .red
    case .family, .hypothetical, .conditional, .planned, .historical, .possible: .yellow
    }
  }
}
