import NoteModel
import TextProcessing

/// Reads and checks the files of a lexicon, and compiles them.
///
/// Every problem is collected with its file and line; a lexicon with a problem is not used.
public struct LexiconReader {
  private var problems: [LexiconProblem] = []
  private var concepts: [Concept] = []
  private var conceptIndex: [String: Int] = [:]
  private var kinds: [SectionKind] = []
  private var kindIndex: [String: Int] = [:]
  private var terms: [Term] = []
  private var cues: [Cue] = []
  private var roles: [Lexicon.Role] = []
  private var places: [(file: String, line: Int)] = []
  private var words = WordClasses()
  private var trie = PhraseTrie()
  private var vocabulary = PhraseTrie.startingVocabulary()
  private var usedConcepts: Set<Int> = []
  private var groups: Set<String> = []

  private init() {}

  /// The lexicon of some files.
  ///
  /// - Parameter files: `concepts.tsv`, `terms/*.tsv`, `cues/*.tsv`, `sections.tsv`,
  ///   `section-kinds.tsv`, `documents.tsv` and `words.tsv`, in any order.
  /// - Returns: the lexicon, compiled.
  /// - Throws: `LexiconErrors` with everything that is wrong.
  public static func lexicon(from files: [LexiconFile]) throws(LexiconErrors) -> Lexicon {
    var reader = LexiconReader()
    let files = files.sorted { $0.name < $1.name }
    reader.readConcepts(files)
    reader.readSectionKinds(files)
    for file in files {
      switch file.name {
      case "concepts.tsv", "section-kinds.tsv": break
      case "sections.tsv": reader.readSections(file)
      case "documents.tsv": reader.readDocuments(file)
      case "words.tsv": reader.readWords(file)
      case let name where name.hasPrefix("terms/"): reader.readTerms(file)
      case let name where name.hasPrefix("cues/"): reader.readCues(file)
      default: reader.problem(file.name, 0, "is no file of a lexicon; remove or rename it")
      }
    }
    reader.checkUse()
    guard reader.problems.isEmpty else {
      throw LexiconErrors(
        problems: reader.problems.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
      )
    }
    return Lexicon(
      concepts: reader.concepts,
      sectionKinds: reader.kinds,
      terms: reader.terms,
      cues: reader.cues,
      roles: reader.roles,
      words: reader.words,
      trie: reader.trie,
      vocabulary: reader.vocabulary
    )
  }

  // MARK: Files

  private mutating func readConcepts(_ files: [LexiconFile]) {
    guard let file = files.first(where: { $0.name == "concepts.tsv" }) else {
      return problem("concepts.tsv", 0, "is missing; it names every concept")
    }
    for row in rows(of: file, columns: 4) {
      let name = row[0]
      guard isName(name) else {
        problem(row, "a concept's name is lower-case words joined by hyphens, not `\(name)`")
        continue
      }
      guard conceptIndex[name] == nil else {
        problem(row, "the concept `\(name)` is there already")
        continue
      }
      if row[3].isEmpty { problem(row, "the concept `\(name)` needs a label") }
      conceptIndex[name] = concepts.count
      groups.formUnion(row.items(1))
      concepts.append(
        Concept(
          name: name,
          groups: Set(row.items(1)),
          codes: row.items(2).compactMap { code($0, row) },
          label: row[3]
        )
      )
    }
  }

  private mutating func readSectionKinds(_ files: [LexiconFile]) {
    guard let file = files.first(where: { $0.name == "section-kinds.tsv" }) else {
      return problem("section-kinds.tsv", 0, "is missing; it names the kinds of section")
    }
    for row in rows(of: file, columns: 3) {
      let name = row[0]
      guard isName(name), kindIndex[name] == nil else {
        problem(row, "the section kind `\(name)` is there already, or is no name")
        continue
      }
      var contexts: [(context: Cue.Context, groups: Set<String>)] = []
      let flags: Set<String> = [
        "question", "imaging", "listing", "case", "literature", "leading", "outcome",
      ]
      for item in row.items(3) where !flags.contains(item) {
        let parts = item.split(separator: "=", maxSplits: 1)
        guard let context = Cue.Context(rawValue: String(parts[0])) else {
          problem(row, "`\(item)` names no context")
          continue
        }
        let groups = parts.count > 1 ? parts[1].split(separator: ",").map(String.init) : []
        checkGroups(groups, row)
        contexts.append((context, Set(groups)))
      }
      kindIndex[name] = kinds.count
      kinds.append(
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
          contexts: contexts
        )
      )
    }
  }

  private mutating func readSections(_ file: LexiconFile) {
    for row in rows(of: file, columns: 2) {
      guard let kind = kindIndex[row[0]] else {
        problem(row, "no section kind `\(row[0])` in section-kinds.tsv")
        continue
      }
      add(row[1], .heading(kind), row) { role in
        if case .heading = role { true } else { false }
      }
    }
  }

  private mutating func readDocuments(_ file: LexiconFile) {
    for row in rows(of: file, columns: 3) {
      guard let type = DocumentType(rawValue: row[0]), let weight = Int(row[2]) else {
        problem(row, "needs a document type, a phrase and a weight from 1 to 9")
        continue
      }
      if !row[3].isEmpty, kindIndex[row[3]] == nil {
        problem(row, "no section kind `\(row[3])` in section-kinds.tsv")
      }
      add(row[1], .documentType(type, weight: weight, kind: kindIndex[row[3]]), row) { role in
        if case .documentType = role { true } else { false }
      }
    }
  }

  private mutating func readWords(_ file: LexiconFile) {
    for row in rows(of: file, columns: 2) {
      guard let wordClass = WordClasses.Class(name: row[0]) else {
        problem(row, "no class of words is called `\(row[0])`")
        continue
      }
      let value = row[2].isEmpty ? 0 : Double(row[2])
      if value == nil { problem(row, "`\(row[2])` is no number") }
      let folded = PhraseTrie.words(of: row[1])
      guard folded.count == 1, let word = folded.first else {
        problem(row, "`\(row[1])` is not a single word")
        continue
      }
      if wordClass == .spelled {
        guard word.count >= Vocabulary.shortestCorrected else {
          problem(row, "`\(row[1])` is too short to be known by a slip")
          continue
        }
        vocabulary.correct(vocabulary.insert(word))
      }
      words.add(vocabulary.insert(word), to: wordClass, value: value ?? 0)
    }
  }

  private mutating func readTerms(_ file: LexiconFile) {
    var last: (name: Substring.UTF8View, concept: Int)?
    for row in rows(of: file, columns: 2) {
      // Lines of a concept stand together: its name is looked up once.
      let concept: Int
      if let last, last.name.elementsEqual(row.cells[0]) {
        concept = last.concept
      } else {
        guard let found = conceptIndex[row[0]] else {
          problem(row, "no concept `\(row[0])` in concepts.tsv")
          continue
        }
        concept = found
        last = (row.cells[0], found)
        usedConcepts.insert(found)
      }
      let phrase = row[1]
      var isCaseSensitive = false
      var isWhole = false
      var isDenial = false
      var codes: [Code] = []
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
      terms.append(
        Term(
          concept: concept,
          phrase: phrase,
          isCaseSensitive: isCaseSensitive,
          isDenial: isDenial,
          codes: codes + concepts[concept].codes
        )
      )
      let role = Lexicon.Role.term(terms.count - 1)
      let isTerm = { (role: Lexicon.Role) in if case .term = role { true } else { false } }
      let words = add(phrase, role, row, clashing: isTerm)
      guard !isCaseSensitive, !isWhole, let plural = plural(of: words) else { continue }
      addSilently(plural, role)
    }
  }

  private mutating func readCues(_ file: LexiconFile) {
    for row in rows(of: file, columns: 3) {
      guard let cue = cue(from: row) else { continue }
      cues.append(cue)
      add(row[1], .cue(cues.count - 1), row) { [cues] role in
        if case .cue(let other) = role { cues[other].isSame(as: cue) } else { false }
      }
    }
  }

  private mutating func cue(from row: LexiconRow) -> Cue? {
    let effect: Cue.Effect
    let parts = row[0].split(separator: "=", maxSplits: 1).map(String.init)
    if parts.count == 2 {
      effect = .attribute(name: parts[0], value: parts[1])
    } else if row[0] == "barrier" {
      effect = .barrier
    } else if row[0] == "pseudo" {
      effect = .pseudo
    } else if let context = Cue.Context(rawValue: row[0]) {
      effect = .context(context)
    } else {
      problem(row, "`\(row[0])` is no effect: a context, barrier, pseudo or name=value")
      return nil
    }
    guard let direction = Cue.Direction(rawValue: row[2]) else {
      problem(row, "`\(row[2])` is no direction: forward, backward or both")
      return nil
    }
    var groups: [String] = []
    var exceptions: [String] = []
    var stops: Set<Cue.Context> = []
    var reach = Cue.usualReach
    var isNearest = false
    var isAdjacent = false
    var isOfPresentTense = false
    var isOfVerb = false
    var isYielding = false
    var isLabel = false
    var isCaseSensitive = false
    for option in row.items(3) {
      switch option {
      case "nearest": isNearest = true
      case "adjacent": isAdjacent = true
      case "present-tense": isOfPresentTense = true
      case "verb": isOfVerb = true
      case "yields": isYielding = true
      case "label": isLabel = true
      case "case": isCaseSensitive = true
      case let item where item.hasPrefix("groups="):
        groups = item.dropFirst(7).split(separator: ",").map(String.init)
        checkGroups(groups, row)
      case let item where item.hasPrefix("except="):
        exceptions = item.dropFirst(7).split(separator: ",").map(String.init)
        checkGroups(exceptions, row)
      case let item where item.hasPrefix("stops="):
        for name in item.dropFirst(6).split(separator: ",") {
          guard let context = Cue.Context(rawValue: String(name)) else {
            problem(row, "`\(name)` names no context")
            continue
          }
          stops.insert(context)
        }
      case let item where item.hasPrefix("reach="):
        guard let number = Int(item.dropFirst(6)), (1...Cue.longestReach).contains(number) else {
          problem(row, "`\(item)` needs a number of tokens up to \(Cue.longestReach)")
          continue
        }
        reach = number
      default:
        problem(
          row,
          "`\(option)` is no option of a cue; there are nearest, adjacent, present-tense, verb, yields, label,"
            + " case, groups=, except=, stops=, reach="
        )
      }
    }
    return Cue(
      effect: effect,
      phrase: row[1],
      direction: direction,
      groups: Set(groups),
      exceptions: Set(exceptions),
      stops: stops,
      reach: reach,
      isNearest: isNearest,
      isAdjacent: isAdjacent,
      isOfPresentTense: isOfPresentTense,
      isOfVerb: isOfVerb,
      isYielding: isYielding,
      isLabel: isLabel,
      isCaseSensitive: isCaseSensitive,
      place: (row.file, row.line)
    )
  }

  // MARK: Phrases

  /// Adds a phrase and returns its words, none where it is not in order.
  @discardableResult
  private mutating func add(
    _ phrase: String,
    _ role: Lexicon.Role,
    _ row: LexiconRow,
    clashing: (Lexicon.Role) -> Bool
  ) -> [[UInt8]] {
    let folded = PhraseTrie.words(of: phrase)
    let gap = Array("_".utf8)
    guard let first = folded.first, let last = folded.last else {
      problem(row, "the phrase is empty")
      return []
    }
    guard first != gap, last != gap else {
      problem(row, "a gap may not begin or end the phrase `\(phrase)`")
      return []
    }
    let earlier = trie.add(folded, to: &vocabulary)
    roles.append(role)
    places.append((row.file, row.line))
    if let clash = earlier.first(where: { clashing(roles[$0]) && places[$0].line > 0 }),
      !differByCase(roles[clash], role)
    {
      problem(
        row,
        "`\(phrase)` is there already, at \(places[clash].file):\(places[clash].line)"
      )
    }
    return folded
  }

  /// Adds a form made from another; the same words written out win over it.
  private mutating func addSilently(_ words: [[UInt8]], _ role: Lexicon.Role) {
    trie.add(words, to: &vocabulary)
    roles.append(role)
    places.append(("", 0))
  }

  private func differByCase(_ left: Lexicon.Role, _ right: Lexicon.Role) -> Bool {
    guard case .term(let one) = left, case .term(let other) = right else { return false }
    return terms[one].phrase != terms[other].phrase
      && (terms[one].isCaseSensitive || terms[other].isCaseSensitive)
  }

  /// The words with the last one in its regular English plural, or `nil` where it ends in `s`.
  private func plural(of words: [[UInt8]]) -> [[UInt8]]? {
    guard var word = words.last, let last = word.last, last >= UInt8(ascii: "a") else { return nil }
    let before = word.dropLast().last ?? UInt8(ascii: "a")
    switch last {
    case UInt8(ascii: "s"): return nil
    case UInt8(ascii: "y") where !"aeiou".utf8.contains(before):
      word.removeLast()
      word += "ies".utf8
    case UInt8(ascii: "x"), UInt8(ascii: "z"): word += "es".utf8
    case UInt8(ascii: "h") where before == UInt8(ascii: "c") || before == UInt8(ascii: "s"):
      word += "es".utf8
    default: word.append(UInt8(ascii: "s"))
    }
    return words.dropLast() + [word]
  }

  // MARK: Checks

  private mutating func checkUse() {
    for (index, concept) in concepts.enumerated() where !usedConcepts.contains(index) {
      // Concepts of the reader's own making have no term, and say so by a group.
      guard !concept.groups.contains("derived") else { continue }
      problem("concepts.tsv", 0, "no term names the concept `\(concept.name)`; add one or drop it")
    }
  }

  private mutating func checkGroups(_ names: [String], _ row: LexiconRow) {
    for name in names where !groups.contains(name) && conceptIndex[name] == nil {
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

  /// The lines under the header, without comments and empty lines.
  private mutating func rows(of file: LexiconFile, columns: Int) -> [LexiconRow] {
    var rows: [LexiconRow] = []
    var hasHeader = false
    let newline = UInt8(ascii: "\n")
    let lines = file.text.utf8.split(separator: newline, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      guard let first = line.first, first != UInt8(ascii: "#"), first != UInt8(ascii: "\r") else {
        continue
      }
      guard hasHeader else {
        hasHeader = true
        continue
      }
      let row = LexiconRow(
        file: file.name,
        line: index + 1,
        cells: line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      )
      guard row.cells.count >= min(columns, 2), !row[0].isEmpty, !row[1].isEmpty || columns > 2
      else {
        problem(row, "needs \(columns) cells, separated by tabs")
        continue
      }
      rows.append(row)
    }
    if !hasHeader { problem(file.name, 0, "is empty; the first line is a header") }
    return rows
  }

  private mutating func problem(_ row: LexiconRow, _ message: String) {
    problem(row.file, row.line, message)
  }

  private mutating func problem(_ file: String, _ line: Int, _ message: String) {
    problems.append(LexiconProblem(file: file, line: line, message: message))
  }
}
