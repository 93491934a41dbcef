import FoundationEssentials
import GRDB

/// A document that is to be stored.
public struct NewDocument: Sendable {
  /// The name of its file.
  public let name: String

  /// The whole file.
  public let bytes: [UInt8]

  /// A document that is to be stored.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

extension CaseDatabase {
  /// Stores documents and has their case screened again; all of them are stored, or none.
  ///
  /// One that the case has already, byte for byte, is left alone, so that a client that got no
  /// answer can ask again.
  ///
  /// - Parameters:
  ///   - files: the documents.
  ///   - id: the case.
  ///   - actor: who adds them.
  /// - Returns: the documents as stored, in the order given.
  /// - Throws: `StoreError`, or what SQLite says.
  public func add(
    _ files: [NewDocument],
    to id: String,
    by actor: String
  ) async throws -> [StoredDocument] {
    try await pool.write { db in try add(files, to: id, by: actor, in: db) }
  }

  func add(
    _ files: [NewDocument],
    to id: String,
    by actor: String,
    in db: Database
  ) throws -> [StoredDocument] {
    let exists = try Int.fetchOne(
      db,
      sql: "SELECT count(*) FROM cases WHERE id = ?",
      arguments: [id]
    )
    guard exists == 1 else { throw StoreError.notFound }
    var held = try Self.documents(of: id, in: db)
    var added: [StoredDocument] = []
    var isNew = false
    for file in files {
      let hash = Digest.sha256(file.bytes)
      if let same = held.first(where: { $0.name == file.name }) {
        guard same.sha256 == hash else { throw StoreError.nameTaken }
        added.append(same)
        continue
      }
      let document = StoredDocument(
        id: Secret.random(bytes: 10).value,
        name: file.name,
        size: file.bytes.count,
        sha256: hash,
        added: clock()
      )
      held.append(document)
      added.append(document)
      isNew = true
      try db.execute(
        sql: """
          INSERT INTO documents (id, case_id, name, size, sha256, added, bytes)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          document.id, id, document.name, document.size, hash, document.added.seconds,
          try vault.seal(file.bytes, of: document.id),
        ]
      )
      try record(.documentAdded, by: actor, of: document.id, "case=\(id) sha256=\(hash)", in: db)
    }
    guard held.count <= limits.documents, held.map(\.size).reduce(0, +) <= limits.bytes else {
      throw StoreError.caseFull
    }
    if isNew { try enqueue(id, by: actor, in: db) }
    return added
  }

  /// The documents of a case, by name.
  public func documents(of id: String) async throws -> [StoredDocument] {
    try await pool.read { db in try Self.documents(of: id, in: db) }
  }

  private static func documents(of id: String, in db: Database) throws -> [StoredDocument] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT id, name, size, sha256, added FROM documents WHERE case_id = ? ORDER BY name
        """,
      arguments: [id]
    )
    .map(document)
  }

  private static func document(_ row: Row) -> StoredDocument {
    StoredDocument(
      id: row["id"],
      name: row["name"],
      size: row["size"],
      sha256: row["sha256"],
      added: Moment(seconds: row["added"])
    )
  }

  /// The documents of a case with their bytes, by name, as they are at one moment.
  ///
  /// - Throws: `StoreError.unreadable` where one is not what was stored.
  public func files(of id: String) async throws -> [(document: StoredDocument, bytes: [UInt8])] {
    try await pool.read { db in
      try Row.fetchAll(
        db,
        sql: "SELECT * FROM documents WHERE case_id = ? ORDER BY name",
        arguments: [id]
      )
      .map { row in
        let document = Self.document(row)
        let bytes = try vault.open(row["bytes"], of: document.id)
        guard Digest.sha256(bytes) == document.sha256 else { throw StoreError.unreadable }
        return (document, bytes)
      }
    }
  }

  /// A document of a case with its bytes, or `nil`.
  public func file(
    _ document: String,
    of id: String
  ) async throws -> (document: StoredDocument, bytes: [UInt8])? {
    try await pool.read { db in
      let row = try Row.fetchOne(
        db,
        sql: "SELECT * FROM documents WHERE case_id = ? AND id = ?",
        arguments: [id, document]
      )
      return try row.map { row in
        (Self.document(row), try vault.open(row["bytes"], of: document))
      }
    }
  }
}
