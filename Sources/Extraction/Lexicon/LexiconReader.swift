package import NoteModel
import TextProcessing

/// Reads and checks the files of a lexicon, and compiles them.
///
/// Every problem is collected with its file and line; a lexicon with a problem is not used.
public struct LexiconReader {
  private let files: [LexiconFile]
  private var contents: Lexicon.Contents
  private var problems: [LexiconProblem] = []
  /// Where each phrase of each kind was read; line 0 for one made from another.
  private var places = Lexicon.PhraseKind.allCases.map { _ in [(file: Int32, line: Int32)]() }
  private var usedConcepts: Set<Int> = []
  private var groupNames: Set<String> = []
  private var effects: [String: Cue.Effect] = [:]
  /// The cue read last, whose effect the next one often has.
  private var lastEffect: (row: LexiconRow, effect: Cue.Effect)?
  private var masks: [Substring: GroupTable.Mask] = [:]
  /// The options of the cue read last, whose next often has the same.
  private var lastOptions: (row: LexiconRow, options: Cue.Options)?
  private var knownOptions: [String: Cue.Options] = [:]

  private init(files: [LexiconFile], contents: Lexicon.Contents = Lexicon.Contents()) {
    self.files = files
    self.contents = contents
  }

  /// The lexicon of some files.
  ///
  /// - Parameter files: `concepts.tsv`, `terms/*.tsv`, `cues/*.tsv`, `sections.tsv`,
  ///   `section-kinds.tsv`, `documents.tsv`, `given.tsv` and `words.tsv`, in any order.
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
    guard reader.problems.isEmpty else {
      throw LexiconErrors(
        problems: reader.problems.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
      )
    }
    if var writer = image {
      reader.contents.write(to: &writer)
      image = writer
    }
    return Lexicon(reader.contents, files: reader.files)
  }

  /// The lexicon of some files from the image that was written when they were read.
  ///
  /// - Throws: `ImageError` where the image ends too early.
  package static func lexicon(
    from files: [LexiconFile],
    image: inout ImageReader
  ) throws(ImageError) -> Lexicon {
    var reader = LexiconReader(
      files: files.sorted { $0.name < $1.name },
      contents: try unsafe Lexicon.Contents(from: &image)
    )
    reader.readConcepts()
    reader.readSectionKinds()
    return Lexicon(reader.contents, files: reader.files)
  }

  /// The names of a lexicon alone, for which its phrases need not be read.
  ///
  /// - Parameter files: as for `lexicon(from:)`, which says what is wrong with them.
  /// - Returns: the names.
  public static func names(in files: [LexiconFile]) -> LexiconNames {
    var reader = LexiconReader(files: files)
    reader.readConcepts()
    reader.readSectionKinds()
    for (number, file) in files.enumerated() where file.name.hasPrefix("cues/") {
      for row in reader.rows(number) where !row.isEmpty(0) { _ = reader.effect(row) }
    }
    return LexiconNames(reader.contents)
  }

  /// What kind of thing given words name, of a lexicon that has been read before.
  static func givenWords(in files: [LexiconFile]) -> GivenWords {
    var reader = LexiconReader(files: files)
    reader.readConcepts()
    reader.readGivenWords()
    return reader.contents.givenWords ?? GivenWords()
  }

  private mutating func read() {
    // A line of a lexicon has about so many bytes.
    let lines = files.reduce(0) { $0 + $1.contents.count } / 32
    contents.terms.reserveCapacity(lines)
    contents.cues.reserveCapacity(lines / 2)
    readConcepts()
    readSectionKinds()
    readGivenWords()
    for (number, file) in files.enumerated() {
      switch file.name {
      case "concepts.tsv", "section-kinds.tsv", "given.tsv": break
      case "sections.tsv": readSections(number)
      case "documents.tsv": readDocuments(number)
      case "words.tsv": readWords(number)
      case let name where name.hasPrefix("terms/"): readTerms(number)
      case let name where name.hasPrefix("cues/"): readCues(number)
      default: problem(file.name, 0, "is no file of a lexicon; remove or rename it")
      }
    }
    checkUse()
  }

  // MARK: Files

  private mutating func readConcepts() {
    guard let number = files.firstIndex(where: { $0.name == "concepts.tsv" }) else {
      return problem("concepts.tsv", 0, "is missing; it names every concept")
    }
    for row in rows(number) where isComplete(row, columns: 4) {
      let name = row[0]
      guard isName(name) else {
        problem(row, "a concept's name is lower-case words joined by hyphens, not `\(name)`")
        continue
      }
      guard contents.conceptIndex[name] == nil else {
        problem(row, "the concept `\(name)` is there already")
        continue
      }
      if row.isEmpty(3) { problem(row, "the concept `\(name)` needs a label") }
      let groups = row.items(1)
      contents.conceptIndex[name] = contents.concepts.count
      groupNames.formUnion(groups)
      contents.concepts.append(
        Concept(
          name: name,
          groups: Set(groups),
          codes: row.items(2).compactMap { code($0, row) },
          label: row[3]
        )
      )
    }
  }

  private mutating func readSectionKinds() {
    guard let number = files.firstIndex(where: { $0.name == "section-kinds.tsv" }) else {
      return problem("section-kinds.tsv", 0, "is missing; it names the kinds of section")
    }
    for row in rows(number) where isComplete(row, columns: 3) {
      let name = row[0]
      guard isName(name), contents.kindIndex[name] == nil else {
        problem(row, "the section kind `\(name)` is there already, or is no name")
        continue
      }
      var contexts: [(context: Cue.Context, groups: Set<String>)] = []
      let flags: Set<String> = [
        "question", "imaging", "listing", "case", "literature", "leading", "outcome",
      ]
      var exceptDocuments: Set<DocumentType> = []
      for item in row.items(3) where !flags.contains(item) {
        let parts = item.split(separator: "=", maxSplits: 1)
        if parts.count > 1, parts[0] == "not-in" {
          guard let type = DocumentType(rawValue: String(parts[1])) else {
            problem(row, "`\(parts[1])` is no type of document")
            continue
          }
          exceptDocuments.insert(type)
          continue
        }
        guard let context = Cue.Context(rawValue: String(parts[0])) else {
          problem(row, "`\(item)` names no context")
          continue
        }
        let groups = parts.count > 1 ? parts[1].split(separator: ",").map(String.init) : []
        checkGroups(groups, row)
        contexts.append((context, Set(groups)))
      }
      contents.kindIndex[name] = contents.sectionKinds.count
      contents.sectionKinds.append(
        SectionKind(
          name: name,
          loinc: row.items(1),
          label: row[2],
          isQuestion: row.items(3).contains("question"),
          isImaging: row.items(3).contains("imaging"),
          isCase: row.items(3).contains("case"),
          isLiterature: row.items(3).contains("literature"),
          isListing: row.items(3).contains("listing"),
          isOutcome: row.items(3).contains("outcome"),
          isLeading: row.items(3).contains("leading"),
          exceptDocuments: exceptDocuments,
          contexts: contexts
        )
      )
    }
  }

  private mutating func readGivenWords() {
    guard let number = files.firstIndex(where: { $0.name == "given.tsv" }) else { return }
    var words = GivenWords()
    for row in rows(number) where isComplete(row, columns: 2) {
      guard let concept = contents.conceptIndex[row[0]] else {
        problem(row, "no concept `\(row[0])` in concepts.tsv")
        continue
      }
      guard row[1] == row[1].lowercased(), !row[1].contains(" ") else {
        problem(row, "`\(row[1])` is not a single word in small letters")
        continue
      }
      words.add(row[1], concept: concept)
    }
    contents.givenWords = words
  }

  private mutating func readSections(_ number: Int) {
    var last: (row: LexiconRow, kind: Int)?
    for row in rows(number) where isComplete(row, columns: 2) {
      if last.map({ !row.isSame(0, as: $0.row) }) ?? true {
        guard let kind = contents.kindIndex[row[0]] else {
          problem(row, "no section kind `\(row[0])` in section-kinds.tsv")
          continue
        }
        last = (row, kind)
      }
      guard let kind = last?.kind else { continue }
      add(1, of: row, as: .heading, value: kind)
    }
  }

  private mutating func readDocuments(_ number: Int) {
    for row in rows(number) where isComplete(row, columns: 3) {
      guard let type = DocumentType(rawValue: row[0]), let weight = Int(row[2]) else {
        problem(row, "needs a document type, a phrase and a weight from 1 to 9")
        continue
      }
      let kind = row.isEmpty(3) ? nil : contents.kindIndex[row[3]]
      if !row.isEmpty(3), kind == nil {
        problem(row, "no section kind `\(row[3])` in section-kinds.tsv")
      }
      contents.titles.append(Lexicon.Title(type: type, weight: weight, kind: kind))
      add(1, of: row, as: .title, value: contents.titles.count - 1)
    }
  }

  private mutating func readWords(_ number: Int) {
    for row in rows(number) where isComplete(row, columns: 2) {
      guard let wordClass = WordClasses.Class(name: row[0]) else {
        problem(row, "no class of words is called `\(row[0])`")
        continue
      }
      let value = row.isEmpty(2) ? 0 : Double(row[2])
      if value == nil { problem(row, "`\(row[2])` is no number") }
      read(1, of: row)
      guard contents.reader.words.count == 1, let word = contents.reader.words.first else {
        problem(row, "`\(row[1])` is not a single word")
        continue
      }
      if wordClass == .spelled, !contents.reader.correctLastWord() {
        problem(row, "`\(row[1])` is too short to be known by a slip")
        continue
      }
      contents.words.add(word, to: wordClass, value: value ?? 0)
    }
  }

  private mutating func readTerms(_ number: Int) {
    // Lines of a concept stand together: its name is looked up once.
    var last: (row: LexiconRow, concept: Int)?
    for row in rows(number) where isComplete(row, columns: 2) {
      if last.map({ !row.isSame(0, as: $0.row) }) ?? true {
        guard let found = contents.conceptIndex[row[0]] else {
          problem(row, "no concept `\(row[0])` in concepts.tsv")
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
          if let code = code(String(item.dropFirst(5)), row) { codes.append(code) }
        default:
          problem(row, "`\(option)` is no option of a term; there are case, whole, denied, code=")
        }
      }
    }
    var ownCodes: Int?
    if !codes.isEmpty {
      ownCodes = contents.codes.count
      contents.codes.append(codes + contents.concepts[concept].codes)
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
    for row in rows(number) where isComplete(row, columns: 3) {
      guard let effect = effect(row) else { continue }
      guard let direction = Cue.Direction(rawValue: row[2]) else {
        problem(row, "`\(row[2])` is no direction: forward, backward or both")
        continue
      }
      let options = options(row)
      contents.cues.append(
        Cue(
          effect: effect,
          direction: direction,
          options: options,
          hasGap: row.words(1).contains(UInt8(ascii: "_")),
          place: row.place(1)
        )
      )
      add(
        1,
        of: row,
        as: .cue,
        value: contents.cues.count - 1,
        isCaseSensitive: options.isCaseSensitive
      )
    }
  }

  private mutating func effect(_ row: LexiconRow) -> Cue.Effect? {
    if let last = lastEffect, row.isSame(0, as: last.row) { return last.effect }
    let name = row[0]
    if let known = effects[name] {
      lastEffect = (row, known)
      return known
    }
    let effect: Cue.Effect
    let parts = name.split(separator: "=", maxSplits: 1).map(String.init)
    if parts.count == 2 {
      effect = .attribute(contents.qualities.count)
      contents.qualities.append((parts[0], parts[1]))
    } else if name == "barrier" {
      effect = .barrier
    } else if name == "pseudo" {
      effect = .pseudo
    } else if let context = Cue.Context(rawValue: name) {
      effect = .context(context)
    } else {
      problem(row, "`\(name)` is no effect: a context, barrier, pseudo or name=value")
      return nil
    }
    effects[name] = effect
    return effect
  }

  private mutating func options(_ row: LexiconRow) -> Cue.Options {
    if row.isEmpty(3) { return Cue.Options() }
    if let last = lastOptions, row.isSame(3, as: last.row) { return last.options }
    let text = row[3]
    if let known = knownOptions[text] { return known }
    let problemsBefore = problems.count
    var options = Cue.Options()
    for option in row.items(3) {
      switch option {
      case "nearest": options.isNearest = true
      case "adjacent": options.isAdjacent = true
      case "present-tense": options.isOfPresentTense = true
      case "verb": options.isOfVerb = true
      case "yields": options.isYielding = true
      case "doubles": options.isDoubling = true
      case "lists": options.isListing = true
      case "label": options.isLabel = true
      case "status": options.isStatus = true
      case "case": options.isCaseSensitive = true
      case let item where item.hasPrefix("groups="): options.only = mask(of: item.dropFirst(7), row)
      case let item where item.hasPrefix("except="):
        options.except = mask(of: item.dropFirst(7), row)
      case let item where item.hasPrefix("stops="):
        for name in item.dropFirst(6).split(separator: ",") {
          if let context = Cue.Context(rawValue: String(name)) {
            options.stops.insert(Cue.Contexts(context))
          } else {
            problem(row, "`\(name)` names no context")
          }
        }
      case let item where item.hasPrefix("reach="):
        if let number = Int(item.dropFirst(6)), (1...Cue.longestReach).contains(number) {
          options.reach = Int16(number)
        } else {
          problem(row, "`\(item)` needs a number of tokens up to \(Cue.longestReach)")
        }
      default:
        problem(
          row,
          "`\(option)` is no option of a cue; there are nearest, adjacent, present-tense, verb,"
            + " yields, label, status, case, groups=, except=, stops=, reach="
        )
      }
    }
    if problems.count == problemsBefore { knownOptions[text] = options }
    lastOptions = (row, options)
    return options
  }

  private mutating func mask(of list: Substring, _ row: LexiconRow) -> GroupTable.Mask {
    if let known = masks[list] { return known }
    let names = list.split(separator: ",").map(String.init)
    checkGroups(names, row)
    let mask = contents.groups.mask(of: names)
    masks[list] = mask
    return mask
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
    as kind: Lexicon.PhraseKind,
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
      return problem(row, "a phrase of certain capitals has no alternatives; use several lines")
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
      problem(row, error.message)
    }
  }

  /// Adds the phrase read last, and its plural where that stands for the same; `phrase` is its words,
  /// for messages.
  private mutating func addRead(
    of row: LexiconRow,
    _ phrase: @autoclosure () -> String,
    as kind: Lexicon.PhraseKind,
    value: Int,
    withPlural: Bool
  ) {
    guard let first = contents.reader.words.first, let last = contents.reader.words.last else {
      return problem(row, "the phrase is empty")
    }
    guard first != PhraseTrie.gap, last != PhraseTrie.gap else {
      return problem(row, "a gap may not begin or end the phrase `\(phrase())`")
    }
    var earlier = addPhrase(of: kind, value: value, at: (Int32(row.file), Int32(row.line)))
    while let entry = earlier {
      let place = places[kind.rawValue][entry]
      let other = contents.phrases[kind.rawValue].value(of: entry)
      if place.line > 0, clashes(kind, other, value) {
        let name = files[Int(place.file)].name
        problem(row, "`\(phrase())` is there already, at \(name):\(place.line)")
        break
      }
      earlier = contents.phrases[kind.rawValue].entry(before: entry)
    }
    // The same words written out win over a form made from another.
    if withPlural, contents.reader.makePlural() { addPhrase(of: kind, value: value, at: (0, 0)) }
  }

  /// Adds the phrase read last; the last before it that has the same words, if any.
  @discardableResult
  private mutating func addPhrase(
    of kind: Lexicon.PhraseKind,
    value: Int,
    at place: (file: Int32, line: Int32)
  ) -> Int? {
    places[kind.rawValue].append(place)
    return contents.phrases[kind.rawValue].add(contents.reader.words, value: value)
  }

  /// Whether the same words may not stand for two things of a kind.
  private func clashes(_ kind: Lexicon.PhraseKind, _ first: Int, _ second: Int) -> Bool {
    switch kind {
    case .term:
      let (one, other) = (contents.terms[first], contents.terms[second])
      // They may differ by case.
      return !(one.isCaseSensitive || other.isCaseSensitive)
        || words(at: one).elementsEqual(words(at: other))
    case .cue: return contents.cues[first].isSame(as: contents.cues[second])
    case .heading:
      // A heading may stand for something else in a case report.
      return contents.sectionKinds[first].isLiterature == contents.sectionKinds[second].isLiterature
    case .title: return true
    }
  }

  private func words(at term: Term) -> Slice<Table<UInt8>> {
    files[Int(term.place.file)].words(at: term.place)
  }

  // MARK: Checks

  private mutating func checkUse() {
    for (index, concept) in contents.concepts.enumerated() where !usedConcepts.contains(index) {
      // Concepts of the reader's own making have no term, and say so by a group.
      guard !concept.groups.contains("derived") else { continue }
      problem("concepts.tsv", 0, "no term names the concept `\(concept.name)`; add one or drop it")
    }
    if contents.groups.count >= GroupTable.capacity {
      problem(
        "concepts.tsv",
        0,
        "cues and section kinds name \(GroupTable.capacity) groups or more; name fewer"
      )
    }
  }

  private mutating func checkGroups(_ names: [String], _ row: LexiconRow) {
    for name in names where !groupNames.contains(name) && contents.conceptIndex[name] == nil {
      problem(row, "no concept is in the group `\(name)`")
    }
  }

  private mutating func code(_ item: String, _ row: LexiconRow) -> Code? {
    let parts = item.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, !parts[1].isEmpty else {
      problem(row, "a code is written SYSTEM:CODE, not `\(item)`")
      return nil
    }
    return Code(system: String(parts[0]), code: String(parts[1]))
  }

  private func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == 0x2D
      }
  }

  /// The lines of a file.
  private mutating func rows(_ number: Int) -> LexiconRows {
    let rows = LexiconRows(of: files[number], number: number)
    if !rows.hasHeader { problem(files[number].name, 0, "is empty; the first line is a header") }
    return rows
  }

  /// Whether a line has the cells that it needs.
  private mutating func isComplete(_ row: LexiconRow, columns: Int) -> Bool {
    if row.count >= min(columns, 2), !row.isEmpty(0), !row.isEmpty(1) || columns > 2 { return true }
    problem(row, "needs \(columns) cells, separated by tabs")
    return false
  }

  private mutating func problem(_ row: LexiconRow, _ message: String) {
    problem(files[row.file].name, row.line, message)
  }

  private mutating func problem(_ file: String, _ line: Int, _ message: String) {
    problems.append(LexiconProblem(file: file, line: line, message: message))
  }
}
