import ArgumentParser
import Pipeline

/// The review server, and what is done with its folder.
@main
struct ChartproofServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chartproof",
    abstract: "The review server: uploads in, a reviewer's decision out.",
    version: Program.version,
    subcommands: [
      ServeCommand.self, AuditCommand.self, BackupCommand.self, ScreeningCommand.self,
    ]
  )

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      let code = exitCode(for: error)
      // ArgumentParser answers a wrong call with 64; scripts rely on 2.
      guard code == .validationFailure else { exit(withError: error) }
      Terminal.error(fullMessage(for: error))
      exit(withError: ExitCode(2))
    }
  }
}
