import CaseStore
import Foundation
import Testing

@Suite struct `Accounts` {
  @Test func `know a password by its hash alone`() throws {
    let hash = try PasswordHash(of: "correct horse", cost: .test)
    #expect(hash.matches("correct horse"))
    #expect(!hash.matches("correct horses"))
    #expect(!hash.text.contains("horse"))
    #expect(try PasswordHash(of: "correct horse", cost: .test).text != hash.text)
  }

  @Test func `of people cost 128 MiB to guess`() throws {
    #expect(try PasswordHash(of: "x").text.hasPrefix("scrypt$17$"))
  }

  @Test(arguments: ["", "scrypt$4$x", "plain$4$AAAA$AAAA", "scrypt$99$AAAA$AAAA"])
  func `match nothing where the hash is none`(stored: String) {
    #expect(!PasswordHash(stored: stored).matches(""))
  }

  @Test func `begin with one administrator`() async throws {
    let sample = try Sample()
    let hash = try PasswordHash(of: "x", cost: .test)
    #expect(try await sample.store.makeFirstAdministrator(named: "admin", password: hash))
    #expect(try await !sample.store.makeFirstAdministrator(named: "other", password: hash))
    let users = try await sample.store.users()
    #expect(users.map(\.name) == ["admin"])
    #expect(users.first?.role == .administrator)
    #expect(users.first?.mustChangePassword == true)
  }

  @Test func `keep their last administrator`() async throws {
    let sample = try Sample()
    let user = try await sample.user("ada", .administrator)
    await #expect(throws: StoreError.lastAdministrator) {
      try await sample.store.changeUser(user.id, role: .reviewer, isActive: true, by: "ada")
    }
    #expect(try await sample.store.users().first?.role == .administrator)
  }

  @Test func `have names whose case does not count`() async throws {
    let sample = try Sample()
    _ = try await sample.user("ada")
    await #expect(throws: StoreError.userExists) { try await sample.user("ADA") }
  }

  @Test func `have sessions that end with logout, disuse, a new password or the account`()
    async throws
  {
    let sample = try Sample()
    let store = sample.store
    let user = try await sample.user("ada")
    _ = try await sample.user("root", .administrator)
    let first = try await store.beginSession(of: user)
    let session = try #require(try await store.session(of: first))
    #expect(session.user == user)
    try await store.endSession(session)
    #expect(try await store.session(of: first)?.id == nil)

    let second = try await store.beginSession(of: user)
    let later = try CaseDatabase(folder: sample.folder) { Sample.day.advanced(by: 1800) }
    #expect(try await later.session(of: second)?.id == nil)

    let kept = try #require(try await store.session(of: try await store.beginSession(of: user)))
    let hash = try PasswordHash(of: "new", cost: .test)
    try await store.changePassword(
      of: user.id,
      to: hash,
      isTemporary: false,
      keeping: kept.id,
      by: "ada"
    )
    #expect(try await store.session(of: second)?.id == nil)

    let third = try await store.beginSession(of: user)
    try await store.changeUser(user.id, role: .reviewer, isActive: false, by: "root")
    #expect(try await store.session(of: third)?.id == nil)
    #expect(try await store.account(named: "ada")?.user == nil)
  }

  @Test func `have tokens that work until they are revoked, after the first password`() async throws
  {
    let sample = try Sample()
    let user = try await sample.user("ada")
    let secret = try await sample.store.createToken(named: "script", of: user)
    #expect(try await sample.store.user(ofToken: secret) == nil)
    let hash = try PasswordHash(of: "new", cost: .test)
    try await sample.store.changePassword(of: user.id, to: hash, isTemporary: false, by: "ada")
    #expect(try await sample.store.user(ofToken: secret)?.name == "ada")
    let token = try #require(try await sample.store.tokens(of: user).first)
    #expect(token.name == "script")
    try await sample.store.revokeToken(token.id, of: user)
    #expect(try await sample.store.user(ofToken: secret) == nil)
  }

  @Test func `leave no secret in the file`() async throws {
    let sample = try Sample()
    let user = try await sample.user("ada")
    let secrets = [
      try await sample.store.beginSession(of: user),
      try await sample.store.createToken(named: "script", of: user),
    ]
    for name in try FileManager.default.contentsOfDirectory(atPath: sample.folder) {
      let data = try Data(contentsOf: URL(filePath: "\(sample.folder)/\(name)"))
      for secret in secrets { #expect(data.range(of: Data(secret.value.utf8)) == nil) }
    }
    #expect("\(secrets)" == "[<secret>, <secret>]")
  }
}
