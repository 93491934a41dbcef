import ArgumentParser
import Evaluation
import NoteModel
import Pipeline
import PolicyEngine

/// The test cases of a policy, with the policy and the chain to run them on.
struct PolicyTestOptions: ParsableArguments {
  @Argument(help: "The name of a policy inside the program, or a policy file.")
  var policy = "cmm-607"

  @Option(help: "The file of test cases; the one beside the policy if none is named.")
  var tests: String?

  @OptionGroup var knowledge: KnowledgeOptions

  func load() throws -> (policy: Policy, suite: PolicySuite, screener: Screener) {
    do {
      let configuration = Configuration(lexicons: knowledge.lexicons, policy: policy)
      let lexicon = try configuration.loadLexicon()
      let loaded = try configuration.loadPolicy(for: lexicon)
      let (text, file) = try configuration.policyTests(at: tests)
      let suite = try PolicySuite(text, file: file, policy: loaded)
      return (loaded, suite, Screener(lexicon: lexicon, policy: loaded))
    } catch {
      Console.error("\(error)")
      throw Exit.usage
    }
  }
}

extension PolicyCommand {
  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test",
      abstract: "Screen the test cases that stand beside a policy.",
      discussion: """
        Every row that does not get its status is printed with what it got and why; the exit code \
        is then 1.
        """
    )

    @OptionGroup var options: PolicyTestOptions

    func run() throws {
      let (_, suite, screener) = try options.load()
      var failed = 0
      for test in suite.cases {
        let failures = PolicySuite.failures(of: test, screener)
        if failures.isEmpty { continue }
        failed += 1
        Console.write("line \(test.line): \(test.name)\n")
        for failure in failures {
          Console.write("    \(failure.subject): must be \(failure.expected), is \(failure.got)\n")
          if !failure.why.isEmpty { Console.write("        \(failure.why)\n") }
        }
      }
      Console.write("\(suite.cases.count - failed) of \(suite.cases.count) cases pass\n")
      if failed > 0 { throw ExitCode.failure }
    }
  }

  struct Coverage: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "coverage",
      abstract: "Show which rows and statuses of a policy no test case reaches.",
      discussion: """
        One line a row, with the number of cases for each status that it can get; the exit code is \
        1 where one has none.
        """
    )

    @OptionGroup var options: PolicyTestOptions

    func run() throws {
      let (policy, suite, _) = try options.load()
      var reached = 0
      var all = 0
      for (row, counts) in suite.coverage(of: policy) {
        let cells = counts.map { status, count in
          count == 0 ? "\(status.rawValue): NONE" : "\(status.rawValue) \(count)"
        }
        Console.write("\(row)  \(cells.joined(separator: ", "))\n")
        reached += counts.count { $0.1 > 0 }
        all += counts.count
      }
      Console.write("\(reached) of \(all) statuses reached (\(reached * 100 / max(all, 1))%)\n")
      if reached < all { throw ExitCode.failure }
    }
  }
}
