import HTTPTypes

/// Takes a `multipart/form-data` body apart as it comes in (RFC 7578).
///
/// ```swift
/// var parser = try MultipartParser(contentType: "multipart/form-data; boundary=x")
/// try parser.take(bytes)  // as often as bytes come
/// let parts = try parser.end()
/// ```
struct MultipartParser {
  /// A field or a file.
  struct Part: Equatable {
    let name: String
    /// The name of the file, as sent; `nil` for a field.
    let fileName: String?
    var bytes: [UInt8] = []
  }

  /// What a body may hold.
  struct Limits: Sendable {
    /// Parts.
    var parts = 250
    /// Bytes of a file.
    var file = 32 << 20
    /// Bytes of a field.
    var field = 64 << 10
    /// Bytes of the header of a part.
    var header = 4096
  }

  private enum State {
    case start
    case header
    case body
    case end
  }

  private let limits: Limits
  /// `\r\n--BOUNDARY`, which ends each part.
  private let delimiter: [UInt8]
  private var state = State.start
  private var pending: [UInt8]
  private var parts: [Part] = []

  /// A parser of the body that a header announces.
  ///
  /// - Throws: `Problem` where the header announces something else.
  init(contentType: String, limits: Limits = Limits()) throws(Problem) {
    let parameters = HeaderParameters(contentType)
    guard parameters.value == "multipart/form-data", let boundary = parameters["boundary"],
      (1...70).contains(boundary.utf8.count)
    else {
      throw Problem(
        status: .unsupportedMediaType,
        message: "send documents as multipart/form-data"
      )
    }
    self.limits = limits
    delimiter = Array("\r\n--\(boundary)".utf8)
    // The first delimiter may stand at the very start, as if after a line end.
    pending = [13, 10]
  }

  /// Takes the next bytes.
  ///
  /// - Throws: `Problem` for a body that is none, or too much of one.
  mutating func take(_ bytes: some Sequence<UInt8>) throws(Problem) {
    pending += bytes
    while try advance() {}
  }

  /// The parts, once all bytes were taken.
  ///
  /// - Throws: `Problem` where the body stops before its end.
  consuming func end() throws(Problem) -> [Part] {
    guard state == .end else { throw .badRequest("the upload stops before its end") }
    return parts
  }

  /// Takes one step; `false` where it needs more bytes, or none.
  private mutating func advance() throws(Problem) -> Bool {
    switch state {
    case .start:
      guard let place = place(of: delimiter) else {
        try keepTail()
        return false
      }
      pending.removeFirst(place + delimiter.count)
      state = .header
      return true
    case .header: return try readHeader()
    case .body: return try readBody()
    case .end:
      pending.removeAll()
      return false
    }
  }

  private mutating func keepTail() throws(Problem) {
    guard pending.count <= limits.header else { throw .badRequest("the upload has no parts") }
  }

  private mutating func readHeader() throws(Problem) -> Bool {
    guard pending.count >= 2 else { return false }
    if pending.starts(with: [45, 45]) {
      state = .end
      return true
    }
    guard let end = place(of: [13, 10, 13, 10]) else {
      guard pending.count <= limits.header else {
        throw .badRequest("a part has too long a header")
      }
      return false
    }
    guard end <= limits.header, pending.starts(with: [13, 10]),
      let text = String(validating: pending[..<end], as: UTF8.self)
    else { throw .badRequest("a part of the upload has a bad header") }
    guard parts.count < limits.parts else { throw .tooLarge("the upload has too many parts") }
    parts.append(try Self.part(header: text))
    pending.removeFirst(end + 2)
    // One line end stays, so that an empty part ends like any other.
    state = .body
    isAtStart = true
    return true
  }

  private var isAtStart = false

  private static func part(header: String) throws(Problem) -> Part {
    let lines = header.split(separator: "\r\n").filter { line in
      line.lowercased().hasPrefix("content-disposition:")
    }
    guard lines.count == 1 else { throw .badRequest("a part of the upload has a bad header") }
    let parameters = HeaderParameters(lines[0].drop { $0 != ":" }.dropFirst())
    guard parameters.value == "form-data", !parameters.isAmbiguous, let name = parameters["name"]
    else { throw .badRequest("a part of the upload has a bad header") }
    return Part(name: name, fileName: parameters["filename"])
  }

  private mutating func readBody() throws(Problem) -> Bool {
    let place = place(of: delimiter)
    // What could be the start of a delimiter stays until more is known.
    let end = place ?? max(0, pending.count - delimiter.count + 1)
    var bytes = pending[..<end]
    if isAtStart, bytes.count >= 2 {
      bytes = bytes.dropFirst(2)
      isAtStart = false
    } else if isAtStart, place == nil {
      return false
    }
    let number = parts.count - 1
    let limit = parts[number].fileName == nil ? limits.field : limits.file
    guard parts[number].bytes.count + bytes.count <= limit else {
      throw .tooLarge("a document, or a field, is too large")
    }
    parts[number].bytes += bytes
    pending.removeFirst(end + (place == nil ? 0 : delimiter.count))
    if place != nil { state = .header }
    return place != nil
  }

  /// Where some bytes stand first in what is pending.
  private func place(of pattern: [UInt8]) -> Int? {
    let last = pending.count - pattern.count
    guard last >= 0 else { return nil }
    let bytes = pending.span
    let first = pattern[0]
    var place = 0
    while place <= last {
      if bytes[place] == first {
        var length = 1
        while length < pattern.count, bytes[place + length] == pattern[length] { length += 1 }
        if length == pattern.count { return place }
      }
      place += 1
    }
    return nil
  }
}

/// A header's value with its parameters: `form-data; name="a"; filename="b.txt"`.
struct HeaderParameters {
  /// The value, in lower case.
  let value: String

  /// Whether a parameter is given twice, or in a form that readers take for different things.
  let isAmbiguous: Bool

  private let parameters: [String: String]

  init(_ text: some StringProtocol) {
    var parameters: [String: String] = [:]
    var isAmbiguous = false
    let parts = Self.parts(of: text)
    for part in parts.dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = Self.trimmed(pair[0]).lowercased()
      let value = pair.count > 1 ? Self.unquoted(Self.trimmed(pair[1])) : ""
      isAmbiguous = isAmbiguous || parameters[name] != nil || name.hasSuffix("*")
      parameters[name] = value
    }
    value = Self.trimmed(parts[0][...]).lowercased()
    self.parameters = parameters
    self.isAmbiguous = isAmbiguous
  }

  subscript(_ name: String) -> String? { parameters[name] }

  /// The text cut at each semicolon that stands in no quotes.
  private static func parts(of text: some StringProtocol) -> [String] {
    var parts = [""]
    var isQuoted = false
    var isEscaped = false
    for character in text.unicodeScalars {
      if character == ";", !isQuoted {
        parts.append("")
        continue
      }
      if character == "\"", !isEscaped { isQuoted.toggle() }
      isEscaped = character == "\\" && !isEscaped
      parts[parts.count - 1].unicodeScalars.append(character)
    }
    return parts
  }

  private static func trimmed(_ text: Substring) -> String {
    let isSpace = { (byte: UInt8) in byte == 32 || byte == 9 }
    let bytes = text.utf8
    guard let start = bytes.firstIndex(where: { !isSpace($0) }) else { return "" }
    var end = bytes.endIndex
    while isSpace(bytes[bytes.index(before: end)]) { end = bytes.index(before: end) }
    return String(text[start..<end])
  }

  /// Browsers write `%22` for a quote in a name, other clients a backslash before it.
  private static func unquoted(_ text: String) -> String {
    guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
    return String(text.dropFirst().dropLast()).replacing("\\\"", with: "\"").replacing(
      "%22",
      with: "\""
    )
  }
}
