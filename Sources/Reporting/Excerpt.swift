import NoteModel

/// Evidence with the words around it on its lines, fit to be shown on one line.
struct Excerpt {
  /// The lines it stands on, from 1.
  let lines: ClosedRange<Int>

  /// What stands before it.
  private(set) var before: String

  /// The evidence.
  private(set) var words: String

  /// What stands after it.
  private(set) var after: String

  /// Of longer evidence the start is shown.
  private static let longest = 1000

  /// The excerpt of a range.
  ///
  /// - Parameters:
  ///   - range: the evidence.
  ///   - text: the document's text.
  ///   - index: its lines.
  ///   - reach: bytes shown on each side, at most; so a long line costs no more than a short one.
  ///   - marks: signs for what is left out and for what cannot be shown.
  init(
    _ range: TextRange,
    in text: NoteText,
    _ index: LineIndex,
    reach: Int,
    marks: ExcerptMarks = .unicode
  ) {
    lines = index.lines(of: range)
    let line = index.range(ofLine: lines.lowerBound)
      .union(index.range(ofLine: lines.upperBound))
    let start = max(line.start, text.boundary(atOrAfter: range.start - reach))
    let end = min(max(line.end, range.end), text.boundary(atOrAfter: range.end + reach))
    let cut = min(range.end, text.boundary(atOrAfter: range.start + Self.longest))
    let shown = { (from: Int, to: Int) in
      VisibleText.of(
        text.string(in: TextRange(from, max(from, to))),
        replacement: marks.replacement
      )
    }
    before =
      (start > line.start ? marks.ellipsis : "")
      + String(shown(start, range.start).drop { $0 == " " })
    words = shown(range.start, cut) + (cut < range.end ? marks.ellipsis : "")
    after = shown(range.end, end) + (end < line.end ? marks.ellipsis : "")
    while after.hasSuffix(" ") { after.removeLast() }
  }

  /// The excerpt cut to a width in columns, the evidence in view.
  func fitted(to width: Int, marks: ExcerptMarks) -> Excerpt {
    let around = width - VisibleText.columns(words)
    let left = VisibleText.columns(before)
    let right = VisibleText.columns(after)
    guard left + right > around else { return self }
    var result = self
    let ellipsis = VisibleText.columns(marks.ellipsis)
    guard around >= 2 * ellipsis else {
      result.before = ""
      result.after = ""
      if around < 0 {
        result.words =
          VisibleText.prefix(words, columns: max(1, width - ellipsis)) + marks.ellipsis
      }
      return result
    }
    let leftShare = min(left, max(around / 2, around - right))
    let rightShare = around - leftShare
    if left > leftShare {
      result.before =
        marks.ellipsis + VisibleText.suffix(before, columns: leftShare - ellipsis)
    }
    if right > rightShare {
      result.after =
        VisibleText.prefix(after, columns: rightShare - ellipsis) + marks.ellipsis
    }
    return result
  }

  /// `id:line`, or `id:first-last` where the evidence stands on several lines.
  func place(in id: String) -> String {
    lines.count == 1
      ? "\(id):\(lines.lowerBound)" : "\(id):\(lines.lowerBound)-\(lines.upperBound)"
  }
}

/// Signs of an excerpt.
struct ExcerptMarks: Sendable {
  /// For words left out.
  let ellipsis: String

  /// For a character that cannot be shown.
  let replacement: Unicode.Scalar

  static let unicode = ExcerptMarks(ellipsis: "\u{2026}", replacement: "\u{FFFD}")
  static let ascii = ExcerptMarks(ellipsis: "...", replacement: "?")
}

extension NoteText {
  /// The first byte at or after `offset` that starts a scalar, within the text.
  func boundary(atOrAfter offset: Int) -> Int {
    var offset = min(max(offset, 0), count)
    while offset < count, utf8[offset] & 0xC0 == 0x80 { offset += 1 }
    return offset
  }
}
