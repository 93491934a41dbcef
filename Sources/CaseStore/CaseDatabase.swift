import FoundationEssentials
import GRDB
import Glibc

/// Where cases, accounts and the audit trail live: one SQLite file in a folder of its own.
///
/// What a call has returned from is on the disk: the journal is a WAL, and each commit waits for
/// `fsync` (`synchronous=FULL`), so it survives `kill -9` and loss of power as far as the disk keeps
/// its word. Deleted bytes are overwritten (`secure_delete`).
public struct CaseDatabase: Sendable {
  /// What a case may hold.
  public struct Limits: Sendable {
    /// Documents of a case.
    public var documents = 200

    /// Bytes of the documents of a case.
    public var bytes = 64 << 20

    /// The limits of a server nobody has told otherwise.
    public init() {}
  }

  /// What is done with a database of an earlier version.
  public enum Opening: Sendable {
    /// It is brought up to date.
    case upgrading
    /// It is left as it is.
    case unchanged
  }

  let pool: DatabasePool
  let vault: Vault
  let limits: Limits
  let clock: @Sendable () -> Moment

  /// The name of the file in its folder.
  static let file = "chartproof.sqlite"

  /// Opens the database of a folder, which is made, for its owner alone, if there is none.
  ///
  /// - Parameters:
  ///   - folder: where it lives.
  ///   - vault: seals words of notes.
  ///   - limits: what a case may hold.
  ///   - opening: what is done with a database of an earlier version.
  ///   - clock: says what time it is.
  /// - Throws: `StoreError`, also for a database of a later version, or what SQLite says.
  public init(
    folder: String,
    vault: Vault = Vault(),
    limits: Limits = Limits(),
    opening: Opening = .upgrading,
    clock: @escaping @Sendable () -> Moment
  ) throws {
    unsafe mkdir(folder, 0o700)
    guard unsafe access(folder, R_OK | W_OK | X_OK) == 0 else { throw StoreError.unusable(folder) }
    let path = "\(folder)/\(Self.file)"
    let descriptor = unsafe open(path, O_RDWR | O_CREAT, 0o600)
    guard descriptor >= 0 else { throw StoreError.unusable(folder) }
    close(descriptor)
    var configuration = GRDB.Configuration()
    configuration.maximumReaderCount = 8
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON")
    }
    pool = try DatabasePool(path: path, configuration: configuration)
    try Self.prepare(pool, opening)
    self.vault = vault
    self.limits = limits
    self.clock = clock
  }

  private static func prepare(_ pool: DatabasePool, _ opening: Opening) throws {
    let migrator = migrator
    let (isLater, applied) = try pool.read { db in
      (try migrator.hasBeenSuperseded(db), try migrator.appliedMigrations(db))
    }
    guard !isLater else { throw StoreError.otherVersion }
    switch opening {
    case .upgrading: try migrator.migrate(pool)
    case .unchanged:
      guard applied.contains(firstWhole) else { throw StoreError.otherVersion }
    }
  }

  /// Whether the database answers.
  public func isReady() async -> Bool {
    let one = try? await pool.read { db in try Int.fetchOne(db, sql: "SELECT 1") }
    return one == 1
  }

  /// Copies the database, as it is at one moment, while it is in use.
  ///
  /// - Parameter path: a file that does not exist yet; a copy is for its owner alone.
  /// - Throws: what SQLite says.
  public func backUp(to path: String) async throws {
    guard unsafe access(path, F_OK) != 0 else { throw StoreError.unusable(path) }
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL, 0o600)
    guard descriptor >= 0 else { throw StoreError.unusable(path) }
    close(descriptor)
    try pool.backup(to: DatabaseQueue(path: path))
  }
}

/// Keeps a second server away from a folder as long as it lives.
public final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Takes a folder, which is made, for its owner alone, if there is none.
  ///
  /// - Parameter folder: where the database lives, or will.
  /// - Throws: `StoreError.locked` where another server has it.
  public init(folder: String) throws(StoreError) {
    unsafe mkdir(folder, 0o700)
    descriptor = unsafe open("\(folder)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unusable(folder) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .locked
    }
  }

  deinit { close(descriptor) }
}
