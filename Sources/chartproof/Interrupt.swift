import Glibc
import Synchronization

/// Whether the program has been asked to end: a stream then finishes the lines under way.
enum Interrupt {
  private static let requested = Atomic<Bool>(false)

  /// Whether SIGINT or SIGTERM has come since `watch()`.
  static var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// The exit code of a program that was interrupted.
  static let exitCode: Int32 = 130

  /// Takes the two signals from now on; a second one ends the program at once.
  static func watch() {
    _ = requested.load(ordering: .relaxed)
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { _ in
      Interrupt.requested.store(true, ordering: .relaxed)
    }
    // Reading ends with EINTR, and the second signal has its usual effect.
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
    unsafe sigaction(SIGINT, &action, nil)
    unsafe sigaction(SIGTERM, &action, nil)
    // A program that starts this one may have passed on a mask that keeps them away.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGINT)
    unsafe sigaddset(&signals, SIGTERM)
    unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}
