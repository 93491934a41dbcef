import ArgumentParser
import NoteModel
import Pipeline
import PolicyEngine

extension PolicyCommand {
  struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "diff",
      abstract: "Show what changes from one policy to another, in its rows and in cases.",
      discussion: """
        Rows are compared as written, with parameters put in. With --cases every case in DIR is \
        screened with both policies; those whose outcome or rows differ are printed.
        """
    )

    @Argument(help: "The name of a policy inside the program, or a policy file.")
    var old: String

    @Argument(help: "The policy to compare with.")
    var new: String

    @Option(help: "A folder with a folder for each case.")
    var cases: String?

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws {
      do {
        let files = [old, new].map { Configuration(lexicons: knowledge.lexicons, policy: $0) }
        let lexicon = try files[0].loadLexicon()
        let screeners = try files.map {
          Screener(lexicon: lexicon, policy: try $0.loadPolicy(for: lexicon))
        }
        let definitions = try files.map { configuration in
          let (text, file) = try configuration.policyText()
          return try PolicyDefinitions(text, file: file)
        }
        let changes = definitions[0].changes(to: definitions[1])
        for change in changes {
          let kind = change.isHere ? (change.isThere ? "changed" : "removed") : "added"
          Console.write("\(kind)  \(change.id)\n")
        }
        if changes.isEmpty { Console.write("no row differs\n") }
        if let cases { try compare(CaseFolder.cases(in: cases), screeners) }
      } catch {
        Console.error("\(error)")
        throw Exit.usage
      }
    }

    private func compare(_ paths: [String], _ screeners: [Screener]) throws {
      var changed = 0
      for path in paths {
        let results = try screeners.map { $0.screen(try CaseFolder(paths: [path])).screening }
        let rows = zip(results[0].criteria, results[1].criteria).filter { one, other in
          one.id == other.id && one.status != other.status
        }
        guard results[0].outcome != results[1].outcome || !rows.isEmpty else { continue }
        changed += 1
        Console.write(
          "\n\(results[0].caseName): \(results[0].outcome.rawValue) -> "
            + "\(results[1].outcome.rawValue)\n"
        )
        for (one, other) in rows {
          Console.write("  \(one.id): \(one.status.rawValue) -> \(other.status.rawValue)\n")
          Console.write("    \(other.why)\n")
        }
      }
      Console.write("\n\(changed) of \(paths.count) cases change\n")
    }
  }
}
