import CaseStore
import Glibc

/// A process that screens one case after another, as the server holds it.
///
/// It gets orders on standard input and answers on standard output; both are one socket.
struct ScreeningWorker: Sendable {
  /// Cases it has screened.
  var answered = 0

  let pid: pid_t
  let socket: Int32

  /// Starts the process.
  ///
  /// - Throws: `ScreeningFailure.crashed` where it cannot be started.
  init(program: String, words: [String]) throws(ScreeningFailure) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw .crashed }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    // What a crash prints could be words of a note.
    unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    // Threads of a queue block signals, and a process begins with what its maker blocks. These two
    // may come to all processes at once, and the server lets a case end first.
    var attributes = posix_spawnattr_t()
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGINT)
    unsafe sigaddset(&signals, SIGTERM)
    unsafe posix_spawnattr_init(&attributes)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    var arguments = unsafe ([program] + words).map { unsafe strdup($0) }
    unsafe arguments.append(nil)
    // A crash ends the process at once, without a look at its stack.
    var environment = unsafe [strdup("SWIFT_BACKTRACE=enable=no"), strdup("LANG=C.UTF-8"), nil]
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
      for place in unsafe arguments.indices { unsafe free(arguments[place]) }
      for place in unsafe environment.indices { unsafe free(environment[place]) }
      close(ends[1])
    }
    var pid: pid_t = 0
    let error = unsafe posix_spawn(
      &pid,
      program,
      &actions,
      &attributes,
      &arguments,
      &environment
    )
    guard error == 0 else {
      close(ends[0])
      throw .crashed
    }
    self.pid = pid
    socket = ends[0]
  }

  /// Whether it waits for a case; one that has ended, or says what nobody asked for, does not.
  var isIdle: Bool {
    var state = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&state, 1, 0) == 0
  }

  /// Has a case screened; where that fails, the process is killed.
  func answer(
    to order: [UInt8],
    until deadline: ContinuousClock.Instant
  ) throws(ScreeningFailure) -> ScreeningAnswer {
    let channel = FrameChannel(input: socket, output: socket)
    do throws(FrameChannel.Failure) {
      try channel.send(order, until: deadline)
      let answer = ScreeningAnswer(try channel.receive(until: deadline))
      if let answer { return answer }
    } catch .late {
      end()
      throw .tooLong
    } catch {}
    throw end() & 0x7F == SIGXCPU ? .tooLong : .crashed
  }

  /// Kills the process where it has not ended yet.
  ///
  /// - Returns: how it ended, as `waitpid` has it.
  @discardableResult func end() -> Int32 {
    close(socket)
    kill(pid, SIGKILL)
    var status: Int32 = 0
    while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return status
  }
}
