/// What an element does to the layout of a page, in HTML as in the narrative of CDA.
enum ElementRole {
  case inline
  /// On lines of its own.
  case block
  /// On lines of its own, with empty lines around.
  case paragraph
  case heading(depth: Int, code: String?)
  /// A list, with the number of its first item if it is numbered.
  case list(first: Int?)
  /// An item, with its number where it has one of its own.
  case item(number: Int?)
  case table
  case row
  /// A cell that reaches over columns and rows.
  case cell(isHeader: Bool, columns: Int, rows: Int)

  /// Whether the element stands on lines of its own or holds some that do.
  var isBlock: Bool {
    if case .inline = self { false } else { true }
  }
}

/// How the words of an element look, whatever it does to the layout.
struct ElementTraits: OptionSet {
  let rawValue: Int

  /// Not shown.
  static let hidden = Self(rawValue: 1)
  /// Struck out.
  static let deleted = Self(rawValue: 2)
  static let bold = Self(rawValue: 4)
  /// White space stands as it is.
  static let preformatted = Self(rawValue: 8)
  static let superscript = Self(rawValue: 16)
}
