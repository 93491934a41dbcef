import Glibc
import NoteModel

/// Standard streams, as bytes.
enum Console {
  /// Writes to standard output; ends quietly when nobody reads any more.
  static func write(_ text: String) {
    write(Array(text.utf8), to: STDOUT_FILENO)
  }

  /// Writes bytes to standard output.
  static func write(_ bytes: [UInt8]) {
    write(bytes, to: STDOUT_FILENO)
  }

  /// Clears the terminal, and what has scrolled off it stays.
  static func clear() {
    write("\u{1B}[H\u{1B}[2J")
  }

  /// Shows a line on standard error in place of the one shown last.
  static func status(_ line: String) {
    write(Array("\r\u{1B}[K\(line)".utf8), to: STDERR_FILENO)
  }

  /// Writes a line to standard error.
  static func error(_ line: String) {
    write(Array((line.hasSuffix("\n") ? line : line + "\n").utf8), to: STDERR_FILENO)
  }

  /// Whether standard output is a terminal.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// The columns of the terminal, or 100.
  static var width: Int {
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else {
      return 100
    }
    return min(Int(size.ws_col), 160)
  }

  /// Whether colour is wanted: on a terminal, unless NO_COLOR is set (https://no-color.org).
  static var wantsColor: Bool {
    guard let value = unsafe getenv("NO_COLOR"), unsafe value.pointee != 0 else {
      return isTerminal
    }
    return false
  }

  /// The day it is, in UTC.
  static var today: CalendarDate {
    CalendarDate(dayNumber: time(nil) / 86_400)
  }

  /// All of standard input.
  static func readAll() -> [UInt8] {
    var all: [UInt8] = []
    while let chunk = readChunk() { all += chunk }
    return all
  }

  /// The next bytes of standard input, or `nil` at its end.
  static func readChunk() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe read(STDIN_FILENO, &buffer, buffer.count)
      if count > 0 { return Array(buffer[..<count]) }
      if count == 0 || errno != EINTR || Interrupt.isRequested { return nil }
    }
  }

  private static func write(_ bytes: [UInt8], to file: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EPIPE {
        exit(0)
      } else if errno != EINTR {
        return
      }
    }
  }
}

/// The lines of standard input, as bytes, without holding more than one.
struct InputLines: Sequence, IteratorProtocol {
  private var pending: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  mutating func next() -> [UInt8]? {
    while true {
      if let end = pending.index(of: 10, from: position) {
        defer { position = end + 1 }
        return Array(pending[position..<end])
      }
      guard !isAtEnd, let chunk = Console.readChunk() else {
        isAtEnd = true
        guard position < pending.count else { return nil }
        defer { position = pending.count }
        return Array(pending[position...])
      }
      pending.removeFirst(position)
      position = 0
      pending += chunk
    }
  }
}
