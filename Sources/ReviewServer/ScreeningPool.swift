import CaseStore
import Dispatch

/// What screenings may take.
public struct ScreeningLimits: Sendable {
  /// Seconds of a case.
  public var seconds: Int

  /// Bytes of address space of a worker.
  public var bytes: Int

  /// Cases of a worker, so that what memory it does not give back cannot add up.
  public var cases: Int

  /// Limits of screenings; a case of 64 MB takes about 700 MB and some seconds.
  public init(seconds: Int = 60, bytes: Int = 4 << 30, cases: Int = 500) {
    self.seconds = seconds
    self.bytes = bytes
    self.cases = cases
  }
}

/// Screens cases in other processes, so that what a document does to one of them ends there.
///
/// A worker is started when a case finds none idle, and screens one case after another. One that
/// fails, in whatever way, is killed.
public actor ScreeningPool {
  /// Workers there are at most.
  nonisolated let width: Int

  private let program: String
  private let words: [String]
  private let limits: ScreeningLimits
  private let queue = DispatchQueue(label: "screening workers", attributes: .concurrent)
  private(set) var idle: [ScreeningWorker] = []
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// A pool without a worker yet.
  ///
  /// - Parameters:
  ///   - program: what is started; it calls `ScreeningLoop.run`.
  ///   - words: what it is called with.
  ///   - width: workers there are at most.
  ///   - limits: what screenings may take; also told to the program, as its last two words.
  public init(
    program: String,
    words: [String],
    width: Int = 1,
    limits: ScreeningLimits = ScreeningLimits()
  ) {
    self.program = program
    self.words = words + [String(limits.seconds), String(limits.bytes)]
    self.width = width
    self.limits = limits
    free = width
  }

  deinit {
    for worker in idle { worker.end() }
  }

  /// Has a case screened, once a worker is free.
  ///
  /// - Throws: `ScreeningFailure`.
  func answer(to order: ScreeningOrder) async throws -> ScreeningAnswer {
    await enter()
    defer { leave() }
    let bytes = try order.bytes()
    while let worker = idle.popLast() {
      guard worker.isIdle else {
        worker.end()
        continue
      }
      // What a worker has done before must not fail a case: a new one has the last word.
      do { return try await answer(to: bytes, by: worker) } catch ScreeningFailure.crashed { break }
    }
    return try await answer(to: bytes, by: ScreeningWorker(program: program, words: words))
  }

  private func answer(
    to order: [UInt8],
    by worker: ScreeningWorker
  ) async throws -> ScreeningAnswer {
    let deadline = ContinuousClock.now + .seconds(limits.seconds)
    let answer = try await withCheckedThrowingContinuation { continuation in
      queue.async {
        continuation.resume(with: Result { try worker.answer(to: order, until: deadline) })
      }
    }
    var worker = worker
    worker.answered += 1
    if worker.answered < limits.cases { idle.append(worker) } else { worker.end() }
    return answer
  }

  private func enter() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  private func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
