public import NoteModel

/// Somebody with an account.
public struct User: Sendable, Equatable {
  /// Its number.
  public let id: Int

  /// The name to log in with, which never changes.
  public let name: String

  /// What the user is here for.
  public let role: Role

  /// Whether the password has to be changed before anything else.
  public let mustChangePassword: Bool

  /// Whether the account can be used.
  public let isActive: Bool

  /// Somebody without an account, who may do nothing.
  public static let stranger = User(
    id: 0,
    name: "",
    role: .submitter,
    mustChangePassword: false,
    isActive: false
  )

  /// Whether the user may do something.
  public func may(_ permission: Permission) -> Bool {
    isActive && role.permissions.contains(permission)
  }
}

/// A user at a browser.
public struct Session: Sendable {
  /// Who it is.
  public let user: User

  /// What forms have to bring back.
  public let formToken: String

  /// The hash that the session is stored under.
  public let id: String
}

/// A key of a user for programs.
public struct APIToken: Sendable, Equatable {
  /// Its number.
  public let id: Int

  /// What it is for, in the user's words.
  public let name: String

  /// When it was made.
  public let created: Moment
}

/// How far a screening is.
public enum RunState: String, Sendable, CaseIterable {
  case queued
  case running
  case done
  case failed
}

/// One screening of a case.
public struct Run: Sendable, Equatable {
  /// Its number.
  public let id: Int

  /// The case.
  public let caseID: String

  /// How far it is.
  public let state: RunState

  /// When it was asked for.
  public let queued: Moment

  /// The outcome, once done.
  public let outcome: Outcome?

  /// What is missing, counted, once done.
  public let gaps: Int?

  /// The SHA-256 of the report as JSON, once done.
  public let reportHash: String?

  /// The SHA-256 of program, policy and lexicons it was made with, once done.
  public let knowledge: String?

  /// What it was made with and of, as JSON, once done.
  public let record: String?

  /// Why it came to nothing, once failed.
  public let failure: ScreeningFailure?
}

/// Why a screening came to nothing; the words are stored, so none is ever changed.
public enum ScreeningFailure: String, Error, Sendable, CaseIterable {
  /// It took longer than it may.
  case tooLong = "too-long"
  /// It needed more memory than it may have, or met a fault of the program.
  case crashed
  /// What is stored cannot be read.
  case unreadable
  /// The server ended in the midst of it, again and again.
  case interrupted
}

/// A case, with its newest screening and decision.
public struct ReviewCase: Sendable {
  /// Its id, which nobody can guess.
  public let id: String

  /// Its name.
  public let name: String

  /// What was asked for.
  public let request: Request

  /// The number of the user who created it.
  public let ownerID: Int

  /// The name of that user.
  public let owner: String

  /// The name of the user who is to look at it.
  public let assignee: String?

  /// When it was created.
  public let created: Moment

  /// Documents in it.
  public let documentCount: Int

  /// The newest screening.
  public let run: Run?

  /// The newest decision.
  public let decision: Verdict?
}

/// A document of a case, without its bytes.
public struct StoredDocument: Sendable, Equatable {
  /// Its id.
  public let id: String

  /// The name of its file.
  public let name: String

  /// Bytes in it.
  public let size: Int

  /// Its SHA-256.
  public let sha256: String

  /// When it was stored.
  public let added: Moment
}

/// What a person decided.
public enum Verdict: String, Sendable, CaseIterable {
  case approved
  case denied
  case moreInformation = "more-information"
  case withdrawn
}

/// Something a person said of a case.
public struct Remark: Sendable, Equatable {
  /// What kind of saying it is.
  public enum Kind: Sendable, Equatable {
    /// A status in place of the machine's.
    case override(criterion: String, machine: Status, status: Status)
    /// The final decision.
    case decision(Verdict)
    /// Anything else.
    case note
  }

  /// What is said.
  public let kind: Kind

  /// The reason, or the note.
  public let words: String

  /// Who said it.
  public let author: String

  /// When.
  public let said: Moment
}
