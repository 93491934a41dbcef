import CaseStore
import Crypto
import Foundation
import GRDB
import NoteModel
import Testing

@Suite struct `The store of cases` {
  @Test func `keeps a request as it was stated`() async throws {
    let sample = try Sample()
    let user = try await sample.user("ada")
    let request = Request(
      referenceDate: CalendarDate(iso: "2026-01-12"),
      codes: ["22514"],
      levels: [SpinalLevel("L1")].compactMap { $0 }
    )
    let id = try await sample.store.createCase(named: "case", request: request, by: user)
    #expect(try await sample.store.reviewCase(id)?.request == request)
    try await sample.store.changeRequest(of: id, to: Request(), by: "ada")
    #expect(try await sample.store.reviewCase(id)?.request == Request())
  }

  @Test func `finds cases by name, owner, assignee and decision, newest first`() async throws {
    let sample = try Sample()
    let store = sample.store
    let ada = try await sample.user("ada")
    let bob = try await sample.user("bob", .submitter)
    let first = try await sample.newCase("First 100%", by: ada)
    let second = try await sample.newCase("Second", by: bob)
    try await store.assign(second, to: "ada", by: "ada")
    try await store.say(.decision(.approved), "fine", of: first, by: "ada")
    var filter = CaseDatabase.Filter()
    #expect(try await store.cases(filter).cases.map(\.id) == [second, first])
    filter.words = "00%"
    #expect(try await store.cases(filter).cases.map(\.id) == [first])
    filter = CaseDatabase.Filter()
    filter.ownerID = bob.id
    #expect(try await store.cases(filter).cases.map(\.id) == [second])
    filter = CaseDatabase.Filter()
    filter.assignee = "ada"
    #expect(try await store.cases(filter).cases.map(\.id) == [second])
    filter = CaseDatabase.Filter()
    filter.isDecided = true
    #expect(try await store.cases(filter).cases.map(\.id) == [first])
    filter = CaseDatabase.Filter()
    filter.limit = 1
    filter.offset = 1
    let page = try await store.cases(filter)
    #expect(page.cases.map(\.id) == [first])
    #expect(page.count == 2)
  }

  @Test func `takes the same document twice as once, and no other of its name`() async throws {
    let sample = try Sample()
    let id = try await sample.newCase(by: try await sample.user("ada"), text: "same")
    let same = NewDocument(name: "a.txt", bytes: Array("same".utf8))
    let other = NewDocument(name: "a.txt", bytes: Array("other".utf8))
    let again = try await sample.store.add([same], to: id, by: "ada")
    #expect(again == (try await sample.store.documents(of: id)))
    await #expect(throws: StoreError.nameTaken) {
      try await sample.store.add([other], to: id, by: "ada")
    }
  }

  @Test func `stores all documents of an upload or none`() async throws {
    var limits = CaseDatabase.Limits()
    limits.documents = 2
    let sample = try Sample(limits: limits)
    let id = try await sample.newCase(by: try await sample.user("ada"))
    let files = ["b", "c"].map { NewDocument(name: $0, bytes: [1]) }
    await #expect(throws: StoreError.caseFull) {
      try await sample.store.add(files, to: id, by: "ada")
    }
    #expect(try await sample.store.documents(of: id).map(\.name) == ["a.txt"])
    #expect(throws: Never.self) { try sample.store.verify() }
  }

  @Test func `keeps the machine's status beside what a person says`() async throws {
    let sample = try Sample()
    let id = try await sample.newCase(by: try await sample.user("ada"))
    let kind = Remark.Kind.override(criterion: "x", machine: .refuted, status: .supported)
    try await sample.store.say(kind, "page 2", of: id, by: "ada")
    let remark = try #require(try await sample.store.remarks(of: id).first)
    #expect(remark.kind == kind)
    #expect(remark.words == "page 2")
    #expect(remark.author == "ada")
  }

  @Test func `goes on with what was being screened when the server ended`() async throws {
    let sample = try Sample()
    let id = try await sample.newCase(by: try await sample.user("ada"))
    let run = try #require(try await sample.store.nextRun())
    #expect(run.caseID == id)
    #expect(try await sample.store.nextRun() == nil)
    try await sample.store.resume()
    #expect(try await sample.store.nextRun()?.id == run.id)
  }

  @Test func `goes on with what the server was killed in the midst of, but not for ever`()
    async throws
  {
    let sample = try Sample()
    let id = try await sample.newCase(by: try await sample.user("ada"))
    for _ in 0..<CaseDatabase.attempts {
      try await sample.store.resume()
      #expect(try await sample.store.nextRun()?.caseID == id)
    }
    try await sample.store.resume()
    #expect(try await sample.store.nextRun() == nil)
    #expect(try await sample.store.reviewCase(id)?.run?.failure == .interrupted)
  }

  @Test func `deletes what was decided long ago and nothing else`() async throws {
    let sample = try Sample()
    let user = try await sample.user("ada")
    let decided = try await sample.newCase("decided", by: user)
    let open = try await sample.newCase("open", by: user)
    try await sample.store.say(.decision(.denied), "no", of: decided, by: "ada")
    #expect(try await sample.store.deleteCases(decidedBefore: Sample.day) == 0)
    #expect(try await sample.store.deleteCases(decidedBefore: Sample.day.advanced(by: 1)) == 1)
    #expect(try await sample.store.cases(.init()).cases.map(\.id) == [open])
  }

  @Test func `copies itself while in use`() async throws {
    let sample = try Sample()
    let id = try await sample.newCase(by: try await sample.user("ada"))
    let folder = "\(sample.folder)/copy"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try await sample.store.backUp(to: "\(folder)/chartproof.sqlite")
    let copy = try CaseDatabase(folder: folder) { Sample.day }
    #expect(try copy.verify() == sample.store.verify())
    #expect(try await copy.documents(of: id).count == 1)
    await #expect(throws: StoreError.self) {
      try await sample.store.backUp(to: "\(folder)/chartproof.sqlite")
    }
  }

  @Test func `is for its owner alone`() throws {
    let sample = try Sample()
    for path in [sample.folder, "\(sample.folder)/chartproof.sqlite"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      let mode = try #require(attributes[.posixPermissions] as? NSNumber)
      #expect(mode.intValue & 0o077 == 0)
    }
  }

  @Test func `is used by one server at a time`() throws {
    let sample = try Sample()
    let lock = try FolderLock(folder: sample.folder)
    #expect(throws: StoreError.locked) { try FolderLock(folder: sample.folder) }
    withExtendedLifetime(lock) {}
  }

  @Test func `keeps cases, documents and trail when it is brought up to date, and only then`()
    async throws
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = "\(folder)/chartproof.sqlite"
    let queue = try DatabaseQueue(path: path)
    try CaseDatabase.migrator.migrate(queue, upTo: "3 cases")
    let shape = { try await queue.read { try CaseDatabase.migrator.appliedMigrations($0) } }
    let old = try CaseDatabase(folder: folder, opening: .unchanged) { Sample.day }
    let hash = try PasswordHash(of: "password", cost: .test)
    try await old.createUser(named: "ada", role: .reviewer, password: hash, by: "server")
    let user = try #require(try await old.account(named: "ada")?.user)
    let file = NewDocument(name: "a.txt", bytes: Array("note".utf8))
    let id = try await old.createCase(named: "case", request: Request(), files: [file], by: user)
    let head = try old.verify().head
    try await old.backUp(to: "\(folder)/copy.sqlite")
    #expect(try await shape() == ["1 accounts", "2 audit trail", "3 cases"])
    let new = try CaseDatabase(folder: folder) { Sample.day }
    #expect(try await shape() == CaseDatabase.migrator.migrations)
    #expect(try await new.reviewCase(id)?.run?.state == .queued)
    #expect(try await new.files(of: id).map(\.bytes) == [Array("note".utf8)])
    #expect(try new.verify().head == head)
    try await queue.write { db in
      try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 later')")
    }
    for opening in [CaseDatabase.Opening.unchanged, .upgrading] {
      #expect(throws: StoreError.otherVersion) {
        try CaseDatabase(folder: folder, opening: opening) { Sample.day }
      }
    }
    try queue.close()
  }

  @Test(arguments: CaseDatabase.migrator.migrations)
  func `is brought up to date from each earlier shape`(version: String) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let queue = try DatabaseQueue(path: "\(folder)/chartproof.sqlite")
    try CaseDatabase.migrator.migrate(queue, upTo: version)
    try await queue.write { db in
      try db.execute(
        sql:
          "INSERT INTO users (name, role, password, must_change) VALUES ('ada', 'auditor', '', 0)"
      )
    }
    try queue.close()
    let store = try CaseDatabase(folder: folder) { Sample.day }
    #expect(try await store.users().map(\.name) == ["ada"])
    #expect(try store.verify().count == 0)
  }

  @Test func `keeps what it acknowledged through kill -9`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    await #expect(processExitsWith: .signal(SIGKILL)) { [folder = folder as String] in
      let store = try CaseDatabase(folder: folder) { Sample.day }
      let hash = try PasswordHash(of: "password", cost: .test)
      _ = try await store.makeFirstAdministrator(named: "ada", password: hash)
      let account = try await store.account(named: "ada")
      guard let user = account?.user else { return }
      for number in 1... {
        let file = NewDocument(name: "a.txt", bytes: Array("\(number)".utf8))
        _ = try await store.createCase(named: "", request: Request(), files: [file], by: user)
        try "\(number)".write(toFile: "\(folder)/told", atomically: false, encoding: .utf8)
        if number == 20 { kill(getpid(), SIGKILL) }
      }
    }
    let told = try #require(Int(try String(contentsOfFile: "\(folder)/told", encoding: .utf8)))
    let store = try CaseDatabase(folder: folder) { Sample.day }
    #expect(told == 20)
    #expect(try await store.cases(.init()).count == told)
    #expect(throws: Never.self) { try store.verify() }
  }
}

@Suite struct `Words of notes under a key` {
  private static let key = String(repeating: "0f", count: 32)

  @Test func `are not in the file, and come back`() async throws {
    let sample = try Sample(vault: Vault(hexadecimal: Self.key))
    let id = try await sample.newCase(by: try await sample.user("ada"), text: "Zebra crossing")
    try await sample.store.say(.note, "Zebra crossing", of: id, by: "ada")
    #expect(try await sample.store.files(of: id).first?.bytes == Array("Zebra crossing".utf8))
    #expect(try await sample.store.remarks(of: id).first?.words == "Zebra crossing")
    for name in try FileManager.default.contentsOfDirectory(atPath: sample.folder) {
      let data = try Data(contentsOf: URL(filePath: "\(sample.folder)/\(name)"))
      #expect(data.range(of: Data("Zebra crossing".utf8)) == nil)
    }
    #expect(throws: Never.self) { try sample.store.verify() }
  }

  @Test(arguments: [nil, String(repeating: "0e", count: 32)])
  func `cannot be read without it`(key: String?) async throws {
    let sample = try Sample(vault: Vault(hexadecimal: Self.key))
    let id = try await sample.newCase(by: try await sample.user("ada"))
    let vault = try key.map { try Vault(hexadecimal: $0) } ?? Vault()
    let other = try CaseDatabase(folder: sample.folder, vault: vault) { Sample.day }
    await #expect(throws: StoreError.unreadable) { try await other.files(of: id) }
  }

  @Test(arguments: [
    "", "0f", String(repeating: "0g", count: 32), String(repeating: "+f", count: 32),
    String(repeating: "0", count: 65),
  ])
  func `need a whole key`(key: String) {
    #expect(throws: StoreError.badKey) { try Vault(hexadecimal: key) }
  }

  @Test func `may have a key that ends in a line end`() {
    #expect(throws: Never.self) { try Vault(hexadecimal: Self.key + "\n") }
  }
}
