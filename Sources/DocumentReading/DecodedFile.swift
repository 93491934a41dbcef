import NoteModel

/// A file as UTF-8, with where each byte came from.
struct DecodedFile {
  private(set) var utf8: [UInt8]
  private(set) var map: SourceMap
  let encoding: String
  var warnings: [String] = []

  /// The first byte of the file that is not in the encoding it states or, stating none, in UTF-8,
  /// and that encoding.
  var doubt: (byte: Int, encoding: String)?

  /// The file with CRLF and lone CR turned into LF and nothing else changed.
  ///
  /// - Complexity: O(`utf8.count`)
  func withLineFeeds() -> DecodedFile {
    guard utf8.index(of: 13, from: 0) != nil else { return self }
    var builder = TextBuilder()
    var start = 0
    while let end = utf8.index(of: 13, from: start) {
      builder.append(utf8[start..<end], from: start)
      start = end + (end + 1 < utf8.count && utf8[end + 1] == 10 ? 2 : 1)
      builder.append("\n", madeFrom: end..<start)
    }
    builder.append(utf8[start...], from: start)
    var file = self
    file.utf8 = builder.utf8
    file.map = builder.map.through(map)
    return file
  }

  /// The file with its map, and the place of what is in doubt, followed on to the source of what it
  /// was decoded from.
  func through(_ outer: SourceMap) -> DecodedFile {
    var file = self
    file.map = map.through(outer)
    file.doubt = doubt.map { byte, encoding in
      (outer.source(of: TextRange(byte, byte + 1)).start, encoding)
    }
    return file
  }
}
