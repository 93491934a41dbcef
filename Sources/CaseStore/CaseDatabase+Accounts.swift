import GRDB

extension CaseDatabase {
  private static let userColumns = "users.id, users.name, role, must_change, active"

  /// How long a session lives without use, and at most, in seconds.
  private static let idle = 30 * 60
  private static let longest = 12 * 3600

  private static func user(_ row: Row) throws -> User {
    guard let role = Role(rawValue: row["role"]) else { throw StoreError.unreadable }
    return User(
      id: row["id"],
      name: row["name"],
      role: role,
      mustChangePassword: row["must_change"],
      isActive: row["active"]
    )
  }

  // MARK: Users

  /// Makes the first administrator, where there is nobody yet.
  ///
  /// - Parameters:
  ///   - name: the name to log in with.
  ///   - password: one that has to be changed first of all.
  /// - Returns: whether there was nobody yet.
  /// - Throws: what SQLite says.
  public func makeFirstAdministrator(
    named name: String,
    password: PasswordHash
  ) async throws -> Bool {
    try await pool.write { db in
      guard try Int.fetchOne(db, sql: "SELECT count(*) FROM users") == 0 else { return false }
      try add(name, .administrator, password, by: "server", in: db)
      return true
    }
  }

  /// Whether anybody has an account.
  public func hasUsers() async throws -> Bool {
    try await pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM users") != 0 }
  }

  /// Makes an account, whose password has to be changed at the first login.
  ///
  /// - Throws: `StoreError.userExists`, or what SQLite says.
  public func createUser(
    named name: String,
    role: Role,
    password: PasswordHash,
    by actor: String
  ) async throws {
    try await pool.write { db in
      let taken = try Int.fetchOne(
        db,
        sql: "SELECT count(*) FROM users WHERE name = ?",
        arguments: [name]
      )
      guard taken == 0 else { throw StoreError.userExists }
      try add(name, role, password, by: actor, in: db)
    }
  }

  private func add(
    _ name: String,
    _ role: Role,
    _ password: PasswordHash,
    by actor: String,
    in db: Database
  ) throws {
    try db.execute(
      sql: "INSERT INTO users (name, role, password, must_change) VALUES (?, ?, ?, 1)",
      arguments: [name, role.rawValue, password.text]
    )
    let id = String(db.lastInsertedRowID)
    try record(.userCreated, by: actor, of: id, "name=\(name) role=\(role.rawValue)", in: db)
  }

  /// Everybody with an account, by name.
  public func users() async throws -> [User] {
    try await pool.read { db in
      try Row.fetchAll(db, sql: "SELECT \(Self.userColumns) FROM users ORDER BY name")
        .map(Self.user)
    }
  }

  /// The account of a name, with what is stored of its password.
  public func account(named name: String) async throws -> (user: User, password: PasswordHash)? {
    try await pool.read { db in
      let row = try Row.fetchOne(
        db,
        sql: "SELECT \(Self.userColumns), password FROM users WHERE name = ? AND active",
        arguments: [name]
      )
      return try row.map { (try Self.user($0), PasswordHash(stored: $0["password"])) }
    }
  }

  /// Gives an account another role, or takes it out of use, and ends its sessions.
  ///
  /// - Throws: `StoreError.lastAdministrator` where nobody would be left to do this.
  public func changeUser(
    _ id: Int,
    role: Role,
    isActive: Bool,
    by actor: String
  ) async throws {
    try await pool.write { db in
      try db.execute(
        sql: "UPDATE users SET role = ?, active = ? WHERE id = ?",
        arguments: [role.rawValue, isActive, id]
      )
      guard db.changesCount == 1 else { throw StoreError.notFound }
      let administrators = try Int.fetchOne(
        db,
        sql: "SELECT count(*) FROM users WHERE active AND role = ?",
        arguments: [Role.administrator.rawValue]
      )
      guard administrators != 0 else { throw StoreError.lastAdministrator }
      try db.execute(sql: "DELETE FROM sessions WHERE user = ?", arguments: [id])
      try record(
        .userChanged,
        by: actor,
        of: String(id),
        "role=\(role.rawValue) active=\(isActive)",
        in: db
      )
    }
  }

  /// Gives an account another password, and ends its other sessions.
  ///
  /// - Parameters:
  ///   - id: the account.
  ///   - password: the new one.
  ///   - isTemporary: whether it has to be changed at the next login.
  ///   - session: the one that goes on.
  ///   - actor: who changes it.
  /// - Throws: `StoreError.notFound`, or what SQLite says.
  public func changePassword(
    of id: Int,
    to password: PasswordHash,
    isTemporary: Bool,
    keeping session: String? = nil,
    by actor: String
  ) async throws {
    try await pool.write { db in
      try db.execute(
        sql: "UPDATE users SET password = ?, must_change = ? WHERE id = ?",
        arguments: [password.text, isTemporary, id]
      )
      guard db.changesCount == 1 else { throw StoreError.notFound }
      try db.execute(
        sql: "DELETE FROM sessions WHERE user = ? AND hash <> ?",
        arguments: [id, session ?? ""]
      )
      try record(.passwordChanged, by: actor, of: String(id), in: db)
    }
  }

  // MARK: Sessions

  /// Begins a session; what is returned goes into the cookie and is stored as a hash only.
  public func beginSession(of user: User) async throws -> Secret {
    let secret = Secret.random()
    let now = clock()
    try await pool.write { db in
      try db.execute(sql: "DELETE FROM sessions WHERE expires < ?", arguments: [now.seconds])
      try db.execute(
        sql: "INSERT INTO sessions VALUES (?, ?, ?, ?, ?)",
        arguments: [
          secret.hash, user.id, Secret.random().value, now.seconds + Self.idle,
          now.seconds + Self.longest,
        ]
      )
      try record(.login, by: user.name, of: String(user.id), in: db)
    }
    return secret
  }

  /// The session of a cookie, which lives on with its use, or `nil`.
  public func session(of secret: Secret) async throws -> Session? {
    let now = clock().seconds
    let found = try await pool.read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT \(Self.userColumns), form_token, hash, expires FROM sessions
          JOIN users ON users.id = user
          WHERE hash = ? AND expires > ? AND ends > ? AND active
          """,
        arguments: [secret.hash, now, now]
      )
      .map { (session: try Self.session($0), expires: $0["expires"] as Int) }
    }
    guard let (session, expires) = found else { return nil }
    // Once a minute is enough, and most requests then write nothing.
    if expires < now + Self.idle - 60 {
      try await pool.write { db in
        try db.execute(
          sql: "UPDATE sessions SET expires = ? WHERE hash = ?",
          arguments: [now + Self.idle, session.id]
        )
      }
    }
    return session
  }

  private static func session(_ row: Row) throws -> Session {
    Session(user: try user(row), formToken: row["form_token"], id: row["hash"])
  }

  /// Ends a session.
  public func endSession(_ session: Session) async throws {
    try await pool.write { db in
      try db.execute(sql: "DELETE FROM sessions WHERE hash = ?", arguments: [session.id])
      try record(.logout, by: session.user.name, of: String(session.user.id), in: db)
    }
  }

  // MARK: Tokens

  /// Makes a token for programs; what is returned is shown once and stored as a hash only.
  public func createToken(named name: String, of user: User) async throws -> Secret {
    let secret = Secret.random(prefix: "cp_")
    let now = clock()
    try await pool.write { db in
      try db.execute(
        sql: "INSERT INTO tokens (user, name, hash, created) VALUES (?, ?, ?, ?)",
        arguments: [user.id, name, secret.hash, now.seconds]
      )
      try record(.tokenCreated, by: user.name, of: String(db.lastInsertedRowID), in: db)
    }
    return secret
  }

  /// The tokens of a user, oldest first.
  public func tokens(of user: User) async throws -> [APIToken] {
    try await pool.read { db in
      try Row.fetchAll(
        db,
        sql: "SELECT id, name, created FROM tokens WHERE user = ? ORDER BY id",
        arguments: [user.id]
      )
      .map {
        APIToken(id: $0["id"], name: $0["name"], created: Moment(seconds: $0["created"]))
      }
    }
  }

  /// Takes a token of a user out of use.
  ///
  /// - Throws: `StoreError.notFound` where the user has no such token.
  public func revokeToken(_ id: Int, of user: User) async throws {
    try await pool.write { db in
      try db.execute(
        sql: "DELETE FROM tokens WHERE id = ? AND user = ?",
        arguments: [id, user.id]
      )
      guard db.changesCount == 1 else { throw StoreError.notFound }
      try record(.tokenRevoked, by: user.name, of: String(id), in: db)
    }
  }

  /// The user of a token; none before a password given by somebody else is changed.
  public func user(ofToken secret: Secret) async throws -> User? {
    try await pool.read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT \(Self.userColumns) FROM tokens JOIN users ON users.id = user
          WHERE hash = ? AND active AND NOT must_change
          """,
        arguments: [secret.hash]
      )
      .map(Self.user)
    }
  }
}
