import NoteModel

extension FindingsRenderer {
  /// A table in CSV with a header, for people with spreadsheets.
  ///
  /// `start` and `end` are Unicode scalars of the document's text, `source_start` and `source_end`
  /// bytes of the file.
  public func csv() -> String {
    var table = CSVTable(for: .spreadsheet)
    table.add([
      "document", "concept", "start", "end", "text", "section", "assertion", "attributes",
      "source_start", "source_end", "codes",
    ])
    for group in groups {
      let text = group.document.text
      for finding in group.findings {
        let source = group.document.sourceMap.source(of: finding.range)
        table.add([
          group.document.id,
          finding.concept,
          String(text.scalarOffset(ofByte: finding.range.start)),
          String(text.scalarOffset(ofByte: finding.range.end)),
          text.string(in: finding.range),
          finding.sectionTitle,
          finding.assertion.rawValue,
          AttributesRecord(attributes: finding.attributes).words.joined(separator: ";"),
          String(source.start),
          String(source.end),
          finding.codes.map { "\($0.system):\($0.code)" }.joined(separator: ";"),
        ])
      }
    }
    return table.text
  }

  /// Brat standoff (https://brat.nlplab.org/standoff.html): a T line a finding and an A line of
  /// its assertion.
  ///
  /// Of several documents each begins with a line `# id` and numbers its lines from 1.
  public func brat() -> String {
    var standoff = ""
    for group in groups {
      if groups.count > 1 { standoff += "# \(VisibleText.of(group.document.id))\n" }
      for (index, finding) in group.findings.enumerated() {
        standoff += Self.standoff(finding, number: index + 1, in: group.document.text)
      }
    }
    return standoff
  }

  private static func standoff(_ finding: Finding, number: Int, in text: NoteText) -> String {
    let parts = parts(of: finding.range, in: text)
    let spans = parts.map { part in
      "\(text.scalarOffset(ofByte: part.start)) \(text.scalarOffset(ofByte: part.end))"
    }
    let words = parts.map { text.string(in: $0) }.joined(separator: " ")
    return """
      T\(number)\t\(finding.concept) \(spans.joined(separator: ";"))\t\(words)
      A\(number)\tAssertion T\(number) \(finding.assertion.rawValue)

      """
  }

  /// A range without the line ends in it, which a span must not hold.
  private static func parts(of range: TextRange, in text: NoteText) -> [TextRange] {
    var parts: [TextRange] = []
    var start = range.start
    for offset in range.start...range.end
    where offset == range.end || text.utf8[offset] == 10 || text.utf8[offset] == 13 {
      if start < offset { parts.append(TextRange(start, offset)) }
      start = offset + 1
    }
    return parts.isEmpty ? [range] : parts
  }
}
