/// What keeps the store from doing what it was asked; no words of a note, no names of files.
public enum StoreError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is no such thing, or it is gone.
  case notFound
  /// Another document of the case has that name and other bytes.
  case nameTaken
  /// The case has as many documents, or bytes, as it may have.
  case caseFull
  /// An account of that name exists.
  case userExists
  /// The last administrator cannot be taken away.
  case lastAdministrator
  /// The key is not 64 hexadecimal digits.
  case badKey
  /// What is stored cannot be read with this key, or is not what was stored.
  case unreadable
  /// Another server works on the folder.
  case locked
  /// The database is of a version that this program does not know, or cannot leave as it is.
  case otherVersion
  /// The folder cannot be used.
  case unusable(String)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .notFound: "there is no such thing here"
    case .nameTaken: "the case has another document of that name; rename the file"
    case .caseFull: "the case holds as much as a case may hold"
    case .userExists: "there is an account of that name"
    case .lastAdministrator: "this is the last administrator; name another one first"
    case .badKey: "the key is not 64 hexadecimal digits; `openssl rand -hex 32` makes one"
    case .unreadable: "what is stored cannot be read; check the key, then run `audit verify`"
    case .locked: "another server works on this folder; end it first"
    case .otherVersion: "the database is of another version; use the program that wrote it"
    case .unusable(let path): "\(path): cannot be used as data folder; check its permissions"
    }
  }
}
