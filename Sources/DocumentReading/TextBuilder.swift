import NoteModel

/// Text under construction, with where each piece of it came from.
struct TextBuilder {
  private(set) var utf8: [UInt8] = []
  private var runs = RunBuilder()

  /// The length of the text so far.
  var count: Int { utf8.count }

  /// From the text so far back to its source.
  var map: SourceMap { SourceMap(runs: runs.runs) }

  /// Adds a byte that stands in the source as it is.
  mutating func append(_ byte: UInt8, from source: Int) {
    runs.add(1, from: source, 1)
    utf8.append(byte)
  }

  /// Adds bytes that stand in the source as they are.
  mutating func append(_ bytes: ArraySlice<UInt8>, from source: Int) {
    runs.add(bytes.count, from: source, bytes.count)
    utf8 += bytes
  }

  /// Adds bytes that stand for a stretch of the source.
  mutating func append(_ bytes: some Collection<UInt8>, madeFrom source: Range<Int>) {
    runs.add(bytes.count, from: source.lowerBound, source.count)
    utf8 += bytes
  }

  /// Adds a character that stands for a stretch of the source.
  mutating func append(_ scalar: Unicode.Scalar, madeFrom source: Range<Int>) {
    if scalar.isASCII {
      runs.add(1, from: source.lowerBound, source.count)
      utf8.append(UInt8(scalar.value))
    } else {
      append(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter, madeFrom: source)
    }
  }

  /// Adds a text with its own map to the source.
  mutating func append(_ bytes: [UInt8], _ map: SourceMap) {
    for run in map.runs { runs.add(run.textCount, from: run.source, run.sourceCount) }
    utf8 += bytes
  }

  /// Adds bytes that the source does not have.
  mutating func insert(_ text: String) {
    runs.add(text.utf8.count, from: 0, 0)
    utf8 += text.utf8
  }
}

/// Runs of a source map under construction.
struct RunBuilder {
  private(set) var runs: [SourceMap.Run] = []
  private var textCount = 0

  /// Goes on with `count` text bytes made from `sourceCount` source bytes.
  ///
  /// Where both lengths are the same and go on from a run of which that is true, that run grows.
  mutating func add(_ count: Int, from source: Int, _ sourceCount: Int) {
    guard count > 0 else { return }
    if count == sourceCount, let last = runs.last, last.textCount == last.sourceCount,
      last.source + last.sourceCount == source
    {
      runs[runs.count - 1] = SourceMap.Run(
        text: last.text,
        textCount: last.textCount + count,
        source: last.source,
        sourceCount: last.sourceCount + count
      )
    } else {
      runs.append(
        SourceMap.Run(text: textCount, textCount: count, source: source, sourceCount: sourceCount)
      )
    }
    textCount += count
  }
}
