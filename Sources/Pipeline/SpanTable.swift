/// A tab-separated table of given spans, its columns named by its first line.
public struct SpanTable: Sendable {
  /// A line below the header.
  public struct Row: Sendable {
    /// Its number in the file, from 1.
    public let line: Int

    fileprivate let cells: [Substring]
  }

  /// The lines that are not empty, in order.
  public let rows: [Row]

  private let file: String
  private let columns: [Substring: Int]

  /// A table.
  ///
  /// - Parameters:
  ///   - text: the whole file; CRLF ends a line too.
  ///   - file: its name, for messages.
  public init(_ text: String, file: String) {
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    self.file = file
    columns = Dictionary(
      lines[0].enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    rows = lines.enumerated().dropFirst().filter { $1 != [""] }
      .map { Row(line: $0 + 1, cells: $1) }
  }

  /// The cell of a row in the column of a name.
  ///
  /// - Throws: `SpanTableError` with the line, where there is no such cell.
  public func cell(_ name: Substring, of row: Row) throws(SpanTableError) -> Substring {
    guard let column = columns[name], column < row.cells.count else {
      throw SpanTableError(file: file, line: row.line, message: "needs a column `\(name)`")
    }
    return row.cells[column]
  }

  /// The characters, in Unicode scalars, between a row's `start` and `end`.
  ///
  /// - Throws: `SpanTableError` with the line, where they are no such numbers.
  public func span(of row: Row) throws(SpanTableError) -> Range<Int> {
    guard let first = Int(try cell("start", of: row)), let end = Int(try cell("end", of: row)),
      0 <= first, first <= end
    else {
      throw SpanTableError(
        file: file,
        line: row.line,
        message: "start and end are numbers of characters"
      )
    }
    return first..<end
  }

  /// The Unicode scalar of the line, from 1, at which a cell begins.
  ///
  /// - Throws: `SpanTableError` with the line, where there is no such cell.
  public func column(of name: Substring, in row: Row) throws(SpanTableError) -> Int {
    let cell = try cell(name, of: row)
    let line = row.cells[0].startIndex
    return cell.base.unicodeScalars.distance(from: line, to: cell.startIndex) + 1
  }
}

/// A row of a table that is not as it must be.
public struct SpanTableError: Error, Sendable, CustomStringConvertible {
  /// The file's name.
  public let file: String

  /// The line, from 1.
  public let line: Int

  /// What is wrong.
  public let message: String

  /// What is wrong with a line of a file.
  public init(file: String, line: Int, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// `file:line: message`.
  public var description: String { "\(file):\(line): \(message)" }
}
