import CICU
import NoteModel

/// Turns a file's bytes into UTF-8.
///
/// The order of evidence: byte order mark, zero bytes of UTF-16, strict UTF-8, the encoding that
/// XML or HTML declares, ICU's detection, Windows-1252. Valid UTF-8 comes before a declaration
/// because no other encoding passes for it by chance. ISO-8859-1 is read as Windows-1252, as
/// browsers do.
struct Decoder {
  /// The largest file in another encoding than UTF-8, in bytes; its map takes a run a character.
  static let largestConversion = 32 << 20

  /// The file, decoded.
  ///
  /// - Throws: `ReadError.tooLarge` for a large file that is not in UTF-8.
  /// - Complexity: O(`bytes.count`)
  func decode(_ bytes: [UInt8]) throws(ReadError) -> DecodedFile {
    if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(bytes, after: 2, isLittle: true) }
    if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(bytes, after: 2, isLittle: false) }
    if let isLittle = looksLikeUTF16(bytes) {
      return try utf16(bytes, after: 0, isLittle: isLittle)
    }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    guard let bad = UTF8Bytes.firstInvalid(in: bytes) else {
      return DecodedFile(
        utf8: hasMark ? Array(bytes.dropFirst(3)) : bytes,
        map: SourceMap(identityOf: bytes.count - (hasMark ? 3 : 0), after: hasMark ? 3 : 0),
        encoding: "UTF-8"
      )
    }
    guard bytes.count <= Self.largestConversion else {
      throw .tooLarge(limit: Self.largestConversion)
    }
    let declared = declaredEncoding(bytes)
    if !hasMark, let declared, let file = converted(bytes, from: declared) { return file }
    var file =
      hasMark || isMostlyUTF8(bytes)
      ? repaired(bytes, after: hasMark ? 3 : 0)
      : converted(bytes, from: detectedEncoding(bytes))
        ?? converted(bytes, from: Self.windows) ?? repaired(bytes, after: 0)
    file.doubt = (bad, "UTF-8")
    return file
  }

  private static let windows = "windows-1252"

  // MARK: Evidence

  private func looksLikeUTF16(_ bytes: [UInt8]) -> Bool? {
    let head = bytes.prefix(512)
    guard head.count >= 4 else { return nil }
    var zeros = (even: 0, odd: 0)
    for (index, byte) in head.enumerated() where byte == 0 {
      if index.isMultiple(of: 2) { zeros.even += 1 } else { zeros.odd += 1 }
    }
    let half = head.count / 2
    if zeros.odd * 4 > half * 3, zeros.even * 8 < half { return true }
    if zeros.even * 4 > half * 3, zeros.odd * 8 < half { return false }
    return nil
  }

  /// Whether characters beyond ASCII outnumber the bytes that are no part of any.
  private func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
    var good = 0
    var bad = 0
    var index = 0
    while index < bytes.count {
      let length = UTF8Bytes.scalarLength(in: bytes, at: index)
      if length == 0 { bad += 1 } else if length > 1 { good += 1 }
      index += max(length, 1)
    }
    return good > bad
  }

  /// `encoding="…"` of an XML declaration or `charset=…` of an HTML head.
  private func declaredEncoding(_ bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(2048).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
      .lowercased()
    guard head.contains("<") else { return nil }
    for key in ["encoding=", "charset="] {
      guard let found = head.firstRange(of: key) else { continue }
      let rest = head[found.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
      let name = rest.prefix { $0.isLetter || $0.isNumber || "-_.:".contains($0) }
      // The bytes are no UTF-8 of any kind, whatever the file declares.
      if !name.isEmpty, !name.hasPrefix("ut"), !name.hasPrefix("unicode") {
        return Self.browserName(String(name))
      }
    }
    return nil
  }

  private func detectedEncoding(_ bytes: [UInt8]) -> String {
    let sample = bytes.prefix(1 << 16).map { CChar(bitPattern: $0) }
    var name = [CChar](repeating: 0, count: 64)
    let confidence = unsafe cicu_detect(sample, Int32(sample.count), &name, Int32(name.count))
    let text = String(
      decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
      as: UTF8.self
    )
    return confidence >= 50 && !text.hasPrefix("UTF") ? Self.browserName(text) : Self.windows
  }

  private static func browserName(_ name: String) -> String {
    let lower = name.lowercased()
    return ["iso-8859-1", "iso8859-1", "latin1", "l1", "us-ascii", "ascii", "cp1252"]
      .contains(lower) ? windows : lower
  }

  // MARK: Conversion

  private static func warning(_ count: Int, _ encoding: String) -> [String] {
    guard count > 0 else { return [] }
    return [
      count == 1
        ? "1 byte that is not in \(encoding) was replaced"
        : "\(count) bytes that are not in \(encoding) were replaced"
    ]
  }

  /// UTF-8 with its bad bytes replaced.
  private func repaired(_ bytes: [UInt8], after prefix: Int) -> DecodedFile {
    var builder = TextBuilder()
    var replaced = 0
    var index = prefix
    while index < bytes.count {
      let length = UTF8Bytes.scalarLength(in: bytes, at: index)
      if length > 0 {
        builder.append(bytes[index..<index + length], from: index)
        index += length
      } else {
        builder.append("\u{FFFD}", madeFrom: index..<index + 1)
        replaced += 1
        index += 1
      }
    }
    return DecodedFile(
      utf8: builder.utf8,
      map: builder.map,
      encoding: "UTF-8",
      warnings: Self.warning(replaced, "UTF-8")
    )
  }

  private func utf16(
    _ bytes: [UInt8],
    after prefix: Int,
    isLittle: Bool
  ) throws(ReadError) -> DecodedFile {
    guard bytes.count <= Self.largestConversion else {
      throw .tooLarge(limit: Self.largestConversion)
    }
    var units = stride(from: prefix, to: bytes.count - 1, by: 2).map { index in
      UInt16(bytes[index + (isLittle ? 0 : 1)]) | UInt16(bytes[index + (isLittle ? 1 : 0)]) << 8
    }
    if !(bytes.count - prefix).isMultiple(of: 2) { units.append(0xFFFD) }
    let encoding = isLittle ? "UTF-16LE" : "UTF-16BE"
    return file(of: units, encoding, end: bytes.count) { prefix + 2 * $0 }
  }

  private func converted(_ bytes: [UInt8], from encoding: String) -> DecodedFile? {
    let source = bytes.map { CChar(bitPattern: $0) }
    // No encoding that is still in use makes more UTF-16 units than it has bytes.
    let capacity = bytes.count + 16
    var units = [UInt16](repeating: 0, count: capacity)
    var offsets = [Int32](repeating: 0, count: capacity)
    let count = unsafe cicu_decode(
      encoding,
      source,
      Int32(source.count),
      &units,
      &offsets,
      Int32(capacity)
    )
    guard count >= 0 else { return nil }
    units.removeLast(capacity - Int(count))
    return file(of: units, encoding, end: bytes.count) { Int(offsets[$0]) }
  }

  /// A file from UTF-16 units, of which `offset` tells the first byte each.
  private func file(
    of units: [UInt16],
    _ encoding: String,
    end: Int,
    offset: (Int) -> Int
  ) -> DecodedFile {
    var builder = TextBuilder()
    var replaced = 0
    var firstBad: Int?
    var index = 0
    var start = units.isEmpty ? end : max(0, offset(0))
    while index < units.count {
      var scalar = Unicode.Scalar(units[index])
      var next = index + 1
      if scalar == nil, next < units.count, UTF16.isLeadSurrogate(units[index]),
        UTF16.isTrailSurrogate(units[next])
      {
        let high = UInt32(units[index] - 0xD800) << 10
        scalar = Unicode.Scalar(0x10000 + high + UInt32(units[next] - 0xDC00))
        next += 1
      }
      let following = max(start, next < units.count ? offset(next) : end)
      if scalar == nil || scalar == "\u{FFFD}" {
        replaced += 1
        firstBad = firstBad ?? start
      }
      builder.append(scalar ?? "\u{FFFD}", madeFrom: start..<following)
      start = following
      index = next
    }
    return DecodedFile(
      utf8: builder.utf8,
      map: builder.map,
      encoding: encoding,
      warnings: Self.warning(replaced, encoding),
      doubt: firstBad.map { ($0, encoding) }
    )
  }
}
