import FoundationEssentials
public import NoteModel

extension Screener {
  /// Documents that could be read, and what kept the others from it.
  public struct Reading: Sendable {
    /// The documents, in order.
    public var documents: [NoteDocument] = []

    /// The others.
    public var errors: [DocumentError] = []
  }

  /// A file of a case.
  public struct File: Sendable {
    /// Its name.
    public let id: String

    /// All of it.
    public let bytes: [UInt8]

    /// What it is, such as `text/html`, where the caller knows it; otherwise its content tells.
    public let mediaType: String?

    /// A file of a case.
    public init(id: String, bytes: [UInt8], mediaType: String? = nil) {
      self.id = id
      self.bytes = bytes
      self.mediaType = mediaType
    }
  }

  /// Reads the documents of a case; one that cannot be read keeps none of the others back.
  ///
  /// - Parameters:
  ///   - folder: the case.
  ///   - isHashed: whether the documents are to say the SHA-256 of their files.
  ///   - standardInput: reads standard input to its end, for the path `-`.
  /// - Returns: the documents and the errors.
  public func read(
    _ folder: CaseFolder,
    isHashed: Bool = true,
    standardInput: () -> [UInt8]
  ) -> Reading {
    var reading = Reading(errors: folder.unusable)
    for source in folder.sources {
      if source.path == "-" {
        read(File(id: source.id, bytes: standardInput()), isHashed: isHashed, into: &reading)
      } else if let data = FileManager.default.contents(atPath: source.path) {
        read(File(id: source.id, bytes: Array(data)), isHashed: isHashed, into: &reading)
      } else {
        let error = DocumentError(
          document: source.id,
          message: "cannot be read",
          hint: "check that it is a file and its permissions"
        )
        reading.errors.append(error)
      }
    }
    return reading
  }

  /// Reads the documents of files from memory; one that cannot be read keeps none of the others back.
  ///
  /// - Parameter files: the documents, by name.
  /// - Returns: the documents and the errors.
  public func read(_ files: [File]) -> Reading {
    var reading = Reading()
    for file in files { read(file, isHashed: true, into: &reading) }
    return reading
  }

  private func read(_ file: File, isHashed: Bool, into reading: inout Reading) {
    do throws(DocumentError) {
      let contents = try contents(of: file, isHashed: isHashed)
      reading.documents += contents.documents
      reading.errors += contents.errors
    } catch {
      reading.errors.append(error)
    }
  }

  /// Screens a case from memory, as it would be from a folder of these files.
  ///
  /// - Parameters:
  ///   - name: the case's name.
  ///   - request: what was asked for.
  ///   - files: its documents, by name.
  /// - Returns: the screening, whose warnings name what could not be read.
  public func screen(name: String, request: Request, files: [File]) -> Screening {
    let reading = read(files)
    return screen(
      name: name,
      request: request,
      documents: reading.documents,
      warnings: reading.errors.map(Self.warning)
    )
  }

  private static func warning(_ error: DocumentError) -> String {
    "not read: \(error.description)"
  }

  /// Screens a case from the file system.
  ///
  /// - Parameters:
  ///   - folder: the case.
  ///   - request: what was asked for, where it differs from what the folder states.
  ///   - standardInput: reads standard input to its end, for the path `-`.
  /// - Returns: the screening, and what could not be read, which its warnings name too.
  public func screen(
    _ folder: CaseFolder,
    request: Request? = nil,
    standardInput: () -> [UInt8] = { [] }
  ) -> (screening: Screening, errors: [DocumentError]) {
    let reading = read(folder, standardInput: standardInput)
    let screening = screen(
      name: folder.name,
      request: request ?? folder.request,
      documents: reading.documents,
      warnings: reading.errors.map(Self.warning)
    )
    return (screening, reading.errors)
  }
}
