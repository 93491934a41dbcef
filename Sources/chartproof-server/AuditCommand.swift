import ArgumentParser
import CaseStore

/// What is done with the audit trail.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "The audit trail of a server.",
    subcommands: [Verify.self]
  )

  /// Checks the trail, and the documents that it vouches for.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Check that nothing in the trail, and no document, was changed or taken away.",
      discussion: """
        Prints how many records there are, and the hash of the last. A trail whose end was cut off is \
        still whole by itself: keep the hash elsewhere, and name it with --expect the next time.
        """
    )

    @OptionGroup var options: StoreOptions

    @Option(help: "A hash that the trail is known to have held.")
    var expect: String?

    func run() throws {
      do {
        let (count, head) = try options.store().verify(expecting: expect)
        Terminal.line("\(count) records, the last \(head)")
      } catch let flaw as AuditFlaw {
        Terminal.error("error: \(flaw)")
        throw ExitCode(1)
      } catch let error as StoreError {
        Terminal.error("error: \(error)")
        throw ExitCode(1)
      }
    }
  }
}
