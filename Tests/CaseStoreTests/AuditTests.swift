import CaseStore
import GRDB
import NoteModel
import Testing

@Suite struct `The audit trail` {
  @Test func `is a chain that holds`() async throws {
    let sample = try Sample()
    let user = try await sample.user("ada")
    _ = try await sample.newCase(by: user)
    let trail = try await sample.store.auditTrail()
    let actions = trail.reversed().map(\.action)
    #expect(actions == ["user-created", "case-created", "document-added", "screening-asked"])
    let (count, head) = try sample.store.verify()
    #expect(count == 4)
    #expect(head == trail.first?.hash)
  }

  @Test(
    arguments: [
      ("UPDATE audit SET actor = 'eve' WHERE number = 2", 2),
      ("UPDATE audit SET moment = moment + 1 WHERE number = 3", 3),
      ("DELETE FROM audit WHERE number = 1", 1),
      ("DELETE FROM audit WHERE number = 2", 2),
      (
        "DELETE FROM audit WHERE number = 2; UPDATE audit SET number = number - 1 WHERE number > 2",
        2
      ),
      ("UPDATE documents SET bytes = x'00'", 3),
      ("DELETE FROM documents", 3),
      (
        "INSERT INTO documents SELECT 'x', case_id, 'x', size, sha256, added, bytes FROM documents",
        0
      ),
    ]
  )
  func `shows what was tampered with`(sql: String, number: Int) async throws {
    let sample = try Sample()
    _ = try await sample.newCase(by: try await sample.user("ada"))
    try sample.tamper(sql)
    let flaw = #expect(throws: AuditFlaw.self) { try sample.store.verify() }
    #expect(flaw?.number == number)
  }

  @Test func `that lost its end lacks a hash that was kept elsewhere`() async throws {
    let sample = try Sample()
    _ = try await sample.newCase(by: try await sample.user("ada"))
    let head = try sample.store.verify().head
    #expect(throws: Never.self) { try sample.store.verify(expecting: head) }
    try sample.tamper("DELETE FROM audit WHERE number = 4")
    #expect(throws: Never.self) { try sample.store.verify() }
    #expect(throws: AuditFlaw.self) { try sample.store.verify(expecting: head) }
  }

  @Test(arguments: ["UPDATE audit SET actor = 'eve'", "DELETE FROM audit"])
  func `cannot be changed by SQL`(sql: String) async throws {
    let sample = try Sample()
    _ = try await sample.user("ada")
    let queue = try DatabaseQueue(path: "\(sample.folder)/chartproof.sqlite")
    #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: sql) } }
  }

  @Test func `outlives the case, with the hash of what was deleted`() async throws {
    let sample = try Sample()
    let user = try await sample.user("ada")
    let id = try await sample.newCase(by: user)
    let document = try #require(try await sample.store.documents(of: id).first)
    try await sample.store.deleteCase(id, by: "ada")
    #expect(try await sample.store.reviewCase(id)?.id == nil)
    #expect(try await sample.store.files(of: id).isEmpty)
    let records = try await sample.store.auditTrail(of: document.id)
    #expect(records.map(\.action) == ["document-deleted", "document-added"])
    #expect(records.allSatisfy { $0.detail == "case=\(id) sha256=\(document.sha256)" })
    #expect(throws: Never.self) { try sample.store.verify() }
  }

  @Test func `holds no word of a note, a reason or a file's name`() async throws {
    let sample = try Sample()
    let user = try await sample.user("ada")
    let id = try await sample.newCase("Zebra", by: user, text: "Zebra")
    let file = NewDocument(name: "Zebra.txt", bytes: [1])
    _ = try await sample.store.add([file], to: id, by: "ada")
    try await sample.store.say(.note, "Zebra", of: id, by: "ada")
    try await sample.store.say(.decision(.denied), "Zebra", of: id, by: "ada")
    let trail = try await sample.store.auditTrail()
    #expect(trail.count == 7)
    #expect(!"\(trail)".contains("Zebra"))
  }
}
