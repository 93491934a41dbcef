import NoteModel

/// Lines for a terminal; whatever comes from a file passes `visible` on its way.
struct TerminalWriter {
  /// Colours and weights, as SGR numbers (ECMA-48, 8.3.117).
  enum Style: String {
    case bold = "1"
    case dim = "2"
    case green = "32"
    case red = "31"
    case yellow = "33"
    case underlined = "1;4"
  }

  private(set) var text = ""

  let color: Bool
  let width: Int
  let isPlain: Bool

  init(color: Bool, width: Int, isPlain: Bool) {
    self.color = color && !isPlain
    self.width = max(width, 40)
    self.isPlain = isPlain
  }

  var marks: ExcerptMarks { isPlain ? .ascii : .unicode }

  /// Adds a line of parts that are fit to be shown, without white space at its end.
  mutating func line(_ parts: String...) {
    for part in parts { text += part }
    while text.hasSuffix(" ") { text.removeLast() }
    text += "\n"
  }

  /// Adds words, broken at spaces to the width; lines after the first are indented.
  mutating func wrap(_ words: String, after lead: String = "", indent: Int, _ style: Style? = nil) {
    var head = lead.isEmpty ? spaces(indent) : lead
    for row in rows(of: visible(words), columns: max(20, width - indent)) {
      line(head, styled(row, style))
      head = spaces(indent)
    }
  }

  /// Adds the evidence on its line, marked beneath or by an underline.
  mutating func quote(_ excerpt: Excerpt, indent: Int, _ style: Style?) {
    let fitted = excerpt.fitted(to: max(10, width - indent), marks: marks)
    guard !color else {
      let words = styled(styled(fitted.words, .underlined), style)
      return line(spaces(indent), fitted.before, words, fitted.after)
    }
    line(spaces(indent), fitted.before, fitted.words, fitted.after)
    let carets = String(repeating: "^", count: max(1, VisibleText.columns(fitted.words)))
    line(spaces(indent + VisibleText.columns(fitted.before)), carets)
  }

  /// Words of a file, fit to be shown.
  func visible(_ words: String) -> String {
    VisibleText.of(words, replacement: marks.replacement)
  }

  /// Words in a style, if there is colour.
  func styled(_ words: String, _ style: Style?) -> String {
    guard color, let style, !words.isEmpty else { return words }
    return "\u{1B}[\(style.rawValue)m\(words)\u{1B}[0m"
  }

  func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

  /// The words in rows of at most `columns`; a longer word has a row of its own.
  private func rows(of words: String, columns: Int) -> [String] {
    var rows: [String] = []
    var row = ""
    var filled = 0
    for word in words.split(separator: " ") {
      let count = VisibleText.columns(String(word))
      if filled > 0, filled + 1 + count > columns {
        rows.append(row)
        row = ""
        filled = 0
      }
      row += filled > 0 ? " \(word)" : String(word)
      filled += filled > 0 ? 1 + count : count
    }
    return rows + [row]
  }
}

extension ScreeningSummary.Effect {
  var style: TerminalWriter.Style {
    switch self {
    case .favourable: .green
    case .adverse: .red
    case .open: .yellow
    case .neutral: .dim
    }
  }

  /// A sign of one column.
  func symbol(isPlain: Bool) -> String {
    switch self {
    case .favourable: isPlain ? "+" : "\u{2713}"
    case .adverse: isPlain ? "-" : "\u{2717}"
    case .open: "!"
    case .neutral: isPlain ? "." : "\u{00B7}"
    }
  }
}

extension Stance {
  var style: TerminalWriter.Style {
    switch self {
    case .for: .green
    case .against: .red
    case .context: .yellow
    }
  }
}
