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

    /// A file of a case.
    public init(id: String, bytes: [UInt8]) {
      self.id = id
      self.bytes = bytes
    }
  }

  /// Reads the documents of a case; one that cannot be read keeps none of the others back.
  ///
  /// - Parameters:
  ///   - folder: the case.
  ///   - standardInput: reads standard input to its end, for the path `-`.
  /// - Returns: the documents and the errors.
  public func read(_ folder: CaseFolder, standardInput: () -> [UInt8]) -> Reading {
    var reading = Reading(errors: folder.unusable)
    for source in folder.sources {
      if source.path == "-" {
        read(File(id: source.id, bytes: standardInput()), into: &reading)
      } else if let data = FileManager.default.contents(atPath: source.path) {
        read(File(id: source.id, bytes: Array(data)), into: &reading)
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

  private func read(_ file: File, into reading: inout Reading) {
    do throws(DocumentError) {
      let contents = try contents(of: file.bytes, id: file.id)
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
    var reading = Reading()
    for file in files { read(file, into: &reading) }
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
