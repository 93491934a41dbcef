/// The rules of the `<style>` elements of an HTML page.
///
/// A selector is understood if it is of one element by its name, its classes and its ID; rules with
/// any other, and those of `@media` and the like, are passed over.
struct StyleSheet {
  private struct Rule {
    let element: Substring?
    let classes: [Substring]
    let id: Substring?
    let style: Style

    /// What goes before what: an ID, then classes, then a name.
    var weight: Int { (id == nil ? 0 : 100) + classes.count * 10 + (element == nil ? 0 : 1) }
  }

  /// The rules that say something, the one that goes before all others last.
  private var rules: [Rule] = []

  /// The most rules that are kept.
  private static let mostRules = 200

  /// Adds the rules of a `<style>` element.
  ///
  /// - Complexity: O(`css.count`)
  mutating func add(_ css: String) {
    var rest = withoutComments(css)[...]
    while let open = rest.firstIndex(of: "{"), rules.count < Self.mostRules {
      let selectors = rest[..<open].split(separator: ";").last ?? ""
      rest = rest[open...].dropFirst()
      if selectors.contains("@") {
        skipBlock(in: &rest)
        continue
      }
      let end = rest.firstIndex(of: "}") ?? rest.endIndex
      add(selectors, Style(rest[..<end]))
      rest = rest[end...].dropFirst()
    }
    rules = rules.enumerated().sorted {
      ($0.element.weight, $0.offset) < ($1.element.weight, $1.offset)
    }.map(\.element)
  }

  private func withoutComments(_ css: String) -> String {
    var pieces: [Substring] = []
    var rest = css[...]
    while let open = rest.firstRange(of: "/*") {
      pieces.append(rest[..<open.lowerBound])
      rest = rest[open.upperBound...]
      rest = rest.firstRange(of: "*/").map { rest[$0.upperBound...] } ?? ""
    }
    // Old pages hide their styles from older browsers in a comment of HTML.
    return (pieces + [rest]).joined().replacing("<!--", with: "").replacing("-->", with: "")
  }

  private func skipBlock(in rest: inout Substring) {
    var depth = 1
    while depth > 0, let character = rest.popFirst() {
      if character == "{" { depth += 1 } else if character == "}" { depth -= 1 }
    }
  }

  private mutating func add(_ selectors: Substring, _ style: Style) {
    guard style.isTelling else { return }
    for selector in selectors.split(separator: ",") where rules.count < Self.mostRules {
      let selector = selector.drop { $0.isWhitespace }
      let simple = selector.prefix { !$0.isWhitespace }
      guard selector[simple.endIndex...].allSatisfy(\.isWhitespace),
        let rule = rule(simple, style)
      else { continue }
      rules.append(rule)
    }
  }

  /// A rule of a selector such as `p.old#top`.
  private func rule(_ selector: Substring, _ style: Style) -> Rule? {
    var element: Substring?
    var classes: [Substring] = []
    var id: Substring?
    var rest = selector
    while let first = rest.first {
      let mark = first == "." || first == "#" ? first : nil
      if mark != nil { rest.removeFirst() }
      let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
      guard !name.isEmpty else { return nil }
      rest = rest[name.endIndex...]
      switch mark {
      case ".": classes.append(name)
      case "#": id = name
      default: element = Substring(name.lowercased())
      }
    }
    return Rule(element: element, classes: classes, id: id, style: style)
  }

  /// The style of an element, of the page's rules and its own `style`.
  func style(of name: String, _ scanner: MarkupScanner) -> Style {
    var style = Style()
    if !rules.isEmpty {
      let id = scanner.attribute("id")
      let classes = scanner.attribute("class")?.split(whereSeparator: \.isWhitespace) ?? []
      for rule in rules
      where rule.element ?? name[...] == name[...]
        && (rule.id == nil || rule.id == id?[...])
        && rule.classes.allSatisfy({ classes.contains($0) })
      {
        style.override(with: rule.style)
      }
    }
    if let own = scanner.attribute("style") { style.override(with: Style(own)) }
    return style
  }
}
