package import GRDB

extension CaseDatabase {
  /// The first shape with all that the audit trail vouches for.
  static let firstWhole = "3 cases"

  /// The shapes that the database has had; a step, once released, is never changed.
  package static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 accounts") { db in
      try db.execute(
        sql: """
          CREATE TABLE users (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE,
            role TEXT NOT NULL,
            password TEXT NOT NULL,
            must_change INTEGER NOT NULL,
            active INTEGER NOT NULL DEFAULT 1);
          CREATE TABLE sessions (
            hash TEXT PRIMARY KEY,
            user INTEGER NOT NULL REFERENCES users,
            form_token TEXT NOT NULL,
            expires INTEGER NOT NULL,
            ends INTEGER NOT NULL) WITHOUT ROWID;
          CREATE TABLE tokens (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            user INTEGER NOT NULL REFERENCES users,
            name TEXT NOT NULL,
            hash TEXT NOT NULL UNIQUE,
            created INTEGER NOT NULL);
          """
      )
    }
    migrator.registerMigration("2 audit trail") { db in
      try db.execute(
        sql: """
          CREATE TABLE audit (
            number INTEGER PRIMARY KEY,
            moment INTEGER NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail TEXT NOT NULL,
            previous TEXT NOT NULL,
            hash TEXT NOT NULL);
          CREATE INDEX audit_subject ON audit (subject);
          CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
            BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
          CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit
            BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
          """
      )
    }
    migrator.registerMigration(firstWhole) { db in
      try db.execute(
        sql: """
          CREATE TABLE cases (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            request TEXT NOT NULL,
            owner INTEGER NOT NULL REFERENCES users,
            assignee INTEGER REFERENCES users,
            created INTEGER NOT NULL);
          CREATE INDEX cases_created ON cases (created);
          CREATE TABLE documents (
            id TEXT PRIMARY KEY,
            case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE,
            name TEXT NOT NULL,
            size INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            added INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            UNIQUE (case_id, name));
          CREATE TABLE runs (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            queued INTEGER NOT NULL,
            outcome TEXT,
            gaps INTEGER,
            report BLOB,
            report_hash TEXT,
            knowledge TEXT,
            record TEXT);
          CREATE INDEX runs_case ON runs (case_id, id);
          CREATE INDEX runs_state ON runs (state) WHERE state IN ('queued', 'running');
          CREATE TABLE remarks (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE,
            kind TEXT NOT NULL,
            criterion TEXT,
            machine TEXT,
            value TEXT,
            words BLOB NOT NULL,
            author TEXT NOT NULL,
            said INTEGER NOT NULL);
          CREATE INDEX remarks_case ON remarks (case_id, id);
          """
      )
    }
    migrator.registerMigration("4 why a screening failed") { db in
      try db.execute(sql: "ALTER TABLE runs ADD COLUMN failure TEXT")
    }
    return migrator
  }
}
