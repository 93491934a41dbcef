import CaseStore
import Glibc
public import Pipeline

/// What the program does that a `ScreeningPool` starts.
public enum ScreeningLoop {
  /// Limits this process, then answers orders from standard input on standard output, one after
  /// another, until the server has ended.
  ///
  /// - Parameters:
  ///   - limits: what screenings may take.
  ///   - screener: makes what screens, once the limits hold.
  /// - Throws: what `screener` throws, or `ScreeningFailure.crashed` where an order is none.
  public static func run(
    within limits: ScreeningLimits,
    screener: () throws -> Screener
  ) throws {
    limit(Int32(RLIMIT_AS.rawValue), to: limits.bytes)
    // A core would hold words of a note; one byte keeps it from files, and from programs as well.
    // Source: `do_coredump` of Linux; a program would get a core in spite of a limit of 0.
    limit(Int32(RLIMIT_CORE.rawValue), to: 1)
    // It may outlive the server for the rest of a case, and must not hold its port until then.
    closefrom(STDERR_FILENO + 1)
    let screener = try screener()
    let server = FrameChannel(input: STDIN_FILENO, output: STDOUT_FILENO)
    while let frame = try? server.receive() {
      guard let order = ScreeningOrder(frame) else { throw ScreeningFailure.crashed }
      limitProcessorTime(toFurther: limits.seconds)
      let screening = screener.screen(name: order.name, request: order.request, files: order.files)
      do { try server.send(ScreeningAnswer(screening).bytes) } catch { return }
    }
  }

  /// Ends a case that a server which has been killed watches no longer.
  private static func limitProcessorTime(toFurther seconds: Int) {
    var used = rusage()
    var limit = rlimit()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &used)
    unsafe getrlimit(__rlimit_resource_t(UInt32(RLIMIT_CPU.rawValue)), &limit)
    let end = used.ru_utime.tv_sec + used.ru_stime.tv_sec + seconds + 2
    limit.rlim_cur = min(rlim_t(end), limit.rlim_max)
    unsafe setrlimit(__rlimit_resource_t(UInt32(RLIMIT_CPU.rawValue)), &limit)
  }

  private static func limit(_ resource: Int32, to amount: Int) {
    var limit = rlimit(rlim_cur: rlim_t(amount), rlim_max: rlim_t(amount))
    unsafe setrlimit(__rlimit_resource_t(UInt32(bitPattern: resource)), &limit)
  }
}
