/// Text that grows word by word, on lines and in columns.
///
/// What stands between words (line ends, tabs, a list marker, white space) waits until the next
/// word comes, so that nothing is left over at the ends of blocks, cells and pages.
struct TextFlow {
  private(set) var text = TextBuilder()

  /// Where the words of the line begin, after its marker.
  private(set) var lineStart = 0

  /// Line ends before the next word.
  var pendingLines = 0

  /// Column separators before the next word.
  var pendingTabs = 0

  /// The list marker before the next word.
  var pendingMarker: String?

  /// Whether the next word is raised.
  var isRaised = false

  private var space: Range<Int>?
  private var whiteSpace: [(scalar: Unicode.Scalar, source: Range<Int>)] = []

  /// Whether the next word begins a line.
  var startsLine: Bool { pendingLines > 0 || text.count == 0 }

  /// Whether nothing stands between the last word and the next.
  var goesOn: Bool { !startsLine && pendingTabs == 0 && space == nil && whiteSpace.isEmpty }

  // MARK: Words

  /// Puts in place what waits for a word that begins with some character.
  mutating func beginWord(with scalar: Unicode.Scalar) {
    if startsLine {
      beginLine()
    } else if pendingTabs > 0 {
      addTabs()
    } else if pendingMarker == nil {
      addSpace()
    }
    if let marker = pendingMarker {
      text.insert(marker)
      pendingMarker = nil
      lineStart = text.count
    }
    if isRaised, "+-0123456789".unicodeScalars.contains(scalar), text.utf8.last ?? 0 > 32 {
      // 10⁹ is not 109.
      text.insert("^")
    }
    isRaised = false
    dropSpace()
  }

  /// Goes on with bytes that stand in the source as they are.
  mutating func append(_ bytes: ArraySlice<UInt8>, from source: Int) {
    text.append(bytes, from: source)
  }

  /// Goes on with a character that stands for a stretch of the source.
  mutating func append(_ scalar: Unicode.Scalar, madeFrom source: Range<Int>) {
    text.append(scalar, madeFrom: source)
  }

  /// Goes on with bytes that stand for a stretch of the source as a whole.
  mutating func append(_ bytes: [UInt8], madeFrom source: Range<Int>) {
    text.append(bytes, madeFrom: source)
  }

  /// Goes on with words that the source does not have.
  mutating func insert(_ words: String) { text.insert(words) }

  // MARK: White space

  /// Keeps white space, which folds to one space, for the next word.
  mutating func wait(withSpace source: Range<Int>) { space = source }

  /// Keeps white space that stands as it is for the next word.
  mutating func wait(with scalar: Unicode.Scalar, _ source: Range<Int>) {
    whiteSpace.append((scalar, source))
  }

  /// Drops white space that waits for the next word.
  mutating func dropSpace() {
    space = nil
    whiteSpace = []
  }

  private mutating func beginLine() {
    if text.count > 0 { text.insert(String(repeating: "\n", count: pendingLines)) }
    pendingLines = 0
    addTabs()
    lineStart = text.count
    // Before the first word of a line only its indent counts.
    let indent = whiteSpace.lastIndex { $0.scalar == "\n" }.map { $0 + 1 } ?? 0
    for (scalar, source) in whiteSpace[indent...] { text.append(scalar, madeFrom: source) }
  }

  private mutating func addTabs() {
    guard pendingTabs > 0 else { return }
    text.insert(String(repeating: "\t", count: pendingTabs))
    pendingTabs = 0
  }

  private mutating func addSpace() {
    for (scalar, source) in whiteSpace { text.append(scalar, madeFrom: source) }
    if let space, text.utf8.last != 32 { text.append(" ", madeFrom: space) }
  }
}
