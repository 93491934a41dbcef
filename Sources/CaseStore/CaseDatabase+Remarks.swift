import GRDB
import NoteModel

extension CaseDatabase {
  /// Stores what a person says of a case; nothing said is ever changed.
  ///
  /// - Parameters:
  ///   - kind: what kind of saying it is.
  ///   - words: the reason, or the note.
  ///   - id: the case.
  ///   - author: who says it.
  /// - Throws: `StoreError.notFound`, or what SQLite says.
  public func say(
    _ kind: Remark.Kind,
    _ words: String,
    of id: String,
    by author: String
  ) async throws {
    let columns: (kind: String, criterion: String?, machine: String?, value: String?)
    let action: Action
    var detail: String
    switch kind {
    case .override(let criterion, let machine, let status):
      columns = ("override", criterion, machine.rawValue, status.rawValue)
      action = .statusOverridden
      detail = "criterion=\(criterion) machine=\(machine.rawValue) status=\(status.rawValue) "
    case .decision(let verdict):
      columns = ("decision", nil, nil, verdict.rawValue)
      action = .decided
      detail = "decision=\(verdict.rawValue) "
    case .note:
      columns = ("note", nil, nil, nil)
      action = .noteAdded
      detail = ""
    }
    // The trail vouches for the words by their hash, since they may name a patient.
    detail += "sha256=\(Digest.sha256(Array(words.utf8)))"
    let sealed = try vault.seal(Array(words.utf8), of: id)
    let text = detail
    try await pool.write { db in
      let exists = try Int.fetchOne(
        db,
        sql: "SELECT count(*) FROM cases WHERE id = ?",
        arguments: [id]
      )
      guard exists == 1 else { throw StoreError.notFound }
      try db.execute(
        sql: """
          INSERT INTO remarks (case_id, kind, criterion, machine, value, words, author, said)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          id, columns.kind, columns.criterion, columns.machine, columns.value, sealed, author,
          clock().seconds,
        ]
      )
      try record(action, by: author, of: id, text, in: db)
    }
  }

  /// What people said of a case, oldest first.
  public func remarks(of id: String) async throws -> [Remark] {
    try await pool.read { db in
      try Row.fetchAll(
        db,
        sql: "SELECT * FROM remarks WHERE case_id = ? ORDER BY id",
        arguments: [id]
      )
      .map { row in
        Remark(
          kind: try Self.kind(row),
          words: String(decoding: try vault.open(row["words"], of: id), as: UTF8.self),
          author: row["author"],
          said: Moment(seconds: row["said"])
        )
      }
    }
  }

  private static func kind(_ row: Row) throws -> Remark.Kind {
    switch row["kind"] as String {
    case "override":
      guard let machine = Status(rawValue: row["machine"]),
        let status = Status(rawValue: row["value"])
      else { throw StoreError.unreadable }
      return .override(criterion: row["criterion"], machine: machine, status: status)
    case "decision":
      guard let verdict = Verdict(rawValue: row["value"]) else { throw StoreError.unreadable }
      return .decision(verdict)
    default: return .note
    }
  }
}
