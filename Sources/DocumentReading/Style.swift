/// What a style in CSS says of how an element is shown, as far as it matters to its words.
struct Style {
  private var isHidden: Bool?
  private var isBlock: Bool?
  private var isInvisible: Bool?
  private var isDeleted: Bool?
  private var isBold: Bool?
  private var isPreformatted: Bool?

  /// A style that says nothing.
  init() {}

  /// The style of some declarations, such as `display: none; color: red`.
  init(_ declarations: some StringProtocol) {
    for declaration in declarations.lowercased().split(separator: ";") {
      let parts = declaration.split(separator: ":").map { $0.filter { !$0.isWhitespace } }
      if parts.count == 2 { declare(parts[0], parts[1]) }
    }
  }

  private mutating func declare(_ property: String, _ value: String) {
    switch property {
    case "display":
      isHidden = value.hasPrefix("none")
      isBlock = ["block", "flex", "grid", "flow-root", "list-item"].contains { value.hasPrefix($0) }
    case "visibility": isInvisible = value.hasPrefix("hidden") || value.hasPrefix("collapse")
    case "text-decoration", "text-decoration-line": isDeleted = value.contains("line-through")
    case "font-weight":
      isBold = ["bold", "600", "700", "800", "900"].contains { value.hasPrefix($0) }
    case "white-space": isPreformatted = value.hasPrefix("pre") && !value.hasPrefix("pre-line")
    default: break
    }
  }

  /// Whether it says anything.
  var isTelling: Bool {
    [isHidden, isInvisible, isDeleted, isBold, isPreformatted].contains { $0 != nil }
  }

  /// Takes on what another style says, which goes before this one.
  mutating func override(with other: Style) {
    isHidden = other.isHidden ?? isHidden
    isBlock = other.isBlock ?? isBlock
    isInvisible = other.isInvisible ?? isInvisible
    isDeleted = other.isDeleted ?? isDeleted
    isBold = other.isBold ?? isBold
    isPreformatted = other.isPreformatted ?? isPreformatted
  }

  /// The traits of an element that has some by its name.
  func traits(of element: ElementTraits) -> ElementTraits {
    var traits = element
    func settle(_ trait: ElementTraits, _ value: Bool?) {
      if let value { if value { traits.insert(trait) } else { traits.remove(trait) } }
    }
    settle(.bold, isBold)
    settle(.preformatted, isPreformatted)
    // Not shown is not shown, and struck out stays so, whoever says it.
    if isDeleted == true { traits.insert(.deleted) }
    if isHidden == true || isInvisible == true { traits.insert(.hidden) }
    return traits
  }

  /// The role of an element that has one by its name; lists and tables keep theirs.
  func role(of element: ElementRole) -> ElementRole {
    guard let isBlock else { return element }
    switch element {
    case .inline: return isBlock ? .block : .inline
    case .block, .paragraph: return isBlock ? element : .inline
    case .heading, .list, .item, .table, .row, .cell: return element
    }
  }
}
