/// A part of an XML document, as a small tree that lives no longer than it is needed.
struct XMLTree {
  /// An element.
  struct Node {
    /// The name if it is one of CDA, or empty.
    let name: String
    fileprivate let attributes: [(name: String, value: String)]
    /// The text between its tags, without that of its children.
    fileprivate(set) var text = ""
    let parent: Int?
    fileprivate(set) var children: [Int] = []
  }

  /// The elements in the order of their start tags, the root first.
  private(set) var nodes: [Node] = []

  private static let kept: Set<String> = [
    "code", "codeSystem", "displayName", "value", "unit", "negationInd", "moodCode", "typeCode",
    "type", "root", "representation",
  ]

  /// Reads up to the end of the element that a tag begins.
  init(
    of tag: MarkupScanner.Tag,
    _ scanner: inout MarkupScanner,
    _ namespaces: inout NamespaceScope,
    depth: Int
  ) {
    append(tag, parent: nil, scanner, namespaces)
    guard !tag.isEmpty else { return }
    var path = [0]
    while let last = path.last, let piece = scanner.next() {
      switch piece {
      case .start(let tag):
        namespaces.open(tag, depth: depth + path.count, scanner)
        append(tag, parent: last, scanner, namespaces)
        if tag.isEmpty {
          namespaces.close(depth: depth + path.count)
        } else {
          path.append(nodes.count - 1)
        }
      case .end:
        path.removeLast()
        namespaces.close(depth: depth + path.count)
      case .text(let range): nodes[last].text += scanner.decoded(range)
      case .literal(let range):
        nodes[last].text += String(decoding: scanner.bytes[range], as: UTF8.self)
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
    let attributes = tag.attributes.compactMap { attribute -> (name: String, value: String)? in
      let name = String(decoding: scanner.bytes[attribute.name], as: UTF8.self)
      let local = name.hasSuffix(":type") ? "type" : name
      return Self.kept.contains(local) ? (local, scanner.decoded(attribute.value)) : nil
    }
    if let parent { nodes[parent].children.append(nodes.count) }
    nodes.append(Node(name: namespaces.name(of: tag), attributes: attributes, parent: parent))
  }

  // MARK: Looking things up

  /// An attribute that says something.
  func attribute(_ name: String, of node: Int?) -> String? {
    guard let node, let value = nodes[node].attributes.first(where: { $0.name == name })?.value
    else { return nil }
    let words = value.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.isEmpty ? nil : words
  }

  /// The text of an element, its white space folded; not that of base64.
  func text(of node: Int?) -> String? {
    guard let node, attribute("representation", of: node) != "B64" else { return nil }
    let words = nodes[node].text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.isEmpty ? nil : words
  }

  /// The children of some names.
  func children(_ names: String..., of node: Int?) -> [Int] {
    guard let node else { return [] }
    return nodes[node].children.filter { names.contains(nodes[$0].name) }
  }

  /// The element that a path of names leads to, the first of each name.
  func child(_ path: String..., of node: Int?) -> Int? {
    var place = node
    for name in path {
      guard let here = place else { return nil }
      place = nodes[here].children.first { nodes[$0].name == name }
    }
    return place
  }

  /// The elements around an element, innermost first.
  func ancestors(of node: Int) -> [Int] {
    Array(sequence(first: node) { nodes[$0].parent }.dropFirst())
  }
}
