import ArgumentParser
import CaseStore
import FoundationEssentials
import ReviewServer

/// The folder of a server, and the key to what is in it.
struct StoreOptions: ParsableArguments {
  @Option(help: "The folder that cases live in; made if there is none.")
  var data: String

  @Option(
    help: ArgumentHelp(
      "A file with the key that words of notes are encrypted with, 64 hexadecimal digits; or set"
        + " CHARTPROOF_KEY to them.",
      valueName: "file"
    )
  )
  var keyFile: String?

  func vault() throws -> Vault {
    var key = ProcessInfo.processInfo.environment["CHARTPROOF_KEY"]
    if let keyFile {
      guard let bytes = FileManager.default.contents(atPath: keyFile) else {
        throw ValidationError("\(keyFile): holds the key, and cannot be read")
      }
      key = String(decoding: bytes, as: UTF8.self)
    }
    do {
      return try key.map { key throws(StoreError) in try Vault(hexadecimal: key) } ?? Vault()
    } catch {
      throw ValidationError("\(error)")
    }
  }

  /// The store of the folder, which is made and brought up to date for a server alone.
  func store(forServer: Bool = false) throws -> CaseDatabase {
    let vault = try vault()
    let exists = FileManager.default.fileExists(atPath: "\(data)/chartproof.sqlite")
    guard forServer || exists else {
      throw ValidationError("\(data): is not the folder of a server")
    }
    do {
      return try CaseDatabase(
        folder: data,
        vault: vault,
        opening: forServer ? .upgrading : .unchanged
      ) { .now }
    } catch let error as StoreError {
      throw ValidationError(error.description)
    }
  }
}
