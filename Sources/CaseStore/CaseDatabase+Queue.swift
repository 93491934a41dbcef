import GRDB
public import NoteModel

/// What a screening came to.
public struct RunResult: Sendable {
  /// The outcome.
  public let outcome: Outcome

  /// What is missing, counted.
  public let gaps: Int

  /// The report as JSON.
  public let report: [UInt8]

  /// The SHA-256 of program, policy and lexicons.
  public let knowledge: String

  /// What it was made with and of, as JSON.
  public let record: String

  /// What a screening came to.
  public init(
    outcome: Outcome,
    gaps: Int,
    report: [UInt8],
    knowledge: String,
    record: String
  ) {
    self.outcome = outcome
    self.gaps = gaps
    self.report = report
    self.knowledge = knowledge
    self.record = record
  }
}

extension CaseDatabase {
  /// How often a screening is begun that the server does not live to see the end of.
  ///
  /// A server that is killed in its midst says nothing of the documents; one that is started again
  /// and again must come to the others all the same.
  package static let attempts = 10

  /// Asks for a screening; one that waits already is enough.
  func enqueue(_ id: String, by actor: String, in db: Database) throws {
    let waiting = try Int.fetchOne(
      db,
      sql: "SELECT count(*) FROM runs WHERE case_id = ? AND state = 'queued'",
      arguments: [id]
    )
    guard waiting == 0 else { return }
    try db.execute(
      sql: "INSERT INTO runs (case_id, state, queued) VALUES (?, 'queued', ?)",
      arguments: [id, clock().seconds]
    )
    try record(.screeningAsked, by: actor, of: id, "run=\(db.lastInsertedRowID)", in: db)
  }

  /// Asks for a screening of a case; one that waits already is enough.
  public func enqueue(_ id: String, by actor: String) async throws {
    try await pool.write { db in try enqueue(id, by: actor, in: db) }
  }

  /// Puts what was being screened when the server ended back into the queue.
  ///
  /// What was begun `attempts` times is left alone.
  public func resume() async throws {
    try await pool.write { db in
      let failed = try Row.fetchAll(
        db,
        sql: "SELECT id, case_id FROM runs WHERE state = 'running' AND attempts >= ?",
        arguments: [Self.attempts]
      )
      for row in failed { try fail(row["id"], of: row["case_id"], .interrupted, in: db) }
      try db.execute(sql: "UPDATE runs SET state = 'queued' WHERE state = 'running'")
    }
  }

  /// Takes the next screening out of the queue, or `nil`.
  public func nextRun() async throws -> Run? {
    // Looking costs a reader; only what is there costs a turn at writing.
    guard try await queueLength() > 0 else { return nil }
    return try await pool.write { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          UPDATE runs SET state = 'running', attempts = attempts + 1
          WHERE id = (SELECT min(id) FROM runs WHERE state = 'queued') RETURNING *
          """
      )
      return try row.map { try Self.run($0, id: $0["id"]) }
    }
  }

  /// Screenings that wait.
  public func queueLength() async throws -> Int {
    try await pool.read { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM runs WHERE state = 'queued'") ?? 0
    }
  }

  /// Stores what a screening came to; of a case deleted meanwhile nothing is stored.
  public func finish(_ run: Run, _ result: RunResult) async throws {
    let hash = Digest.sha256(result.report)
    let sealed = try vault.seal(result.report, of: "run \(run.id)")
    try await pool.write { db in
      try db.execute(
        sql: """
          UPDATE runs SET state = 'done', outcome = ?, gaps = ?, report = ?, report_hash = ?,
            knowledge = ?, record = ? WHERE id = ? AND state = 'running'
          """,
        arguments: [
          result.outcome.rawValue, result.gaps, sealed, hash, result.knowledge, result.record,
          run.id,
        ]
      )
      guard db.changesCount == 1 else { return }
      try record(
        .screeningDone,
        by: "server",
        of: run.caseID,
        "run=\(run.id) outcome=\(result.outcome.rawValue) sha256=\(hash)"
          + " knowledge=\(result.knowledge)",
        in: db
      )
    }
  }

  /// Notes that a screening came to nothing.
  ///
  /// - Parameters:
  ///   - run: the screening.
  ///   - reason: why.
  /// - Throws: what SQLite says.
  public func fail(_ run: Run, _ reason: ScreeningFailure) async throws {
    try await pool.write { db in try fail(run.id, of: run.caseID, reason, in: db) }
  }

  private func fail(
    _ run: Int,
    of id: String,
    _ reason: ScreeningFailure,
    in db: Database
  ) throws {
    try db.execute(
      sql: "UPDATE runs SET state = 'failed', failure = ? WHERE id = ?",
      arguments: [reason.rawValue, run]
    )
    guard db.changesCount == 1 else { return }
    let detail = "run=\(run) reason=\(reason.rawValue)"
    try record(.screeningFailed, by: "server", of: id, detail, in: db)
  }

  /// The report of a screening as JSON, byte for byte as it was made, or `nil`.
  public func report(of run: Run) async throws -> [UInt8]? {
    try await pool.read { db in
      let row = try Row.fetchOne(
        db,
        sql: "SELECT report FROM runs WHERE id = ? AND report IS NOT NULL",
        arguments: [run.id]
      )
      return try row.map { try vault.open($0["report"], of: "run \(run.id)") }
    }
  }
}
