import NoteModel

/// The rows and columns of a table that is being rendered.
struct TableLayout {
  private struct Cell {
    let column: Int
    let isHeader: Bool
    var range: TextRange?
    /// Whether its words are all in bold.
    var isBold = false
  }

  /// The headings of the columns.
  private var headers: [Int: TextRange] = [:]
  private var hasData = false
  private var cells: [Cell] = []
  private var column = 0
  /// For each column the rows below that a cell further up reaches into.
  private var reach: [Int] = []

  /// Separators that wait for words when the row began.
  var tabsBefore = 0

  /// The widest table that is followed column by column.
  private static let mostColumns = 1000

  /// Whether the row has a cell already.
  var isPastFirstCell: Bool { !cells.isEmpty }

  mutating func beginRow() {
    cells = []
    column = 0
    for index in reach.indices where reach[index] > 0 { reach[index] -= 1 }
  }

  mutating func beginCell(isHeader: Bool, columns: Int, rows: Int) {
    while column < reach.count, reach[column] > 0 { column += 1 }
    cells.append(Cell(column: column, isHeader: isHeader))
    let end = min(column + max(1, columns), Self.mostColumns)
    if rows > 1 {
      while reach.count < end { reach.append(0) }
      for index in column..<max(column, end) { reach[index] = rows }
    }
    column = max(column, end)
  }

  mutating func endCell(_ range: TextRange?, isBold: Bool) {
    guard !cells.isEmpty else { return }
    cells[cells.count - 1].range = range
    cells[cells.count - 1].isBold = isBold
  }

  /// The marks of the cells of the row that ends.
  ///
  /// A row of header cells above the data, or of nothing but bold ones, names the columns. Bold
  /// words that fill any other cell are a heading, over what follows where they have the row to
  /// themselves.
  mutating func endRow() -> [LayoutMark] {
    let filled = cells.compactMap { cell in cell.range.map { (cell: cell, range: $0) } }
    guard !filled.isEmpty else { return [] }
    let isTitled =
      !hasData
      && (filled.allSatisfy(\.cell.isHeader)
        || filled.count > 1 && filled.allSatisfy { $0.cell.isHeader || $0.cell.isBold })
    if isTitled {
      for (cell, range) in filled { headers[cell.column] = range }
      return filled.map { LayoutMark(.cell(header: nil), $0.range) }
    }
    hasData = true
    var marks: [LayoutMark] = []
    for (cell, range) in filled {
      if cell.isBold, !cell.isHeader {
        marks.append(LayoutMark(.heading(depth: filled.count == 1 ? 5 : 6, code: nil), range))
      }
      marks.append(LayoutMark(.cell(header: headers[cell.column]), range))
    }
    return marks
  }
}
