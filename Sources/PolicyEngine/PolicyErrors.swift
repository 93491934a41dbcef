/// Something wrong in a policy file, with its place.
public struct PolicyProblem: Sendable, Equatable, CustomStringConvertible {
  /// The file.
  public let file: String

  /// The line, from 1; 0 for the file as a whole.
  public let line: Int

  /// The column, from 1.
  public let column: Int

  /// What is wrong and what to do.
  public let message: String

  /// A problem at a place.
  public init(file: String, line: Int, column: Int, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  /// `file:line:column: message`.
  public var description: String {
    line > 0 ? "\(file):\(line):\(column): \(message)" : "\(file): \(message)"
  }
}

/// All that is wrong in a policy file.
public struct PolicyErrors: Error, CustomStringConvertible {
  /// The problems, by place.
  public let problems: [PolicyProblem]

  /// Errors from problems.
  public init(problems: [PolicyProblem]) {
    self.problems = problems
  }

  /// One problem a line.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// The names that a policy may use: what the lexicon can find.
public struct PolicyVocabulary: Sendable {
  /// Concepts, with the groups each is in.
  public let concepts: [String: Set<String>]

  /// Attributes that findings can have.
  public let attributes: Set<String>

  /// Kinds of section.
  public let sections: Set<String>

  /// The concepts of each group.
  private let groups: [String: Set<String>]

  /// Names that a lexicon knows.
  public init(concepts: [String: Set<String>], attributes: Set<String>, sections: Set<String>) {
    self.concepts = concepts
    self.attributes = attributes
    self.sections = sections
    var groups: [String: Set<String>] = [:]
    for (concept, names) in concepts {
      for name in names { groups[name, default: []].insert(concept) }
    }
    self.groups = groups
  }

  /// The concepts that a name stands for: itself, or the members of a group written `group:NAME`.
  func members(of name: String) -> Set<String> {
    guard name.hasPrefix("group:") else { return concepts[name] == nil ? [] : [name] }
    return groups[String(name.dropFirst(6))] ?? []
  }
}
