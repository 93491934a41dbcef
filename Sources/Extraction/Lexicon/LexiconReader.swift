package import NoteModel
import TextProcessing

/// Reads and checks the files of a lexicon, and compiles them.
///
/// Every problem is collected with its file and line; a lexicon with a problem is not used.
public struct LexiconReader {
  private var check: LexiconCheck
  private let names: Nomenclature
  private let givenWords: GivenWords
  private var contents = LexiconContents()
  private var phrases = PhraseKind.allCases.map { _ in PhraseTrieBuilder() }
  private var contractions = Contractions()
  private var cues: CueReader
  /// Where each phrase of each kind was read; line 0 for one made from another.
  private var places = PhraseKind.allCases.map { _ in [(file: Int32, line: Int32)]() }
  private var usedConcepts: Set<Int> = []

  private init(files: [LexiconFile]) {
    check = LexiconCheck(files)
    names = Nomenclature(&check)
    givenWords = GivenWords(names, &check)
    cues = CueReader(names: names)
  }

  /// The lexicon of some files.
  ///
  /// - Parameter files: `concepts.tsv`, `contractions.tsv`, `terms/*.tsv`, `cues/*.tsv`, `sections.tsv`,
  ///   `section-kinds.tsv`, `documents.tsv`, `holidays.tsv`, `given.tsv` and `words.tsv`, in any order.
  /// - Returns: the lexicon, compiled.
  /// - Throws: `LexiconErrors` with everything that is wrong.
  public static func lexicon(from files: [LexiconFile]) throws(LexiconErrors) -> Lexicon {
    var image: ImageWriter?
    return try lexicon(from: files, writing: &image)
  }

  /// The lexicon of some files, and its image where one is asked for.
  ///
  /// - Parameters:
  ///   - files: as for `lexicon(from:)`.
  ///   - image: is written to, where there is one.
  /// - Returns: the lexicon, compiled.
  /// - Throws: `LexiconErrors` with everything that is wrong.
  package static func lexicon(
    from files: [LexiconFile],
    writing image: inout ImageWriter?
  ) throws(LexiconErrors) -> Lexicon {
    var reader = LexiconReader(files: files.sorted { $0.name < $1.name })
    reader.read()
    let problems = reader.check.problems
    guard problems.isEmpty else {
      throw LexiconErrors(problems: problems.sorted { ($0.file, $0.line) < ($1.file, $1.line) })
    }
    if var writer = image {
      reader.contents.write(to: &writer)
      image = writer
    }
    return Lexicon(
      reader.contents,
      reader.names,
      givenWords: reader.givenWords,
      files: reader.check.files
    )
  }

  /// The lexicon of some files from the image that was written when they were read.
  ///
  /// - Throws: `ImageError` where the image ends too early.
  package static func lexicon(
    from files: [LexiconFile],
    image: inout ImageReader
  ) throws(ImageError) -> Lexicon {
    let contents = try unsafe LexiconContents(from: &image)
    var check = LexiconCheck(files.sorted { $0.name < $1.name })
    return Lexicon(contents, Nomenclature(&check), files: check.files)
  }

  /// The names of a lexicon alone, for which its phrases need not be read.
  ///
  /// - Parameter files: as for `lexicon(from:)`, which says what is wrong with them.
  /// - Returns: the names.
  public static func names(in files: [LexiconFile]) -> LexiconNames {
    var check = LexiconCheck(files)
    let names = Nomenclature(&check)
    var cues = CueReader(names: names)
    for (number, file) in files.enumerated() where file.name.hasPrefix("cues/") {
      for row in check.rows(number) where !row.isEmpty(0) { _ = cues.effect(row, &check) }
    }
    return LexiconNames(names, qualities: cues.qualities)
  }

  private mutating func read() {
    // A line of a lexicon has about so many bytes.
    let lines = check.files.reduce(0) { $0 + $1.contents.count } / 32
    contents.terms.reserveCapacity(lines)
    contents.cues.reserveCapacity(lines / 2)
    for (number, file) in check.files.enumerated() {
      switch file.name {
      case "concepts.tsv", "section-kinds.tsv", "given.tsv": break
      // Comes before the files with cues in them, by its name.
      case "contractions.tsv": readContractions(number)
      case "sections.tsv": readSections(number)
      case "documents.tsv": readDocuments(number)
      case "holidays.tsv": readHolidays(number)
      case "words.tsv": readWords(number)
      case let name where name.hasPrefix("terms/"): readTerms(number)
      case let name where name.hasPrefix("cues/"): readCues(number)
      default: check.report(file.name, "is no file of a lexicon; remove or rename it")
      }
    }
    contents.qualities = cues.qualities
    contents.groups = cues.groups
    contents.phrases = phrases.map(PhraseTrie.init)
    checkUse()
  }

  // MARK: Files

  private mutating func readSections(_ number: Int) {
    var last: (row: LexiconRow, kind: Int)?
    for row in check.rows(number) where check.isComplete(row, columns: 2) {
      if last.map({ !row.isSame(0, as: $0.row) }) ?? true {
        guard let kind = names.kind(row[0]) else {
          check.report(row, "no section kind `\(row[0])` in section-kinds.tsv")
          continue
        }
        last = (row, kind)
      }
      guard let kind = last?.kind else { continue }
      add(1, of: row, as: .heading, value: kind)
    }
  }

  private mutating func readDocuments(_ number: Int) {
    for row in check.rows(number) where check.isComplete(row, columns: 3) {
      guard let type = DocumentType(rawValue: row[0]), let weight = Int(row[2]) else {
        check.report(row, "needs a document type, a phrase and a weight from 1 to 9")
        continue
      }
      let kind = row.isEmpty(3) ? nil : names.kind(row[3])
      if !row.isEmpty(3), kind == nil {
        check.report(row, "no section kind `\(row[3])` in section-kinds.tsv")
      }
      contents.titles.append(DocumentTitle(type: type, weight: weight, kind: kind))
      add(1, of: row, as: .title, value: contents.titles.count - 1)
    }
  }

  private mutating func readHolidays(_ number: Int) {
    for row in check.rows(number) where check.isComplete(row, columns: 2) {
      guard let holiday = Holiday(row[0]) else {
        check.report(row, "`\(row[0])` is no rule such as 12-25, 11-4-4, easter-2 or none")
        continue
      }
      contents.holidays.append(holiday)
      add(1, of: row, as: .holiday, value: contents.holidays.count - 1)
    }
  }

  private mutating func readWords(_ number: Int) {
    for row in check.rows(number) where check.isComplete(row, columns: 2) {
      guard let wordClass = WordClasses.Class(name: row[0]) else {
        check.report(row, "no class of words is called `\(row[0])`")
        continue
      }
      let value = row.isEmpty(2) ? 0 : Double(row[2])
      if value == nil { check.report(row, "`\(row[2])` is no number") }
      read(1, of: row)
      guard contents.reader.words.count == 1, let word = contents.reader.words.first else {
        check.report(row, "`\(row[1])` is not a single word")
        continue
      }
      if wordClass == .spelled, !contents.reader.correctLastWord() {
        check.report(row, "`\(row[1])` is too short to be known by a slip")
        continue
      }
      if wordClass == .passing { phrases[PhraseKind.cue.rawValue].pass(word) }
      if wordClass == .denial {
        phrases[PhraseKind.term.rawValue].endGaps(at: word)
        phrases[PhraseKind.cue.rawValue].endGaps(at: word)
      }
      contents.words.add(word, to: wordClass, value: value ?? 0)
    }
  }

  private mutating func readContractions(_ number: Int) {
    for row in check.rows(number) where check.isComplete(row, columns: 2) {
      read(0, of: row)
      let words = contents.reader.words
      read(1, of: row)
      guard contents.reader.words.count == 1, let short = contents.reader.words.first else {
        check.report(row, "`\(row[1])` is not a single word")
        continue
      }
      // One word stands for another wherever that begins a cue, or in any phrase where it says so.
      guard row.isEmpty(2) || row[2] == Contractions.inside else {
        check.report(row, "`\(row[2])` is not `\(Contractions.inside)`")
        continue
      }
      if words.count == 1, row.isEmpty(2) {
        phrases[PhraseKind.cue.rawValue].add(short, for: words[0])
      } else {
        contractions.add(words, short: short)
      }
    }
  }

  private mutating func readTerms(_ number: Int) {
    // Lines of a concept stand together: its name is looked up once.
    var last: (row: LexiconRow, concept: Int)?
    for row in check.rows(number) where check.isComplete(row, columns: 2) {
      if last.map({ !row.isSame(0, as: $0.row) }) ?? true {
        guard let found = names.concept(row[0]) else {
          check.report(row, "no concept `\(row[0])` in concepts.tsv")
          continue
        }
        last = (row, found)
        usedConcepts.insert(found)
      }
      guard let concept = last?.concept else { continue }
      readTerm(of: concept, row)
    }
  }

  private mutating func readTerm(of concept: Int, _ row: LexiconRow) {
    var isCaseSensitive = false
    var isWhole = false
    var isDenial = false
    var codes: [Code] = []
    if !row.isEmpty(2) {
      for option in row.items(2) {
        switch option {
        case "case": isCaseSensitive = true
        case "whole": isWhole = true
        case "denied": isDenial = true
        case let item where item.hasPrefix("code="):
          if let code = check.code(String(item.dropFirst(5)), row) { codes.append(code) }
        default:
          check.report(
            row,
            "`\(option)` is no option of a term; there are case, whole, denied, code="
          )
        }
      }
    }
    var ownCodes: Int?
    if !codes.isEmpty {
      ownCodes = contents.codes.count
      contents.codes.append(codes + names.concepts[concept].codes)
    }
    contents.terms.append(
      Term(
        concept: concept,
        place: row.place(1),
        isCaseSensitive: isCaseSensitive,
        isDenial: isDenial,
        codes: ownCodes
      )
    )
    let term = contents.terms.count - 1
    add(
      1,
      of: row,
      as: .term,
      value: term,
      isCaseSensitive: isCaseSensitive,
      withPlural: !isCaseSensitive && !isWhole
    )
  }

  private mutating func readCues(_ number: Int) {
    for row in check.rows(number) where check.isComplete(row, columns: 3) {
      guard let cue = cues.cue(row, &check) else { continue }
      contents.cues.append(cue)
      add(
        1,
        of: row,
        as: .cue,
        value: contents.cues.count - 1,
        isCaseSensitive: cue.options.isCaseSensitive
      )
    }
  }

  // MARK: Phrases

  /// Reads the phrase in a cell.
  private mutating func read(_ cell: Int, of row: LexiconRow) {
    row.read(cell, with: &contents.reader)
  }

  /// Adds the phrase in a cell, or each of its alternatives.
  private mutating func add(
    _ cell: Int,
    of row: LexiconRow,
    as kind: PhraseKind,
    value: Int,
    isCaseSensitive: Bool = false,
    withPlural: Bool = false
  ) {
    let bytes = row.words(cell)
    guard PhraseAlternatives.stand(in: bytes) else {
      read(cell, of: row)
      return addRead(of: row, row[cell], as: kind, value: value, withPlural: withPlural)
    }
    // What is written in certain capitals is compared with the cell as it stands.
    if isCaseSensitive {
      return check.report(
        row,
        "a phrase of certain capitals has no alternatives; use several lines"
      )
    }
    do {
      for phrase in try PhraseAlternatives(bytes).phrases {
        contents.reader.read(phrase, in: 0..<phrase.count)
        addRead(
          of: row,
          String(decoding: phrase, as: UTF8.self),
          as: kind,
          value: value,
          withPlural: withPlural
        )
      }
    } catch {
      check.report(row, error.message)
    }
  }

  /// Adds the phrase read last, and its plural where that stands for the same; `phrase` is its words,
  /// for messages.
  private mutating func addRead(
    of row: LexiconRow,
    _ phrase: @autoclosure () -> String,
    as kind: PhraseKind,
    value: Int,
    withPlural: Bool
  ) {
    guard let first = contents.reader.words.first, let last = contents.reader.words.last else {
      return check.report(row, "the phrase is empty")
    }
    guard first != PhraseTrie.gap, last != PhraseTrie.gap else {
      return check.report(row, "a gap may not begin or end the phrase `\(phrase())`")
    }
    var earlier = addPhrase(
      contents.reader.words,
      of: kind,
      value: value,
      at: (Int32(row.file), Int32(row.line))
    )
    while let entry = earlier {
      let place = places[kind.rawValue][entry]
      let other = phrases[kind.rawValue].value(of: entry)
      if place.line > 0, clashes(kind, other, value) {
        let name = check.files[Int(place.file)].name
        check.report(row, "`\(phrase())` is there already, at \(name):\(place.line)")
        break
      }
      earlier = phrases[kind.rawValue].entry(before: entry)
    }
    // The same words written out win over a form made from another.
    if kind == .cue || kind == .term {
      for short in contractions.shortened(contents.reader.words) {
        addPhrase(short, of: kind, value: value, at: (0, 0))
      }
    }
    if withPlural, contents.reader.makePlural() {
      addPhrase(contents.reader.words, of: kind, value: value, at: (0, 0))
    }
  }

  /// Adds a phrase; the last before it that has the same words, if any.
  @discardableResult
  private mutating func addPhrase(
    _ words: [WordID],
    of kind: PhraseKind,
    value: Int,
    at place: (file: Int32, line: Int32)
  ) -> Int? {
    places[kind.rawValue].append(place)
    if kind == .holiday, let first = words.first {
      contents.words.add(first, to: .season, value: 0)
    }
    return phrases[kind.rawValue].add(words, value: value)
  }

  /// Whether the same words may not stand for two things of a kind.
  private func clashes(_ kind: PhraseKind, _ first: Int, _ second: Int) -> Bool {
    switch kind {
    case .term:
      let (one, other) = (contents.terms[first], contents.terms[second])
      // They may differ by case.
      return !(one.isCaseSensitive || other.isCaseSensitive)
        || words(at: one).elementsEqual(words(at: other))
    case .cue: return contents.cues[first].isSame(as: contents.cues[second])
    case .heading:
      // A heading may stand for something else in a case report.
      return names.sectionKinds[first].flags.contains(.literature)
        == names.sectionKinds[second].flags.contains(.literature)
    case .title, .holiday: return true
    }
  }

  private func words(at term: Term) -> Slice<Table<UInt8>> {
    check.files[Int(term.place.file)].words(at: term.place)
  }

  private mutating func checkUse() {
    for (index, concept) in names.concepts.enumerated() where !usedConcepts.contains(index) {
      // Concepts of the reader's own making have no term, and say so by a group.
      guard !concept.groups.contains("derived") else { continue }
      check.report(
        "concepts.tsv",
        "no term names the concept `\(concept.name)`; add one or drop it"
      )
    }
    if contents.groups.count >= GroupTable.capacity {
      check.report(
        "concepts.tsv",
        "cues and section kinds name \(GroupTable.capacity) groups or more; name fewer"
      )
    }
  }
}
