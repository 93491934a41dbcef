import NoteModel

/// Reads HTML as a browser shows it.
struct HTMLReader {
  /// The page of a decoded file.
  ///
  /// - Complexity: O(`utf8.count`); of the open elements no more than a fixed number are looked at.
  func read(_ utf8: [UInt8]) -> RenderedPage {
    var reading = HTMLReading(utf8)
    return reading.run()
  }
}

/// The state of one pass over HTML.
private struct HTMLReading {
  private var scanner: MarkupScanner
  private var page: PageRenderer
  /// How often each name is among the open elements.
  private var open: [String: Int] = [:]
  private var title: String?
  private var styles = StyleSheet()

  /// The most open elements that a tag is held against, as deep as browsers nest.
  private static let deepest = 512

  init(_ utf8: [UInt8]) {
    scanner = MarkupScanner(utf8, .html)
    page = PageRenderer(utf8)
  }

  mutating func run() -> RenderedPage {
    while let piece = scanner.next() {
      switch piece {
      case .text(let range): page.add(range, scanner)
      case .literal(let range): page.add(range, scanner, isLiteral: true)
      case .start(let tag): start(tag)
      case .end(let name): end(name)
      case .doctype: break
      }
    }
    if let title { page.declare { $0.title = title } }
    return page.finish()
  }

  // MARK: Start tags

  private mutating func start(_ tag: MarkupScanner.Tag) {
    let name = scanner.name(of: tag)
    if HTMLVocabulary.raw.contains(name) {
      let content = scanner.rawContent(of: name)
      if name == "style" { styles.add(String(decoding: scanner.bytes[content], as: UTF8.self)) }
      return
    }
    if HTMLVocabulary.endsParagraph(name) {
      close(["p"], within: ["td", "th", "caption", "table"])
    }
    if let ended = HTMLVocabulary.ended(by: name) { close(ended.names, within: ended.limits) }
    switch name {
    case "title": readTitle()
    case "textarea", "xmp": addWhole(name)
    case "br": page.addLineBreak()
    case "hr": page.breakLine()
    case "input": addInput()
    case "td", "th":
      // Cells need a row; without a table the tag means nothing.
      if find(["tr"], within: ["table"]) == nil {
        guard find(["table"], within: []) != nil else { return }
        push("tr", .row)
      }
      push(name)
    case "tr": if find(["table"], within: []) != nil { push(name) }
    case _ where HTMLVocabulary.void.contains(name): break
    case "svg" where tag.isEmpty: break
    default: push(name)
    }
  }

  private mutating func push(_ name: String) {
    let style = styles.style(of: name, scanner)
    push(
      name,
      HTMLVocabulary.role(of: name, scanner, style),
      HTMLVocabulary.traits(of: name, scanner, style)
    )
  }

  private mutating func push(
    _ name: String,
    _ role: ElementRole,
    _ traits: ElementTraits = []
  ) {
    open[name, default: 0] += 1
    page.open(name, role, traits)
  }

  private mutating func readTitle() {
    let range = scanner.rawContent(of: "title")
    guard title == nil, !page.isHidden else { return }
    let words = scanner.decoded(range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if !words.isEmpty { title = words }
  }

  /// Adds an element whose content holds no tags.
  private mutating func addWhole(_ name: String) {
    push(name)
    page.add(scanner.rawContent(of: name), scanner, isLiteral: name == "xmp")
    end(name)
  }

  /// Adds what a form shows: the state of a box, the words of a field.
  private mutating func addInput() {
    let style = styles.style(of: "input", scanner)
    guard !HTMLVocabulary.traits(of: "input", scanner, style).contains(.hidden) else { return }
    switch scanner.attribute("type")?.lowercased() ?? "text" {
    case "checkbox", "radio":
      page.insert(scanner.value("checked") != nil ? "[x] " : "[ ] ")
    case "text", "search", "date", "number", "email", "tel", "time", "url", "datetime-local":
      if let words = scanner.value("value") { page.add(words, scanner) }
    default: break
    }
  }

  // MARK: End tags

  private mutating func end(_ name: String) {
    if name == "br" { return page.addLineBreak() }
    let closed = HTMLVocabulary.closed(by: name)
    guard let index = find(closed.names, within: closed.limits) else { return }
    if !page.frames[index].role.isBlock, page.frames[index...].contains(where: \.role.isBlock) {
      // `<b><p>one</b> two</p>`: the words end to be bold, the paragraph goes on.
      page.settleTraits(at: index)
    } else {
      close(downTo: index)
    }
  }

  private mutating func close(_ names: Set<String>, within limits: Set<String>) {
    if let index = find(names, within: limits) { close(downTo: index) }
  }

  private mutating func close(downTo index: Int) {
    while page.frames.count > index, let last = page.frames.last {
      open[last.name, default: 1] -= 1
      page.close()
    }
  }

  /// The innermost open element of some names that no limit lies within.
  private func find(_ names: Set<String>, within limits: Set<String>) -> Int? {
    guard names.contains(where: { open[$0, default: 0] > 0 }) else { return nil }
    for index in page.frames.indices.suffix(Self.deepest).reversed() {
      let name = page.frames[index].name
      if names.contains(name) { return index }
      if limits.contains(name) { return nil }
    }
    return nil
  }
}
