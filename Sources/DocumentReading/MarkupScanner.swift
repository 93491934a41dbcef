import CXML

/// Cuts markup into tags and text, with exact byte offsets; the same for HTML and XML.
///
/// It never fails: what is no tag is text. Names come in lower case and without their prefix.
struct MarkupScanner {
  /// A piece of markup.
  enum Piece {
    case start(Tag)
    case end(name: String)
    /// Text with character references in it.
    case text(Range<Int>)
    /// Text without, of a CDATA section.
    case literal(Range<Int>)
  }

  /// A start tag.
  struct Tag {
    let name: String
    let attributes: Range<Int>
    let isEmpty: Bool
    /// The whole tag.
    let range: Range<Int>
  }

  private let bytes: [UInt8]
  private let isXML: Bool
  private var position = 0

  init(_ bytes: [UInt8], isXML: Bool) {
    self.bytes = bytes
    self.isXML = isXML
  }

  /// The next piece, or `nil` at the end.
  mutating func next() -> Piece? {
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "<") else { return text() }
      if starts("<!--") {
        skip(past: "-->")
      } else if starts("<![CDATA[") {
        let start = position + 9
        let end = find("]]>", from: start) ?? bytes.count
        position = min(end + 3, bytes.count)
        return .literal(start..<end)
      } else if starts("<?") || starts("<!") {
        skip(past: ">")
      } else if let piece = tag() {
        return piece
      } else {
        return text()
      }
    }
    return nil
  }

  /// Passes over everything up to the end tag of a name.
  mutating func skipContent(of name: String) {
    let closing = Array("</\(name)".utf8)
    var probe = position
    while probe + closing.count <= bytes.count {
      let isHere = zip(bytes[probe...], closing).allSatisfy { Self.lower($0) == $1 }
      if bytes[probe] == closing[0], isHere {
        position = probe
        return
      }
      probe += 1
    }
    position = bytes.count
  }

  /// The value of an attribute of a tag, with its character references decoded.
  func attribute(_ name: String, of tag: Tag) -> String? {
    var index = tag.attributes.lowerBound
    let end = tag.attributes.upperBound
    while index < end {
      while index < end, bytes[index] <= 32 || bytes[index] == UInt8(ascii: "/") { index += 1 }
      let nameStart = index
      while index < end, bytes[index] > 32, bytes[index] != UInt8(ascii: "="),
        bytes[index] != UInt8(ascii: "/")
      {
        index += 1
      }
      let found = localName(nameStart..<index)
      while index < end, bytes[index] <= 32 { index += 1 }
      var value = index..<index
      if index < end, bytes[index] == UInt8(ascii: "=") {
        index += 1
        while index < end, bytes[index] <= 32 { index += 1 }
        if index < end, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'") {
          let quote = bytes[index]
          let start = index + 1
          index = start
          while index < end, bytes[index] != quote { index += 1 }
          value = start..<index
          index = min(index + 1, end)
        } else {
          let start = index
          while index < end, bytes[index] > 32 { index += 1 }
          value = start..<index
        }
      } else if index == nameStart {
        index += 1
      }
      if found == name { return decoded(value) }
    }
    return nil
  }

  /// A stretch of markup text as a string, with its character references decoded.
  func decoded(_ range: Range<Int>) -> String {
    var text: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if bytes[index] == UInt8(ascii: "&"), let (scalar, next) = reference(at: index) {
        text += String(Character(scalar)).utf8
        index = next
      } else {
        text.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The character that a reference stands for, and the offset after it.
  func reference(at offset: Int) -> (scalar: Unicode.Scalar, next: Int)? {
    let limit = min(bytes.count, offset + 34)
    var end = offset + 1
    if end < limit, bytes[end] == UInt8(ascii: "#") { end += 1 }
    while end < limit, Self.isNameByte(bytes[end]) { end += 1 }
    let name = String(decoding: bytes[offset + 1..<end], as: UTF8.self)
    let isClosed = end < bytes.count && bytes[end] == UInt8(ascii: ";")
    let next = isClosed ? end + 1 : end
    if name.hasPrefix("#x") || name.hasPrefix("#X") {
      return UInt32(name.dropFirst(2), radix: 16).flatMap(Self.scalar).map { ($0, next) }
    }
    if name.hasPrefix("#") {
      return UInt32(name.dropFirst()).flatMap(Self.scalar).map { ($0, next) }
    }
    guard isClosed, !name.isEmpty else { return nil }
    if let scalar = Self.named[name] { return (scalar, next) }
    guard !isXML else { return nil }
    return Self.scalar(unsafe cxml_html_entity(name)).map { ($0, next) }
  }

  // MARK: Pieces

  private mutating func text() -> Piece {
    let start = position
    position += 1
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "<"), beginsMarkup(position) { break }
      position += 1
    }
    return .text(start..<position)
  }

  private func beginsMarkup(_ offset: Int) -> Bool {
    guard offset + 1 < bytes.count else { return false }
    let next = bytes[offset + 1]
    return Self.isLetter(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: "!")
      || next == UInt8(ascii: "?")
  }

  private mutating func tag() -> Piece? {
    var index = position + 1
    let isEnd = index < bytes.count && bytes[index] == UInt8(ascii: "/")
    if isEnd { index += 1 }
    guard index < bytes.count, Self.isLetter(bytes[index]) else { return nil }
    let nameStart = index
    while index < bytes.count,
      Self.isNameByte(bytes[index]) || bytes[index] == UInt8(ascii: ":")
        || bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "_")
    {
      index += 1
    }
    let name = localName(nameStart..<index)
    let attributes = index
    var quote: UInt8 = 0
    while index < bytes.count {
      let byte = bytes[index]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        // A quote counts only where a value begins.
        if index > attributes, bytes[index - 1] == UInt8(ascii: "=") || bytes[index - 1] == 32 {
          quote = byte
        }
      } else if byte == UInt8(ascii: ">") {
        break
      }
      index += 1
    }
    let start = position
    position = min(index + 1, bytes.count)
    if isEnd { return .end(name: name) }
    let isEmpty = index > attributes && bytes[index - 1] == UInt8(ascii: "/")
    return .start(
      Tag(
        name: name,
        attributes: attributes..<(isEmpty ? index - 1 : index),
        isEmpty: isEmpty,
        range: start..<position
      )
    )
  }

  private func localName(_ range: Range<Int>) -> String {
    let whole = bytes[range]
    let local = whole.lastIndex(of: UInt8(ascii: ":")).map { whole[($0 + 1)...] } ?? whole
    return String(decoding: local.map(Self.lower), as: UTF8.self)
  }

  private func starts(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    return text.withUTF8Buffer { unsafe $0.elementsEqual(bytes[position..<position + count]) }
  }

  private func find(_ text: String, from start: Int) -> Int? {
    let pattern = Array(text.utf8)
    var index = start
    while index + pattern.count <= bytes.count {
      if bytes[index] == pattern[0], bytes[index..<index + pattern.count].elementsEqual(pattern) {
        return index
      }
      index += 1
    }
    return nil
  }

  private mutating func skip(past text: String) {
    position = find(text, from: position).map { $0 + text.utf8.count } ?? bytes.count
  }

  // MARK: Bytes

  private static let named: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
  ]

  private static func scalar(_ value: UInt32) -> Unicode.Scalar? {
    value == 0 ? nil : Unicode.Scalar(value)
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || (byte >= 0x30 && byte <= 0x39)
  }
}
