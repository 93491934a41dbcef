import NoteModel

/// What is found wrong in the files of a lexicon while they are read.
struct LexiconCheck {
  /// The files, as rows number them.
  let files: [LexiconFile]

  /// The problems in the order they were found.
  private(set) var problems: [LexiconProblem] = []

  init(_ files: [LexiconFile]) { self.files = files }

  /// The lines of a file.
  mutating func rows(_ number: Int) -> LexiconRows {
    let rows = LexiconRows(of: files[number], number: number)
    if !rows.hasHeader { report(files[number].name, "is empty; the first line is a header") }
    return rows
  }

  /// Whether a line has the cells that it needs.
  mutating func isComplete(_ row: LexiconRow, columns: Int) -> Bool {
    if row.count >= min(columns, 2), !row.isEmpty(0), !row.isEmpty(1) || columns > 2 { return true }
    report(row, "needs \(columns) cells, separated by tabs")
    return false
  }

  /// The code that is written as one.
  mutating func code(_ item: String, _ row: LexiconRow) -> Code? {
    let parts = item.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, !parts[1].isEmpty else {
      report(row, "a code is written SYSTEM:CODE, not `\(item)`")
      return nil
    }
    return Code(system: String(parts[0]), code: String(parts[1]))
  }

  /// Reports something wrong in a line.
  mutating func report(_ row: LexiconRow, _ message: String) {
    report(files[row.file].name, line: row.line, message)
  }

  /// Reports something wrong in a file; line 0 is the file as a whole.
  mutating func report(_ file: String, line: Int = 0, _ message: String) {
    problems.append(LexiconProblem(file: file, line: line, message: message))
  }
}
