import CaseStore
import Foundation
import GRDB
import NoteModel

/// A database in a folder of its own, which goes away with it.
final class Sample: Sendable {
  static let day = Moment(seconds: 1_800_000_000)

  let folder: String
  let store: CaseDatabase

  init(vault: Vault = Vault(), limits: CaseDatabase.Limits = .init()) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    store = try CaseDatabase(folder: folder, vault: vault, limits: limits) { Self.day }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A user of a role, with the password `password`.
  func user(_ name: String, _ role: Role = .reviewer) async throws -> User {
    let hash = try PasswordHash(of: "password", cost: .test)
    try await store.createUser(named: name, role: role, password: hash, by: "server")
    guard let account = try await store.account(named: name) else { throw StoreError.notFound }
    return account.user
  }

  /// A case with a document.
  func newCase(_ name: String = "case", by user: User, text: String = "note") async throws -> String
  {
    let file = NewDocument(name: "a.txt", bytes: Array(text.utf8))
    return try await store.createCase(named: name, request: Request(), files: [file], by: user)
  }

  /// Changes the file behind the store's back.
  func tamper(_ sql: String) throws {
    let queue = try DatabaseQueue(path: "\(folder)/chartproof.sqlite")
    try queue.write { db in
      try db.execute(sql: "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_shortened")
      try db.execute(sql: sql)
    }
    try queue.close()
  }
}
