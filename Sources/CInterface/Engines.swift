import Pipeline
import Synchronization

/// The engines that callers hold.
///
/// A caller holds a number that is never given twice, so that an engine which was freed, or never
/// was one, is told from one that is there.
enum Engines {
  private struct State {
    var last: UInt = 0
    var live: [UInt: Screener] = [:]
  }

  private static let state = Mutex(State())

  /// Keeps a screener and gives its number.
  static func keep(_ screener: Screener) -> UInt {
    state.withLock { state in
      state.last += 1
      state.live[state.last] = screener
      return state.last
    }
  }

  /// The screener of an engine, which a call may use to its end even where it is freed meanwhile.
  static func screener(of engine: OpaquePointer?) throws(Failure) -> Screener {
    let number = UInt(bitPattern: engine)
    guard let screener = state.withLock({ $0.live[number] }) else {
      throw .call("the engine is none, or was freed")
    }
    return screener
  }

  /// Forgets a screener; nothing where there is none.
  static func free(_ number: UInt) {
    _ = state.withLock { $0.live.removeValue(forKey: number) }
  }
}
