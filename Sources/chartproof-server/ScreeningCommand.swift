import ArgumentParser
import Pipeline
import ReviewServer

/// Screens cases for the server, which starts this.
struct ScreeningCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screening",
    abstract: "Screen cases, given on standard input, for the server.",
    shouldDisplay: false
  )

  @OptionGroup var knowledge: KnowledgeOptions

  @Argument(help: "The time that a case may take.")
  var seconds: Int

  @Argument(help: "The address space it may take.")
  var bytes: Int

  func run() throws {
    try ScreeningLoop.run(within: ScreeningLimits(seconds: seconds, bytes: bytes)) {
      try Screener(configuration: knowledge.configuration)
    }
  }
}

/// Where policy and lexicons come from.
struct KnowledgeOptions: ParsableArguments {
  @Option(help: "The name of a policy inside the program, or a policy file.")
  var policy = "cmm-607"

  @Option(help: "A folder of lexicon files, instead of those inside the program.")
  var lexicons: String?

  var configuration: Pipeline.Configuration {
    var configuration = Pipeline.Configuration(lexicons: lexicons, policy: policy)
    configuration.usesImage = true
    return configuration
  }

  /// The words that say the same.
  var words: [String] {
    ["--policy", policy] + (lexicons.map { ["--lexicons", $0] } ?? [])
  }
}
