import Reporting

/// Rows of words set in columns, each as wide as its widest word.
struct TextTable {
  private var rows: [[String]]

  init(_ header: [String]) { rows = [header.map { VisibleText.of($0) }] }

  mutating func add(_ row: [String]) { rows.append(row.map { VisibleText.of($0) }) }

  /// The rows, each with a line end.
  var text: String {
    var widths: [Int] = []
    for row in rows {
      for (column, cell) in row.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], cell.count)
      }
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        column == row.count - 1
          ? cell : cell + String(repeating: " ", count: widths[column] - cell.count + 2)
      }
      return cells.joined() + "\n"
    }.joined()
  }
}
