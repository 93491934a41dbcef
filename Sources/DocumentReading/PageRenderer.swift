import NoteModel

/// Renders the visible text of marked-up words: blocks on lines of their own, cells apart, white
/// space folded.
struct PageRenderer {
  private(set) var page = RenderedPage()
  private let bytes: [UInt8]
  private var hasPendingSpace = false
  private var hasPendingBlank = false
  private var blockStart = 0
  private var cellsInRow = 0
  private var deleted: [Int] = []
  private var lists: [Int?] = []

  /// Whether white space stands as it is, as in `<pre>`.
  var isPreformatted = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The length of the text so far, without white space to come.
  var count: Int { page.text.count }

  /// Where the words to come will begin.
  mutating func nextStart() -> Int {
    addPendingBlank()
    return page.text.count
  }

  /// Whether nothing stands on the current line yet.
  var isAtBlockStart: Bool { page.text.count == blockStart }

  // MARK: Words

  /// Adds markup text, its character references decoded.
  mutating func add(_ range: Range<Int>, _ scanner: MarkupScanner, isLiteral: Bool = false) {
    var index = range.lowerBound
    var start = index
    while index < range.upperBound {
      let byte = bytes[index]
      if !isLiteral, byte == UInt8(ascii: "&"), let (scalar, next) = scanner.reference(at: index) {
        add(start..<index)
        add(scalar, index..<next)
        index = next
        start = index
      } else if isSpace(byte) {
        add(start..<index)
        if isPreformatted, byte == 10 || byte == 32 || byte == 9 {
          addPendingBlank()
        }
        if isPreformatted, byte == 10 || byte == 32 || byte == 9 {
          page.text.append(byte, from: index)
        } else {
          hasPendingSpace = true
        }
        index += 1
        start = index
      } else {
        index += 1
      }
    }
    add(start..<index)
  }

  /// Adds text that was made from a stretch of the source as a whole.
  mutating func add(_ decoded: [UInt8], madeFrom source: Range<Int>) {
    addPendingSpace(before: source.lowerBound)
    page.text.append(Array(String(decoding: decoded, as: UTF8.self).utf8), madeFrom: source)
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 9 || byte == 10 || byte == 13 || byte == 12
  }

  private mutating func add(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    addPendingSpace(before: range.lowerBound)
    page.text.append(bytes[range], from: range.lowerBound)
  }

  private mutating func add(_ scalar: Unicode.Scalar, _ source: Range<Int>) {
    let scalar = scalar.value < 32 ? " " : scalar
    addPendingSpace(before: source.lowerBound)
    page.text.append(Array(String(Character(scalar)).utf8), madeFrom: source)
  }

  private mutating func addPendingSpace(before source: Int) {
    addPendingBlank()
    if hasPendingSpace, !isAtBlockStart, page.text.utf8.last != 9 {
      // The last white space of a folded run stands for all of it.
      if source > 0, isSpace(bytes[source - 1]) {
        page.text.append([32], madeFrom: source - 1..<source)
      } else {
        page.text.insert(" ")
      }
    }
    hasPendingSpace = false
  }

  /// Leaves an empty line before the first words of a block that wants one.
  private mutating func addPendingBlank() {
    guard hasPendingBlank, isAtBlockStart else { return }
    hasPendingBlank = false
    guard !page.text.utf8.isEmpty else { return }
    page.text.insert("\n")
    blockStart = page.text.count
  }

  /// Adds words that the source does not have.
  mutating func insert(_ text: String) {
    addPendingBlank()
    if hasPendingSpace, !isAtBlockStart { page.text.insert(" ") }
    hasPendingSpace = false
    if !text.isEmpty { page.text.insert(text) }
  }

  // MARK: Blocks

  /// Ends the current line, if anything stands on it.
  mutating func breakLine() {
    hasPendingSpace = false
    guard !isAtBlockStart else { return }
    page.marks.append(LayoutMark(.block, TextRange(blockStart, page.text.count)))
    page.text.insert("\n")
    blockStart = page.text.count
  }

  /// Leaves an empty line, as around paragraphs and tables.
  mutating func breakParagraph() {
    breakLine()
    hasPendingBlank = true
  }

  mutating func beginRow() {
    breakLine()
    cellsInRow = 0
  }

  mutating func beginCell() {
    hasPendingSpace = false
    addPendingBlank()
    if cellsInRow > 0 { page.text.insert("\t") }
    cellsInRow += 1
  }

  mutating func beginList(isOrdered: Bool) {
    breakLine()
    lists.append(isOrdered ? 0 : nil)
  }

  mutating func endList() {
    breakLine()
    _ = lists.popLast()
  }

  mutating func beginItem() {
    breakLine()
    addPendingBlank()
    if let last = lists.indices.last, let number = lists[last] {
      lists[last] = number + 1
      page.text.insert("\(number + 1). ")
    } else {
      page.text.insert("- ")
    }
    blockStart = page.text.count
  }

  // MARK: Marks

  mutating func mark(_ role: LayoutMark.Role, from start: Int) {
    guard start < page.text.count else { return }
    page.marks.append(LayoutMark(role, TextRange(start, page.text.count)))
  }

  mutating func beginDeleted() {
    if hasPendingSpace { insert("") }
    deleted.append(page.text.count)
  }

  mutating func endDeleted() {
    if let start = deleted.popLast() { mark(.deleted, from: start) }
  }

  /// The page, once everything has been added.
  mutating func finish() -> RenderedPage {
    breakLine()
    page.marks.sort { $0.range < $1.range }
    return page
  }

  mutating func declare(_ change: (inout DeclaredMetadata) -> Void) { change(&page.declared) }
  mutating func add(_ entry: CodedEntry) { page.entries.append(entry) }
  mutating func warn(_ warning: String) { page.warnings.append(warning) }
}
