import NoteModel

/// Cuts markup into tags and text, with exact byte offsets.
///
/// It never fails: what is no markup is text, and what is not closed runs to the end. Of XML it is
/// right where the document is well formed, which `XMLCheck` sees to.
struct MarkupScanner {
  /// The rules that markup follows.
  enum Syntax {
    case html
    case xml
  }

  /// A piece of markup.
  enum Piece {
    case start(Tag)
    /// An end tag, of HTML with its name.
    case end(name: String)
    /// Text with character references in it.
    case text(Range<Int>)
    /// Text without, of a CDATA section.
    case literal(Range<Int>)
    case doctype
  }

  /// A start tag.
  struct Tag {
    /// The prefix of an XML name; empty where it has none.
    let prefix: Range<Int>
    /// The name, of XML without its prefix.
    let local: Range<Int>
    let isEmpty: Bool
    /// The whole tag.
    let range: Range<Int>
  }

  /// An attribute as written.
  struct Attribute {
    let name: Range<Int>
    /// The value without its quotes.
    let value: Range<Int>
  }

  let bytes: [UInt8]
  let syntax: Syntax
  /// The attributes of the tag read last.
  private(set) var attributes: [Attribute] = []
  private var position = 0

  init(_ bytes: [UInt8], _ syntax: Syntax) {
    self.bytes = bytes
    self.syntax = syntax
  }

  // MARK: Pieces

  /// The next piece, or `nil` at the end; comments and processing instructions are passed over.
  mutating func next() -> Piece? {
    while position < bytes.count {
      guard beginsMarkup(position) else { return text() }
      switch bytes[position + 1] {
      case UInt8(ascii: "!"):
        if let piece = declaration() { return piece }
      case UInt8(ascii: "?"): passInstruction()
      case UInt8(ascii: "/"):
        position += 2
        // Of XML the last element ends, whatever its name.
        let name = syntax == .html ? string(name().local) : ""
        position = end(of: ">", from: position)
        return .end(name: name)
      default: return .start(tag())
      }
    }
    return nil
  }

  private mutating func passInstruction() {
    position = end(of: syntax == .xml ? "?>" : ">", from: position + 2)
  }

  /// Everything up to the end tag of an HTML name, as script, style and title have it.
  mutating func rawContent(of name: String) -> Range<Int> {
    let start = position
    let name = Array(name.utf8)
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "<"), position + 2 + name.count <= bytes.count,
        bytes[position + 1] == UInt8(ascii: "/"),
        equals(bytes[position + 2..<position + 2 + name.count], name)
      {
        break
      }
      position += 1
    }
    return start..<position
  }

  private mutating func text() -> Piece {
    let start = position
    repeat {
      position = bytes.index(of: UInt8(ascii: "<"), from: position + 1) ?? bytes.count
    } while position < bytes.count && !beginsMarkup(position)
    return .text(start..<position)
  }

  /// `<` followed by what a tag, comment or instruction begins with; `<5` and `</=` are text.
  private func beginsMarkup(_ offset: Int) -> Bool {
    guard bytes[offset] == UInt8(ascii: "<"), offset + 1 < bytes.count else { return false }
    switch bytes[offset + 1] {
    case UInt8(ascii: "!"), UInt8(ascii: "?"): return true
    case UInt8(ascii: "/"): return offset + 2 < bytes.count && isNameStart(bytes[offset + 2])
    case let byte: return isNameStart(byte)
    }
  }

  private func isNameStart(_ byte: UInt8) -> Bool {
    let isLetter = (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
    return isLetter
      || (syntax == .xml
        && (byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")))
  }

  /// What `<!` begins; `nil` for a comment or the like.
  private mutating func declaration() -> Piece? {
    if starts("<!--") {
      skipComment()
    } else if syntax == .xml, starts("<![CDATA[") {
      let start = position + 9
      position = end(of: "]]>", from: start)
      return .literal(start..<max(start, position - 3))
    } else if starts("<!doctype") {
      skipDoctype()
      return .doctype
    } else {
      position = end(of: ">", from: position + 2)
    }
    return nil
  }

  private mutating func skipComment() {
    if syntax == .xml {
      position = end(of: "-->", from: position + 4)
      return
    }
    var index = position + 4
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
    if index < bytes.count, bytes[index] == UInt8(ascii: ">") {
      position = index + 1
      return
    }
    index = position + 4
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "-") else {
        index += 1
        continue
      }
      let rest = bytes[index...].prefix(4)
      if rest.starts(with: "-->".utf8) || rest.starts(with: "--!>".utf8) {
        position = end(of: ">", from: index)
        return
      }
      index += 1
    }
    position = bytes.count
  }

  /// Passes over a document type and, in XML, the declarations in its brackets.
  private mutating func skipDoctype() {
    let close = end(of: ">", from: position)
    let bracket = bytes[position..<close].firstIndex(of: UInt8(ascii: "["))
    if syntax == .xml, let bracket {
      position = end(of: ">", from: end(of: "]", from: bracket))
    } else {
      position = close
    }
  }

  // MARK: Tags

  private mutating func tag() -> Tag {
    let start = position
    position += 1
    let name = name()
    attributes.removeAll(keepingCapacity: true)
    var isEmpty = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: ">") {
        position += 1
        break
      }
      if byte <= 32 || byte == UInt8(ascii: "/") {
        isEmpty = byte == UInt8(ascii: "/")
        position += 1
      } else {
        isEmpty = false
        attributes.append(attribute())
      }
    }
    return Tag(
      prefix: name.prefix,
      local: name.local,
      isEmpty: isEmpty,
      range: start..<position
    )
  }

  private mutating func attribute() -> Attribute {
    let start = position
    position += 1
    while position < bytes.count, !endsName(bytes[position]), bytes[position] != UInt8(ascii: "=") {
      position += 1
    }
    let name = start..<position
    var value = position
    while value < bytes.count, bytes[value] <= 32 { value += 1 }
    guard value < bytes.count, bytes[value] == UInt8(ascii: "=") else {
      return Attribute(name: name, value: position..<position)
    }
    value += 1
    while value < bytes.count, bytes[value] <= 32 { value += 1 }
    position = value
    guard value < bytes.count,
      bytes[value] == UInt8(ascii: "\"") || bytes[value] == UInt8(ascii: "'")
    else {
      while position < bytes.count, bytes[position] > 32, bytes[position] != UInt8(ascii: ">") {
        position += 1
      }
      return Attribute(name: name, value: value..<position)
    }
    let close = bytes.index(of: bytes[value], from: value + 1) ?? bytes.count
    position = min(close + 1, bytes.count)
    return Attribute(name: name, value: value + 1..<close)
  }

  private mutating func name() -> (prefix: Range<Int>, local: Range<Int>) {
    let start = position
    var colon: Int?
    while position < bytes.count, !endsName(bytes[position]) {
      if bytes[position] == UInt8(ascii: ":") { colon = colon ?? position }
      position += 1
    }
    guard syntax == .xml, let colon else { return (start..<start, start..<position) }
    return (start..<colon, colon + 1..<position)
  }

  /// The name of an element, of HTML in lower case; of XML without its prefix.
  func name(of tag: Tag) -> String { string(tag.local) }

  private func string(_ name: Range<Int>) -> String {
    syntax == .html
      ? String(decoding: bytes[name].map(Self.lower), as: UTF8.self)
      : String(decoding: bytes[name], as: UTF8.self)
  }

  private func endsName(_ byte: UInt8) -> Bool {
    byte <= 32 || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">")
  }

  // MARK: Attributes

  /// The value of an attribute of the tag read last, with its character references decoded.
  func attribute(_ name: StaticString) -> String? { value(name).map(decoded) }

  /// Where the value of an attribute of the tag read last stands.
  func value(_ name: StaticString) -> Range<Int>? {
    attributes.first { isNamed(name, $0) }?.value
  }

  /// Whether an attribute is called by a name; of HTML in capitals, too.
  func isNamed(_ name: StaticString, _ attribute: Attribute) -> Bool {
    isName(name, attribute.name)
  }

  /// Whether a stretch is a name; of HTML in capitals, too.
  func isName(_ name: StaticString, _ range: Range<Int>) -> Bool {
    guard range.count == name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { letters in
      letters.indices.allSatisfy { index in
        let byte = bytes[range.lowerBound + index]
        let letter = unsafe letters[index]
        return byte == letter || syntax == .html && Self.lower(byte) == letter
      }
    }
  }

  /// A stretch of markup text as a string, with its character references decoded.
  func decoded(_ range: Range<Int>) -> String {
    guard bytes[range].contains(UInt8(ascii: "&")) else {
      return String(decoding: bytes[range], as: UTF8.self)
    }
    var text = String.UnicodeScalarView()
    var index = range.lowerBound
    var start = index
    while index < range.upperBound {
      if bytes[index] == UInt8(ascii: "&"), let (scalar, next) = reference(at: index),
        next <= range.upperBound
      {
        text.append(
          contentsOf: String(decoding: bytes[start..<index], as: UTF8.self).unicodeScalars
        )
        text.append(scalar)
        index = next
        start = next
      } else {
        index += 1
      }
    }
    text.append(
      contentsOf: String(decoding: bytes[start..<range.upperBound], as: UTF8.self).unicodeScalars
    )
    return String(text)
  }

  /// The character that a reference at an offset stands for, and the offset after it.
  func reference(at offset: Int) -> (scalar: Unicode.Scalar, next: Int)? {
    CharacterReference.decode(bytes, at: offset, isXML: syntax == .xml)
  }

  // MARK: Bytes

  /// Whether a stretch is white space alone.
  func isBlank(_ range: Range<Int>) -> Bool {
    for offset in range where bytes[offset] > 32 { return false }
    return true
  }

  private func starts(_ text: String) -> Bool {
    bytes[position...].prefix(text.utf8.count).elementsEqual(text.utf8) { byte, letter in
      byte == letter || Self.lower(byte) == letter
    }
  }

  /// The offset after the next place of a mark, or the end.
  private func end(of mark: String, from start: Int) -> Int {
    guard let first = mark.utf8.first else { return start }
    let count = mark.utf8.count
    var index = min(start, bytes.count)
    while let place = bytes.index(of: first, from: index), place + count <= bytes.count {
      if count == 1 || bytes[place...].starts(with: mark.utf8) { return place + count }
      index = place + 1
    }
    return bytes.count
  }

  private func equals(_ slice: ArraySlice<UInt8>, _ name: [UInt8]) -> Bool {
    slice.elementsEqual(name) { byte, letter in byte == letter || Self.lower(byte) == letter }
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}
