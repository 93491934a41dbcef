package import NoteModel

/// One readable file of a lexicon: tab-separated lines under a header.
public struct LexiconFile: Sendable {
  /// Path below the lexicon's folder, such as `terms/drugs.tsv`.
  public let name: String

  let contents: Table<UInt8>

  /// The whole file, UTF-8.
  public var bytes: [UInt8] { Array(contents) }

  /// A file from its name and contents.
  public init(name: String, bytes: [UInt8]) {
    self.init(name: name, contents: Table(bytes))
  }

  /// A file from its name and contents, which may lie in the program itself.
  package init(name: String, contents: Table<UInt8>) {
    self.name = name
    self.contents = contents
  }

  /// The words at a place of it.
  func words(at place: LexiconPlace) -> Slice<Table<UInt8>> {
    contents[Int(place.start)..<Int(place.end)]
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

/// Where words of a lexicon stand: a file by its number, and a line or bytes of it.
struct LexiconPlace: Sendable {
  let file: Int32
  /// From 1.
  let line: Int32
  let start: Int32
  let end: Int32
}
