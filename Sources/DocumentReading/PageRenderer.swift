import NoteModel

/// Renders the visible text of marked-up words: blocks on lines of their own, cells apart, white
/// space folded.
struct PageRenderer {
  /// An open element.
  struct Frame {
    let name: String
    fileprivate(set) var role: ElementRole
    fileprivate(set) var traits: ElementTraits
    fileprivate let id: String?
    /// Where its words begin, once there are any.
    fileprivate var start: Int?
  }

  /// The text of the elements with an ID.
  private(set) var references: [String: TextRange] = [:]
  /// The open elements, outermost first.
  private(set) var frames: [Frame] = []

  private let bytes: [UInt8]
  private var flow = TextFlow()
  private var page = RenderedPage()

  // The line that the words are on.
  /// Whether it may go on with the line above it.
  private var isWrapped = false
  /// Whether nothing but one `<br>` stands before the next word.
  private var mayHaveWrapped = false
  private var isRowLine = false
  private var isRowOpening = false
  /// Bold words that the line, or a cell on it, begins with.
  private var label: TextRange?

  // What the open elements add up to.
  private var unstarted = 0
  private var hiddenCount = 0
  private var preformattedCount = 0
  private var headingCount = 0
  private var lists: [Int?] = []
  private var tables: [TableLayout] = []
  /// The places of open cells and list items among the frames.
  private var containers: [Int] = []

  /// The longest label, in bytes; longer words in bold are stressed, not a heading.
  private static let longestLabel = 80
  /// The most that an entry can refer to, in bytes.
  private static let longestReference = 2000

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether the innermost open element is not shown.
  var isHidden: Bool { hiddenCount > 0 }

  /// The length of the text so far.
  private var count: Int { flow.text.count }

  /// The words of a range of the text so far.
  func string(in range: TextRange) -> String {
    String(decoding: flow.text.utf8[range.start..<range.end], as: UTF8.self)
  }

  /// Whether a range of the text so far is on one line and in one cell.
  func isOneCell(_ range: TextRange) -> Bool {
    !flow.text.utf8[range.start..<range.end].contains { $0 == 9 || $0 == 10 }
  }

  /// An index of the words in a range of the text so far.
  func index(of range: TextRange) -> NarrativeIndex { NarrativeIndex(flow.text.utf8, range) }

  // MARK: Words

  /// Adds markup text, its character references decoded unless it is literal.
  mutating func add(_ range: Range<Int>, _ scanner: MarkupScanner, isLiteral: Bool = false) {
    guard !isHidden else { return }
    var index = range.lowerBound
    var start = index
    while index < range.upperBound {
      let byte = bytes[index]
      guard byte <= UInt8(ascii: "&") else {
        index += 1
        continue
      }
      if byte == UInt8(ascii: "&"), !isLiteral, let (scalar, next) = scanner.reference(at: index) {
        addWords(start..<index)
        add(scalar, index..<next)
        index = next
        start = next
      } else if byte == 0 || Self.isSpace(byte) {
        addWords(start..<index)
        if byte != 0 { addSpace(Unicode.Scalar(byte), index..<index + 1) }
        index += 1
        start = index
      } else {
        index += 1
      }
    }
    addWords(start..<index)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 9 || byte == 10 || byte == 13 || byte == 12
  }

  private mutating func addWords(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    beginWord(with: Unicode.Scalar(bytes[range.lowerBound]))
    flow.append(bytes[range], from: range.lowerBound)
  }

  private mutating func add(_ scalar: Unicode.Scalar, _ source: Range<Int>) {
    if scalar.isASCII, Self.isSpace(UInt8(scalar.value)) {
      addSpace(scalar == "\r" ? "\n" : scalar, source)
    } else {
      beginWord(with: scalar)
      flow.append(scalar, madeFrom: source)
    }
  }

  private mutating func addSpace(_ scalar: Unicode.Scalar, _ source: Range<Int>) {
    if preformattedCount > 0 {
      flow.wait(with: scalar, source)
    } else {
      flow.wait(withSpace: source)
    }
  }

  /// Adds words that the source does not have.
  mutating func insert(_ words: String) {
    guard !isHidden else { return }
    beginWord(with: " ")
    flow.insert(words)
  }

  /// Adds a page that was made from a stretch of this one's source as a whole.
  mutating func embed(_ inner: RenderedPage, madeFrom source: Range<Int>) {
    guard inner.text.count > 0 else { return }
    beginWord(with: " ")
    let start = count
    flow.append(inner.text.utf8, madeFrom: source)
    page.marks += inner.marks.map { $0.moved(by: start) }
  }

  /// Puts in place what waits for a word; every element that is open has begun after it.
  private mutating func beginWord(with scalar: Unicode.Scalar) {
    if flow.startsLine {
      endLine(before: scalar)
      isRowLine = isRowOpening
    }
    flow.beginWord(with: scalar)
    isRowOpening = false
    while unstarted < frames.count {
      frames[unstarted].start = count
      unstarted += 1
    }
  }

  // MARK: Lines

  /// Puts the next words on another line, one or more below.
  mutating func breakLine(_ lines: Int = 1) {
    guard !isHidden else { return }
    flow.dropSpace()
    mayHaveWrapped = false
    // A block that a cell or item begins with stands on its line.
    if let last = containers.last, frames[last].start == nil { return }
    flow.pendingLines = max(flow.pendingLines, lines)
  }

  /// Ends the line as `<br>` does, which leaves an empty one where it stands alone.
  mutating func addLineBreak() {
    let isAlone = flow.pendingLines == 0
    breakLine(min(flow.pendingLines + 1, 2))
    mayHaveWrapped = isAlone
  }

  /// Marks the line that the words so far end, and begins another with a character.
  private mutating func endLine(before next: Unicode.Scalar) {
    let line = TextRange(min(flow.lineStart, count), count)
    defer {
      let goesOn = mayHaveWrapped || next.properties.isLowercase && flow.pendingMarker == nil
      isWrapped = goesOn && line.count >= Self.shortestWrapped
      mayHaveWrapped = false
    }
    if let words = label {
      label = nil
      mark(.heading(depth: isWhole(words, of: line) ? 5 : 6, code: nil), words)
    }
    if !isRowLine, !isWrapped, line.count > 0 { mark(.block, line) }
  }

  /// Bytes of a line from which it may have been wrapped, as where a plain note was marked up: by `<br>`, or
  /// in blocks of which the next begins with a small letter.
  private static let shortestWrapped = 40

  /// Whether some words are all of a line or cell, but for a colon.
  private func isWhole(_ words: TextRange, of range: TextRange) -> Bool {
    words.start == range.start
      && flow.text.utf8[words.end..<range.end].allSatisfy { byte in
        byte == UInt8(ascii: ":") || byte <= 32
      }
  }

  private mutating func mark(_ role: LayoutMark.Role, _ range: TextRange) {
    page.marks.append(LayoutMark(role, range))
  }

  // MARK: Elements

  /// Begins an element.
  mutating func open(
    _ name: String,
    _ role: ElementRole,
    _ traits: ElementTraits = [],
    id: String? = nil
  ) {
    let isShown = !isHidden && !traits.contains(.hidden)
    if isShown { begin(role) }
    frames.append(Frame(name: name, role: isShown ? role : .inline, traits: traits, id: id))
    if traits.contains(.hidden) { hiddenCount += 1 }
    if traits.contains(.preformatted) { preformattedCount += 1 }
    guard isShown else { return }
    if traits.contains(.superscript) { flow.isRaised = flow.goesOn }
    switch role {
    case .cell, .item: containers.append(frames.count - 1)
    case .heading: headingCount += 1
    default: break
    }
  }

  private mutating func begin(_ role: ElementRole) {
    switch role {
    case .inline: break
    case .block, .heading: breakLine()
    case .paragraph: breakLine(2)
    case .list(let first):
      breakLine()
      lists.append(first)
    case .item(let own):
      breakLine()
      if let last = lists.indices.last, let next = lists[last] {
        let number = own ?? next
        flow.pendingMarker = "\(number). "
        lists[last] = number &+ 1
      } else {
        flow.pendingMarker = "- "
      }
    case .table:
      breakLine()
      tables.append(TableLayout())
    case .row:
      breakLine()
      if tables.isEmpty { tables.append(TableLayout()) }
      tables[tables.count - 1].tabsBefore = flow.pendingTabs
      tables[tables.count - 1].beginRow()
      isRowOpening = true
    case .cell(let isHeader, let columns, let rows):
      flow.dropSpace()
      guard let last = tables.indices.last else { break }
      if tables[last].isPastFirstCell { flow.pendingTabs += 1 }
      tables[last].beginCell(isHeader: isHeader, columns: columns, rows: rows)
    }
  }

  /// Ends the innermost element.
  ///
  /// - Returns: its words, if it has any.
  @discardableResult
  mutating func close() -> TextRange? {
    guard let frame = frames.last else { return nil }
    let words = frame.start.map { TextRange($0, count) }
    if let id = frame.id, let words, references[id] == nil { references[id] = cut(words) }
    settleTraits(at: frames.count - 1)
    frames.removeLast()
    unstarted = min(unstarted, frames.count)
    if containers.last == frames.count { containers.removeLast() }
    guard !isHidden else { return nil }
    end(frame.role, words)
    return words
  }

  /// The words that a reference may quote; many entries may refer to the same.
  private func cut(_ words: TextRange) -> TextRange {
    guard words.count > Self.longestReference else { return words }
    var end = words.start + Self.longestReference
    while flow.text.utf8[end] & 0xC0 == 0x80 { end -= 1 }
    return TextRange(words.start, end)
  }

  /// Takes an element's effect on its words to end here, though it stays open.
  mutating func settleTraits(at index: Int) {
    let frame = frames[index]
    frames[index].traits = []
    if frame.traits.contains(.hidden) { hiddenCount -= 1 }
    if frame.traits.contains(.preformatted) { preformattedCount -= 1 }
    if frame.traits.contains(.superscript) { flow.isRaised = false }
    guard let start = frame.start, start < count else { return }
    let words = TextRange(start, count)
    if frame.traits.contains(.deleted) { mark(.deleted, words) }
    guard frame.traits.contains(.bold), headingCount == 0, label == nil, flow.lineStart <= start,
      words.count <= Self.longestLabel
    else { return }
    let cell = containers.last.flatMap { frames[$0].start }
    if start == flow.lineStart || start == cell { label = words }
  }

  private mutating func end(_ role: ElementRole, _ words: TextRange?) {
    switch role {
    case .inline: break
    case .block: breakLine()
    case .paragraph: breakLine(2)
    case .heading(let depth, let code):
      headingCount -= 1
      if let words { mark(.heading(depth: depth, code: code), words) }
      breakLine()
    case .list:
      _ = lists.popLast()
      breakLine()
    case .item:
      flow.pendingMarker = nil
      breakLine()
    case .table:
      _ = tables.popLast()
      breakLine()
    case .row: endRow(words)
    case .cell: endCell(words)
    }
  }

  private mutating func endCell(_ words: TextRange?) {
    guard let last = tables.indices.last else { return }
    var isBold = false
    if let words {
      // What follows in the row stays on its line.
      flow.pendingLines = 0
      if let label, flow.lineStart <= words.start, label.start >= words.start {
        isBold = isWhole(label, of: words)
        if !isBold { mark(.heading(depth: 6, code: nil), label) }
        self.label = nil
      }
    }
    flow.dropSpace()
    tables[last].endCell(words, isBold: isBold)
  }

  private mutating func endRow(_ words: TextRange?) {
    guard let last = tables.indices.last else { return }
    flow.pendingTabs = words == nil ? tables[last].tabsBefore : 0
    isRowOpening = false
    page.marks += tables[last].endRow()
    if let words { mark(.row, words) }
    breakLine()
  }

  // MARK: Page

  mutating func declare(_ change: (inout DeclaredMetadata) -> Void) { change(&page.declared) }

  mutating func add(_ entry: CodedEntry) { page.entries.append(entry) }

  mutating func warn(_ warning: String) { page.warnings.append(warning) }

  /// Takes note that the body could not be read.
  mutating func fail(_ error: ReadError) { page.failure = error }

  /// The page, once everything has been added.
  mutating func finish() -> RenderedPage {
    while !frames.isEmpty { close() }
    endLine(before: " ")
    page.text = flow.text
    page.marks.sort { $0.range < $1.range }
    return page
  }
}
