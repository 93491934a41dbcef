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

  /// Reads the documents of a case; one that cannot be read keeps none of the others back.
  ///
  /// - Parameters:
  ///   - folder: the case.
  ///   - standardInput: reads standard input to its end, for the path `-`.
  /// - Returns: the documents and the errors.
  public func read(_ folder: CaseFolder, standardInput: () -> [UInt8]) -> Reading {
    var reading = Reading(errors: folder.unusable)
    for source in folder.sources {
      do throws(DocumentError) {
        let bytes: [UInt8]
        if source.path == "-" {
          bytes = standardInput()
        } else if let data = FileManager.default.contents(atPath: source.path) {
          bytes = Array(data)
        } else {
          throw DocumentError(
            document: source.id,
            message: "cannot be read",
            hint: "check that it is a file and its permissions"
          )
        }
        let contents = try contents(of: bytes, id: source.id)
        reading.documents += contents.documents
        reading.errors += contents.errors
      } catch {
        reading.errors.append(error)
      }
    }
    return reading
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
      warnings: reading.errors.map { "not read: \($0.description)" }
    )
    return (screening, reading.errors)
  }
}
