package import NoteModel

/// The lines of a text, found once so that each place costs a binary search.
package struct LineIndex: Sendable {
  /// The first byte of each line.
  private let starts: [Int]

  private let count: Int

  /// The lines of a text; LF ends a line.
  ///
  /// - Complexity: O(`text.count`), one pass
  package init(_ text: NoteText) {
    var starts = [0]
    for (offset, byte) in text.utf8.enumerated() where byte == 10 { starts.append(offset + 1) }
    self.starts = starts
    count = text.count
  }

  /// The number of lines, at least one.
  package var lineCount: Int { starts.count }

  /// The line, from 1, that holds the byte at `offset`.
  ///
  /// - Complexity: O(log lines)
  package func line(at offset: Int) -> Int {
    max(1, starts.partitioningIndex { $0 > offset })
  }

  /// The lines that hold a range, from 1; a line end at the end of the range is not entered.
  package func lines(of range: TextRange) -> ClosedRange<Int> {
    let first = line(at: range.start)
    return first...max(first, line(at: max(range.start, range.end - 1)))
  }

  /// The words of a line, from 1, without its end.
  package func range(ofLine line: Int) -> TextRange {
    let start = starts[line - 1]
    return TextRange(start, line < starts.count ? starts[line] - 1 : count)
  }
}
