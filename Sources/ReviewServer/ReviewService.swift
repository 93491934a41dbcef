public import CaseStore
public import Hummingbird
public import HummingbirdCore
public import Logging
public import NIOCore
import NoteModel
public import ServiceLifecycle

/// The review server: pages for people and an API for programs over one store of cases.
///
/// Immutable and shared by all requests; what changes is in the store, and in counters.
public struct ReviewService: Sendable {
  /// What a server can be told.
  public struct Settings: Sendable {
    /// Whether browsers reach it by HTTPS, by itself or through a proxy.
    public var isSecure = false

    /// Whether a proxy stands before it and names the client in `X-Forwarded-For`.
    public var isBehindProxy = false

    /// Bytes that one upload may have.
    public var uploadLimit = 64 << 20

    /// Bytes of uploads held in memory at once.
    public var uploadBudget = 512 << 20

    /// Seconds in which an upload has to be there.
    public var uploadSeconds = 120

    /// Uploads of one user in a minute.
    public var uploadsPerMinute = 120

    /// Failed logins of one name or address in a quarter of an hour.
    public var loginAttempts = 10

    /// Days after which a decided case is deleted; `nil` for never.
    public var retentionDays: Int?

    /// What a password costs to make and to guess.
    public var passwordCost = PasswordHash.Cost.full

    /// The settings of a server nobody has told otherwise.
    public init() {}
  }

  let settings: Settings
  let store: CaseDatabase
  let screener: CaseScreener
  let clock: @Sendable () -> Moment
  let metrics = Metrics()
  let budget: UploadBudget
  let logins: RateLimit
  let uploads: RateLimit
  let passwords = PasswordDesk()
  let job: ScreeningJob
  let logger: Logger

  /// A service over a store.
  public init(
    store: CaseDatabase,
    screener: CaseScreener,
    settings: Settings = Settings(),
    logger: Logger,
    clock: @escaping @Sendable () -> Moment
  ) {
    self.settings = settings
    self.store = store
    self.screener = screener
    self.clock = clock
    self.logger = logger
    budget = UploadBudget(limit: settings.uploadBudget)
    logins = RateLimit(settings.loginAttempts, per: 900)
    uploads = RateLimit(settings.uploadsPerMinute, per: 60)
    job = ScreeningJob(store: store, screener: screener, metrics: metrics, logger: logger)
  }

  /// Makes the first administrator, where there is nobody yet.
  ///
  /// - Returns: a password that has to be changed at the first login, or `nil`.
  /// - Throws: what SQLite says.
  public func firstPassword() async throws -> String? {
    guard try await !store.hasUsers() else { return nil }
    let password = Secret.random(bytes: 10).value
    let hash = try await passwords.hash(of: password, cost: settings.passwordCost)
    guard try await store.makeFirstAdministrator(named: "admin", password: hash) else { return nil }
    return password
  }

  /// What runs beside the answering of requests.
  public var services: [any Service] {
    guard let days = settings.retentionDays else { return [job] }
    return [job, RetentionJob(store: store, days: days, clock: clock, logger: logger)]
  }

  /// The server, to be run.
  ///
  /// - Parameters:
  ///   - server: how connections are answered.
  ///   - address: where it listens.
  ///   - onServerRunning: is called once it listens.
  /// - Returns: the server.
  public func application(
    server: HTTPServerBuilder,
    address: BindAddress,
    onServerRunning: @escaping @Sendable (any Channel) async -> Void = { _ in }
  ) -> some ApplicationProtocol {
    Application(
      router: router(),
      server: server,
      configuration: .init(address: address, serverName: nil),
      services: services,
      onServerRunning: onServerRunning,
      logger: logger
    )
  }

  /// Every address of the server.
  var routes: [Route] {
    openRoutes + accountRoutes + adminRoutes + caseRoutes + reviewRoutes + apiRoutes
  }

  func router() -> Router<ReviewContext> {
    let router = Router(context: ReviewContext.self)
    router.add(middleware: Doorkeeper(metrics: metrics))
    for route in routes {
      let path = route.path.split(separator: "/").map { part in
        part.hasPrefix(":") ? "{\(part.dropFirst())}" : String(part)
      }
      router.on(RouterPath("/" + path.joined(separator: "/")), method: route.method) {
        request,
        context in
        try await answer(request, context, route)
      }
    }
    return router
  }
}
