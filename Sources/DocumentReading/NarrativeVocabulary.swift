/// The elements of the narrative of CDA; those of HTML, which stray into it, keep their meaning.
enum NarrativeVocabulary {
  /// What an element does to the layout.
  static func role(
    of name: String,
    _ scanner: MarkupScanner,
    _ style: Style
  ) -> ElementRole {
    switch name {
    case "paragraph": .paragraph
    case "list":
      .list(first: scanner.attribute("listType") == "ordered" ? 1 : nil)
    case "item": .item(number: nil)
    case "caption": .block
    default: HTMLVocabulary.role(of: name, scanner, style)
    }
  }

  /// How an element's words look.
  static func traits(
    of name: String,
    _ scanner: MarkupScanner,
    _ style: Style
  ) -> ElementTraits {
    var traits = HTMLVocabulary.traits(of: name, scanner, style)
    // Words that the author took back are no part of the document.
    if scanner.attribute("revised") == "delete" { traits.insert(.hidden) }
    if HTMLVocabulary.raw.contains(name) { traits.insert(.hidden) }
    if scanner.attribute("xml:space") == "preserve" { traits.insert(.preformatted) }
    guard let code = scanner.attribute("styleCode") else { return traits }
    let styles = code.lowercased().split(separator: " ")
    if styles.contains("bold") { traits.insert(.bold) }
    if styles.contains(where: { $0.hasPrefix("strike") }) { traits.insert(.deleted) }
    return traits
  }
}
