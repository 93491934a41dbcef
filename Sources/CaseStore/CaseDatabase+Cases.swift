import GRDB
public import NoteModel

extension CaseDatabase {
  /// Which cases to list.
  public struct Filter: Sendable {
    /// Words of the name.
    public var words = ""

    /// The outcome of the newest screening.
    public var outcome: Outcome?

    /// Whether a person has decided.
    public var isDecided: Bool?

    /// The name of the user who is to look at it.
    public var assignee: String?

    /// Only those of this user.
    public var ownerID: Int?

    /// As many at most.
    public var limit = 50

    /// As many are passed over, from the newest on.
    public var offset = 0

    /// Everything.
    public init() {}
  }

  private static let selection = """
    SELECT cases.*, owners.name AS owner_name, assignees.name AS assignee_name,
      (SELECT count(*) FROM documents WHERE case_id = cases.id) AS documents,
      (SELECT value FROM remarks WHERE case_id = cases.id AND kind = 'decision'
        ORDER BY id DESC LIMIT 1) AS decision,
      runs.id AS run_id, runs.case_id, runs.state, runs.queued, runs.outcome, runs.gaps,
      runs.report_hash, runs.knowledge, runs.record, runs.failure
    FROM cases JOIN users AS owners ON owners.id = cases.owner
    LEFT JOIN users AS assignees ON assignees.id = cases.assignee
    LEFT JOIN runs ON runs.id = (SELECT max(id) FROM runs WHERE case_id = cases.id)

    """

  private static func reviewCase(_ row: Row) throws -> ReviewCase {
    ReviewCase(
      id: row["id"],
      name: row["name"],
      request: try StoredRequest.request(from: row["request"]),
      ownerID: row["owner"],
      owner: row["owner_name"],
      assignee: row["assignee_name"],
      created: Moment(seconds: row["created"]),
      documentCount: row["documents"],
      run: try (row["run_id"] as Int?).map { try run(row, id: $0) },
      decision: (row["decision"] as String?).flatMap(Verdict.init)
    )
  }

  static func run(_ row: Row, id: Int) throws -> Run {
    guard let state = RunState(rawValue: row["state"]) else { throw StoreError.unreadable }
    return Run(
      id: id,
      caseID: row["case_id"],
      state: state,
      queued: Moment(seconds: row["queued"]),
      outcome: (row["outcome"] as String?).flatMap(Outcome.init),
      gaps: row["gaps"],
      reportHash: row["report_hash"],
      knowledge: row["knowledge"],
      record: row["record"],
      failure: (row["failure"] as String?).flatMap(ScreeningFailure.init)
    )
  }

  /// Cases, the newest first.
  ///
  /// - Returns: those that pass, as many as asked for, and how many pass in all.
  public func cases(_ filter: Filter) async throws -> (cases: [ReviewCase], count: Int) {
    var conditions = ["TRUE"]
    var arguments = StatementArguments()
    if !filter.words.isEmpty {
      conditions.append("instr(lower(cases.name), lower(?)) > 0")
      arguments += [filter.words]
    }
    if let outcome = filter.outcome {
      conditions.append("runs.outcome = ?")
      arguments += [outcome.rawValue]
    }
    if let isDecided = filter.isDecided {
      conditions.append("decision IS \(isDecided ? "NOT NULL" : "NULL")")
    }
    if let assignee = filter.assignee {
      conditions.append("assignees.name = ?")
      arguments += [assignee]
    }
    if let ownerID = filter.ownerID {
      conditions.append("cases.owner = ?")
      arguments += [ownerID]
    }
    let query = Self.selection + "WHERE " + conditions.joined(separator: " AND ")
    let page = [filter.limit, filter.offset]
    return try await pool.read { [arguments] db in
      let rows = try Row.fetchAll(
        db,
        sql: query + " ORDER BY cases.created DESC, cases.rowid DESC LIMIT ? OFFSET ?",
        arguments: arguments + StatementArguments(page)
      )
      let count = try Int.fetchOne(
        db,
        sql: "SELECT count(*) FROM (\(query))",
        arguments: arguments
      )
      return (try rows.map(Self.reviewCase), count ?? 0)
    }
  }

  /// A case, or `nil`.
  public func reviewCase(_ id: String) async throws -> ReviewCase? {
    try await pool.read { db in
      try Row.fetchOne(db, sql: Self.selection + "WHERE cases.id = ?", arguments: [id])
        .map(Self.reviewCase)
    }
  }

  /// Makes a case with its documents; all of it is stored, or nothing.
  ///
  /// - Parameters:
  ///   - name: what people call it.
  ///   - request: what was asked for.
  ///   - files: its documents.
  ///   - owner: who makes it.
  /// - Returns: its id.
  /// - Throws: `StoreError`, or what SQLite says.
  public func createCase(
    named name: String,
    request: Request,
    files: [NewDocument] = [],
    by owner: User
  ) async throws -> String {
    let id = Secret.random(bytes: 10).value
    let stored = try StoredRequest.text(of: request)
    try await pool.write { db in
      try db.execute(
        sql: "INSERT INTO cases (id, name, request, owner, created) VALUES (?, ?, ?, ?, ?)",
        arguments: [id, name, stored, owner.id, clock().seconds]
      )
      try record(.caseCreated, by: owner.name, of: id, in: db)
      _ = try add(files, to: id, by: owner.name, in: db)
    }
    return id
  }

  /// Changes what was asked for, and has the case screened again.
  ///
  /// - Throws: `StoreError.notFound`, or what SQLite says.
  public func changeRequest(
    of id: String,
    to request: Request,
    by actor: String
  ) async throws {
    let stored = try StoredRequest.text(of: request)
    try await pool.write { db in
      try db.execute(
        sql: "UPDATE cases SET request = ? WHERE id = ?",
        arguments: [stored, id]
      )
      guard db.changesCount == 1 else { throw StoreError.notFound }
      try record(.caseChanged, by: actor, of: id, "part=request", in: db)
      try enqueue(id, by: actor, in: db)
    }
  }

  /// Says who is to look at a case; nobody where there is no name.
  ///
  /// - Throws: `StoreError.notFound` where there is no such case or user.
  public func assign(_ id: String, to name: String?, by actor: String) async throws {
    try await pool.write { db in
      let user = try name.map { name in
        let row = try Row.fetchOne(
          db,
          sql: "SELECT id, role FROM users WHERE name = ? AND active",
          arguments: [name]
        )
        guard let row, Role(rawValue: row["role"])?.permissions.contains(.review) == true else {
          throw StoreError.notFound
        }
        return row["id"] as Int
      }
      try db.execute(sql: "UPDATE cases SET assignee = ? WHERE id = ?", arguments: [user, id])
      guard db.changesCount == 1 else { throw StoreError.notFound }
      try record(.caseChanged, by: actor, of: id, "part=assignee to=\(name ?? "")", in: db)
    }
  }

  /// Deletes a case with all that belongs to it; the trail keeps the hash of each document.
  ///
  /// - Throws: `StoreError.notFound`, or what SQLite says.
  public func deleteCase(_ id: String, by actor: String) async throws {
    try await pool.write { db in try delete(id, by: actor, in: db) }
  }

  private func delete(_ id: String, by actor: String, in db: Database) throws {
    let documents = try Row.fetchAll(
      db,
      sql: "SELECT id, sha256 FROM documents WHERE case_id = ? ORDER BY id",
      arguments: [id]
    )
    for row in documents {
      let hash: String = row["sha256"]
      try record(.documentDeleted, by: actor, of: row["id"], "case=\(id) sha256=\(hash)", in: db)
    }
    try db.execute(sql: "DELETE FROM cases WHERE id = ?", arguments: [id])
    guard db.changesCount == 1 else { throw StoreError.notFound }
    try record(.caseDeleted, by: actor, of: id, "documents=\(documents.count)", in: db)
  }

  /// Deletes the cases whose newest decision is older than some moment.
  ///
  /// - Returns: how many.
  public func deleteCases(decidedBefore moment: Moment) async throws -> Int {
    try await pool.write { db in
      let ids = try String.fetchAll(
        db,
        sql: """
          SELECT case_id FROM remarks WHERE kind = 'decision'
          GROUP BY case_id HAVING max(said) < ? ORDER BY case_id
          """,
        arguments: [moment.seconds]
      )
      for id in ids { try delete(id, by: "retention", in: db) }
      return ids.count
    }
  }
}
