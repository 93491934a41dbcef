/// A table under construction, as RFC 4180 has it: CRLF, and quotes where a field needs them.
struct CSVTable {
  /// What the table is for.
  enum Purpose {
    /// A person opens it: a field that would be taken for a formula gets an apostrophe in front.
    case spreadsheet
    /// A program loads it: every field stands as it is.
    case database
  }

  /// The rows so far, each with its line end.
  private(set) var text = ""

  private let purpose: Purpose

  init(for purpose: Purpose) {
    self.purpose = purpose
  }

  /// Adds a row.
  mutating func add(_ fields: [String]) {
    text += fields.map(written).joined(separator: ",") + "\r\n"
  }

  private func written(_ field: String) -> String {
    switch purpose {
    case .spreadsheet: Self.quoted(Self.isFormula(field) ? "'" + field : field)
    case .database: Self.quoted(field)
    }
  }

  /// Whether a spreadsheet would compute a field rather than show it.
  ///
  /// Source: https://owasp.org/www-community/attacks/CSV_Injection
  private static func isFormula(_ field: String) -> Bool {
    field.utf8.first.map { "=+-@\t\r".utf8.contains($0) } ?? false
  }

  private static func quoted(_ field: String) -> String {
    let needsQuotes = field.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 10 || byte == 13
    }
    guard needsQuotes else { return field }
    var quoted = "\""
    for scalar in field.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
