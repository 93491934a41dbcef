import GRDB

/// What the audit trail names; the words are stored, so none is ever changed.
public enum Action: String, Sendable, CaseIterable {
  case login
  case loginFailed = "login-failed"
  case logout
  case passwordChanged = "password-changed"
  case userCreated = "user-created"
  case userChanged = "user-changed"
  case tokenCreated = "token-created"
  case tokenRevoked = "token-revoked"
  case caseCreated = "case-created"
  case caseSeen = "case-seen"
  case caseChanged = "case-changed"
  case caseDeleted = "case-deleted"
  case casesListed = "cases-listed"
  case documentAdded = "document-added"
  case documentSeen = "document-seen"
  case documentDeleted = "document-deleted"
  case screeningAsked = "screening-asked"
  case screeningDone = "screening-done"
  case screeningFailed = "screening-failed"
  case statusOverridden = "status-overridden"
  case noteAdded = "note-added"
  case decided
  case exported
  case auditRead = "audit-read"
  case backedUp = "backed-up"
}

/// A record of the audit trail.
///
/// It names cases and documents by their ids and hashes, so that it can outlive them.
public struct AuditRecord: Sendable, Equatable {
  /// Its place in the trail, from 1.
  public let number: Int

  /// When it happened.
  public let moment: Moment

  /// The name of who did it; `server` where nobody asked for it.
  public let actor: String

  /// What was done.
  public let action: String

  /// The id of the case, document, user or token that it was done to; may be empty.
  public let subject: String

  /// More of it, as `name=value` in order.
  public let detail: String

  /// The hash of the record before it; 64 zeros at the start.
  public let previous: String

  /// SHA-256 over all of the above.
  public let hash: String

  /// What a trail without records ends in.
  static let start = String(repeating: "0", count: 64)

  init(
    number: Int,
    moment: Moment,
    actor: String,
    action: String,
    subject: String,
    detail: String,
    previous: String
  ) {
    self.number = number
    self.moment = moment
    self.actor = actor
    self.action = action
    self.subject = subject
    self.detail = detail
    self.previous = previous
    // Each field with its length, so that no two records are the same bytes.
    let fields = [
      previous, String(number), String(moment.seconds), actor, action, subject, detail,
    ]
    let text = fields.map { "\($0.utf8.count):\($0)\n" }.joined()
    hash = Digest.sha256(Array(text.utf8))
  }

  init(_ row: Row) {
    self.init(
      number: row["number"],
      moment: Moment(seconds: row["moment"]),
      actor: row["actor"],
      action: row["action"],
      subject: row["subject"],
      detail: row["detail"],
      previous: row["previous"]
    )
  }
}

/// What is wrong with an audit trail, or with what it vouches for.
public struct AuditFlaw: Error, Equatable, Sendable, CustomStringConvertible {
  /// The record, or the record after which the trail is not what it was; 0 for the database.
  public let number: Int

  /// What is wrong.
  public let message: String

  /// `record N: message`.
  public var description: String { "record \(number): \(message)" }
}

extension CaseDatabase {
  /// Adds a record, in the transaction of what it tells of.
  func record(
    _ action: Action,
    by actor: String,
    of subject: String = "",
    _ detail: String = "",
    in db: Database
  ) throws {
    let last = try Row.fetchOne(
      db,
      sql: "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1"
    )
    let record = AuditRecord(
      number: (last?["number"] ?? 0) + 1,
      moment: clock(),
      actor: actor,
      action: action.rawValue,
      subject: subject,
      detail: detail,
      previous: last?["hash"] ?? AuditRecord.start
    )
    try db.execute(
      sql: "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        record.number, record.moment.seconds, record.actor, record.action, record.subject,
        record.detail, record.previous, record.hash,
      ]
    )
  }

  /// Adds a record of something that changes nothing: who saw or took away what.
  public func record(
    _ action: Action,
    by actor: String,
    of subject: String = "",
    _ detail: String = ""
  ) async throws {
    try await pool.write { db in try record(action, by: actor, of: subject, detail, in: db) }
  }

  /// The newest records, or those before one.
  ///
  /// - Parameters:
  ///   - number: the record that the first one returned comes before.
  ///   - subject: the id of what they are about, for those of one thing.
  ///   - limit: as many at most.
  /// - Returns: the records, newest first.
  /// - Throws: what SQLite says.
  public func auditTrail(
    before number: Int = .max,
    of subject: String? = nil,
    limit: Int = 100
  ) async throws -> [AuditRecord] {
    try await pool.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM audit WHERE number < ? AND (? IS NULL OR subject = ?)
          ORDER BY number DESC LIMIT ?
          """,
        arguments: [number, subject, subject, limit]
      ).map(AuditRecord.init)
    }
  }

  /// Holds the trail against its hashes, and the stored documents against the trail.
  ///
  /// A trail cut off at its end is still a chain: who keeps `head` elsewhere can have it looked for.
  ///
  /// - Parameter expected: a hash that the trail is known to have held.
  /// - Returns: how many records there are, and the hash of the last.
  /// - Throws: `AuditFlaw` for the first thing that is wrong.
  public func verify(expecting expected: String? = nil) throws -> (count: Int, head: String) {
    try pool.read { db in
      var head = AuditRecord.start
      var count = 0
      var isFound = expected == nil || expected == head
      var documents: [String: (hash: String, number: Int)] = [:]
      let rows = try Row.fetchCursor(db, sql: "SELECT * FROM audit ORDER BY number")
      while let row = try rows.next() {
        count += 1
        let record = AuditRecord(row)
        guard record.number == count else {
          throw AuditFlaw(number: count, message: "is gone")
        }
        guard record.previous == head else {
          throw AuditFlaw(number: count, message: "does not follow from the one before it")
        }
        guard record.hash == row["hash"] else {
          throw AuditFlaw(number: count, message: "is not what was written")
        }
        head = record.hash
        isFound = isFound || head == expected
        if record.action == Action.documentAdded.rawValue {
          documents[record.subject] = (Self.value(of: "sha256", in: record.detail), count)
        } else if record.action == Action.documentDeleted.rawValue {
          documents[record.subject] = nil
        }
      }
      guard isFound else {
        throw AuditFlaw(number: count, message: "is the last; the one expected is not there")
      }
      try verify(documents, in: db)
      let integrity = try String.fetchOne(db, sql: "PRAGMA integrity_check")
      guard integrity == "ok" else {
        throw AuditFlaw(number: 0, message: "the database is damaged")
      }
      return (count, head)
    }
  }

  /// Holds each document that the trail says was added, and not deleted, against its hash.
  private func verify(
    _ documents: [String: (hash: String, number: Int)],
    in db: Database
  ) throws {
    for (id, expected) in documents.sorted(by: { $0.value.number < $1.value.number }) {
      let row = try Row.fetchOne(
        db,
        sql: "SELECT bytes FROM documents WHERE id = ?",
        arguments: [id]
      )
      guard let row else {
        throw AuditFlaw(number: expected.number, message: "its document is gone")
      }
      let bytes = try vault.open(row["bytes"], of: id)
      guard Digest.sha256(bytes) == expected.hash else {
        throw AuditFlaw(number: expected.number, message: "its document is not what was stored")
      }
    }
    let stored = try Int.fetchOne(db, sql: "SELECT count(*) FROM documents")
    guard stored == documents.count else {
      throw AuditFlaw(number: 0, message: "a document is stored that no record tells of")
    }
  }

  private static func value(of name: String, in detail: String) -> String {
    for part in detail.split(separator: " ") where part.hasPrefix("\(name)=") {
      return String(part.dropFirst(name.count + 1))
    }
    return ""
  }
}
