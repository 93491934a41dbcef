package import NoteModel

/// Phrases as paths over word numbers, walked from every token of a text.
///
/// Between the words of a phrase the text may have a hyphen, a slash or a line end; where the
/// phrase has a gap (`_`), up to two words of any kind. Built once, then read only.
public struct PhraseTrie: Sendable {
  /// A phrase found in a run of tokens.
  public struct Match: Sendable, Equatable {
    /// The number the phrase was added with.
    public let entry: Int

    /// Index of its first token.
    public let first: Int

    /// One past the index of its last token.
    public let end: Int
  }

  /// Words that a gap may stand for, at most.
  public static let longestGap = 2

  /// In place of a word: up to two words of any kind.
  public static let gap = WordID.max

  /// The edges by hash: the node that each leads to, below the high half of the hash, which tells
  /// most others apart; 0 for a free place.
  ///
  /// Every node but the root has one edge that leads to it.
  private var edges: [UInt64]
  /// The edge that leads to each node: the node it comes from, and its word below.
  private var keys: [UInt64] = [.max]
  private var nodes: [Node] = [Node()]
  /// Where a word leads from the root, by its number; 0 where it begins no phrase.
  private var roots: [UInt32] = []
  /// The phrase added last, and the nodes of its words.
  private var lastWords: [WordID] = []
  private var lastPath: [UInt32] = []
  /// For each entry the one before it that ends at the same node; -1 for none.
  private var nextEntry: [Int32] = []

  /// What a walk asks of a node, in one place.
  private struct Node {
    /// The last entry that ends here; -1 for none.
    var entry: Int32 = -1
    /// A bit for each word that leads on, by its number; the highest is for gaps.
    ///
    /// Most words are turned away here.
    var words: UInt32 = 0

    private static let gapBit: UInt32 = 1 << 31

    var hasGap: Bool { words & Self.gapBit != 0 }

    func mayLeadOn(by word: WordID) -> Bool { words & Self.bit(of: word) != 0 }

    mutating func leadOn(by word: WordID) { words |= Self.bit(of: word) }

    private static func bit(of word: WordID) -> UInt32 {
      word == PhraseTrie.gap ? gapBit : 1 &<< min((word &* 0x9E37_79B1) >> 27, 30)
    }
  }

  /// Places for edges at first; a lexicon has more than half as many.
  private static let firstPlaces = 1 << 17

  /// An empty trie.
  public init() {
    edges = Array(repeating: 0, count: Self.firstPlaces)
    keys.reserveCapacity(Self.firstPlaces / 2)
    nodes.reserveCapacity(Self.firstPlaces / 2)
    nextEntry.reserveCapacity(Self.firstPlaces / 2)
    roots.reserveCapacity(Self.firstPlaces / 4)
  }

  /// The number of phrases.
  public var count: Int { nextEntry.count }

  /// Adds a phrase as entry number `count`.
  ///
  /// - Parameter words: by their numbers, with `gap` for gaps, which may not stand at an end.
  /// - Returns: the last entry before it that has the same words, if any.
  @discardableResult
  mutating func add(_ words: [WordID]) -> Int? {
    // A phrase often begins as the one before it did.
    var shared = 0
    while shared < min(words.count, lastWords.count), words[shared] == lastWords[shared] {
      shared += 1
    }
    while lastWords.count > shared {
      lastWords.removeLast()
      lastPath.removeLast()
    }
    var node = lastPath.last ?? 0
    for index in shared..<words.count {
      let word = words[index]
      node = child(of: node, by: word)
      lastWords.append(word)
      lastPath.append(node)
      if index == 0, word != Self.gap {
        while roots.count <= Int(word) { roots.append(0) }
        roots[Int(word)] = node
      }
    }
    let earlier = nodes[Int(node)].entry
    nextEntry.append(earlier)
    nodes[Int(node)].entry = Int32(nextEntry.count - 1)
    return earlier < 0 ? nil : Int(earlier)
  }

  /// The entry before another that has the same words, if any.
  public func entry(before entry: Int) -> Int? {
    nextEntry[entry] < 0 ? nil : Int(nextEntry[entry])
  }

  /// Whether any phrase begins with a word.
  ///
  /// - Complexity: O(1)
  @inline(__always)
  public func begins(_ word: WordID) -> Bool {
    let place = Int(word)
    return place < roots.count && roots[place] != 0
  }

  /// Calls `body` with every phrase that begins at token `first` and ends before `end`.
  ///
  /// - Complexity: O(longest phrase), times a constant for phrases with gaps.
  public func matches(
    in tokens: [Token],
    from first: Int,
    to end: Int,
    _ body: (Match) -> Void
  ) {
    guard begins(tokens[first].word) else { return }
    walk(roots[Int(tokens[first].word)], tokens, first, first + 1, end, body)
  }

  private func walk(
    _ node: UInt32,
    _ tokens: [Token],
    _ first: Int,
    _ position: Int,
    _ end: Int,
    _ body: (Match) -> Void
  ) {
    let record = nodes[Int(node)]
    var entry = record.entry
    while entry >= 0 {
      body(Match(entry: Int(entry), first: first, end: position))
      entry = nextEntry[Int(entry)]
    }
    guard record.words != 0 else { return }
    var next = position
    while next < end, isSkipped(tokens, next) { next += 1 }
    guard next < end else { return }
    if record.hasGap, let afterGap = edge(node, Self.gap) {
      walkGap(afterGap, tokens, first, next, end, body)
    }
    let word = tokens[next].word
    if word != Vocabulary.unknown, record.mayLeadOn(by: word), let child = edge(node, word) {
      walk(child, tokens, first, next + 1, end, body)
    }
  }

  private func walkGap(
    _ node: UInt32,
    _ tokens: [Token],
    _ first: Int,
    _ position: Int,
    _ end: Int,
    _ body: (Match) -> Void
  ) {
    var next = position
    for _ in 0...Self.longestGap {
      while next < end, isSkipped(tokens, next) { next += 1 }
      guard next < end, tokens[next].kind != .sign else { return }
      let word = tokens[next].word
      if word != Vocabulary.unknown, nodes[Int(node)].mayLeadOn(by: word),
        let child = edge(node, word)
      {
        walk(child, tokens, first, next + 1, end, body)
      }
      next += 1
    }
  }

  /// A hyphen, slash or quote that stands inside a phrase, not as a dash between blanks.
  private func isSkipped(_ tokens: [Token], _ index: Int) -> Bool {
    let token = tokens[index]
    guard token.kind == .sign, token.end - token.start <= 3, Self.joins(token.word) else {
      return false
    }
    return !token.traits.contains(.spaced) || index + 1 >= tokens.count
      || !tokens[index + 1].traits.contains(.spaced)
  }

  // MARK: Signs

  /// Signs that a phrase is written with or without, in the order of their word numbers.
  private static let transparent = Array("-/'\"".utf8)

  /// Whether a phrase is the same with and without a sign.
  static func isTransparent(_ sign: UInt8) -> Bool { transparent.contains(sign) }

  /// The transparent signs are the first words of every vocabulary made by `Vocabulary.standard`.
  private static func joins(_ word: WordID) -> Bool {
    word >= 1 && word <= transparent.count
  }

  /// A vocabulary with the signs that the matcher knows, to which lexicons are added.
  public static func startingVocabulary() -> Vocabulary {
    var vocabulary = Vocabulary()
    for sign in transparent { _ = vocabulary.insert([sign]) }
    return vocabulary
  }

  // MARK: Edges

  private mutating func child(of node: UInt32, by word: WordID) -> UInt32 {
    if keys.count * 2 > edges.count { grow() }
    let key = UInt64(node) << 32 | UInt64(word)
    let hash = Self.hash(key)
    let slot = slot(of: key, hash)
    guard edges[slot] == 0 else { return UInt32(truncatingIfNeeded: edges[slot]) }
    let target = UInt32(keys.count)
    keys.append(key)
    nodes[Int(node)].leadOn(by: word)
    nodes.append(Node())
    edges[slot] = Self.edge(to: target, hash)
    return target
  }

  /// Where an edge stands, or would.
  private func slot(of key: UInt64, _ hash: UInt64) -> Int {
    let mask = edges.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while edges[slot] != 0 {
      let target = UInt32(truncatingIfNeeded: edges[slot])
      if edges[slot] >> 32 == hash >> 32, keys[Int(target)] == key { break }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private static func edge(to target: UInt32, _ hash: UInt64) -> UInt64 {
    hash & ~UInt64(UInt32.max) | UInt64(target)
  }

  private func edge(_ node: UInt32, _ word: WordID) -> UInt32? {
    let key = UInt64(node) << 32 | UInt64(word)
    let edge = edges[slot(of: key, Self.hash(key))]
    return edge == 0 ? nil : UInt32(truncatingIfNeeded: edge)
  }

  private mutating func grow() {
    edges = Array(repeating: 0, count: edges.count * 2)
    for target in 1..<UInt32(keys.count) {
      let key = keys[Int(target)]
      let hash = Self.hash(key)
      edges[slot(of: key, hash)] = Self.edge(to: target, hash)
    }
  }

  private static func hash(_ key: UInt64) -> UInt64 {
    let mixed = key &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ mixed >> 32
  }

  // MARK: Image

  /// Writes the trie as it lies in memory.
  package func write(to image: inout ImageWriter) {
    image.write(edges)
    image.write(keys)
    image.write(nodes)
    image.write(roots)
    image.write(nextEntry)
  }

  /// The trie that was written to an image.
  package init(from image: inout ImageReader) throws(ImageError) {
    edges = try unsafe image.values()
    keys = try unsafe image.values()
    nodes = try unsafe image.values()
    roots = try unsafe image.values()
    nextEntry = try unsafe image.values()
  }
}
