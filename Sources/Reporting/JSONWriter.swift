/// A value that has one JSON form.
package protocol JSONWritable {
  /// Writes the value, without what separates it from its neighbours.
  func write(to json: inout JSONWriter)
}

/// Writes JSON as UTF-8 bytes, members in the order they are given.
///
/// ```swift
/// var json = JSONWriter(.compact)
/// json.object { json in json.member("id", 17) }  // {"id":17}
/// ```
package struct JSONWriter {
  /// How containers are laid out.
  package enum Layout: Sendable {
    /// No space at all.
    case compact
    /// A line a member, two spaces a depth.
    case indented
  }

  /// How one container is laid out where the whole is indented.
  package enum Shape: Sendable {
    /// A line a member.
    case block
    /// All on one line, and everything inside too.
    case line
  }

  /// What is written so far.
  package private(set) var bytes: [UInt8] = []

  private let layout: Layout
  private var depth = 0
  private var lineDepth = 0
  private var isFirst = true

  /// A writer of nothing yet.
  package init(_ layout: Layout) {
    self.layout = layout
  }

  /// What is written so far, as a string.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes an object; `body` gives its members.
  package mutating func object(_ shape: Shape = .block, _ body: (inout JSONWriter) -> Void) {
    container("{", "}", shape, body)
  }

  /// Writes an array; `body` gives its elements.
  package mutating func array(_ shape: Shape = .block, _ body: (inout JSONWriter) -> Void) {
    container("[", "]", shape, body)
  }

  /// Writes the name of a member, whose value must follow; one that needs no escape.
  package mutating func key(_ name: StaticString) {
    separate()
    name.withUTF8Buffer { name in
      bytes.append(addingCapacity: name.count + 4) { output in
        output.append(UInt8(ascii: "\""))
        for index in name.indices { unsafe output.append(name[index]) }
        output.append(UInt8(ascii: "\""))
        output.append(UInt8(ascii: ":"))
        if layout == .indented { output.append(UInt8(ascii: " ")) }
      }
    }
  }

  /// Writes a member.
  package mutating func member(_ name: StaticString, _ value: some JSONWritable) {
    key(name)
    value.write(to: &self)
  }

  /// Writes a member whose name the program does not know.
  package mutating func member(named name: String, _ value: some JSONWritable) {
    separate()
    string(name.utf8)
    bytes.append(UInt8(ascii: ":"))
    if layout == .indented { bytes.append(UInt8(ascii: " ")) }
    value.write(to: &self)
  }

  /// Writes an element of an array.
  package mutating func element(_ value: some JSONWritable) {
    separate()
    value.write(to: &self)
  }

  /// Ends a line between two values of a stream.
  package mutating func endLine() {
    bytes.append(10)
    isFirst = true
  }

  /// Writes a number or one of the three words of JSON as it stands.
  mutating func literal(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  /// Writes a whole number.
  mutating func whole(_ number: Int) {
    guard let number = UInt32(exactly: number) else { return literal(number.description) }
    var place: UInt32 = 1
    while number / place >= 10 { place *= 10 }
    bytes.append(addingCapacity: Self.mostDigits) { output in
      while place > 0 {
        output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / place % 10))
        place /= 10
      }
    }
  }

  /// Digits of a number of 32 bits, at most.
  private static let mostDigits = 10

  /// Writes a string of valid UTF-8, with quotes.
  ///
  /// Control characters are escaped, those of C1 and DEL too, so that output that is shown on a
  /// terminal cannot steer it.
  ///
  /// - Complexity: O(n), one pass
  mutating func string(_ utf8: some Collection<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    let isPlain =
      utf8.withContiguousStorageIfAvailable { buffer in
        unsafe Self.isPlain(buffer)
      } ?? utf8.allSatisfy(Self.isPlain)
    if isPlain { bytes.append(contentsOf: utf8) } else { escaped(utf8) }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isPlain(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    for index in utf8.indices where unsafe !isPlain(utf8[index]) { return false }
    return true
  }

  /// Whether a byte stands for itself in a string.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func escaped(_ utf8: some Sequence<UInt8>) {
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x0A: literal("\\n")
      case 0x0D: literal("\\r")
      case 0x09: literal("\\t")
      case 0..<0x20, 0x7F: escape(byte)
      case 0x80..<0xA0 where bytes.last == 0xC2:
        bytes.removeLast()
        escape(byte)
      default: bytes.append(byte)
      }
    }
  }

  private mutating func escape(_ byte: UInt8) {
    let digits = Array("0123456789abcdef".utf8)
    literal("\\u00")
    bytes.append(digits[Int(byte >> 4)])
    bytes.append(digits[Int(byte & 15)])
  }

  private mutating func container(
    _ open: Unicode.Scalar,
    _ close: Unicode.Scalar,
    _ shape: Shape,
    _ body: (inout JSONWriter) -> Void
  ) {
    bytes.append(UInt8(ascii: open))
    depth += 1
    if shape == .line || lineDepth > 0 { lineDepth += 1 }
    isFirst = true
    body(&self)
    depth -= 1
    if !isFirst { breakLine() }
    if lineDepth > 0 { lineDepth -= 1 }
    isFirst = false
    bytes.append(UInt8(ascii: close))
  }

  /// Writes what stands between two values, before the second.
  mutating func separate() {
    if !isFirst {
      bytes.append(UInt8(ascii: ","))
      if lineDepth > 0, layout == .indented { bytes.append(UInt8(ascii: " ")) }
    }
    if depth > 0 { breakLine() }
    isFirst = false
  }

  private mutating func breakLine() {
    guard layout == .indented, lineDepth == 0 else { return }
    bytes.append(10)
    for _ in 0..<depth {
      bytes.append(UInt8(ascii: " "))
      bytes.append(UInt8(ascii: " "))
    }
  }
}
