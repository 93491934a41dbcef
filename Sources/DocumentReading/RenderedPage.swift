import NoteModel

/// What a markup reader makes of a file.
struct RenderedPage {
  var text = TextBuilder()
  var marks: [LayoutMark] = []
  var entries: [CodedEntry] = []
  var declared = DeclaredMetadata()
  var warnings: [String] = []

  /// Why the body could not be read, though the header could.
  var failure: ReadError?

  /// The page with its text followed on to the source of what it was read from.
  func through(_ map: SourceMap) -> RenderedPage {
    var page = self
    var text = TextBuilder()
    text.append(self.text.utf8, self.text.map.through(map))
    page.text = text
    return page
  }

  /// Adds another page below this one; what it declares does not count.
  mutating func append(_ other: RenderedPage) {
    guard other.text.count > 0 else { return }
    if text.count > 0 { text.insert("\n") }
    let start = text.count
    text.append(other.text.utf8, other.text.map)
    marks += other.marks.map { $0.moved(by: start) }
    warnings += other.warnings
  }

  /// Adds some words as a block below the others, with a role of their own where they have one.
  mutating func append(_ words: DecodedFile, _ role: LayoutMark.Role? = nil) {
    guard words.utf8.contains(where: { $0 > 32 }) else { return }
    if text.count > 0 { text.insert("\n") }
    let range = TextRange(text.count, text.count + words.utf8.count)
    text.append(words.utf8, words.map)
    marks += [role, .block].compactMap(\.self).map { LayoutMark($0, range) }
  }
}

extension NoteDocument {
  /// The document that a page makes.
  init(
    _ page: RenderedPage,
    id: String,
    container: String?,
    format: DocumentFormat,
    encoding: String,
    sha256: String
  ) {
    self.init(
      id: id,
      container: container,
      format: format,
      encoding: encoding,
      text: NoteText(utf8: page.text.utf8),
      sourceMap: page.text.map,
      marks: page.marks,
      entries: page.entries,
      declared: page.declared,
      sha256: sha256,
      warnings: page.warnings,
      failure: page.failure.map { "\($0.description); \($0.hint)" }
    )
  }
}

extension LayoutMark {
  /// The mark in a text that has some bytes more before it.
  func moved(by count: Int) -> LayoutMark {
    let moved = { (range: TextRange) in TextRange(range.start + count, range.end + count) }
    let role: Role =
      if case .cell(let header) = role { .cell(header: header.map(moved)) } else { role }
    return LayoutMark(role, moved(range))
  }
}
