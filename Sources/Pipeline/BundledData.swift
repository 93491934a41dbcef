import CBundledData
public import Extraction

/// The lexicon and policy files that are inside the program.
public enum BundledData {
  /// Every file, by its path in the project.
  public static func files() -> [(path: String, text: String)] {
    (0..<bundled_file_count()).map { index in
      let file = unsafe bundled_file_at(index)
      let bytes = unsafe UnsafeBufferPointer(start: file.bytes, count: file.size)
      return unsafe (String(cString: file.path), String(decoding: bytes, as: UTF8.self))
    }
  }

  /// The files of the lexicon, by their path in its folder.
  public static func lexiconFiles() -> [LexiconFile] {
    (0..<bundled_file_count()).compactMap { index in
      let file = unsafe bundled_file_at(index)
      let path = unsafe String(cString: file.path)
      guard path.hasPrefix("lexicons/") else { return nil }
      let bytes = unsafe UnsafeBufferPointer(start: file.bytes, count: file.size)
      return LexiconFile(
        name: String(path.dropFirst("lexicons/".count)),
        bytes: unsafe Array(bytes)
      )
    }
  }

  /// The names of the policies.
  public static func policyNames() -> [String] {
    files().map(\.path).filter { $0.hasPrefix("policies/") && !$0.hasSuffix(".tests.yaml") }
      .map { String($0.dropFirst("policies/".count).dropLast(".yaml".count)) }
  }

  /// The text of a policy, or `nil` where there is none of that name.
  public static func policy(named name: String) -> String? {
    files().first { $0.path == "policies/\(name).yaml" }?.text
  }
}
