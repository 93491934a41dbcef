/// Labels that cannot be evaluated.
public struct EvaluationError: Error, Sendable, CustomStringConvertible {
  /// The file, the place in it, and what is wrong; a line for each problem.
  public let message: String

  /// The message.
  public var description: String { message }
}
