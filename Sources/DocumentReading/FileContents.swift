public import NoteModel

/// What a file holds.
public struct FileContents: Sendable {
  /// A document in the file that could not be read.
  public struct Unread: Sendable {
    /// Its name.
    public let id: String

    /// What is wrong and what to do.
    public let error: ReadError
  }

  /// The documents, in the order of the file.
  public internal(set) var documents: [NoteDocument] = []

  /// The others.
  public internal(set) var unread: [Unread] = []
}
