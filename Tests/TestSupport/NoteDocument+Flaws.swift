public import NoteModel

extension NoteDocument {
  /// What is wrong with the document's text and map for a file of some length; nothing should be.
  public func flaws(fileLength: Int) -> [String] {
    var flaws: [String] = []
    if String(validating: text.utf8, as: UTF8.self) == nil { flaws.append("text is no UTF-8") }
    var end = 0
    for run in sourceMap.runs {
      if run.text != end || run.textCount <= 0 { flaws.append("gap at \(end)") }
      if run.source < 0 || run.sourceCount < 0 || run.source + run.sourceCount > fileLength {
        flaws.append("source out of bounds at \(run.text)")
      }
      end = run.text + run.textCount
    }
    if end != text.count, text.count > 0 { flaws.append("map ends at \(end)") }
    for mark in marks where mark.range.end > text.count || mark.range.count == 0 {
      flaws.append("mark out of bounds at \(mark.range.start)")
    }
    for range in entries.compactMap(\.range) where range.end > text.count {
      flaws.append("entry out of bounds at \(range.start)")
    }
    return flaws
  }
}
