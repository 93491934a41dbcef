import NoteModel

/// Text under construction, with where each piece of it came from.
struct TextBuilder {
  private(set) var utf8: [UInt8] = []
  private(set) var runs: [SourceMap.Run] = []

  /// The length of the text so far.
  var count: Int { utf8.count }

  /// Adds a byte that stands in the source as it is.
  mutating func append(_ byte: UInt8, from source: Int) {
    append(1, source, 1)
    utf8.append(byte)
  }

  /// Adds bytes that stand in the source as they are.
  mutating func append(_ bytes: ArraySlice<UInt8>, from source: Int) {
    guard !bytes.isEmpty else { return }
    append(bytes.count, source, bytes.count)
    utf8 += bytes
  }

  /// Adds bytes made from a stretch of the source.
  mutating func append(_ bytes: some Collection<UInt8>, madeFrom source: Range<Int>) {
    if bytes.count == source.count, bytes.count == 1, let byte = bytes.first {
      return append(byte, from: source.lowerBound)
    }
    runs.append(
      SourceMap.Run(
        text: utf8.count,
        textCount: bytes.count,
        source: source.lowerBound,
        sourceCount: source.count
      )
    )
    utf8 += bytes
  }

  /// Adds bytes that the source does not have.
  mutating func insert(_ text: String) {
    runs.append(
      SourceMap.Run(text: utf8.count, textCount: text.utf8.count, source: 0, sourceCount: 0)
    )
    utf8 += text.utf8
  }

  /// Grows the last run where the new bytes go on from it, byte for byte.
  private mutating func append(_ count: Int, _ source: Int, _ sourceCount: Int) {
    if let last = runs.last, last.textCount == last.sourceCount, last.textCount > 0,
      last.source + last.sourceCount == source
    {
      runs[runs.count - 1] = SourceMap.Run(
        text: last.text,
        textCount: last.textCount + count,
        source: last.source,
        sourceCount: last.sourceCount + sourceCount
      )
    } else {
      runs.append(
        SourceMap.Run(text: utf8.count, textCount: count, source: source, sourceCount: sourceCount)
      )
    }
  }
}

extension SourceMap {
  /// This map, of a text over a decoded file, followed back to the bytes of the file itself.
  ///
  /// - Complexity: O(runs), times the characters of runs over a re-encoded file.
  func through(_ decoding: SourceMap, utf8: [UInt8]) -> SourceMap {
    if decoding.runs.count == 1, let only = decoding.runs.first, only.text == only.source {
      return self
    }
    var builder = TextBuilder()
    for run in runs {
      if run.sourceCount == 0 {
        builder.insert(String(decoding: utf8[run.text..<run.text + run.textCount], as: UTF8.self))
        continue
      }
      guard run.textCount == run.sourceCount else {
        let source = decoding.source(of: TextRange(run.source, run.source + run.sourceCount))
        builder.append(
          utf8[run.text..<run.text + run.textCount],
          madeFrom: source.start..<source.end
        )
        continue
      }
      var offset = 0
      while offset < run.textCount {
        var length = 1
        while offset + length < run.textCount, utf8[run.text + offset + length] & 0xC0 == 0x80 {
          length += 1
        }
        let place = run.source + offset
        let source = decoding.source(of: TextRange(place, place + length))
        let bytes = utf8[run.text + offset..<run.text + offset + length]
        if source.end - source.start == length {
          builder.append(bytes, from: source.start)
        } else {
          builder.append(bytes, madeFrom: source.start..<source.end)
        }
        offset += length
      }
    }
    return SourceMap(runs: builder.runs)
  }
}
