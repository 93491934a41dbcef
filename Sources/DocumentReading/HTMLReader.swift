import NoteModel

/// Reads HTML as a browser shows it.
struct HTMLReader {
  private static let invisible: Set<String> = [
    "script", "style", "noscript", "template", "iframe", "object", "svg", "head",
  ]
  private static let paragraphs: Set<String> = ["p", "table", "blockquote", "pre", "h1", "h2"]
  private static let blocks: Set<String> = [
    "div", "section", "article", "header", "footer", "main", "nav", "aside", "form", "fieldset",
    "dl", "dt", "dd", "h3", "h4", "h5", "h6", "hr", "br", "address", "figure", "center", "body",
    "thead", "tbody", "tfoot", "caption", "legend", "details", "summary",
  ]
  private static let deletions: Set<String> = ["del", "s", "strike"]

  /// The page of a decoded file.
  func read(_ utf8: [UInt8]) -> RenderedPage {
    var scanner = MarkupScanner(utf8, isXML: false)
    var page = PageRenderer(utf8)
    var headings: [(depth: Int, start: Int)] = []
    var bold: Int?
    var hidden: (name: String, depth: Int)?
    while let piece = scanner.next() {
      switch piece {
      case .text(let range):
        if hidden == nil { page.add(range, scanner) }
      case .literal(let range):
        if hidden == nil { page.add(range, scanner, isLiteral: true) }
      case .start(let tag):
        if let current = hidden {
          if tag.name == current.name, !tag.isEmpty { hidden?.depth += 1 }
          continue
        }
        if tag.name == "title" {
          readTitle(&scanner, &page, utf8)
        } else if tag.name == "head" {
          continue
        } else if Self.invisible.contains(tag.name) {
          if !tag.isEmpty { scanner.skipContent(of: tag.name) }
        } else if isHidden(tag, scanner) {
          if !tag.isEmpty, !Self.isVoid(tag.name) { hidden = (tag.name, 1) }
        } else {
          open(tag, scanner, &page)
          if let depth = Self.headingDepth(tag.name) { headings.append((depth, page.nextStart())) }
          if tag.name == "b" || tag.name == "strong" {
            bold = page.isAtBlockStart ? page.nextStart() : nil
          }
        }
      case .end(let name):
        if let current = hidden {
          if name == current.name { hidden = current.depth > 1 ? (name, current.depth - 1) : nil }
          continue
        }
        if Self.headingDepth(name) != nil, let heading = headings.popLast() {
          page.mark(.heading(depth: heading.depth, code: nil), from: heading.start)
        }
        if name == "b" || name == "strong", let start = bold {
          // Words in bold at the start of a block label what follows.
          if page.count - start <= 60 { page.mark(.heading(depth: 6, code: nil), from: start) }
          bold = nil
        }
        close(name, &page)
      }
    }
    return page.finish()
  }

  private static func headingDepth(_ name: String) -> Int? {
    guard name.count == 2, name.hasPrefix("h"), let depth = name.last?.wholeNumberValue,
      (1...6).contains(depth)
    else { return nil }
    return min(depth, 5)
  }

  private static func isVoid(_ name: String) -> Bool {
    ["br", "hr", "img", "input", "meta", "link", "col", "wbr", "area"].contains(name)
  }

  private func readTitle(
    _ scanner: inout MarkupScanner,
    _ page: inout PageRenderer,
    _ utf8: [UInt8]
  ) {
    guard case .text(let range)? = scanner.next() else { return }
    let title = scanner.decoded(range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if !title.isEmpty { page.declare { $0.title = title } }
  }

  private func isHidden(_ tag: MarkupScanner.Tag, _ scanner: MarkupScanner) -> Bool {
    if scanner.attribute("hidden", of: tag) != nil { return true }
    guard let style = scanner.attribute("style", of: tag)?.lowercased().filter({ $0 != " " }) else {
      return false
    }
    return style.contains("display:none") || style.contains("visibility:hidden")
  }

  private func open(
    _ tag: MarkupScanner.Tag,
    _ scanner: MarkupScanner,
    _ page: inout PageRenderer
  ) {
    switch tag.name {
    case "tr": page.beginRow()
    case "td", "th": page.beginCell()
    case "ul", "menu": page.beginList(isOrdered: false)
    case "ol": page.beginList(isOrdered: true)
    case "li": page.beginItem()
    case "pre":
      page.breakParagraph()
      page.isPreformatted = true
    case "input":
      let type = scanner.attribute("type", of: tag)?.lowercased()
      if type == "checkbox" || type == "radio" {
        page.insert(scanner.attribute("checked", of: tag) != nil ? "[x] " : "[ ] ")
      }
    case let name where Self.paragraphs.contains(name): page.breakParagraph()
    case let name where Self.blocks.contains(name): page.breakLine()
    case let name where Self.deletions.contains(name): page.beginDeleted()
    default: break
    }
  }

  private func close(_ name: String, _ page: inout PageRenderer) {
    switch name {
    case "tr", "li": page.breakLine()
    case "ul", "ol", "menu": page.endList()
    case "pre":
      page.isPreformatted = false
      page.breakParagraph()
    case let name where Self.paragraphs.contains(name): page.breakParagraph()
    case let name where Self.blocks.contains(name): page.breakLine()
    case let name where Self.deletions.contains(name): page.endDeleted()
    default: break
    }
  }
}
