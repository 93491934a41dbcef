import NoteModel

/// Gathers the phrases of a trie.
public struct PhraseTrieBuilder: Sendable {
  /// The edges by hash: the node that each leads to, below the high half of the hash, which tells
  /// most others apart; 0 for a free place.
  ///
  /// Every node but the root has one edge that leads to it.
  private var edges: [UInt64]
  private(set) var nodes = [Node(parent: 0, word: .max)]
  private(set) var entries: Table<Entry> = []
  /// The words that may stand for others where a phrase goes on behind them.
  private(set) var aliases: [(word: WordID, other: WordID)] = []
  /// The words that a text may have within a phrase.
  private(set) var passing: [WordID] = []
  /// The words that no gap stands for.
  private(set) var gapEnds: [WordID] = []
  /// The phrase added last, and the nodes of its words.
  private var lastWords: [WordID] = []
  private var lastPath: [UInt32] = []

  /// A phrase that ends at a node.
  struct Entry: Sendable {
    let value: Int32
    /// The entry before it that ends at the same node; -1 for none.
    let next: Int32
  }

  /// What is known of a node.
  struct Node: Sendable {
    /// The node that leads here, and its word.
    let parent: UInt32
    let word: WordID
    /// The last entry that ends here; -1 for none.
    var entry: Int32 = -1
  }

  /// Places for edges at first.
  private static let firstPlaces = 1 << 10

  /// A builder without phrases.
  public init() {
    edges = Array(repeating: 0, count: Self.firstPlaces)
  }

  /// Adds a phrase as the next entry, the first being 0.
  ///
  /// - Parameters:
  ///   - words: by their numbers, with gaps among them, which may not stand at an end.
  ///   - value: what a match of it tells.
  /// - Returns: the last entry before it that has the same words, if any.
  @discardableResult
  public mutating func add(_ words: [WordID], value: Int) -> Int? {
    // A phrase often begins as the one before it did.
    var shared = 0
    while shared < min(words.count, lastWords.count), words[shared] == lastWords[shared] {
      shared += 1
    }
    lastWords.removeLast(lastWords.count - shared)
    lastPath.removeLast(lastPath.count - shared)
    var node = lastPath.last ?? 0
    for word in words[shared...] {
      node = child(of: node, by: word)
      lastWords.append(word)
      lastPath.append(node)
    }
    let earlier = nodes[Int(node)].entry
    nodes[Int(node)].entry = Int32(entries.count)
    entries.append(Entry(value: Int32(value), next: earlier))
    return earlier < 0 ? nil : Int(earlier)
  }

  /// Has a word stand for another as the first of several in a phrase.
  public mutating func add(_ word: WordID, for other: WordID) { aliases.append((word, other)) }

  /// Has a word pass within any phrase, as `really` in `has not really had`.
  public mutating func pass(_ word: WordID) { passing.append(word) }

  /// Has no gap stand for a word, as for `not` in `the wall is not displaced`.
  public mutating func endGaps(at word: WordID) { gapEnds.append(word) }

  /// The entry before another that has the same words, if any.
  public func entry(before entry: Int) -> Int? {
    entries[entry].next < 0 ? nil : Int(entries[entry].next)
  }

  /// The value that an entry was added with.
  public func value(of entry: Int) -> Int { Int(entries[entry].value) }

  // MARK: Edges

  private mutating func child(of node: UInt32, by word: WordID) -> UInt32 {
    if nodes.count * 2 > edges.count { grow() }
    let hash = Self.hash(node, word)
    let slot = slot(of: node, word, hash)
    guard edges[slot] == 0 else { return UInt32(truncatingIfNeeded: edges[slot]) }
    let target = UInt32(nodes.count)
    nodes.append(Node(parent: node, word: word))
    edges[slot] = Self.edge(to: target, hash)
    return target
  }

  /// Where an edge stands, or would.
  private func slot(of parent: UInt32, _ word: WordID, _ hash: UInt64) -> Int {
    let mask = edges.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while edges[slot] != 0 {
      if edges[slot] >> 32 == hash >> 32 {
        let node = nodes[Int(UInt32(truncatingIfNeeded: edges[slot]))]
        if node.parent == parent, node.word == word { break }
      }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    edges = Array(repeating: 0, count: edges.count * 2)
    for (target, node) in nodes.enumerated().dropFirst() {
      let hash = Self.hash(node.parent, node.word)
      edges[slot(of: node.parent, node.word, hash)] = Self.edge(to: UInt32(target), hash)
    }
  }

  private static func edge(to target: UInt32, _ hash: UInt64) -> UInt64 {
    hash & ~UInt64(UInt32.max) | UInt64(target)
  }

  private static func hash(_ parent: UInt32, _ word: WordID) -> UInt64 {
    let mixed = (UInt64(parent) << 32 | UInt64(word)) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ mixed >> 32
  }
}
