import Dispatch
import FoundationEssentials
import Synchronization

/// Work on many items at once whose results come out in the order of the items, with bounded memory.
struct OrderedWork {
  /// Items worked on at once.
  let workers: Int

  /// Items that each worker gets before results come out.
  private static let itemsPerWorker = 64

  /// As many workers as there are cores, unless said otherwise.
  init(workers: Int?) {
    self.workers = workers ?? ProcessInfo.processInfo.activeProcessorCount
  }

  /// Does `work` on each item and gives its results to `take`, in order.
  ///
  /// Ends early, with what is under way done, where the program is interrupted.
  ///
  /// - Parameters:
  ///   - items: taken a batch at a time.
  ///   - work: what is done, by several workers at once.
  ///   - take: is given each item's result, by one.
  func run<Item: Sendable, Result: Sendable>(
    over items: some Sequence<Item>,
    _ work: @Sendable (Item) -> Result,
    take: (Result) throws -> Void
  ) rethrows {
    var batch: [Item] = []
    for item in items {
      batch.append(item)
      if batch.count == workers * Self.itemsPerWorker {
        for result in results(of: batch, work) { try take(result) }
        batch.removeAll(keepingCapacity: true)
      }
      if Interrupt.isRequested { break }
    }
    for result in results(of: batch, work) { try take(result) }
  }

  private func results<Item: Sendable, Result: Sendable>(
    of batch: [Item],
    _ work: @Sendable (Item) -> Result
  ) -> [Result] {
    guard workers > 1, batch.count > 1 else { return batch.map(work) }
    let results = Mutex<[Result?]>(Array(repeating: nil, count: batch.count))
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(workers, batch.count)) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < batch.count else { return }
        let result = work(batch[index])
        results.withLock { $0[index] = result }
      }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}
