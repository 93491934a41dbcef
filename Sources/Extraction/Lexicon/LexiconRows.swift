/// A line of a lexicon file, cut at its tabs.
struct LexiconRow {
  /// The most cells of a line.
  static let capacity = 4

  private let bytes: [UInt8]
  private let cells: InlineArray<4, Range<Int>>
  /// The number of the file.
  let file: Int
  /// From 1.
  let line: Int
  /// The number of cells.
  let count: Int

  init(_ bytes: [UInt8], _ range: Range<Int>, file: Int, line: Int) {
    var cells = InlineArray<4, Range<Int>>(repeating: range.upperBound..<range.upperBound)
    var count = 0
    var start = range.lowerBound
    for index in range where bytes[index] == 0x09 && count < Self.capacity - 1 {
      cells[count] = Self.trimmed(start..<index, bytes)
      count += 1
      start = index + 1
    }
    cells[count] = Self.trimmed(start..<range.upperBound, bytes)
    self.bytes = bytes
    self.cells = cells
    self.count = count + 1
    self.file = file
    self.line = line
  }

  private static func trimmed(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, bytes[start] == 0x20 { start += 1 }
    while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  /// The cell at an index, without blanks around it; empty where the line is shorter.
  subscript(index: Int) -> String { String(decoding: bytes[cells[index]], as: UTF8.self) }

  /// Where a cell stands in its file.
  func range(_ index: Int) -> Range<Int> { cells[index] }

  /// Whether a cell has no words.
  func isEmpty(_ index: Int) -> Bool { cells[index].isEmpty }

  /// Whether a cell has the words of another line's.
  func isSame(_ index: Int, as other: LexiconRow) -> Bool {
    bytes[cells[index]].elementsEqual(other.bytes[other.cells[index]])
  }

  /// The place of a cell.
  func place(_ index: Int) -> LexiconPlace {
    LexiconPlace(
      file: Int32(file),
      line: Int32(line),
      start: Int32(cells[index].lowerBound),
      end: Int32(cells[index].upperBound)
    )
  }

  /// The items of a cell that holds several, separated by blanks.
  func items(_ index: Int) -> [String] {
    bytes[cells[index]].split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
  }
}

/// The lines of a lexicon file under its header, without comments and empty lines.
struct LexiconRows: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private let file: Int
  private var position = 0
  private var line = 0

  /// Whether there is a header.
  private(set) var hasHeader = false

  /// The lines of a file, which are read past the header at once.
  init(of file: LexiconFile, number: Int) {
    bytes = file.bytes
    self.file = number
    hasHeader = nextLine() != nil
  }

  mutating func next() -> LexiconRow? {
    nextLine().map { LexiconRow(bytes, $0, file: file, line: line) }
  }

  private mutating func nextLine() -> Range<Int>? {
    while position < bytes.count {
      let start = position
      while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      let end = position
      position += 1
      line += 1
      guard start < end, bytes[start] != UInt8(ascii: "#"), bytes[start] != 0x0D else { continue }
      return start..<end
    }
    return nil
  }
}
