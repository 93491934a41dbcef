import CICU
import NoteModel

/// A file as UTF-8, with where each byte came from.
struct DecodedFile {
  let utf8: [UInt8]
  let map: SourceMap
  let encoding: String
  var warnings: [String] = []
}

/// Turns a file's bytes into UTF-8.
///
/// The order of evidence: byte order mark, strict UTF-8, zero bytes of UTF-16, the encoding that
/// XML or HTML declares, ICU's detection, Windows-1252. ISO-8859-1 is read as Windows-1252, as
/// browsers do.
struct Decoder {
  /// The file, decoded.
  ///
  /// - Complexity: O(`bytes.count`)
  func decode(_ bytes: [UInt8]) -> DecodedFile {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return utf8(Array(bytes.dropFirst(3)), after: 3)
    }
    if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes, after: 2, isLittle: true) }
    if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes, after: 2, isLittle: false) }
    if let isLittle = looksLikeUTF16(bytes) { return utf16(bytes, after: 0, isLittle: isLittle) }
    if String(validating: bytes, as: UTF8.self) != nil { return utf8(bytes, after: 0) }
    if badUTF8Share(bytes) < 0.02 { return utf8(bytes, after: 0) }
    let name = declared(bytes) ?? detected(bytes)
    return converted(bytes, from: name) ?? converted(bytes, from: "windows-1252")
      ?? utf8(bytes, after: 0)
  }

  // MARK: Evidence

  private func looksLikeUTF16(_ bytes: [UInt8]) -> Bool? {
    let head = bytes.prefix(512)
    guard head.count >= 4 else { return nil }
    var zeros = (even: 0, odd: 0)
    for (index, byte) in head.enumerated() where byte == 0 {
      if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    let half = head.count / 2
    if zeros.odd * 4 > half * 3, zeros.even * 8 < half { return true }
    if zeros.even * 4 > half * 3, zeros.odd * 8 < half { return false }
    return nil
  }

  /// Bytes beyond ASCII that are no part of valid UTF-8, among all beyond ASCII, where there are
  /// valid ones at all.
  private func badUTF8Share(_ bytes: [UInt8]) -> Double {
    var bad = 0
    var high = 0
    var index = 0
    while index < bytes.count {
      let length = Self.scalarLength(bytes, at: index)
      if bytes[index] >= 0x80 {
        high += max(length, 1)
        if length == 0 { bad += 1 }
      }
      index += max(length, 1)
    }
    return high > bad ? Double(bad) / Double(high) * 0.1 : 1
  }

  /// `encoding="…"` of an XML declaration or `charset=…` of an HTML head.
  private func declared(_ bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(2048).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
      .lowercased()
    guard head.contains("<") else { return nil }
    for key in ["encoding=", "charset="] {
      guard let found = head.firstRange(of: key) else { continue }
      let rest = head[found.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
      let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
      // The bytes are no UTF-8, whatever the file declares.
      if !name.isEmpty, name != "utf-8" { return Self.browserName(String(name)) }
    }
    return nil
  }

  private func detected(_ bytes: [UInt8]) -> String {
    let sample = bytes.prefix(1 << 16).map { CChar(bitPattern: $0) }
    var name = [CChar](repeating: 0, count: 64)
    let confidence = unsafe cicu_detect(sample, Int32(sample.count), &name, Int32(name.count))
    let text = String(
      decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
      as: UTF8.self
    )
    return confidence >= 50 && !text.hasPrefix("UTF") ? Self.browserName(text) : "windows-1252"
  }

  private static func browserName(_ name: String) -> String {
    let lower = name.lowercased()
    return lower == "iso-8859-1" || lower == "latin1" || lower == "us-ascii"
      ? "windows-1252" : lower
  }

  // MARK: Conversion

  private func utf8(_ bytes: [UInt8], after prefix: Int) -> DecodedFile {
    if String(validating: bytes, as: UTF8.self) != nil {
      return DecodedFile(
        utf8: bytes,
        map: SourceMap(identityOf: bytes.count, after: prefix),
        encoding: "UTF-8"
      )
    }
    var builder = TextBuilder()
    var replaced = 0
    var index = 0
    while index < bytes.count {
      let length = Self.scalarLength(bytes, at: index)
      if length > 0 {
        builder.append(bytes[index..<index + length], from: prefix + index)
        index += length
      } else {
        builder.append(Self.replacement, madeFrom: prefix + index..<prefix + index + 1)
        replaced += 1
        index += 1
      }
    }
    return DecodedFile(
      utf8: builder.utf8,
      map: SourceMap(runs: builder.runs),
      encoding: "UTF-8",
      warnings: [Self.warning(replaced)]
    )
  }

  private static let replacement = Array("\u{FFFD}".utf8)

  private static func warning(_ count: Int) -> String {
    "\(count) bytes that are not in the encoding were replaced"
  }

  private func utf16(_ bytes: [UInt8], after prefix: Int, isLittle: Bool) -> DecodedFile {
    var builder = TextBuilder()
    var replaced = 0
    var index = prefix
    func unit(_ offset: Int) -> UInt32 {
      let low = UInt32(bytes[offset + (isLittle ? 0 : 1)])
      return low | UInt32(bytes[offset + (isLittle ? 1 : 0)]) << 8
    }
    while index < bytes.count {
      var length = 2
      var scalar: Unicode.Scalar?
      if index + 1 < bytes.count {
        let first = unit(index)
        if first >= 0xD800, first < 0xDC00, index + 3 < bytes.count {
          let second = unit(index + 2)
          if second >= 0xDC00, second < 0xE000 {
            scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            length = 4
          }
        } else {
          scalar = Unicode.Scalar(first)
        }
      } else {
        length = 1
      }
      if scalar == nil { replaced += 1 }
      let text = scalar.map { Array(String(Character($0)).utf8) } ?? Self.replacement
      builder.append(text, madeFrom: index..<index + length)
      index += length
    }
    return DecodedFile(
      utf8: builder.utf8,
      map: SourceMap(runs: builder.runs),
      encoding: isLittle ? "UTF-16LE" : "UTF-16BE",
      warnings: replaced > 0 ? [Self.warning(replaced)] : []
    )
  }

  private func converted(_ bytes: [UInt8], from name: String) -> DecodedFile? {
    let source = bytes.map { CChar(bitPattern: $0) }
    let capacity = bytes.count * 2 + 16
    guard capacity < Int(Int32.max) else { return nil }
    var units = [UInt16](repeating: 0, count: capacity)
    var offsets = [Int32](repeating: 0, count: capacity)
    let count = Int(
      unsafe cicu_decode(
        name,
        source,
        Int32(source.count),
        &units,
        &offsets,
        Int32(capacity)
      )
    )
    guard count >= 0 else { return nil }
    var builder = TextBuilder()
    var replaced = 0
    var index = 0
    while index < count {
      let isPair = units[index] & 0xFC00 == 0xD800 && index + 1 < count
      let next = index + (isPair ? 2 : 1)
      let text = String(decoding: units[index..<next], as: UTF16.self)
      let end = next < count ? Int(offsets[next]) : bytes.count
      let start = Int(offsets[index])
      if units[index] == 0xFFFD { replaced += 1 }
      builder.append(Array(text.utf8), madeFrom: start..<max(start, end))
      index = next
    }
    return DecodedFile(
      utf8: builder.utf8,
      map: SourceMap(runs: builder.runs),
      encoding: name,
      warnings: replaced > 0 ? [Self.warning(replaced)] : []
    )
  }

  /// The length of the valid UTF-8 scalar at an offset, 0 where there is none.
  private static func scalarLength(_ bytes: [UInt8], at index: Int) -> Int {
    let lead = bytes[index]
    let length: Int
    switch lead {
    case 0..<0x80: return 1
    case 0xC2..<0xE0: length = 2
    case 0xE0..<0xF0: length = 3
    case 0xF0..<0xF5: length = 4
    default: return 0
    }
    guard index + length <= bytes.count else { return 0 }
    for offset in 1..<length where bytes[index + offset] & 0xC0 != 0x80 { return 0 }
    let second = bytes[index + 1]
    switch lead {
    case 0xE0 where second < 0xA0, 0xED where second >= 0xA0, 0xF0 where second < 0x90,
      0xF4 where second >= 0x90:
      return 0
    default: return length
    }
  }
}
