/// A path that is no case.
public struct CaseError: Error, Sendable, CustomStringConvertible {
  /// The path as given.
  public let path: String

  /// What is wrong.
  public let message: String

  /// What to do.
  public let hint: String

  /// `path: message; hint`.
  public var description: String { "\(path): \(message); \(hint)" }
}
