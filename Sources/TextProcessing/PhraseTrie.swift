package import NoteModel

/// Phrases as paths over word numbers, walked from every token of a text.
///
/// Between the words of a phrase the text may have a hyphen, a slash or a line end; where the
/// phrase has a gap (`_`), up to two words of any kind. Built once, then read only.
public struct PhraseTrie: Sendable {
  /// A phrase found in a run of tokens.
  public struct Match: Sendable, Equatable {
    /// The value the phrase was added with.
    public let value: Int

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
  private var edges: Table<UInt64>
  private var nodes: Table<Node>
  /// Where each word leads from the root, by its number.
  private var roots: Table<Root>
  /// The phrase added last, and the nodes of its words.
  private var lastWords: [WordID] = []
  private var lastPath: [UInt32] = []
  private var entries: Table<Entry>

  /// A phrase that ends at a node.
  private struct Entry {
    let value: Int32
    /// The entry before it that ends at the same node; -1 for none.
    let next: Int32
  }

  /// What a walk asks of a node, in one place.
  private struct Node {
    /// The edge that leads here: the node it comes from, and its word below.
    let key: UInt64
    /// The last entry that ends here; -1 for none.
    var entry: Int32 = -1
    /// A bit for each word that leads on, by its number; the highest is for gaps.
    ///
    /// Most words are turned away here.
    var words: UInt32 = 0

    private static let gapBit: UInt32 = 1 << 31

    static func hasGap(_ words: UInt32) -> Bool { words & gapBit != 0 }

    /// Whether a word may be one of some, given as their bits; an unknown one is none.
    static func leadsOn(_ words: UInt32, by word: WordID) -> Bool {
      word != Vocabulary.unknown && words & bit(of: word) != 0
    }

    mutating func leadOn(by word: WordID) { words |= Self.bit(of: word) }

    private static func bit(of word: WordID) -> UInt32 {
      word == PhraseTrie.gap ? gapBit : 1 &<< min((word &* 0x9E37_79B1) >> 27, 30)
    }
  }

  /// Where a word leads that may begin a phrase, with what its node knows: most words that begin
  /// one are followed by none of its words, and need no look at the node.
  private struct Root {
    /// 0 where the word begins no phrase.
    var node: UInt32 = 0
    var words: UInt32 = 0
    /// Whether the word by itself is a phrase.
    var isPhrase = false
  }

  /// Places for edges at first.
  private static let firstPlaces = 1 << 10

  /// An empty trie.
  public init() {
    edges = Table(repeating: 0, count: Self.firstPlaces)
    nodes = [Node(key: .max)]
    roots = []
    entries = []
  }

  /// The number of phrases.
  public var count: Int { entries.count }

  /// Adds a phrase as entry number `count`.
  ///
  /// - Parameters:
  ///   - words: by their numbers, with `gap` for gaps, which may not stand at an end.
  ///   - value: what a match of it tells.
  /// - Returns: the last entry before it that has the same words, if any.
  @discardableResult
  public mutating func add(_ words: [WordID], value: Int) -> Int? {
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
        while roots.count <= Int(word) { roots.append(Root()) }
        roots[Int(word)].node = node
      }
    }
    let earlier = nodes[Int(node)].entry
    entries.append(Entry(value: Int32(value), next: earlier))
    nodes[Int(node)].entry = Int32(entries.count - 1)
    updateRoot(of: words)
    return earlier < 0 ? nil : Int(earlier)
  }

  /// Has the root of a phrase know what the node of its first word does.
  private mutating func updateRoot(of words: [WordID]) {
    guard let first = words.first.map(Int.init), first < roots.count else { return }
    let node = nodes[Int(roots[first].node)]
    roots[first].words = node.words
    roots[first].isPhrase = node.entry >= 0
  }

  /// The entry before another that has the same words, if any.
  public func entry(before entry: Int) -> Int? {
    entries[entry].next < 0 ? nil : Int(entries[entry].next)
  }

  /// The value that an entry was added with.
  public func value(of entry: Int) -> Int { Int(entries[entry].value) }

  /// Calls `body` with every phrase in a range of tokens, by their first tokens.
  ///
  /// - Complexity: O(tokens · longest phrase), times a constant for phrases with gaps.
  public func matches(in tokens: [Token], _ range: Range<Int>, _ body: (Match) -> Void) {
    for first in range { matches(in: tokens, from: first, to: range.upperBound, body) }
  }

  /// Calls `body` with every phrase that begins at token `first` and ends before `end`.
  ///
  /// - Complexity: O(longest phrase), times a constant for phrases with gaps.
  @inline(__always)
  public func matches(
    in tokens: [Token],
    from first: Int,
    to end: Int,
    _ body: (Match) -> Void
  ) {
    let word = Int(tokens[first].word)
    guard word < roots.count, roots[word].node != 0 else { return }
    let root = roots[word]
    if !root.isPhrase, !Node.hasGap(root.words) {
      var next = first + 1
      while next < end, isSkipped(tokens, next) { next += 1 }
      guard next < end, Node.leadsOn(root.words, by: tokens[next].word) else { return }
    }
    walk(root.node, tokens, first, first + 1, end, body)
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
      let found = entries[Int(entry)]
      body(Match(value: Int(found.value), first: first, end: position))
      entry = found.next
    }
    guard record.words != 0 else { return }
    var next = position
    while next < end, isSkipped(tokens, next) { next += 1 }
    guard next < end else { return }
    if Node.hasGap(record.words), let afterGap = edge(node, Self.gap) {
      walkGap(afterGap, tokens, first, next, end, body)
    }
    let word = tokens[next].word
    if Node.leadsOn(record.words, by: word), let child = edge(node, word) {
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
      // The words of a gap stand in one cell.
      guard next < end, !tokens[next].traits.contains(.column) else { return }
      let word = tokens[next].word
      if Node.leadsOn(nodes[Int(node)].words, by: word), let child = edge(node, word) {
        walk(child, tokens, first, next + 1, end, body)
      }
      guard tokens[next].kind != .sign else { return }
      next += 1
    }
  }

  /// A hyphen, slash or quote that stands inside a phrase, not as a dash between blanks; a slash may
  /// stand between them: `ASSESSMENT / PLAN`.
  private func isSkipped(_ tokens: [Token], _ index: Int) -> Bool {
    let token = tokens[index]
    guard token.kind == .sign, token.end - token.start <= 3, Self.joins(token.word) else {
      return false
    }
    return !token.traits.contains(.spaced) || token.word == Self.slash
      || index + 1 >= tokens.count || !tokens[index + 1].traits.contains(.spaced)
  }

  // MARK: Signs

  /// Signs that a phrase is written with or without, in the order of their word numbers.
  private static let transparent = Array("-/'\"".utf8)

  /// The numbers of the slash and of the last of them.
  private static let slash: WordID = 2
  private static let lastTransparent: WordID = 4

  /// Whether a phrase is the same with and without a sign.
  static func isTransparent(_ sign: UInt8) -> Bool { transparent.contains(sign) }

  /// The transparent signs are the first words of every vocabulary that phrases are read with.
  private static func joins(_ word: WordID) -> Bool {
    word >= 1 && word <= lastTransparent
  }

  /// A vocabulary with the signs that the matcher knows, to which lexicons are added.
  public static func startingVocabulary() -> Vocabulary {
    var vocabulary = Vocabulary()
    for sign in transparent { _ = vocabulary.insert([sign]) }
    assert(vocabulary.count == lastTransparent)
    return vocabulary
  }

  // MARK: Edges

  private mutating func child(of node: UInt32, by word: WordID) -> UInt32 {
    if nodes.count * 2 > edges.count { grow() }
    let key = UInt64(node) << 32 | UInt64(word)
    let hash = Self.hash(key)
    let slot = slot(of: key, hash)
    guard edges[slot] == 0 else { return UInt32(truncatingIfNeeded: edges[slot]) }
    let target = UInt32(nodes.count)
    nodes[Int(node)].leadOn(by: word)
    nodes.append(Node(key: key))
    edges[slot] = Self.edge(to: target, hash)
    return target
  }

  /// Where an edge stands, or would.
  private func slot(of key: UInt64, _ hash: UInt64) -> Int {
    let mask = edges.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while edges[slot] != 0 {
      let target = UInt32(truncatingIfNeeded: edges[slot])
      if edges[slot] >> 32 == hash >> 32, nodes[Int(target)].key == key { break }
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
    edges = Table(repeating: 0, count: edges.count * 2)
    for target in 1..<UInt32(nodes.count) {
      let key = nodes[Int(target)].key
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
    image.write(nodes)
    image.write(roots)
    image.write(entries)
  }

  /// The trie that was written to an image.
  package init(from image: inout ImageReader) throws(ImageError) {
    edges = try unsafe image.values()
    nodes = try unsafe image.values()
    roots = try unsafe image.values()
    entries = try unsafe image.values()
  }
}
