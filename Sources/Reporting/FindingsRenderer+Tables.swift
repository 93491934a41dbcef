import NoteModel

extension FindingsRenderer {
  /// A table with a header, as RFC 4180 has it: CRLF, and quotes where a field needs them.
  public func csv() -> String {
    var table = "document,concept,start,end,text,section,assertion,attributes\r\n"
    for group in groups {
      let text = group.document.text
      for finding in group.findings {
        let fields = [
          group.document.id,
          finding.concept,
          String(text.scalarOffset(ofByte: finding.range.start)),
          String(text.scalarOffset(ofByte: finding.range.end)),
          text.string(in: finding.range),
          finding.sectionTitle,
          finding.assertion.rawValue,
          AttributesRecord(attributes: finding.attributes).words.joined(separator: ";"),
        ]
        table += fields.map(Self.field).joined(separator: ",") + "\r\n"
      }
    }
    return table
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

  private static func field(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 10 || byte == 13
    }
    guard needsQuotes else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
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
