public import NoteModel
import Synchronization
import TextProcessing

/// Everything the extractor knows, compiled: concepts, terms, cues, section names and words.
///
/// Read once from its files, then immutable and shared by all workers.
public final class Lexicon: Sendable {
  /// The names that policies may use.
  public let names: LexiconNames

  let terms: Table<Term>
  let cues: Table<Cue>
  /// The attributes that cues add.
  let qualities: [(name: String, value: String)]
  let titles: Table<DocumentTitle>
  let holidays: Table<Holiday>
  let words: WordClasses
  let termPhrases: PhraseTrie
  let cuePhrases: PhraseTrie
  let headingPhrases: PhraseTrie
  let titlePhrases: PhraseTrie
  let holidayPhrases: PhraseTrie
  let vocabulary: Vocabulary
  let tokenizer: Tokenizer
  let splitter: SentenceSplitter
  let groups: GroupTable
  private let files: [LexiconFile]
  private let nomenclature: Nomenclature
  /// The codes of terms that have their own, those of their concepts with them.
  private let codes: [[Code]]
  /// The groups of each concept that the analysis asks for.
  private let kinds: [ConceptGroups]
  /// Concepts by code, made when the first code is looked up.
  private let codeIndex = Mutex<[String: Int]?>(nil)

  /// The groups of any finding, of fractures, treatments and illnesses, as cues know them.
  let plainGroups: GroupMask
  let fractureGroups: GroupMask
  let treatmentGroups: GroupMask
  let illnessGroups: GroupMask

  /// The concept of a number out of ten, as pain is scored.
  let scoreConcept: Int?

  /// The concept of how far such a number went down, in percent.
  let changeConcept: Int?

  /// The concept of words that are given, whatever they mean.
  let givenConcept: Int?

  /// What kind of thing such words name; read when the first are given, unless the files were.
  private let knownGivenWords: Mutex<GivenWords?>

  /// The kind of section that tells what came after the procedure.
  let outcomeKind: Int?

  /// Concepts of bare words that mean another concept in company.
  let bareConcepts: [Int: BareConcept]

  init(
    _ contents: LexiconContents,
    _ nomenclature: Nomenclature,
    givenWords: GivenWords? = nil,
    files: [LexiconFile]
  ) {
    self.files = files
    self.nomenclature = nomenclature
    names = LexiconNames(nomenclature, qualities: contents.qualities)
    let concepts = nomenclature.concepts
    let sectionKinds = nomenclature.sectionKinds
    terms = contents.terms
    codes = contents.codes
    cues = contents.cues
    qualities = contents.qualities
    titles = contents.titles
    holidays = contents.holidays
    words = contents.words
    termPhrases = contents.phrases[PhraseKind.term.rawValue]
    cuePhrases = contents.phrases[PhraseKind.cue.rawValue]
    headingPhrases = contents.phrases[PhraseKind.heading.rawValue]
    titlePhrases = contents.phrases[PhraseKind.title.rawValue]
    holidayPhrases = contents.phrases[PhraseKind.holiday.rawValue]
    vocabulary = contents.reader.vocabulary
    var groups = contents.groups
    groups.close(concepts: concepts, sectionKinds: sectionKinds)
    self.groups = groups
    tokenizer = Tokenizer(vocabulary: vocabulary)
    splitter = SentenceSplitter(words: words.sentenceWords)
    kinds = concepts.map { ConceptGroups($0.groups) }
    plainGroups = groups.known(["condition", "symptom", "finding"])
    fractureGroups = groups.known(["fracture"])
    treatmentGroups = groups.known(["drug", "therapy", "service"])
    illnessGroups = groups.known(["acute-illness"])
    outcomeKind = sectionKinds.firstIndex { $0.flags.contains(.outcome) }
    givenConcept = concepts.firstIndex { $0.groups.contains("given") }
    knownGivenWords = Mutex(givenWords)
    scoreConcept = concepts.firstIndex { $0.groups.contains("out-of-ten") }
    changeConcept = concepts.firstIndex { $0.groups.contains("change-of-score") }
    bareConcepts = Dictionary(
      uniqueKeysWithValues: concepts.enumerated().compactMap { index, concept in
        BareConcept(concept, in: nomenclature).map { (index, $0) }
      }
    )
  }

  /// The concepts, by the order of the file.
  public var concepts: [Concept] { nomenclature.concepts }

  /// The kinds of section.
  public var sectionKinds: [SectionKind] { nomenclature.sectionKinds }

  /// What kind of thing given words name.
  var givenWords: GivenWords {
    knownGivenWords.withLock { known in
      if let known { return known }
      var check = LexiconCheck(files)
      let words = GivenWords(nomenclature, &check)
      known = words
      return words
    }
  }

  /// The words at a place of the lexicon.
  func words(at place: LexiconPlace) -> String {
    String(decoding: files[Int(place.file)].words(at: place), as: UTF8.self)
  }

  /// The phrases at a place of the lexicon, each of its alternatives by itself.
  private func phrases(at place: LexiconPlace) -> [String] {
    let cell = Array(files[Int(place.file)].words(at: place))
    let phrases = (try? PhraseAlternatives(cell[...]))?.phrases ?? []
    return phrases.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The file and the line of a place, as `cues/context.tsv:12`.
  func name(of place: LexiconPlace) -> String {
    "\(files[Int(place.file)].name):\(place.line)"
  }

  /// The codes of a term: its own, and those of its concept.
  func codes(of term: Term) -> [Code] {
    term.codes.map { codes[$0] } ?? concepts[term.concept].codes
  }

  /// Whether a concept is in one of some groups.
  func `is`(_ concept: Int, _ groups: ConceptGroups) -> Bool {
    !kinds[concept].isDisjoint(with: groups)
  }

  /// Whether a concept of a name is in one of some groups.
  func `is`(_ concept: String, _ groups: ConceptGroups) -> Bool {
    nomenclature.concept(concept).map { `is`($0, groups) } ?? false
  }

  /// The place of a concept of a name.
  func concept(_ name: String) -> Int? { nomenclature.concept(name) }

  /// Whether a kind of section, where there is one, is marked with one of some flags.
  func has(_ kind: Int?, _ flags: SectionKind.Flags) -> Bool {
    kind.map { !sectionKinds[$0].flags.isDisjoint(with: flags) } ?? false
  }

  /// The concept of a name.
  public func concept(_ name: String) -> Concept? {
    nomenclature.concept(name).map { concepts[$0] }
  }

  /// The concept of the first of some codes that has one.
  func conceptOfCode(among codes: [Code]) -> Concept? {
    codes.lazy.compactMap(conceptOfCode).first
  }

  /// The concept that a code stands for: its own or, of ICD-10-CM, whose codes refine those they
  /// begin with, the nearest.
  func conceptOfCode(_ code: Code) -> Concept? {
    guard code.system == "ICD-10-CM" else {
      return concept(coded: "\(code.system):\(code.code)").map { concepts[$0] }
    }
    var rest = code.code.uppercased()
    if rest.count > 3, !rest.contains(".") {
      rest.insert(".", at: rest.index(rest.startIndex, offsetBy: 3))
    }
    while !rest.isEmpty {
      if let concept = concept(coded: "\(code.system):\(rest)") { return concepts[concept] }
      rest.removeLast()
    }
    return nil
  }

  private func concept(coded code: String) -> Int? {
    codeIndex.withLock { index in
      if let index { return index[code] }
      var made: [String: Int] = [:]
      for (place, concept) in concepts.enumerated() {
        for code in concept.codes { made["\(code.system):\(code.code)"] = place }
      }
      for term in terms where term.codes != nil {
        for code in codes(of: term) where made["\(code.system):\(code.code)"] == nil {
          made["\(code.system):\(code.code)"] = term.concept
        }
      }
      index = made
      return made[code]
    }
  }

  /// The place of the section kind of a name.
  func kind(_ name: String) -> Int? { nomenclature.kind(name) }

  /// The section kind of a LOINC code.
  func kind(loinc code: String) -> Int? {
    sectionKinds.firstIndex { $0.loinc.contains(code) }
  }

  /// The number of ways to write a concept, of cues and of section names.
  public var counts: (terms: Int, cues: Int, headings: Int) {
    (
      terms.reduce(0) { $0 + phrases(at: $1.place).count },
      cues.reduce(0) { $0 + phrases(at: $1.place).count },
      headingPhrases.count
    )
  }

  /// One thing that a phrase means, for people who look it up.
  public struct Meaning: Sendable {
    /// `term`, `cue`, `section` or `document`.
    public let role: String

    /// The concept, effect, section kind or document type.
    public let name: String

    /// The phrase of the lexicon that matched.
    public let phrase: String
  }

  /// The number of tokens that a text is cut into.
  public func countTokens(of text: NoteText) -> Int { tokenizer.tokens(of: text).count }

  /// Whether a term begins with a token whose concept is meant.
  ///
  /// - Parameters:
  ///   - tokens: those of a text.
  ///   - first: the token.
  ///   - end: the end of what the term may take up.
  ///   - isMeant: whether a concept, by its number, is one that is asked for.
  /// - Returns: whether there is one.
  func hasTerm(
    in tokens: [Token],
    from first: Int,
    to end: Int,
    where isMeant: (Int) -> Bool = { _ in true }
  ) -> Bool {
    var isFound = false
    termPhrases.matches(in: tokens, from: first, to: end) { match in
      isFound = isFound || isMeant(terms[match.value].concept)
    }
    return isFound
  }

  /// Everything that a phrase, or a part of it, matches, by the first word.
  public func meanings(of phrase: String) -> [Meaning] {
    let text = NoteText(phrase)
    let tokens = tokenizer.tokens(of: text)
    var meanings: [Meaning] = []
    for first in tokens.indices {
      func add(_ phrases: PhraseTrie, _ role: String, named name: (Int) -> String) {
        phrases.matches(in: tokens, from: first, to: tokens.count) { match in
          let range = TextRange(tokens[first].startOffset, tokens[match.end - 1].endOffset)
          let words = text.string(in: range)
          meanings.append(Meaning(role: role, name: name(match.value), phrase: words))
        }
      }
      add(termPhrases, "term") { concepts[terms[$0].concept].name }
      add(cuePhrases, "cue") { name(of: cues[$0].effect) }
      add(headingPhrases, "section") { sectionKinds[$0].name }
      add(titlePhrases, "document") { titles[$0].type.rawValue }
    }
    return meanings
  }

  /// Every way to write a concept, in the order of the files.
  public func phrases(of concept: String) -> [String] {
    terms.filter { concepts[$0.concept].name == concept }.flatMap { phrases(at: $0.place) }
  }

  /// The effect of a cue in the words of the lexicon files.
  func name(of effect: Cue.Effect) -> String {
    switch effect {
    case .context(let context): context.rawValue
    case .attribute(let quality): "\(qualities[quality].name)=\(qualities[quality].value)"
    case .barrier: "barrier"
    case .pseudo: "pseudo"
    }
  }
}
