import ArgumentParser

/// Exit codes that scripts rely on.
enum Exit {
  /// A document could not be read; the others were.
  static let unread = ExitCode(1)

  /// The call's words are off.
  static let usage = ExitCode(2)

  /// `--fail-on` named this outcome.
  static let failedOn = ExitCode(3)
}
