import NoteModel

/// Plain text: the decoded file itself, with CRLF and CR turned into LF and nothing else changed.
struct PlainTextReader {
  /// The text, and where it came from in the decoded file.
  func read(_ decoded: [UInt8]) -> (utf8: [UInt8], map: SourceMap) {
    guard decoded.contains(13) else { return (decoded, SourceMap(identityOf: decoded.count)) }
    var builder = TextBuilder()
    var start = 0
    var index = 0
    while index < decoded.count {
      guard decoded[index] == 13 else {
        index += 1
        continue
      }
      builder.append(decoded[start..<index], from: start)
      let length = index + 1 < decoded.count && decoded[index + 1] == 10 ? 2 : 1
      builder.append([10], madeFrom: index..<index + length)
      index += length
      start = index
    }
    builder.append(decoded[start...], from: start)
    return (builder.utf8, SourceMap(runs: builder.runs))
  }
}
