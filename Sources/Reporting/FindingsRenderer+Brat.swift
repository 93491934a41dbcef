import NoteModel

extension FindingsRenderer {
  /// Brat standoff (https://brat.nlplab.org/standoff.html): of each finding a T line, an A line of
  /// its assertion and, where anything is said about it, a note of its attributes.
  ///
  /// Offsets are Unicode scalars of the document's text. Of several documents each begins with a
  /// line `# id` and numbers its lines from 1.
  public func brat() -> String {
    groups.map { group in
      (groups.count > 1 ? "# \(VisibleText.of(group.document.id))\n" : "") + Self.standoff(group)
    }.joined()
  }

  /// The files of a folder that brat opens: the text and the standoff of each document, and the
  /// names that they use.
  ///
  /// The names are unique and without a path: `a.txt` and `a.ann`, `b.html.txt` and `b.html.ann`.
  public func bratFolder() -> [(name: String, text: String)] {
    var files = [(name: "annotation.conf", text: bratConfiguration)]
    var taken: Set<String> = []
    for group in groups {
      let text = group.document.text
      let name = Self.fileName(of: group.document, besides: &taken)
      files.append((name + ".txt", text.string(in: TextRange(0, text.count))))
      files.append((name + ".ann", Self.standoff(group)))
    }
    return files
  }

  private static func fileName(
    of document: NoteDocument,
    besides taken: inout Set<String>
  ) -> String {
    let id = document.id.split(separator: "/").joined(separator: "_")
    let name = id.hasSuffix(".txt") ? String(id.dropLast(".txt".count)) : id
    var unique = name
    var number = 2
    while !taken.insert(unique).inserted {
      unique = "\(name)-\(number)"
      number += 1
    }
    return unique
  }

  /// The types that the standoff uses, without which brat takes it for faulty.
  private var bratConfiguration: String {
    let concepts = Set(groups.flatMap { $0.findings.map(\.concept) }).sorted()
    return """
      [entities]
      \(concepts.joined(separator: "\n"))
      [relations]
      [events]
      [attributes]
      Assertion\tArg:<ENTITY>, Value:\(Assertion.allCases.map(\.rawValue).joined(separator: "|"))

      """
  }

  private static func standoff(_ group: Group) -> String {
    group.findings.enumerated().map { index, finding in
      standoff(finding, number: index + 1, in: group.document.text)
    }.joined()
  }

  private static func standoff(_ finding: Finding, number: Int, in text: NoteText) -> String {
    let parts = parts(of: finding.range, in: text)
    let spans = parts.map { part in
      "\(text.scalarOffset(ofByte: part.start)) \(text.scalarOffset(ofByte: part.end))"
    }
    let words = parts.map { text.string(in: $0) }.joined(separator: " ")
    let attributes = AttributesRecord(attributes: finding.attributes).words
      .joined(separator: ";")
    let note =
      attributes.isEmpty
      ? "" : "#\(number)\tAnnotatorNotes T\(number)\t\(VisibleText.of(attributes))\n"
    return """
      T\(number)\t\(finding.concept) \(spans.joined(separator: ";"))\t\(words)
      A\(number)\tAssertion T\(number) \(finding.assertion.rawValue)

      """ + note
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
