import ArgumentParser
import CaseStore
import Glibc

/// Copies the database of a server, which may be running.
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the database of a server, which may be running.",
    discussion: """
      The copy is the database as it is at one moment. To go back to it, put it into an empty folder as \
      chartproof.sqlite. What is encrypted in one is encrypted in the other.
      """
  )

  @OptionGroup var options: StoreOptions

  @Argument(help: "The file to write, which does not exist yet.")
  var file: String

  func run() async throws {
    let store = try options.store()
    do {
      try await store.backUp(to: file)
      try await store.record(.backedUp, by: "command-line")
    } catch let error as StoreError {
      throw ValidationError(error.description)
    }
  }
}
