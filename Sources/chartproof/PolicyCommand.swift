import ArgumentParser
import NoteModel
import Pipeline
import PolicyEngine

/// Shows and checks policies.
struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Show, check or test a coverage policy.",
    discussion: """
      EXAMPLES
        chartproof policy show
        chartproof policy validate policies/mine.yaml
        chartproof policy test policies/mine.yaml
        chartproof policy diff cmm-607 policies/mine.yaml --cases CASES/
      """,
    subcommands: [Show.self, Validate.self, Test.self, Coverage.self, Diff.self]
  )

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Print the criteria of a policy, or with --source its file."
    )

    @Argument(help: "The name of a policy inside the program, or a policy file.")
    var policy = "cmm-607"

    @Flag(help: "Print the policy's own YAML.")
    var source = false

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws {
      let configuration = Configuration(lexicons: knowledge.lexicons, policy: policy)
      do throws(ConfigurationError) {
        if source { return Console.write(try configuration.policyText().text) }
        let loaded = try configuration.loadPolicy(for: try configuration.loadLexicon())
        var text = "\(loaded.identity.id) \(loaded.identity.version): \(loaded.identity.title)\n"
        var group = ""
        for criterion in loaded.criteria {
          if criterion.group != group {
            group = criterion.group
            text += "\n\(group)\n"
          }
          text += "  \(criterion.id) (\(criterion.kind.rawValue), \(criterion.place))\n"
          text += "    \(criterion.says)\n"
        }
        Console.write(text)
      } catch {
        throw ValidationError(error.description)
      }
    }
  }

  struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "validate",
      abstract: "Check a policy; every problem is named with file, line and column."
    )

    @Argument(help: "The name of a policy inside the program, or a policy file.")
    var policy = "cmm-607"

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws {
      let configuration = Configuration(lexicons: knowledge.lexicons, policy: policy)
      do throws(ConfigurationError) {
        let loaded = try configuration.loadPolicy(for: try configuration.loadLexicon())
        Console.write(
          "\(loaded.identity.id): \(loaded.criteria.count) criteria,"
            + " \(loaded.pathways.count) pathways, no problem\n"
        )
      } catch {
        Console.error(error.description)
        throw ExitCode.failure
      }
    }
  }
}
