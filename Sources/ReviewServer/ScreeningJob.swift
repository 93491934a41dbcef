import CaseStore
import Logging
import ServiceLifecycle

/// Works through the screenings that wait, the oldest first, as long as the server runs.
struct ScreeningJob: Service {
  private let store: CaseDatabase
  private let screener: CaseScreener
  private let metrics: Metrics
  private let logger: Logger
  /// One for each case that is under way at once, so that a long one keeps no other waiting.
  private let calls: [(stream: AsyncStream<Void>, continuation: AsyncStream<Void>.Continuation)]

  init(store: CaseDatabase, screener: CaseScreener, metrics: Metrics, logger: Logger) {
    self.store = store
    self.screener = screener
    self.metrics = metrics
    self.logger = logger
    calls = (0..<screener.width).map { _ in
      AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }
  }

  /// Says that something waits.
  func wake() {
    for (_, continuation) in calls { continuation.yield() }
  }

  func run() async throws {
    try await store.resume()
    wake()
    await withTaskGroup { group in
      for (stream, _) in calls { group.addTask { await work(whenever: stream) } }
    }
  }

  private func work(whenever calls: AsyncStream<Void>) async {
    for await _ in calls.cancelOnGracefulShutdown() {
      do {
        try await drain()
      } catch {
        // The store does not answer; what waits is screened once somebody wakes this again.
        logger.error("queue failed", metadata: ["why": "\(type(of: error))"])
      }
    }
  }

  /// Screens what waits, until nothing does or the server is to end.
  ///
  /// - Throws: what SQLite says.
  func drain() async throws {
    while !Task.isShuttingDownGracefully, let run = try await store.nextRun() {
      try await screen(run)
    }
  }

  /// One that fails keeps none of the others back.
  private func screen(_ run: Run) async throws {
    let start = ContinuousClock.now
    var isDone = false
    do {
      try await screener.screen(run)
      isDone = true
    } catch {
      let failure = error as? ScreeningFailure ?? .unreadable
      logger.error(
        "screening failed",
        metadata: [
          "run": "\(run.id)", "reason": "\(failure.rawValue)", "why": "\(type(of: error))",
        ]
      )
      try await store.fail(run, failure)
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    metrics.screening(seconds: seconds, isDone: isDone)
    logger.info(
      "screened",
      metadata: ["case": "\(run.caseID)", "run": "\(run.id)", "ms": "\(Int(seconds * 1000))"]
    )
  }
}

/// Deletes cases some days after they were decided, as long as the server runs.
struct RetentionJob: Service {
  let store: CaseDatabase
  let days: Int
  let clock: @Sendable () -> Moment
  let logger: Logger

  func run() async throws {
    try await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        let count = try await store.deleteCases(
          decidedBefore: clock().advanced(by: -days * 86_400)
        )
        if count > 0 { logger.info("retention", metadata: ["deleted": "\(count)"]) }
        try? await Task.sleep(for: .seconds(3600))
      }
    }
  }
}
