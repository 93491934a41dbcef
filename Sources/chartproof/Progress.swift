import Glibc

/// How far a stream has come, told on standard error where that is a terminal.
struct Progress {
  private let isShown = isatty(STDERR_FILENO) == 1
  private let start = ContinuousClock.now
  private var shown = ContinuousClock.now
  private var items = 0
  private var done = 0
  private let name: String
  /// What `done` comes to in the end, where that is known.
  private let size: Int?

  /// Between two lines shown.
  private static let pause = Duration.milliseconds(200)

  /// Nothing done yet.
  ///
  /// - Parameters:
  ///   - name: what is counted, such as `notes`.
  ///   - size: how much there is to advance by in all, where that is known.
  init(of name: String, size: Int?) {
    self.name = name
    self.size = size
  }

  /// The bytes of standard input, where that is a file.
  static var inputSize: Int? {
    var status = stat()
    let isFile =
      unsafe fstat(STDIN_FILENO, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    return isFile && status.st_size > 0 ? Int(status.st_size) : nil
  }

  /// One item more is done, which is so much of the whole.
  mutating func advance(by amount: Int) {
    items += 1
    done += amount
    guard isShown, ContinuousClock.now - shown > Self.pause else { return }
    shown = .now
    Console.status(line(after: (shown - start) / .seconds(1)))
  }

  /// Clears the line.
  func end() {
    if isShown { Console.status("") }
  }

  /// `12,000 notes, 4,500/s, 31%, 5 s left`, without the last two where the end is not known.
  func line(after seconds: Double) -> String {
    var parts = ["\(items) \(name)", "\(Int(Double(items) / max(seconds, 0.001)))/s"]
    if let size, done > 0 {
      let share = min(1, Double(done) / Double(size))
      parts.append("\(Int(100 * share))%")
      parts.append("\(Int((seconds / share - seconds).rounded(.up))) s left")
    }
    return parts.joined(separator: ", ")
  }
}
