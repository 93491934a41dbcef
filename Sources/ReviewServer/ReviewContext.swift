import CaseStore
import Hummingbird
import NIOCore
import Synchronization

/// What goes along with a request.
struct ReviewContext: RequestContext {
  var coreContext: CoreRequestContextStorage

  /// The address of the other side, where there is one.
  let peer: String?

  /// What the log is to know of the request.
  let trace = Trace()

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    peer = source.channel.remoteAddress?.ipAddress
  }
}

/// What the log is to know of a request, found out on the way.
final class Trace: Sendable {
  private let name = Mutex<String?>(nil)

  /// The name of the user.
  var user: String? {
    get { name.withLock { $0 } }
    set { name.withLock { $0 = newValue } }
  }
}
