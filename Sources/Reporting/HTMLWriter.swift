/// Writes HTML in which every word and every attribute value is escaped.
///
/// Names are constants of the program; nothing else reaches the page as markup.
package struct HTMLWriter {
  /// Attributes by name; one without a value is left out.
  package typealias Attributes = KeyValuePairs<StaticString, String?>

  /// What is written so far.
  package private(set) var html = ""

  /// A writer of nothing yet.
  package init() {}

  /// Writes an element; `body` gives its content.
  package mutating func element(
    _ name: StaticString,
    _ attributes: Attributes = [:],
    _ body: (inout HTMLWriter) -> Void
  ) {
    open(name, attributes)
    body(&self)
    html += "</\(name)>"
  }

  /// Writes an element of some words.
  package mutating func element(
    _ name: StaticString,
    _ attributes: Attributes,
    _ words: String
  ) {
    element(name, attributes) { $0.words(words) }
  }

  /// Writes an element of some words, without attributes.
  package mutating func element(_ name: StaticString, _ words: String) {
    element(name, [:], words)
  }

  /// Writes the tag of an element that has no content.
  package mutating func open(
    _ name: StaticString,
    _ attributes: Attributes = [:]
  ) {
    html += "<\(name)"
    for (name, value) in attributes {
      if let value { html += " \(name)=\"\(Self.escaped(value))\"" }
    }
    html += ">"
  }

  /// Writes words, escaped.
  package mutating func words(_ words: String) { html += Self.escaped(words) }

  /// Writes markup, which only the program itself can give.
  package mutating func markup(_ markup: StaticString) { html += markup.description }

  /// Writes what another writer has written.
  package mutating func append(_ other: HTMLWriter) { html += other.html }

  /// Writes a file of the program, which holds no words of a note.
  package mutating func asset(_ asset: ReportAsset) { html += asset.text }

  /// Words as HTML, in an element or in a quoted attribute; lines and tabs are kept.
  ///
  /// - Complexity: O(n), one pass
  package static func escaped(_ words: String) -> String {
    var result = ""
    for scalar in words.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      default: result.unicodeScalars.append(VisibleText.shown(scalar, "\u{FFFD}"))
      }
    }
    return result
  }
}
