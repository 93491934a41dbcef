import CBundledData
public import Extraction
import NoteModel

/// The lexicon and policy files that are inside the program.
public enum BundledData {
  /// Every file, by its path in the project.
  public static func files() -> [(path: String, text: String)] {
    (0..<bundled_file_count()).map { (path(of: $0), text(of: $0)) }
  }

  /// The files of the lexicon, by their path in its folder.
  public static func lexiconFiles() -> [LexiconFile] {
    (0..<bundled_file_count()).compactMap { index in
      let path = path(of: index)
      guard path.hasPrefix("lexicons/") else { return nil }
      let file = unsafe bundled_file_at(index)
      return LexiconFile(
        name: String(path.dropFirst("lexicons/".count)),
        contents: unsafe Table(at: file.bytes, count: file.size)
      )
    }
  }

  /// The names of the policies.
  public static func policyNames() -> [String] {
    (0..<bundled_file_count()).map { path(of: $0) }
      .filter { $0.hasPrefix("policies/") && !$0.hasSuffix(".tests.yaml") }
      .map { String($0.dropFirst("policies/".count).dropLast(".yaml".count)) }
  }

  /// The text of a policy, or `nil` where there is none of that name.
  public static func policy(named name: String) -> String? {
    (0..<bundled_file_count()).first { path(of: $0) == "policies/\(name).yaml" }.map(text)
  }

  private static func path(of index: Int) -> String {
    unsafe String(cString: bundled_file_at(index).path)
  }

  private static func text(of index: Int) -> String {
    unsafe String(decoding: bytes(of: index), as: UTF8.self)
  }

  /// The bytes of a file, which are there as long as the program.
  private static func bytes(of index: Int) -> UnsafeBufferPointer<UInt8> {
    let file = unsafe bundled_file_at(index)
    return unsafe UnsafeBufferPointer(start: file.bytes, count: file.size)
  }
}
