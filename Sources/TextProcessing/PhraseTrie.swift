package import NoteModel

/// Phrases as paths over word numbers, walked from every token of a text.
///
/// Between the words of a phrase the text may have a hyphen, a slash or a line end; where the
/// phrase has a gap (`_`), up to two words of any kind, up to four where two gaps stand together.
/// Built once, then read only.
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

  /// The edges of every node but the root, those of one together, as a small table by hash.
  private var edges: Table<Edge>
  private var nodes: Table<Node>
  /// Where each word leads from the root, by its number.
  private var roots: Table<Root>
  private var entries: Table<PhraseTrieBuilder.Entry>

  /// Where a word leads; an unknown word stands for a free place.
  private struct Edge {
    var word = Vocabulary.unknown
    var target: UInt32 = 0
  }

  /// What a walk asks of a node, in one place.
  private struct Node {
    /// The last entry that ends here; -1 for none.
    var entry: Int32
    /// A bit for each word that leads on, by its number; the highest is for gaps.
    ///
    /// Most words are turned away here.
    var words: UInt32 = 0
    /// Where its edges begin, and how many places they have, less one; more than edges, unless that
    /// is one.
    var firstEdge: UInt32 = 0
    var mask: UInt32 = 0

    private static let gapBit: UInt32 = 1 << 31

    static func hasGap(_ words: UInt32) -> Bool { words & gapBit != 0 }

    /// Whether a word may be one of some, given as their bits; an unknown one is none.
    static func leadsOn(_ words: UInt32, by word: WordID) -> Bool {
      word != Vocabulary.unknown && words & bit(of: word) != 0
    }

    static func bit(of word: WordID) -> UInt32 {
      word == PhraseTrie.gap ? gapBit : 1 &<< min(mixed(word) >> 27, 30)
    }

    /// The place where the search for a word begins.
    func place(of word: WordID) -> UInt32 { Self.mixed(word) >> 8 & mask }

    private static func mixed(_ word: WordID) -> UInt32 { word &* 0x9E37_79B1 }
  }

  /// Where a word leads that may begin a phrase, with what its node knows: most words that begin
  /// one are followed by none of its words, and need no look at the node.
  private struct Root {
    /// 0 where the word begins no phrase.
    var node: UInt32 = 0
    var words: UInt32 = 0
    /// Whether the word by itself is a phrase.
    var isPhrase = false
    /// Whether the word may stand within any phrase.
    var isPassing = false
    /// Whether no gap stands for the word.
    var endsGaps = false
    /// The node of a word that it stands for; 0 for none.
    var alias: UInt32 = 0
  }

  /// The phrases that a builder was given.
  ///
  /// - Complexity: O(nodes)
  public init(_ builder: PhraseTrieBuilder) {
    entries = builder.entries
    nodes = Table(builder.nodes.lazy.map { Node(entry: $0.entry) })
    roots = []
    // Whatever begins a phrase is found by its number alone.
    let inner = builder.nodes.indices.dropFirst().filter { builder.nodes[$0].parent != 0 }
    var counts = [UInt32](repeating: 0, count: nodes.count)
    for index in inner {
      let node = builder.nodes[index]
      counts[Int(node.parent)] += 1
      nodes[Int(node.parent)].words |= Node.bit(of: node.word)
    }
    var places: UInt32 = 0
    for (index, count) in counts.enumerated() where count > 0 {
      nodes[index].firstEdge = places
      nodes[index].mask = Self.places(for: count) - 1
      places += Self.places(for: count)
    }
    edges = Table(repeating: Edge(), count: Int(places))
    for index in inner {
      let node = builder.nodes[index]
      edges[place(of: node.word, from: nodes[Int(node.parent)])] =
        Edge(word: node.word, target: UInt32(index))
    }
    for (index, node) in builder.nodes.enumerated().dropFirst() where node.parent == 0 {
      while roots.count <= Int(node.word) { roots.append(Root()) }
      roots[Int(node.word)] = Root(
        node: UInt32(index),
        words: nodes[index].words,
        isPhrase: node.entry >= 0
      )
    }
    for alias in builder.aliases where Int(alias.other) < roots.count {
      while roots.count <= Int(alias.word) { roots.append(Root()) }
      roots[Int(alias.word)].alias = roots[Int(alias.other)].node
    }
    for word in builder.passing {
      while roots.count <= Int(word) { roots.append(Root()) }
      roots[Int(word)].isPassing = true
    }
    for word in builder.gapEnds {
      while roots.count <= Int(word) { roots.append(Root()) }
      roots[Int(word)].endsGaps = true
    }
  }

  /// The places of a table for some edges: one, or a power of two of which a quarter is free.
  private static func places(for count: UInt32) -> UInt32 {
    var places: UInt32 = 1
    while count > 1, places * 3 < count * 4 { places *= 2 }
    return places
  }

  /// The number of phrases.
  public var count: Int { entries.count }

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
    guard word < roots.count else { return }
    let root = roots[word]
    if root.alias != 0 { walk(root.alias, tokens, first, first + 1, end, body) }
    guard root.node != 0 else { return }
    if !root.isPhrase, !Node.hasGap(root.words) {
      var next = first + 1
      while next < end, isSkipped(tokens, next) { next += 1 }
      guard next < end,
        Node.leadsOn(root.words, by: tokens[next].word) || isPassing(tokens[next].word)
      else { return }
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
    goOn(record, tokens, first, position, end, body)
  }

  /// Walks on from a node to those that the words after it lead to.
  private func goOn(
    _ record: Node,
    _ tokens: [Token],
    _ first: Int,
    _ position: Int,
    _ end: Int,
    passed: Int = 0,
    _ body: (Match) -> Void
  ) {
    guard record.words != 0 else { return }
    var next = position
    while next < end, isSkipped(tokens, next) { next += 1 }
    guard next < end else { return }
    if Node.hasGap(record.words) { walkGaps(record, tokens, first, next, end, body) }
    let word = tokens[next].word
    if Node.leadsOn(record.words, by: word), let child = edge(record, word) {
      walk(child, tokens, first, next + 1, end, body)
    }
    if passed < Self.mostPassing, isPassing(word) {
      goOn(record, tokens, first, next + 1, end, passed: passed + 1, body)
    }
  }

  /// Words in a row that pass between two of a phrase, at most.
  private static let mostPassing = 2

  private func isPassing(_ word: WordID) -> Bool {
    Int(word) < roots.count && roots[Int(word)].isPassing
  }

  private func endsGaps(_ word: WordID) -> Bool {
    Int(word) < roots.count && roots[Int(word)].endsGaps
  }

  /// Walks on past the gap after a node, and past another right behind it.
  private func walkGaps(
    _ node: Node,
    _ tokens: [Token],
    _ first: Int,
    _ position: Int,
    _ end: Int,
    _ body: (Match) -> Void
  ) {
    var longest = Self.longestGap
    var record = node
    while Node.hasGap(record.words), let afterGap = edge(record, Self.gap) {
      record = nodes[Int(afterGap)]
      walkGap(record, of: longest, tokens, first, position, end, body)
      longest += Self.longestGap
    }
  }

  /// Walks on from a node past so many words at most.
  private func walkGap(
    _ record: Node,
    of longest: Int,
    _ tokens: [Token],
    _ first: Int,
    _ position: Int,
    _ end: Int,
    _ body: (Match) -> Void
  ) {
    var next = position
    for _ in 0...longest {
      while next < end, isSkipped(tokens, next) || isPoint(tokens, next) { next += 1 }
      // The words of a gap stand in one cell.
      guard next < end, !tokens[next].traits.contains(.column) else { return }
      let word = tokens[next].word
      if Node.leadsOn(record.words, by: word), let child = edge(record, word) {
        walk(child, tokens, first, next + 1, end, body)
      }
      guard tokens[next].kind != .sign, !endsGaps(word) else { return }
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

  /// The point of an abbreviation, as in `Dr. Quill`: one that ends no sentence.
  private func isPoint(_ tokens: [Token], _ index: Int) -> Bool {
    tokens[index].word == Self.point && !tokens[index].traits.contains(.spaced)
  }

  // MARK: Signs

  /// Signs that a phrase is written with or without, in the order of their word numbers.
  private static let transparent = Array("-/'\"".utf8)

  /// The numbers of the slash and of the last of them.
  private static let slash: WordID = 2
  private static let lastTransparent: WordID = 4

  /// The number of the point.
  private static let point: WordID = 5

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
    let number = vocabulary.insert([UInt8(ascii: ".")])
    assert(number == point)
    return vocabulary
  }

  // MARK: Edges

  /// Where the edge of a node by a word stands, or would.
  private func place(of word: WordID, from node: Node) -> Int {
    var place = node.place(of: word)
    while node.mask > 0 {
      let other = edges[Int(node.firstEdge &+ place)].word
      if other == word || other == Vocabulary.unknown { break }
      place = (place &+ 1) & node.mask
    }
    return Int(node.firstEdge &+ place)
  }

  /// Where a word leads from a node.
  private func edge(_ node: Node, _ word: WordID) -> UInt32? {
    let edge = edges[place(of: word, from: node)]
    return edge.word == word ? edge.target : nil
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
