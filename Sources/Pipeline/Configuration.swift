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

  /// Whether what is read from the program's own files is kept in an image beside it, and read from
  /// there the next time; for programs of their own.
  public var usesImage = false

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
    guard image == nil else {
      // Makes the image where there is none yet.
      var own = self
      own.policy = Self.imaged
      return try own.load().lexicon
    }
    return try Self.lexicon(from: lexiconFiles()).0
  }

  /// The policy that the image has.
  private static let imaged = "cmm-607"

  /// The image, where it is used and the lexicon is the program's own.
  private var image: KnowledgeImage? {
    usesImage && lexicons == nil ? KnowledgeImage() : nil
  }

  /// The lexicon and the policy, read at the same time.
  ///
  /// - Returns: both, checked.
  /// - Throws: `ConfigurationError` with every problem of the lexicon, or else of the policy.
  public func load() throws(ConfigurationError) -> (lexicon: Lexicon, policy: Policy) {
    let files = try lexiconFiles()
    let image = policy == Self.imaged ? image : nil
    if let image, let known = image.read(files, policy: policy),
      let policy = try? self.policy(from: known.policy, naming: known.lexicon.names)
    {
      return (known.lexicon, policy)
    }
    let lexicon = Mutex<Result<(Lexicon, ImageWriter?), ConfigurationError>?>(nil)
    let policy = Mutex<Result<(Policy, PolicyNode), ConfigurationError>?>(nil)
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      if part == 0 {
        let result = Result { () throws(ConfigurationError) in
          try Self.lexicon(from: files, withImage: image != nil)
        }
        lexicon.withLock { $0 = result }
      } else {
        let result = Result { () throws(ConfigurationError) in
          let node = try policyNode()
          return (try self.policy(from: node, naming: LexiconReader.names(in: files)), node)
        }
        policy.withLock { $0 = result }
      }
    }
    guard let lexicon = try lexicon.withLock({ $0 })?.get(),
      let policy = try policy.withLock({ $0 })?.get()
    else { preconditionFailure("both parts have been read") }
    if let image, let written = lexicon.1 {
      image.write(policy: self.policy, policy.1, lexicon: written)
    }
    return (lexicon.0, policy.0)
  }

  private static func lexicon(
    from files: [LexiconFile],
    withImage: Bool = false
  ) throws(ConfigurationError) -> (Lexicon, ImageWriter?) {
    var image = withImage ? ImageWriter() : nil
    do {
      return (try LexiconReader.lexicon(from: files, writing: &image), image)
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
    try policy(from: policyNode(), naming: lexicon.names)
  }

  private func policyNode() throws(ConfigurationError) -> PolicyNode {
    let (text, file) = try policyText()
    do {
      return try PolicyReader.node(of: text, file: file)
    } catch {
      throw ConfigurationError(message: error.description)
    }
  }

  private func policy(
    from node: PolicyNode,
    naming names: LexiconNames
  ) throws(ConfigurationError) -> Policy {
    let vocabulary = PolicyVocabulary(
      concepts: names.concepts,
      attributes: names.attributes,
      sections: names.sectionKinds
    )
    let isBundled = BundledData.policyNames().contains(policy)
    let file = isBundled ? "policies/\(policy).yaml" : policy
    do {
      return try PolicyReader.policy(from: node, file: file, vocabulary: vocabulary)
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
