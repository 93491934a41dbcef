/// One readable file of a lexicon: tab-separated lines under a header.
public struct LexiconFile: Sendable {
  /// Path below the lexicon's folder, such as `terms/drugs.tsv`.
  public let name: String

  /// The whole file.
  public let text: String

  /// A file from its name and contents.
  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// Something wrong in a lexicon, with its place.
public struct LexiconProblem: Sendable, Equatable, CustomStringConvertible {
  /// The file, below the lexicon's folder.
  public let file: String

  /// The line, from 1; 0 for the file as a whole.
  public let line: Int

  /// What is wrong and what to do.
  public let message: String

  /// `file:line: message`.
  public var description: String {
    line > 0 ? "\(file):\(line): \(message)" : "\(file): \(message)"
  }
}

/// All that is wrong in a lexicon.
public struct LexiconErrors: Error, CustomStringConvertible {
  /// The problems, by file and line.
  public let problems: [LexiconProblem]

  /// One problem a line.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// A line of a lexicon file, cut at its tabs.
struct LexiconRow {
  let file: String
  let line: Int
  let cells: [Substring.UTF8View]

  /// The cell at an index, without blanks around it; empty where the line is shorter.
  subscript(index: Int) -> String {
    guard index < cells.count else { return "" }
    var cell = cells[index]
    while cell.first == 32 { cell.removeFirst() }
    while cell.last == 32 || cell.last == 13 { cell.removeLast() }
    return String(Substring(cell))
  }

  /// The items of a cell that holds several, separated by blanks.
  func items(_ index: Int) -> [String] {
    self[index].utf8.split(separator: 32).map { String(Substring($0)) }
  }
}
