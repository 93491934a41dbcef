/// A part of an XML document, as a small tree that lives no longer than it is needed.
struct XMLTree {
  /// An element.
  struct Node {
    /// Where the name stands if it is one of CDA, or an empty place.
    fileprivate let name: Range<Int>
    /// Where its attributes stand among those of the tree.
    fileprivate let attributes: Range<Int>
    /// The text between its tags, without that of its children.
    fileprivate(set) var text: [SourceWords] = []
    let parent: Int?
    fileprivate var firstChild: Int?
    fileprivate var lastChild: Int?
    /// The next child of its parent.
    fileprivate var next: Int?
  }

  /// The elements in the order of their start tags, the root first.
  private(set) var nodes: [Node] = []

  private var attributes: [MarkupScanner.Attribute] = []

  private let scanner: MarkupScanner

  /// Reads up to the end of the element that a tag begins.
  init(
    of tag: MarkupScanner.Tag,
    _ scanner: inout MarkupScanner,
    _ namespaces: inout NamespaceScope,
    depth: Int
  ) {
    self.scanner = scanner
    append(tag, parent: nil, scanner, namespaces)
    guard !tag.isEmpty else { return }
    var path = [0]
    while let last = path.last, let piece = scanner.next() {
      switch piece {
      case .start(let tag):
        namespaces.open(depth: depth + path.count, scanner)
        append(tag, parent: last, scanner, namespaces)
        if tag.isEmpty {
          namespaces.close(depth: depth + path.count)
        } else {
          path.append(nodes.count - 1)
        }
      case .end:
        path.removeLast()
        namespaces.close(depth: depth + path.count)
      case .text(let range):
        // Most text is the white space between two tags.
        if !scanner.isBlank(range) { nodes[last].text.append(SourceWords(range: range)) }
      case .literal(let range):
        nodes[last].text.append(SourceWords(range: range, isLiteral: true))
      case .doctype: break
      }
    }
  }

  private mutating func append(
    _ tag: MarkupScanner.Tag,
    parent: Int?,
    _ scanner: MarkupScanner,
    _ namespaces: NamespaceScope
  ) {
    let node = nodes.count
    let first = attributes.count
    attributes += scanner.attributes
    nodes.append(
      Node(
        name: namespaces.name(of: tag, scanner),
        attributes: first..<attributes.count,
        parent: parent
      )
    )
    guard let parent else { return }
    if let last = nodes[parent].lastChild {
      nodes[last].next = node
    } else {
      nodes[parent].firstChild = node
    }
    nodes[parent].lastChild = node
  }

  /// The children of an element, in order.
  private func children(of node: Int) -> some Sequence<Int> {
    sequence(state: nodes[node].firstChild) { child in
      defer { child = child.flatMap { nodes[$0].next } }
      return child
    }
  }

  // MARK: Looking things up

  /// The words of an attribute, if it has any.
  func words(_ name: StaticString, of node: Int?) -> [SourceWords] {
    guard let node,
      let attribute = attributes[nodes[node].attributes].first(where: { scanner.isNamed(name, $0) }
      ),
      !scanner.isBlank(attribute.value)
    else { return [] }
    return [SourceWords(range: attribute.value)]
  }

  /// The words of an element that stand in it as text; base64 is none.
  func words(in node: Int?) -> [SourceWords] {
    guard let node, attribute("representation", of: node)?.uppercased() != "B64" else { return [] }
    return nodes[node].text.filter { !scanner.isBlank($0.range) }
  }

  /// Words as a string, white space folded; `nil` where there are none.
  func string(_ words: [SourceWords]) -> String? {
    guard !words.isEmpty else { return nil }
    if words.count == 1, let range = words.first?.range, isPlain(range) {
      return String(decoding: scanner.bytes[range], as: UTF8.self)
    }
    let text = words.map { words in
      words.isLiteral
        ? String(decoding: scanner.bytes[words.range], as: UTF8.self) : scanner.decoded(words.range)
    }
    let folded = Self.folded(text.joined())
    return folded.isEmpty ? nil : folded
  }

  /// Words with one blank between them.
  private static func folded(_ words: String) -> String {
    guard words.utf8.allSatisfy({ $0 < 0x80 }) else {
      return words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    var folded: [UInt8] = []
    var isApart = false
    for byte in words.utf8 {
      if byte == 32 || (9...13).contains(byte) {
        isApart = !folded.isEmpty
        continue
      }
      if isApart { folded.append(32) }
      isApart = false
      folded.append(byte)
    }
    return String(decoding: folded, as: UTF8.self)
  }

  /// Whether a stretch is letters and signs of ASCII alone, as codes and names are.
  private func isPlain(_ range: Range<Int>) -> Bool {
    !range.isEmpty
      && scanner.bytes[range].allSatisfy { $0 > 32 && $0 < 0x7F && $0 != UInt8(ascii: "&") }
  }

  /// An attribute that says something.
  func attribute(_ name: StaticString, of node: Int?) -> String? { string(words(name, of: node)) }

  /// The text of an element, its white space folded.
  func text(of node: Int?) -> String? { string(words(in: node)) }

  /// Whether an element has a name.
  func isNamed(_ name: StaticString, _ node: Int) -> Bool { scanner.isName(name, nodes[node].name) }

  /// The children of a name.
  func children(_ name: StaticString, of node: Int?) -> [Int] {
    guard let node else { return [] }
    return children(of: node).filter { isNamed(name, $0) }
  }

  /// The first child of a name.
  func child(_ name: StaticString, of node: Int?) -> Int? {
    node.flatMap { children(of: $0).first { isNamed(name, $0) } }
  }

  /// Whether an element stands in one of a name.
  func isInside(_ name: StaticString, _ node: Int) -> Bool {
    var around = nodes[node].parent
    while let place = around {
      if isNamed(name, place) { return true }
      around = nodes[place].parent
    }
    return false
  }
}

/// Words of a file, as they stand in it.
struct SourceWords {
  /// Where they stand.
  let range: Range<Int>

  /// Whether they hold no character references.
  var isLiteral = false
}
