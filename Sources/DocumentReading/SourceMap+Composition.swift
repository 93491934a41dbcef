import NoteModel

extension SourceMap {
  /// This map, of a text made from another text, followed on to the source of that one.
  ///
  /// - Parameter inner: the map of the other text; none of its runs is without a source.
  /// - Returns: the map from this text to that source.
  /// - Complexity: O(runs of both × log(runs of `inner`))
  func through(_ inner: SourceMap) -> SourceMap {
    if inner.isIdentity { return self }
    var builder = RunBuilder()
    for run in runs {
      if run.sourceCount == 0 {
        builder.add(run.textCount, from: 0, 0)
      } else if run.textCount == run.sourceCount {
        inner.addRuns(of: run.source..<run.source + run.sourceCount, to: &builder)
      } else {
        let source = inner.source(of: TextRange(run.source, run.source + run.sourceCount))
        builder.add(run.textCount, from: source.start, source.end - source.start)
      }
    }
    return SourceMap(runs: builder.runs)
  }

  private var isIdentity: Bool {
    guard runs.count == 1, let only = runs.first else { return false }
    return only.text == only.source && only.textCount == only.sourceCount
  }

  /// Adds what the map says about a stretch of its text, one text byte for each byte of it.
  private func addRuns(of text: Range<Int>, to builder: inout RunBuilder) {
    var index = firstRun(endingAfter: text.lowerBound)
    while index < runs.count, runs[index].text < text.upperBound {
      let run = runs[index]
      index += 1
      let start = max(text.lowerBound, run.text)
      let end = min(text.upperBound, run.text + run.textCount)
      if run.textCount == run.sourceCount {
        builder.add(end - start, from: run.source + start - run.text, end - start)
      } else {
        builder.add(end - start, from: run.source, run.sourceCount)
      }
    }
  }

  private func firstRun(endingAfter offset: Int) -> Int {
    runs.partitioningIndex { $0.text + $0.textCount > offset }
  }
}
