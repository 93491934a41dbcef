import ArgumentParser
import Pipeline

/// The program: pre-screens the notes of a prior-authorization request against a policy.
@main
struct Chartproof: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chartproof",
    abstract: "Pre-screens the notes of a prior-authorization request. A person decides.",
    discussion: """
      Finds the clinical facts in notes, with their context, and holds them against a coverage \
      policy. Every statement points at the words it rests on.
      """,
    version: Program.version,
    subcommands: [
      ScreenCommand.self, WatchCommand.self, ExtractCommand.self, ReadCommand.self,
      AssertionsCommand.self, ExplainCommand.self, EvaluateCommand.self, PolicyCommand.self,
      LexiconCommand.self, ServeCommand.self, AuditCommand.self, BackupCommand.self,
    ]
  )

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let code = exitCode(for: error)
      // ArgumentParser answers a wrong call with 64; scripts rely on 2.
      guard code == .validationFailure else { exit(withError: error) }
      Console.error(fullMessage(for: error))
      exit(withError: Exit.usage)
    }
  }
}
