import CaseStore
import Dispatch
import Glibc
public import Pipeline

/// Screens each case in a process of its own, so that what a document does to it ends there.
///
/// The process gets an order on standard input and answers on standard output; both are one socket.
/// It limits its own memory and processor time before it looks at the order, and is killed when the
/// time is over.
public struct ScreeningWorker: Sendable {
  /// What one screening may take.
  public struct Limits: Sendable {
    /// Seconds, of the clock and of the processor.
    public var seconds: Int

    /// Bytes of address space.
    public var bytes: Int

    /// Limits of a screening; a case of 64 MB takes about 700 MB and some seconds.
    public init(seconds: Int = 60, bytes: Int = 4 << 30) {
      self.seconds = seconds
      self.bytes = bytes
    }
  }

  private let program: String
  private let words: [String]
  private let limits: Limits
  private let queue = DispatchQueue(label: "screening processes", attributes: .concurrent)

  /// A worker.
  ///
  /// - Parameters:
  ///   - program: what is started; it calls `answerOrder`.
  ///   - words: what it is called with.
  ///   - limits: what one screening may take; also told to the program, as its last two words.
  public init(program: String, words: [String], limits: Limits = Limits()) {
    self.program = program
    self.words = words + [String(limits.seconds), String(limits.bytes)]
    self.limits = limits
  }

  /// Has a case screened.
  ///
  /// - Throws: `ScreeningFailure`.
  func answer(to order: ScreeningOrder) async throws -> ScreeningAnswer {
    let bytes = try order.bytes()
    return try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try answer(to: bytes) }) }
    }
  }

  private func answer(to order: [UInt8]) throws(ScreeningFailure) -> ScreeningAnswer {
    let deadline = ContinuousClock.now + .seconds(limits.seconds)
    let (pid, socket) = try start()
    defer { close(socket) }
    let output = Self.exchange(order, over: socket, until: deadline)
    if output == nil { kill(pid, SIGKILL) }
    var status: Int32 = 0
    while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
    guard let output, status & 0x7F != SIGXCPU else { throw .tooLong }
    guard status == 0, let answer = ScreeningAnswer(output) else { throw .crashed }
    return answer
  }

  /// Starts the process, and gives its number and our end of the socket to it.
  private func start() throws(ScreeningFailure) -> (pid: pid_t, socket: Int32) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw .crashed }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    // What a crash prints could be words of a note.
    unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    // Threads of a queue block signals, and a process begins with what its maker blocks.
    var attributes = posix_spawnattr_t()
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
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
    return (pid, ends[0])
  }

  /// Sends all of the order and takes all of the answer, or `nil` when the time is over.
  private static func exchange(
    _ order: [UInt8],
    over socket: Int32,
    until deadline: ContinuousClock.Instant
  ) -> [UInt8]? {
    var sent = 0
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let left = (deadline - .now) / .milliseconds(1)
      guard left > 0 else { return nil }
      let isSending = sent < order.count
      var waiting = pollfd(fd: socket, events: Int16(isSending ? POLLOUT : POLLIN), revents: 0)
      guard unsafe poll(&waiting, 1, Int32(left.rounded(.up))) > 0 else { continue }
      if isSending {
        let count = unsafe order.withUnsafeBytes { order in
          let rest = unsafe UnsafeRawBufferPointer(rebasing: order[sent...])
          return unsafe send(
            socket,
            rest.baseAddress,
            rest.count,
            Int32(MSG_NOSIGNAL | MSG_DONTWAIT)
          )
        }
        // A process that has ended takes no more; how it ended tells why.
        sent = count < 0 && errno != EAGAIN && errno != EINTR ? order.count : sent + max(0, count)
        if sent == order.count { shutdown(socket, Int32(SHUT_WR)) }
      } else {
        let count = unsafe recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        if count > 0 { answer += buffer[..<count] }
        if count == 0 || count < 0 && errno != EAGAIN && errno != EINTR { return answer }
      }
    }
  }

  // MARK: The other side

  /// Limits this process, takes an order from standard input, and answers on standard output.
  ///
  /// - Parameters:
  ///   - limits: what it may take.
  ///   - screener: makes what screens, once the limits hold.
  /// - Returns: whether there was an order.
  /// - Throws: what `screener` throws.
  public static func answerOrder(
    within limits: Limits,
    screener: () throws -> Screener
  ) throws -> Bool {
    limit(Int32(RLIMIT_CPU.rawValue), to: limits.seconds)
    limit(Int32(RLIMIT_AS.rawValue), to: limits.bytes)
    // A core would hold words of a note.
    limit(Int32(RLIMIT_CORE.rawValue), to: 0)
    guard let order = ScreeningOrder(input()) else { return false }
    let screening = try screener().screen(
      name: order.name,
      request: order.request,
      files: order.files
    )
    var rest = ScreeningAnswer(screening).bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { rest in
        unsafe write(STDOUT_FILENO, rest.baseAddress, rest.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  private static func input() -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = unsafe read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }

  private static func limit(_ resource: Int32, to amount: Int) {
    // At the upper one of processor time comes SIGKILL, which does not tell why.
    var limit = rlimit(rlim_cur: rlim_t(amount), rlim_max: rlim_t(amount + 1))
    unsafe setrlimit(__rlimit_resource_t(UInt32(bitPattern: resource)), &limit)
  }
}
