import CaseStore
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import NoteModel
import Pipeline
import Synchronization
import TestSupport

@testable import ReviewServer

/// A server over a folder of its own, asked through its real router.
final class Desk: Sendable {
  /// Somebody who asks.
  struct Person: Sendable {
    let user: User
    let cookie: String
    let formToken: String
    let token: String
  }

  static let day = Moment(seconds: 1_800_000_000)

  /// An invented note that decides something.
  static let note = "IMPRESSION: Acute L1 compression fracture. No retropulsion."

  /// The server that was built beside the tests.
  static let program = {
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "chartproof-server").path
    let built = Fixture.root.appending(path: ".build/debug/chartproof-server").path
    return FileManager.default.fileExists(atPath: beside) ? beside : built
  }()

  let folder: String
  let store: CaseDatabase
  let service: ReviewService
  let log = LogLines()

  init(_ change: (inout ReviewService.Settings) -> Void = { _ in }) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    store = try CaseDatabase(folder: folder) { Self.day }
    var settings = ReviewService.Settings()
    settings.passwordCost = .test
    change(&settings)
    let log = log
    service = ReviewService(
      store: store,
      screener: try Self.screener(over: store),
      settings: settings,
      logger: Logger(label: "test") { _ in LineLog(lines: log) }
    ) { Self.day }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  static func screener(
    over store: CaseDatabase,
    pool: ScreeningPool? = nil
  ) throws -> CaseScreener {
    let knowledge = try Knowledge(configuration: Configuration(), program: "test")
    return CaseScreener(
      screener: Fixture.screener,
      knowledge: knowledge,
      store: store,
      pool: pool
    )
  }

  /// Somebody with an account and the password `correct horse`.
  func person(_ name: String, _ role: Role, isNew: Bool = false) async throws -> Person {
    let hash = try PasswordHash(of: "correct horse", cost: .test)
    try await store.createUser(named: name, role: role, password: hash, by: "server")
    guard var user = try await store.account(named: name)?.user else { throw StoreError.notFound }
    if !isNew {
      try await store.changePassword(of: user.id, to: hash, isTemporary: false, by: name)
      guard let changed = try await store.account(named: name)?.user else {
        throw StoreError.notFound
      }
      user = changed
    }
    let secret = try await store.beginSession(of: user)
    guard let session = try await store.session(of: secret) else { throw StoreError.notFound }
    return Person(
      user: user,
      cookie: "\(service.cookieName)=\(secret.value)",
      formToken: session.formToken,
      token: try await store.createToken(named: "test", of: user).value
    )
  }

  /// A case with a note in it, screened or not.
  func newCase(
    by person: Person,
    named name: String = "case",
    note: String = note,
    isScreened: Bool = false
  ) async throws -> String {
    let file = NewDocument(name: "a.txt", bytes: Array(note.utf8))
    let id = try await store.createCase(
      named: name,
      request: NoteModel.Request(),
      files: [file],
      by: person.user
    )
    if isScreened { try await screenAll() }
    return id
  }

  /// Asks the server things.
  ///
  /// Nothing is screened meanwhile but by `screenAll`, so that no test waits for another thread.
  func ask<Value: Sendable>(
    _ questions: @Sendable (Asker) async throws -> Value
  ) async throws -> Value {
    try await Self.ask(service, questions)
  }

  /// Asks another server over the same store.
  static func ask<Value: Sendable>(
    _ service: ReviewService,
    _ questions: @Sendable (Asker) async throws -> Value
  ) async throws -> Value {
    try await Application(router: service.router(), logger: service.logger)
      .test(.router) { client in try await questions(Asker(client: client)) }
  }

  /// Screens what waits.
  func screenAll() async throws { try await service.job.drain() }
}

/// Sends requests as browsers and programs do.
struct Asker: Sendable {
  let client: any TestClientProtocol

  /// A page, or an answer of the API, got by somebody.
  func get(_ path: String, as person: Desk.Person? = nil) async throws -> TestResponse {
    try await client.execute(uri: path, method: .get, headers: Self.headers(path, person))
  }

  /// A form, or an object, sent by somebody.
  func post(
    _ path: String,
    _ fields: KeyValuePairs<String, String> = [:],
    as person: Desk.Person? = nil,
    headers more: HTTPFields = [:]
  ) async throws -> TestResponse {
    var headers = Self.headers(path, person)
    headers[.contentType] = "application/x-www-form-urlencoded"
    var pairs = fields.map { ($0.key, $0.value) }
    if let person, !path.hasPrefix("/api/"), !pairs.contains(where: { $0.0 == "token" }) {
      pairs.append(("token", person.formToken))
    }
    for field in more { headers[field.name] = field.value }
    let body = pairs.map { "\($0.0)=\(Self.encoded($0.1))" }.joined(separator: "&")
    return try await client.execute(
      uri: path,
      method: .post,
      headers: headers,
      body: ByteBuffer(string: body)
    )
  }

  /// A body as it is.
  func send(
    _ path: String,
    _ body: [UInt8],
    type: String,
    as person: Desk.Person
  ) async throws -> TestResponse {
    var headers = Self.headers(path, person)
    headers[.contentType] = type
    return try await client.execute(
      uri: path,
      method: .post,
      headers: headers,
      body: ByteBuffer(bytes: body)
    )
  }

  /// Files and fields in one form.
  func upload(
    _ path: String,
    _ files: [(name: String, text: String)],
    fields: [(String, String)] = [],
    as person: Desk.Person
  ) async throws -> TestResponse {
    var body = ""
    for (name, value) in [("token", person.formToken)] + fields {
      body += "--x\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }
    for file in files {
      body += "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\(file.name)\"\r\n"
      body += "Content-Type: text/plain\r\n\r\n\(file.text)\r\n"
    }
    let type = "multipart/form-data; boundary=x"
    return try await send(path, Array((body + "--x--\r\n").utf8), type: type, as: person)
  }

  private static func headers(_ path: String, _ person: Desk.Person?) -> HTTPFields {
    guard let person else { return [:] }
    return path.hasPrefix("/api/")
      ? [.authorization: "Bearer \(person.token)"] : [.cookie: person.cookie]
  }

  private static func encoded(_ text: String) -> String {
    text.utf8.map { $0 < 16 ? "%0\(String($0, radix: 16))" : "%\(String($0, radix: 16))" }.joined()
  }
}

extension TestResponse {
  var text: String { String(buffer: body) }
}

/// What was logged.
final class LogLines: Sendable {
  private let lines = Mutex<[String]>([])

  var text: String { lines.withLock { $0.joined(separator: "\n") } }

  func add(_ line: String) { lines.withLock { $0.append(line) } }
}

struct LineLog: LogHandler {
  let lines: LogLines
  var logLevel = Logger.Level.trace
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    lines.add("\(event.message) \(metadata) \(event.metadata ?? [:])")
  }
}
