import Testing

@testable import Extraction

@Suite struct `Lexicon files` {
  private static func file(_ name: String, _ text: String) -> LexiconFile {
    LexiconFile(name: name, bytes: Array(text.utf8))
  }

  private static let sound = [
    file(
      "concepts.tsv",
      "concept\tgroups\tcodes\tlabel\nrash\tcondition\tICD-10-CM:R21\tskin rash\n"
    ),
    file("terms/skin.tsv", "concept\tterm\toptions\nrash\trash\t\n"),
    file("cues/context.tsv", "effect\tcue\tdirection\toptions\nnegation\tno\tforward\t\n"),
    file("section-kinds.tsv", "kind\tloinc\tlabel\nplan\t18776-5\tplan\n"),
    file("sections.tsv", "kind\theading\nplan\tplan\n"),
    file("documents.tsv", "type\tphrase\tweight\nclinic\tclinic note\t3\n"),
    file("words.tsv", "class\tword\tvalue\nmonth\tmay\t5\n"),
    file("given.tsv", "concept\tword\nrash\t-itis\n"),
    file("holidays.tsv", "rule\tname\n12-25\tchristmas\n"),
    file("contractions.tsv", "words\tshort\tuse\nhas not\thasn't\n"),
  ]

  private func problems(adding line: String, to name: String) -> [LexiconProblem] {
    let files = Self.sound.map {
      $0.name == name ? LexiconFile(name: name, bytes: $0.bytes + Array((line + "\n").utf8)) : $0
    }
    do {
      _ = try LexiconReader.lexicon(from: files)
      return []
    } catch {
      return error.problems
    }
  }

  @Test func `that are sound are read`() throws {
    let lexicon = try LexiconReader.lexicon(from: Self.sound)
    #expect(lexicon.counts.terms == 1)
    #expect(lexicon.concept("rash")?.label == "skin rash")
    #expect(lexicon.meanings(of: "no rashes").map(\.name) == ["negation", "rash"])
  }

  @Test(arguments: ["has not had", "hasn't had", "hasn\u{2019}t had", "HASN'T HAD"])
  func `know a cue in its short form too`(text: String) throws {
    let cue = "negation\thas not had\tforward\t\n"
    let files = Self.sound.map {
      $0.name == "cues/context.tsv"
        ? LexiconFile(name: $0.name, bytes: $0.bytes + Array(cue.utf8)) : $0
    }
    let lexicon = try LexiconReader.lexicon(from: files)
    #expect(lexicon.meanings(of: text).map(\.name) == ["negation"])
  }

  @Test(arguments: ["rash with fever", "rash w/ fever"])
  func `know a word in its short form anywhere, where a line says so`(text: String) throws {
    let more = [
      "contractions.tsv": "with\tw/\tinside\n", "terms/skin.tsv": "rash\trash with fever\t\n",
    ]
    let lexicon = try LexiconReader.lexicon(
      from: Self.sound.map {
        LexiconFile(name: $0.name, bytes: $0.bytes + Array((more[$0.name] ?? "").utf8))
      }
    )
    #expect(lexicon.meanings(of: text).map(\.phrase).contains(text))
  }

  @Test(arguments: [
    ("contractions.tsv", "has not\thas n't", "not a single word"),
    ("contractions.tsv", "with\tw/\toutside", "`outside` is not `inside`"),
    ("terms/skin.tsv", "rash\trash\t", "there already, at terms/skin.tsv:2"),
    ("terms/skin.tsv", "rash\tRash\t", "there already, at terms/skin.tsv:2"),
    ("terms/skin.tsv", "hives\thives\t", "no concept `hives`"),
    ("terms/skin.tsv", "rash\t_ rash\t", "a gap may not begin or end"),
    ("terms/skin.tsv", "rash\tred spots\tloud", "`loud` is no option of a term"),
    ("terms/skin.tsv", "rash\tred spots\tcode=R21", "SYSTEM:CODE"),
    ("terms/skin.tsv", "rash", "needs 2 cells"),
    ("concepts.tsv", "Rash\tcondition\t\tx", "lower-case words"),
    ("concepts.tsv", "rash\tcondition\t\tx", "is there already"),
    ("cues/context.tsv", "negation\tno\tforward\t", "there already, at cues/context.tsv:2"),
    ("cues/context.tsv", "doubtful\tmaybe\tforward\t", "is no effect"),
    ("cues/context.tsv", "negation\tnot\tsideways\t", "is no direction"),
    ("cues/context.tsv", "negation\tnot\tforward\tgroups=animals", "no concept is in the group"),
    ("cues/context.tsv", "negation\tnot\tforward\treach=-1", "needs a number of tokens"),
    ("cues/context.tsv", "negation\tnot {any|a\tforward\t", "a brace or a bar is alone"),
    ("cues/context.tsv", "negation\tnot any|a\tforward\t", "a brace or a bar is alone"),
    ("cues/context.tsv", "negation\tnot {any|{a|b}}\tforward\t", "may not stand in others"),
    ("cues/context.tsv", "negation\t{not|no}\tforward\t", "`no` is there already"),
    ("cues/context.tsv", "negation\tnot {a|a}\tforward\t", "there already, at cues/context.tsv:3"),
    ("cues/context.tsv", "negation\tnot {a|_}\tforward\t", "end the phrase `not _`"),
    ("cues/context.tsv", "negation\t{not|}\tforward\t", "the phrase is empty"),
    ("cues/context.tsv", "negation\t{NO|NOT}\tforward\tcase", "certain capitals"),
    ("terms/skin.tsv", "rash\t{RA|RH}\tcase", "certain capitals"),
    (
      "cues/context.tsv",
      "negation\tnot" + String(repeating: " {a|b}", count: 10) + "\tforward\t",
      "more than 1000 phrases"
    ),
    ("sections.tsv", "plum\tplum", "no section kind `plum`"),
    ("section-kinds.tsv", "plum\t\tplum\tnot-in=novel", "`novel` is no type of document"),
    ("documents.tsv", "novel\tnovel\t3", "needs a document type"),
    ("holidays.tsv", "13-1\tplum day", "`13-1` is no rule"),
    ("holidays.tsv", "5-6-1\tplum day", "`5-6-1` is no rule"),
    ("holidays.tsv", "easter+\tplum day", "`easter+` is no rule"),
    ("words.tsv", "colour\tred\t", "no class of words"),
    ("given.tsv", "hives\thive", "no concept `hives`"),
    ("given.tsv", "rash\tRash", "not a single word in small letters"),
    ("given.tsv", "rash\tred spot", "not a single word in small letters"),
    ("words.tsv", "month\tmay day\t5", "is not a single word"),
    ("words.tsv", "month\tjune\tsix", "`six` is no number"),
  ])
  func `with a mistake are refused, naming file and line`(
    name: String,
    line: String,
    message: String
  ) throws {
    let problem = try #require(problems(adding: line, to: name).first)
    #expect(problem.file == name)
    #expect(problem.line == 3)
    #expect(problem.message.contains(message))
  }

  @Test(arguments: [
    ("no sign of a rash", ["negation", "rash"]),
    ("without any sign of a rash", ["negation", "rash"]),
    ("sign of a rash", ["rash"]),
    ("scarlet spots", ["rash"]),
    ("red spot", ["rash"]),
  ])
  func `may write phrases with alternatives`(text: String, meanings: [String]) throws {
    let more = [
      "terms/skin.tsv": "rash\t{red|scarlet} spot\t\n",
      "cues/context.tsv": "negation\t{no|without} {any|} sign of\tforward\t\n",
    ]
    let lexicon = try LexiconReader.lexicon(
      from: Self.sound.map {
        LexiconFile(name: $0.name, bytes: $0.bytes + Array((more[$0.name] ?? "").utf8))
      }
    )
    #expect(lexicon.meanings(of: text).map(\.name).suffix(meanings.count) == meanings)
    #expect(lexicon.meanings(of: "sign of rash").map(\.name) == ["rash"])
  }

  @Test func `with a concept that no term names are refused`() {
    let found = problems(adding: "gout\tcondition\t\tgout", to: "concepts.tsv")
    #expect(found.map(\.message).contains { $0.contains("no term names the concept `gout`") })
  }

  @Test func `have a bit of its own for every class of words that a text is asked for`() {
    let bare: [WordClasses.Class] = [
      .abbreviation, .spelled, .passing, .unanswered, .millimetre, .supply, .denial, .falling,
      .patient,
    ]
    let asked = WordClasses.Class.allCases.filter { !bare.contains($0) }
    #expect(Set(asked.map(\.bit)).count == asked.count)
    #expect(!asked.map(\.bit).contains(0))
  }
}
