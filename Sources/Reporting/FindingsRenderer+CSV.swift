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
}
