import ArgumentParser
import CaseStore
import FoundationEssentials
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Pipeline
import ReviewServer

/// Runs the server.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Run the review server.",
    discussion: """
      The first start makes an administrator and prints a password that holds for one login. The server \
      listens on this machine alone unless --host says otherwise, which it may only behind a proxy that \
      speaks HTTPS to browsers. Logs are lines of JSON on standard error, without words of notes.
      """
  )

  @OptionGroup var options: StoreOptions

  @Option(help: "The port; 0 for one that is free.")
  var port = 8080

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @Flag(help: "A proxy stands before the server, speaks HTTPS and sets X-Forwarded-For.")
  var behindProxy = false

  @OptionGroup var knowledge: KnowledgeOptions

  @Option(help: "Delete cases this many days after they were decided (default: never).")
  var retentionDays: Int?

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port is no port") }
    guard behindProxy || isLoopback else {
      throw ValidationError(
        "--host \(host) can be reached from other machines, and passwords would pass in the clear;"
          + " put a proxy with HTTPS before the server and say --behind-proxy"
      )
    }
    guard retentionDays.map({ $0 > 0 }) ?? true else {
      throw ValidationError("--retention-days is 1 or more")
    }
  }

  private var isLoopback: Bool {
    host == "localhost" || host == "::1"
      || host.split(separator: ".").count == 4 && host.hasPrefix("127.")
        && host.allSatisfy { $0.isNumber || $0 == "." }
  }

  func run() async throws {
    let lock: FolderLock
    do {
      lock = try FolderLock(folder: options.data)
    } catch {
      throw ValidationError("\(options.data): \(error)")
    }
    // Only now: another server may be at work on the database that this brings up to date.
    let store = try options.store(forServer: true)
    let logger = Logger(label: "chartproof") { _ in JSONLog() }
    let service = ReviewService(
      store: store,
      screener: try screener(over: store),
      settings: settings,
      logger: logger
    ) { .now }
    if let password = try await service.firstPassword() {
      Terminal.line("first login: name admin, password \(password) (change it at once)")
    }
    let application = service.application(
      server: .http1(configuration: .init(idleTimeout: .seconds(60))),
      address: .hostname(host, port: port)
    ) { channel in
      let port = channel.localAddress?.port ?? 0
      Terminal.line("listening on http://\(host):\(port)/")
    }
    try await application.runService()
    withExtendedLifetime(lock) {}
  }

  private var settings: ReviewService.Settings {
    var settings = ReviewService.Settings()
    settings.isBehindProxy = behindProxy
    settings.isSecure = behindProxy
    settings.retentionDays = retentionDays
    return settings
  }

  private func screener(over store: CaseDatabase) throws -> CaseScreener {
    let configuration = knowledge.configuration
    do throws(ConfigurationError) {
      let program = FileManager.default.contents(atPath: "/proc/self/exe").map { Array($0) } ?? []
      return CaseScreener(
        screener: try Screener(configuration: configuration),
        knowledge: try Knowledge(configuration: configuration, program: Digest.sha256(program)),
        store: store,
        // The very program that runs, whatever stands in its place by now.
        pool: ScreeningPool(
          program: "/proc/self/exe",
          words: ["screening"] + knowledge.words,
          width: min(2, ProcessInfo.processInfo.activeProcessorCount)
        )
      )
    } catch {
      throw ValidationError(error.description)
    }
  }
}
