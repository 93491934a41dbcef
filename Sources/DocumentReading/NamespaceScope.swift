/// The XML namespaces in force while a document is read.
struct NamespaceScope {
  private struct Binding {
    let prefix: [UInt8]
    let isCDA: Bool
    let depth: Int
  }

  /// What the elements around declare, the innermost last.
  private var bindings: [Binding] = []

  /// Takes in what the start tag read last, at a depth, declares.
  mutating func open(depth: Int, _ scanner: MarkupScanner) {
    for attribute in scanner.attributes
    where scanner.bytes[attribute.name.lowerBound] == UInt8(ascii: "x")
      && scanner.bytes[attribute.name].starts(with: "xmlns".utf8)
    {
      let name = scanner.bytes[attribute.name].dropFirst(5)
      let prefix = Array(name.dropFirst())
      let uri = scanner.decoded(attribute.value)
      let isCDA = uri == "urn:hl7-org:v3" || uri.isEmpty
      bindings.append(Binding(prefix: prefix, isCDA: isCDA, depth: depth))
    }
  }

  /// Forgets what the element at a depth declared.
  mutating func close(depth: Int) {
    while let last = bindings.last, last.depth >= depth { bindings.removeLast() }
  }

  /// Where the name of an element of CDA or of no namespace stands; an empty place for any other.
  func name(of tag: MarkupScanner.Tag, _ scanner: MarkupScanner) -> Range<Int> {
    let prefix = scanner.bytes[tag.prefix]
    let isCDA = bindings.last { $0.prefix[...] == prefix }?.isCDA ?? prefix.isEmpty
    return isCDA ? tag.local : tag.local.lowerBound..<tag.local.lowerBound
  }
}
