/// The elements of HTML: how they are shown and where they end without an end tag.
enum HTMLVocabulary {
  /// Whether a name, in lower case, is one of an element of HTML.
  static func isElement(_ name: String) -> Bool {
    blocks.contains(name) || inlines.contains(name) || void.contains(name)
      || hidden.contains(name) || raw.contains(name) || headingDepth(name) != nil
  }

  /// Elements without content.
  static let void: Set<String> = [
    "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
  ]

  /// Elements whose content is no markup and is not shown.
  static let raw: Set<String> = ["script", "style", "iframe", "noembed", "noframes"]

  private static let hidden: Set<String> = [
    "noscript", "template", "object", "datalist", "canvas", "audio", "video", "desc", "defs",
    "metadata",
  ]

  private static let blocks: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "header", "hgroup", "html", "legend", "li", "listing", "main", "menu", "nav", "ol",
    "p", "plaintext", "pre", "search", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul", "xmp",
  ]

  private static let inlines: Set<String> = [
    "a", "abbr", "b", "big", "button", "cite", "code", "del", "em", "font", "head", "i", "ins",
    "kbd", "label", "mark", "optgroup", "option", "q", "s", "samp", "select", "small", "span",
    "strike", "strong", "sub",
    "sup", "svg", "textarea", "time", "title", "tt", "u", "var",
  ]

  private static let cells: Set<String> = ["td", "th", "caption"]
  private static let tableParts: Set<String> = ["thead", "tbody", "tfoot", "tr"]
  private static let headings: Set<String> = ["h1", "h2", "h3", "h4", "h5", "h6"]

  private static let paragraphEnders: Set<String> = blocks.union(headings).union(["hr"])
    .subtracting(["html", "body"])

  // MARK: Ends

  /// The open elements that a start tag ends, and those that it does not look beyond.
  static func ended(by name: String) -> (names: Set<String>, limits: Set<String>)? {
    switch name {
    case "li": (["li"], ["ul", "ol", "menu", "dir", "table", "td", "th"])
    case "dt", "dd": (["dt", "dd"], ["dl", "table", "td", "th"])
    case "td", "th": (["td", "th"], ["tr", "table"])
    case "tr": (["tr", "caption"], ["table"])
    case "thead", "tbody", "tfoot": (tableParts.union(["caption"]), ["table"])
    case "option", "optgroup": (["option"], ["select"])
    default: nil
    }
  }

  /// Whether a start tag ends the paragraph it stands in.
  static func endsParagraph(_ name: String) -> Bool { paragraphEnders.contains(name) }

  /// The open elements that an end tag ends, and those that it does not look beyond.
  static func closed(by name: String) -> (names: Set<String>, limits: Set<String>) {
    if headings.contains(name) { return (headings, cells) }
    let isTabular = name == "table" || cells.contains(name) || tableParts.contains(name)
    return ([name], isTabular ? ["table"] : cells.union(["table"]))
  }

  // MARK: Looks

  /// What an element does to the layout, by its name and its style.
  static func role(
    of name: String,
    _ scanner: MarkupScanner,
    _ style: Style
  ) -> ElementRole { style.role(of: role(of: name, scanner)) }

  private static func role(of name: String, _ scanner: MarkupScanner) -> ElementRole {
    func number(_ attribute: StaticString) -> Int? {
      scanner.attribute(attribute).flatMap(Int.init)
    }
    if let depth = headingDepth(name) { return .heading(depth: depth, code: nil) }
    switch name {
    case "p": return .paragraph
    case "ul", "menu", "dir": return .list(first: nil)
    case "ol": return .list(first: number("start") ?? 1)
    case "li": return .item(number: number("value"))
    case "table": return .table
    case "tr": return .row
    case "td", "th":
      return .cell(
        isHeader: name == "th",
        columns: number("colspan") ?? 1,
        rows: number("rowspan") ?? 1
      )
    default: return blocks.contains(name) ? .block : .inline
    }
  }

  /// The depth of a heading; bold words that serve as one lie below all of them.
  private static func headingDepth(_ name: String) -> Int? {
    guard name.utf8.count == 2, headings.contains(name) else { return nil }
    return name.last?.wholeNumberValue.map { min($0, 5) }
  }

  /// How an element's words look, by its name, its attributes and its style.
  static func traits(
    of name: String,
    _ scanner: MarkupScanner,
    _ style: Style
  ) -> ElementTraits {
    var traits: ElementTraits = []
    switch name {
    case "b", "strong": traits.insert(.bold)
    case "del", "s", "strike": traits.insert(.deleted)
    case "sup": traits.insert(.superscript)
    case "pre", "listing", "xmp", "plaintext", "textarea": traits.insert(.preformatted)
    case "dialog": if scanner.value("open") == nil { traits.insert(.hidden) }
    // Of a choice only what was chosen counts.
    case "option": if scanner.value("selected") == nil { traits.insert(.hidden) }
    default: if hidden.contains(name) { traits.insert(.hidden) }
    }
    if scanner.value("hidden") != nil { traits.insert(.hidden) }
    return style.traits(of: traits)
  }
}
