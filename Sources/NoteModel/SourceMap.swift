/// Where each piece of a document's text came from in its file.
///
/// The text is cut into runs. In a run of equal lengths every text byte stands for one source
/// byte; in any other run (an entity, a re-encoded character, a folded line end) the whole run
/// stands for the whole source range.
public struct SourceMap: Sendable, Equatable {
  /// A stretch of text and the file bytes it came from.
  public struct Run: Sendable, Equatable {
    /// Start in the text.
    public let text: Int

    /// Length in the text.
    public let textCount: Int

    /// Start in the file.
    public let source: Int

    /// Length in the file.
    public let sourceCount: Int

    /// A run of `textCount` text bytes made from `sourceCount` file bytes.
    public init(text: Int, textCount: Int, source: Int, sourceCount: Int) {
      self.text = text
      self.textCount = textCount
      self.source = source
      self.sourceCount = sourceCount
    }
  }

  /// The runs, ascending in the text, without gaps or overlaps; words that a reader adds between
  /// blocks (a line end, a cell separator) are runs of no source bytes.
  public let runs: [Run]

  /// A map from ascending runs.
  public init(runs: [Run]) {
    self.runs = runs
  }

  /// The map of a text that is its file, byte for byte, after a prefix such as a byte order mark.
  public init(identityOf count: Int, after prefix: Int = 0) {
    runs = [Run(text: 0, textCount: count, source: prefix, sourceCount: count)]
  }

  /// The file bytes that hold the words of `range`.
  ///
  /// - Returns: the smallest source range that covers every run the text range touches, without
  ///   runs that have no source; an empty range where nothing does.
  /// - Complexity: O(log `runs.count` + runs touched)
  public func source(of range: TextRange) -> SourceRange {
    var index = firstRun(endingAfter: range.start)
    var start: Int?
    var end = 0
    while index < runs.count, runs[index].text < max(range.end, range.start + 1) {
      let run = runs[index]
      index += 1
      guard run.sourceCount > 0 else { continue }
      let exact = run.textCount == run.sourceCount
      let head = exact ? run.source + max(0, range.start - run.text) : run.source
      let tail =
        exact
        ? run.source + min(run.textCount, max(range.end, range.start) - run.text)
        : run.source + run.sourceCount
      start = min(start ?? head, head)
      end = max(end, tail)
    }
    guard let start else { return SourceRange(end, end) }
    return SourceRange(start, max(start, end))
  }

  private func firstRun(endingAfter offset: Int) -> Int {
    runs.partitioningIndex { $0.text + $0.textCount > offset }
  }
}
