import NoteModel
import TextProcessing

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

  /// A line from the places of its first tabs.
  init(
    _ bytes: [UInt8],
    _ range: Range<Int>,
    tabs: InlineArray<3, Int>,
    count: Int,
    file: Int,
    line: Int
  ) {
    var cells = InlineArray<4, Range<Int>>(repeating: range.upperBound..<range.upperBound)
    var start = range.lowerBound
    for index in 0..<count - 1 {
      cells[index] = Self.trimmed(start..<tabs[index], bytes)
      start = tabs[index] + 1
    }
    cells[count - 1] = Self.trimmed(start..<range.upperBound, bytes)
    self.bytes = bytes
    self.cells = cells
    self.count = count
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

  /// The words of a cell as they stand in the file.
  func words(_ index: Int) -> ArraySlice<UInt8> { bytes[cells[index]] }

  /// Reads the phrase in a cell.
  func read(_ index: Int, with reader: inout PhraseReader) {
    reader.read(bytes, in: cells[index])
  }

  /// Whether a cell has no words.
  func isEmpty(_ index: Int) -> Bool { cells[index].isEmpty }

  /// Whether a cell has the words of another line's.
  func isSame(_ index: Int, as other: LexiconRow) -> Bool {
    let (one, two) = (cells[index], other.cells[index])
    guard one.count == two.count else { return false }
    // SAFETY: cells lie within the bytes of their lines.
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe other.bytes.withUnsafeBufferPointer { others in
        for place in 0..<one.count
        where unsafe bytes[one.lowerBound + place] != others[two.lowerBound + place] {
          return false
        }
        return true
      }
    }
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
    hasHeader = next() != nil
  }

  mutating func next() -> LexiconRow? {
    while position < bytes.count {
      let start = position
      let end = bytes.index(of: 0x0A, from: start) ?? bytes.count
      var tabs = InlineArray<3, Int>(repeating: 0)
      var count = 1
      var next = start
      while count < LexiconRow.capacity, let tab = bytes.index(of: 0x09, from: next), tab < end {
        tabs[count - 1] = tab
        count += 1
        next = tab + 1
      }
      position = end + 1
      line += 1
      guard start < end, bytes[start] != UInt8(ascii: "#"), bytes[start] != 0x0D else { continue }
      return LexiconRow(bytes, start..<end, tabs: tabs, count: count, file: file, line: line)
    }
    return nil
  }
}
