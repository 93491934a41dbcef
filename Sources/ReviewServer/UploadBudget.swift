import Synchronization

/// Bytes of uploads that the server holds at once, so that many large ones do not use up memory.
final class UploadBudget: Sendable {
  private let limit: Int
  private let held = Mutex(0)

  init(limit: Int) {
    self.limit = limit
  }

  /// The part of one request, given back when nothing of the request is left.
  final class Share: Sendable {
    private let budget: UploadBudget
    private let size = Mutex(0)

    init(of budget: UploadBudget) {
      self.budget = budget
    }

    deinit {
      let size = size.withLock { $0 }
      budget.held.withLock { $0 -= size }
    }

    /// Makes room for more bytes.
    ///
    /// - Parameter count: so many more.
    /// - Returns: the bytes of the request so far.
    /// - Throws: `Problem.busy` where there is no room.
    func grow(by count: Int) throws(Problem) -> Int {
      let fits = budget.held.withLock { held in
        guard held + count <= budget.limit else { return false }
        held += count
        return true
      }
      guard fits else { throw .busy }
      return size.withLock { size in
        size += count
        return size
      }
    }
  }
}

/// How often something may be tried in a time.
///
/// Keys that have not been heard of for that time are forgotten.
final class RateLimit: Sendable {
  private struct Window {
    var start: Int
    var count: Int
  }

  private let count: Int
  private let seconds: Int
  private let windows = Mutex<[String: Window]>([:])

  /// - Parameters:
  ///   - count: so often.
  ///   - seconds: in that time.
  init(_ count: Int, per seconds: Int) {
    self.count = count
    self.seconds = seconds
  }

  /// Counts a try.
  ///
  /// - Throws: `Problem.tooMany` where that is one too many.
  func count(_ key: String, at now: Int, _ message: String) throws(Problem) {
    let wait: Int? = windows.withLock { windows in
      if windows.count > 10_000 { windows = windows.filter { $0.value.start + seconds > now } }
      var window = windows[key] ?? Window(start: now, count: 0)
      if window.start + seconds <= now { window = Window(start: now, count: 0) }
      window.count += 1
      windows[key] = window
      return window.count > count ? window.start + seconds - now : nil
    }
    if let wait { throw .tooMany(message, retryAfter: wait) }
  }

  /// Forgets the tries of a key.
  func reset(_ key: String) {
    windows.withLock { $0[key] = nil }
  }
}
