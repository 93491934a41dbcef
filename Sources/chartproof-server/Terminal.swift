import Glibc

/// Standard streams.
enum Terminal {
  /// Writes a line to standard output.
  static func line(_ line: String) { write(line, to: STDOUT_FILENO) }

  /// Writes a line to standard error.
  static func error(_ line: String) { write(line, to: STDERR_FILENO) }

  private static func write(_ line: String, to file: Int32) {
    let bytes = Array((line + "\n").utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
  }
}
