import Dispatch
public import Extraction
import FoundationEssentials
import NoteModel
public import PolicyEngine
import Synchronization

/// Where lexicon and policy come from: the program itself, or files.
public struct Configuration: Sendable {
  /// A folder of lexicon files; `nil` for those inside the program.
  public var lexicons: String?

  /// The name of a policy inside the program, or the path of a file.
  public var policy: String

  /// A configuration; the default takes everything from the program.
  public init(lexicons: String? = nil, policy: String = "cmm-607") {
    self.lexicons = lexicons
    self.policy = policy
  }

  /// The lexicon, read and checked.
  ///
  /// - Returns: the lexicon, compiled.
  /// - Throws: `ConfigurationError` with every problem and its place.
  public func loadLexicon() throws(ConfigurationError) -> Lexicon {
    try Self.lexicon(from: lexiconFiles())
  }

  /// The lexicon and the policy, read at the same time.
  ///
  /// - Returns: both, checked.
  /// - Throws: `ConfigurationError` with every problem of the lexicon, or else of the policy.
  public func load() throws(ConfigurationError) -> (lexicon: Lexicon, policy: Policy) {
    let files = try lexiconFiles()
    let lexicon = Mutex<Result<Lexicon, ConfigurationError>?>(nil)
    let policy = Mutex<Result<Policy, ConfigurationError>?>(nil)
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      if part == 0 {
        let result = Result { () throws(ConfigurationError) in try Self.lexicon(from: files) }
        lexicon.withLock { $0 = result }
      } else {
        let result = Result { () throws(ConfigurationError) in
          try loadPolicy(naming: LexiconReader.names(in: files))
        }
        policy.withLock { $0 = result }
      }
    }
    guard let lexicon = lexicon.withLock({ $0 }), let policy = policy.withLock({ $0 }) else {
      preconditionFailure("both parts have been read")
    }
    return (try lexicon.get(), try policy.get())
  }

  private static func lexicon(from files: [LexiconFile]) throws(ConfigurationError) -> Lexicon {
    do {
      return try LexiconReader.lexicon(from: files)
    } catch {
      throw ConfigurationError(message: error.description)
    }
  }

  /// The policy, read and checked against a lexicon.
  ///
  /// - Parameter lexicon: the names that the policy may use.
  /// - Returns: the policy.
  /// - Throws: `ConfigurationError` with every problem and its place.
  public func loadPolicy(for lexicon: Lexicon) throws(ConfigurationError) -> Policy {
    try loadPolicy(naming: lexicon.names)
  }

  private func loadPolicy(naming names: LexiconNames) throws(ConfigurationError) -> Policy {
    let (text, file) = try policyText()
    let vocabulary = PolicyVocabulary(
      concepts: names.concepts,
      attributes: names.attributes,
      sections: names.sectionKinds
    )
    do {
      return try PolicyReader.policy(from: text, file: file, vocabulary: vocabulary)
    } catch {
      throw ConfigurationError(message: error.description)
    }
  }

  /// The text of the policy and the name to call it by.
  ///
  /// - Returns: the YAML text, and the file's name for messages.
  /// - Throws: `ConfigurationError` where there is no such policy.
  public func policyText() throws(ConfigurationError) -> (text: String, file: String) {
    if let text = BundledData.policy(named: policy) { return (text, "policies/\(policy).yaml") }
    guard let data = FileManager.default.contents(atPath: policy) else {
      let names = BundledData.policyNames().joined(separator: ", ")
      throw ConfigurationError(
        message: "\(policy): is no policy of the program (\(names)) and no file that can be read"
      )
    }
    return (String(decoding: data, as: UTF8.self), policy)
  }

  /// The text of the policy's test cases: those of a file, or of `X.tests.yaml` beside `X.yaml`.
  ///
  /// - Parameter path: the file, where the caller names one.
  /// - Returns: the YAML text, and the file's name for messages.
  /// - Throws: `ConfigurationError` where there are none.
  public func policyTests(
    at path: String?
  ) throws(ConfigurationError) -> (text: String, file: String) {
    if path == nil, let text = BundledData.policy(named: "\(policy).tests") {
      return (text, "policies/\(policy).tests.yaml")
    }
    let stem = policy.hasSuffix(".yaml") ? String(policy.dropLast(".yaml".count)) : policy
    let file = path ?? "\(stem).tests.yaml"
    guard let data = FileManager.default.contents(atPath: file) else {
      throw ConfigurationError(message: "\(file): holds the policy's tests, and cannot be read")
    }
    return (String(decoding: data, as: UTF8.self), file)
  }

  /// The files of the lexicon, by name.
  ///
  /// - Returns: each with its name in the folder.
  /// - Throws: `ConfigurationError` where one cannot be read, or there are none.
  public func lexiconFiles() throws(ConfigurationError) -> [LexiconFile] {
    guard let path = lexicons else { return BundledData.lexiconFiles() }
    var files: [LexiconFile] = []
    for folder in ["", "terms/", "cues/"] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []
      for name in names.sorted() where name.hasSuffix(".tsv") {
        guard let data = FileManager.default.contents(atPath: "\(path)/\(folder)\(name)") else {
          throw ConfigurationError(message: "\(path)/\(folder)\(name): cannot be read")
        }
        files.append(
          LexiconFile(name: "\(folder)\(name)", bytes: Array(data))
        )
      }
    }
    guard !files.isEmpty else {
      throw ConfigurationError(message: "\(path): holds no lexicon files (.tsv)")
    }
    return files
  }
}

/// A lexicon or policy that cannot be used.
public struct ConfigurationError: Error, CustomStringConvertible {
  /// What is wrong, a line a problem, each with its place.
  public let message: String

  /// The message.
  public var description: String { message }
}
