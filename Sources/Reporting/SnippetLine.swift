import NoteModel

/// One line of a document cut to a width, with the words that are marked on it.
struct SnippetLine {
  /// What a character is marked as.
  enum Mark {
    case evidence
    case cue
  }

  /// The line as shown.
  private(set) var words = ""

  /// What stands beneath it: `^` under the evidence, `-` under a cue.
  private(set) var underline = ""

  /// The column of the first cue; none where none is on the line.
  private(set) var cueColumn: Int?

  /// A character as shown.
  private struct Cell {
    let text: String
    let columns: Int
    let mark: Mark?
  }

  /// The line around a range.
  ///
  /// - Parameters:
  ///   - line: the bytes of the line.
  ///   - evidence: the words to keep in view; they may begin before the line or end after it.
  ///   - cues: words that gave the evidence its context.
  ///   - text: what they are of.
  ///   - width: columns that the line may take.
  ///   - marks: signs for what is left out and for what cannot be shown.
  init(
    _ line: TextRange,
    evidence: TextRange,
    cues: [TextRange],
    in text: NoteText,
    width: Int,
    marks: ExcerptMarks
  ) {
    // A long line costs no more than a short one.
    let reach = 4 * width
    let focus = TextRange(
      max(line.start, min(evidence.start, line.end)),
      max(line.start, min(evidence.end, line.end))
    )
    let start = max(line.start, text.boundary(atOrAfter: focus.start - reach))
    let end = min(line.end, text.boundary(atOrAfter: focus.start + 2 * reach))
    var cells: [Cell] = []
    var offset = start
    for character in text.string(in: TextRange(start, max(start, end))) {
      let range = TextRange(offset, offset + character.utf8.count)
      offset = range.end
      let shown = VisibleText.of(String(character), replacement: marks.replacement)
      let isBlank = cells.isEmpty && shown == " " && start == line.start && !focus.overlaps(range)
      if isBlank { continue }
      let mark: Mark? =
        cues.contains { $0.overlaps(range) } ? .cue : focus.overlaps(range) ? .evidence : nil
      cells.append(Cell(text: shown, columns: VisibleText.columns(shown), mark: mark))
    }
    let window = Self.window(of: cells, width: width, marks)
    if window.lowerBound > 0 || start > line.start { add(marks.ellipsis, nil) }
    for cell in cells[window] { add(cell.text, cell.mark) }
    if window.upperBound < cells.count || end < line.end { add(marks.ellipsis, nil) }
    while words.hasSuffix(" ") { words.removeLast() }
    while underline.hasSuffix(" ") { underline.removeLast() }
    // Where a line break is the evidence, its place is marked.
    if focus.start == focus.end, underline.isEmpty {
      underline = String(repeating: " ", count: VisibleText.columns(words)) + "^"
    }
  }

  /// The cells that fit, those of the evidence in view.
  private static func window(of cells: [Cell], width: Int, _ marks: ExcerptMarks) -> Range<Int> {
    let total = cells.reduce(0) { $0 + $1.columns }
    guard total > width else { return cells.indices }
    var rest = width - 2 * VisibleText.columns(marks.ellipsis)
    var start = cells.firstIndex { $0.mark == .evidence } ?? 0
    var end = start
    func take(_ cell: Int) -> Bool {
      guard cells[cell].columns <= rest else { return false }
      rest -= cells[cell].columns
      return true
    }
    while end < cells.count, cells[end].mark != nil, take(end) { end += 1 }
    var isLeftOpen = true
    var isRightOpen = true
    while isLeftOpen || isRightOpen {
      isLeftOpen = isLeftOpen && start > 0 && take(start - 1)
      if isLeftOpen { start -= 1 }
      isRightOpen = isRightOpen && end < cells.count && take(end)
      if isRightOpen { end += 1 }
    }
    return start..<end
  }

  private mutating func add(_ text: String, _ mark: Mark?) {
    let sign: Character =
      switch mark {
      case .evidence: "^"
      case .cue: "-"
      case nil: " "
      }
    if mark == .cue, cueColumn == nil { cueColumn = underline.count }
    words += text
    underline += String(repeating: sign, count: VisibleText.columns(text))
  }
}
