/// A JSON text, checked as a whole and laid out flat, so that looking something up in it builds
/// nothing and hostile nesting costs no stack.
struct JSONTree {
  /// A value, by its place in the tree.
  struct Node: Hashable {
    fileprivate let index: Int
  }

  private enum Kind: UInt8 {
    case object
    case array
    case string
    case other
  }

  /// A value with those inside it right after it; in an object names and values take turns.
  private struct Cell {
    let kind: Kind
    /// Its bytes, those of a string without the quotes.
    let start: UInt32
    var end: UInt32
    /// The cell after it and all inside it.
    var next: UInt32
  }

  /// The text.
  let bytes: [UInt8]

  private var cells: [Cell] = []

  /// The most levels of nesting; FHIR has a dozen.
  static let deepest = 100

  /// The most values; they take a quarter of a gigabyte.
  static let largest = 1 << 24

  /// Checks and lays out a text of less than 4 GB.
  ///
  /// - Parameter bytes: UTF-8.
  /// - Throws: `ReadError.malformedJSON` with the byte, from 0, or `unsupported` for a text that is
  ///   nested too deeply or has too many values.
  /// - Complexity: O(`bytes.count`), one pass
  init(_ bytes: [UInt8]) throws(ReadError) {
    self.bytes = bytes
    var index = 0
    var open: [Int] = []
    try addValue(&index, &open)
    while let container = open.last {
      skipSpace(&index)
      let isObject = cells[container].kind == .object
      if index < bytes.count, bytes[index] == UInt8(ascii: isObject ? "}" : "]") {
        index += 1
        cells[container].end = UInt32(index)
        cells[container].next = UInt32(cells.count)
        open.removeLast()
        continue
      }
      if cells.count > container + 1 { try skip(",", &index) }
      if isObject {
        skipSpace(&index)
        try addString(&index)
        skipSpace(&index)
        try skip(":", &index)
      }
      try addValue(&index, &open)
    }
    skipSpace(&index)
    if index < bytes.count { throw .malformedJSON(byte: index) }
  }

  // MARK: Looking up

  /// The whole.
  var root: Node { Node(index: 0) }

  /// The values of an array, or the names and values of an object; none of anything else.
  private func children(of node: Node) -> [Int] {
    guard cells[node.index].kind == .object || cells[node.index].kind == .array else { return [] }
    var children: [Int] = []
    var index = node.index + 1
    while index < cells[node.index].next {
      children.append(index)
      index = Int(cells[index].next)
    }
    return children
  }

  /// The values of an array; none of anything else.
  func items(of node: Node?) -> [Node] {
    guard let node, cells[node.index].kind == .array else { return [] }
    return children(of: node).map { Node(index: $0) }
  }

  /// The value of a member, on a path of names; `nil` where there is none.
  func member(_ path: String..., of node: Node?) -> Node? { member(path, of: node) }

  /// The value of a member, on a path of names; `nil` where there is none.
  func member(_ path: [String], of node: Node?) -> Node? {
    var node = node
    for name in path {
      guard let parent = node, cells[parent.index].kind == .object else { return nil }
      let children = children(of: parent)
      let found = stride(from: 0, to: children.count, by: 2).first { place in
        let cell = cells[children[place]]
        return bytes[Int(cell.start)..<Int(cell.end)].elementsEqual(name.utf8)
      }
      node = found.map { Node(index: children[$0 + 1]) }
    }
    return node
  }

  /// The objects in a value, itself among them, at any depth.
  func objects(in node: Node) -> [Node] {
    (node.index..<Int(cells[node.index].next)).filter { cells[$0].kind == .object }
      .map { Node(index: $0) }
  }

  /// The characters of a string; `nil` of anything else.
  func string(_ node: Node?) -> String? {
    words(node).map { String(decoding: $0.utf8, as: UTF8.self) }
  }

  /// The characters of a string with where each stands in the text; `nil` of anything else.
  func words(_ node: Node?) -> TextBuilder? {
    guard let node, cells[node.index].kind == .string else { return nil }
    let end = Int(cells[node.index].end)
    var builder = TextBuilder()
    var start = Int(cells[node.index].start)
    while start < end {
      let escape = bytes[..<end][start...].firstIndex(of: UInt8(ascii: "\\")) ?? end
      builder.append(bytes[start..<escape], from: start)
      guard escape < end else { break }
      let (scalar, next) = scalar(at: escape)
      builder.append(scalar, madeFrom: escape..<next)
      start = next
    }
    return builder
  }

  /// The character that an escape stands for, and where it ends; half a pair stands for none.
  private func scalar(at escape: Int) -> (Unicode.Scalar, next: Int) {
    switch bytes[escape + 1] {
    case UInt8(ascii: "b"): return ("\u{8}", escape + 2)
    case UInt8(ascii: "f"): return ("\u{C}", escape + 2)
    case UInt8(ascii: "n"): return ("\n", escape + 2)
    case UInt8(ascii: "r"): return ("\r", escape + 2)
    case UInt8(ascii: "t"): return ("\t", escape + 2)
    case UInt8(ascii: "u"): break
    case let byte: return (Unicode.Scalar(byte), escape + 2)
    }
    let unit = unit(at: escape) ?? 0xFFFD
    if let scalar = Unicode.Scalar(unit) { return (scalar, escape + 6) }
    guard UTF16.isLeadSurrogate(unit), let trail = self.unit(at: escape + 6),
      UTF16.isTrailSurrogate(trail),
      let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + UInt32(trail) - 0xDC00)
    else { return ("\u{FFFD}", escape + 6) }
    return (scalar, escape + 12)
  }

  /// The number of an escape `\uXXXX`; `nil` where none stands.
  private func unit(at escape: Int) -> UInt16? {
    guard escape + 6 <= bytes.count, bytes[escape] == UInt8(ascii: "\\"),
      bytes[escape + 1] == UInt8(ascii: "u"),
      bytes[escape + 2..<escape + 6].allSatisfy(Self.isHexadecimal)
    else { return nil }
    return UInt16(String(decoding: bytes[escape + 2..<escape + 6], as: UTF8.self), radix: 16)
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  // MARK: Laying out

  private mutating func addValue(_ index: inout Int, _ open: inout [Int]) throws(ReadError) {
    skipSpace(&index)
    guard index < bytes.count else { throw .malformedJSON(byte: index) }
    switch bytes[index] {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard open.count < Self.deepest else {
        throw .unsupported(
          format: "JSON of more than \(Self.deepest) levels",
          hint: "export it again"
        )
      }
      open.append(cells.count)
      try add(bytes[index] == UInt8(ascii: "{") ? .object : .array, index..<index)
      index += 1
    case UInt8(ascii: "\""): try addString(&index)
    default: try addLiteral(&index)
    }
  }

  private mutating func add(_ kind: Kind, _ range: Range<Int>) throws(ReadError) {
    guard cells.count < Self.largest else {
      throw .unsupported(format: "JSON of more than \(Self.largest) values", hint: "split the file")
    }
    cells.append(
      Cell(
        kind: kind,
        start: UInt32(range.lowerBound),
        end: UInt32(range.upperBound),
        next: UInt32(cells.count + 1)
      )
    )
  }

  private mutating func addString(_ index: inout Int) throws(ReadError) {
    try skip("\"", &index)
    let start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      guard bytes[index] >= 32 else { throw .malformedJSON(byte: index) }
      guard bytes[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      guard index + 1 < bytes.count else { throw .malformedJSON(byte: index) }
      let isUnit = bytes[index + 1] == UInt8(ascii: "u")
      guard isUnit ? unit(at: index) != nil : "\"\\/bfnrt".utf8.contains(bytes[index + 1]) else {
        throw .malformedJSON(byte: index)
      }
      index += isUnit ? 6 : 2
    }
    try add(.string, start..<index)
    try skip("\"", &index)
  }

  /// Adds a number or a word; what the number is does not matter here.
  private mutating func addLiteral(_ index: inout Int) throws(ReadError) {
    let start = index
    while index < bytes.count, Self.isLiteral(bytes[index]) { index += 1 }
    let isWord = ["true", "false", "null"].contains { bytes[start..<index].elementsEqual($0.utf8) }
    let isNumber = bytes[start..<index].allSatisfy { "+-.eE0123456789".utf8.contains($0) }
    guard start < index, isWord || isNumber else { throw .malformedJSON(byte: start) }
    try add(.other, start..<index)
  }

  private static func isLiteral(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// Whether JSON allows a byte between values.
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 10 || byte == 13 || byte == 9
  }

  private func skipSpace(_ index: inout Int) {
    while index < bytes.count, Self.isSpace(bytes[index]) { index += 1 }
  }

  private func skip(_ character: Unicode.Scalar, _ index: inout Int) throws(ReadError) {
    guard index < bytes.count, bytes[index] == UInt8(ascii: character) else {
      throw .malformedJSON(byte: index)
    }
    index += 1
  }
}
