import Glibc
import Pipeline

/// Which files of a case have changed.
///
/// It looks at their sizes and times, since a network drive tells nobody of its changes.
struct FileWatcher {
  /// What of a file changes when its contents do.
  private struct Stamp: Equatable {
    let file: UInt
    let size: Int
    let seconds: Int
    let nanoseconds: Int
  }

  private let paths: [String]
  private var known: [String: Stamp]?

  /// Between two looks.
  private static let pause: UInt32 = 300_000

  /// A watcher that knows of no file yet.
  ///
  /// - Parameter paths: files, or folders that stand for the files in them.
  init(paths: [String]) {
    self.paths = paths
  }

  /// Waits until files have changed and then stayed as they are from one look to the next.
  ///
  /// - Returns: their paths in order, those that are gone among them; at first all, at once; `nil`
  ///   after an interrupt.
  mutating func next() -> [String]? {
    var seen = stamps()
    while known == seen {
      guard rest() else { return nil }
      seen = stamps()
    }
    var settled = known == nil
    while !settled {
      guard rest() else { return nil }
      let again = stamps()
      settled = again == seen
      seen = again
    }
    let old = known ?? [:]
    known = seen
    return Set(old.keys).union(seen.keys).filter { old[$0] != seen[$0] }.sorted()
  }

  /// Waits a while; `false` after an interrupt.
  private func rest() -> Bool {
    usleep(Self.pause)
    return !Interrupt.isRequested
  }

  private func stamps() -> [String: Stamp] {
    var stamps: [String: Stamp] = [:]
    for path in CaseFolder.files(of: paths) {
      var status = stat()
      guard unsafe stat(path, &status) == 0 else { continue }
      stamps[path] = Stamp(
        file: status.st_ino,
        size: status.st_size,
        seconds: status.st_mtim.tv_sec,
        nanoseconds: status.st_mtim.tv_nsec
      )
    }
    return stamps
  }
}
