import NoteModel

extension TerminalWriter {
  /// Lines of an entry that are shown, at most.
  private static let shownLines = 3

  /// Adds the words of an entry on their lines, marked beneath, as compilers show an error.
  ///
  /// ```
  ///   --> mri.txt:13
  ///    |
  /// 13 | No retropulsion. Canal patent.
  ///    | -- ^^^^^^^^^^^^ against: retropulsion, absent
  ///    | negation
  /// ```
  ///
  /// - Parameters:
  ///   - entry: the words.
  ///   - document: what they are of.
  ///   - index: its lines.
  mutating func snippet(_ entry: EvidenceEntry, in document: NoteDocument, _ index: LineIndex) {
    let lines = index.lines(of: entry.range)
    let shown = lines.clamped(to: lines.lowerBound...(lines.lowerBound + Self.shownLines - 1))
    let gutter = max(2, String(shown.upperBound).count)
    let columns = max(20, width - gutter - 3)
    let cues = entry.findings.flatMap(\.context)
    let place =
      lines.count == 1
      ? "\(document.id):\(lines.lowerBound)"
      : "\(document.id):\(lines.lowerBound)-\(lines.upperBound)"
    line(spaces(gutter - 1), styled("--> ", .dim), styled(visible(place), .dim))
    for number in shown {
      let snippet = SnippetLine(
        index.range(ofLine: number),
        evidence: entry.range,
        cues: cues.map(\.range),
        in: document.text,
        width: columns,
        marks: marks
      )
      let label = String(number)
      let bar = isPlain ? "|" : "\u{2502}"
      line(spaces(gutter - label.count), styled("\(label) \(bar) ", .dim), snippet.words)
      guard !snippet.underline.isEmpty else { continue }
      let margin = styled("\(spaces(gutter)) \(bar) ", .dim)
      let isLast = number == shown.upperBound
      let note = isLast ? note(on: entry) : ""
      let marked = styled(snippet.underline, entry.stance.style)
      if snippet.underline.count + 1 + VisibleText.columns(note) <= columns {
        line(margin, marked, " ", styled(note, entry.stance.style))
      } else {
        line(margin, marked)
        let start = snippet.underline.prefix { $0 == " " }.count
        let column = max(0, min(start, columns - VisibleText.columns(note)))
        line(margin, spaces(column), styled(note, entry.stance.style))
      }
      if let column = snippet.cueColumn,
        let cue = cues.first(where: { touches($0.range, number, index) })
      {
        line(margin, spaces(column), styled(cue.kind, .dim))
      }
    }
    if lines.count > shown.count {
      line(spaces(gutter + 1), styled("+ \(lines.count - shown.count) lines", .dim))
    }
  }

  /// The side, and what is found there: `against: anticoagulant, absent`.
  private func note(on entry: EvidenceEntry) -> String {
    let found = entry.findings.first.map { ": \(visible($0.concept)), \($0.assertion.rawValue)" }
    return entry.stance.rawValue + (found ?? "")
  }

  private func touches(_ range: TextRange, _ line: Int, _ index: LineIndex) -> Bool {
    index.lines(of: range).contains(line)
  }
}
