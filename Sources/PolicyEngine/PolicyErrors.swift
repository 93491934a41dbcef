import Yams

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

  /// What is wrong in a file that is not valid YAML.
  ///
  /// - Parameters:
  ///   - error: as the parser threw it.
  ///   - file: the file's name.
  /// - Returns: the problem, with its place where the parser knows one.
  public static func problem(with error: any Error, in file: String) -> PolicyProblem {
    switch error as? YamlError {
    case .parser(_, let problem, let mark, _)?, .scanner(_, let problem, let mark, _)?:
      PolicyProblem(file: file, line: mark.line, column: mark.column, message: problem)
    default: PolicyProblem(file: file, line: 0, column: 0, message: "is not valid YAML")
    }
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

  /// Names that a lexicon knows.
  public init(concepts: [String: Set<String>], attributes: Set<String>, sections: Set<String>) {
    self.concepts = concepts
    self.attributes = attributes
    self.sections = sections
  }

  /// The concepts that a name stands for: itself, or the members of a group written `group:NAME`.
  func members(of name: String) -> Set<String> {
    guard name.hasPrefix("group:") else { return concepts[name] == nil ? [] : [name] }
    let group = String(name.dropFirst(6))
    return Set(concepts.filter { $0.value.contains(group) }.keys)
  }
}
