import ArgumentParser
import Extraction
import Pipeline

/// Shows and checks the lexicon.
struct LexiconCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lexicon",
    abstract: "List, check or search the terms, cues and section names.",
    discussion: """
      EXAMPLES
        chartproof lexicon list retropulsion
        chartproof lexicon find "no evidence of"
        chartproof lexicon validate --lexicons lexicons/
      """,
    subcommands: [List.self, Validate.self, Find.self]
  )

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List the concepts, or the terms of one of them."
    )

    @Argument(help: "A concept.")
    var concept: String?

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws {
      let lexicon = try knowledge.screener(policy: nil).lexicon
      guard let concept else {
        let lines = lexicon.concepts.map { concept in
          let count = lexicon.phrases(of: concept.name).count
          return "\(concept.name)\t\(count)\t\(concept.label)\n"
        }
        return Console.write("concept\tterms\tlabel\n" + lines.joined())
      }
      guard lexicon.concept(concept) != nil else {
        throw ValidationError("no concept is called `\(concept)`; `lexicon list` names them all")
      }
      Console.write(lexicon.phrases(of: concept).map { $0 + "\n" }.joined())
    }
  }

  struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "validate",
      abstract: "Check the lexicon; every problem is named with file and line."
    )

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws {
      do {
        let lexicon = try Configuration(lexicons: knowledge.lexicons).loadLexicon()
        let counts = lexicon.counts
        Console.write(
          "\(lexicon.concepts.count) concepts, \(counts.terms) terms, \(counts.cues) cues,"
            + " \(counts.headings) section names, no problem\n"
        )
      } catch {
        Console.error(error.description)
        throw ExitCode.failure
      }
    }
  }

  struct Find: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "find",
      abstract: "Show everything that a phrase, or a part of it, means."
    )

    @Argument(help: "Words as they stand in a note.")
    var phrase: [String]

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws {
      let lexicon = try knowledge.screener(policy: nil).lexicon
      let meanings = lexicon.meanings(of: phrase.joined(separator: " "))
      guard !meanings.isEmpty else { return Console.error("nothing in the lexicon matches") }
      Console.write(meanings.map { "\($0.role)\t\($0.name)\t\($0.phrase)\n" }.joined())
    }
  }
}
