import NoteModel
import Reporting

extension EvaluationReport {
  /// The report for a person.
  public var text: String {
    ([figureTable] + partTables + confusionTables + errorLists + changeLists)
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func short(_ value: Double?) -> String {
    guard let value = value.map(rounded) else { return "-" }
    return Int(exactly: value).map(String.init) ?? value.description
  }

  // MARK: Tables

  private var figureTable: String {
    var table = TextTable(["figure", "value"] + (resamples > 0 ? ["95% interval"] : []))
    for (name, value, interval) in figures {
      let bounds = interval.map {
        "\(Self.short($0.lowerBound)) to \(Self.short($0.upperBound))"
      }
      table.add([name, Self.short(value)] + (bounds.map { [$0] } ?? []))
    }
    return table.text
  }

  private var partTables: [String] {
    [statusTable, conceptTable, phenomenonTable]
  }

  private var statusTable: String {
    guard let confusion = confusions.first(where: { $0.kind == .status })?.table else { return "" }
    var table = TextTable(["status", "precision", "recall", "f1"])
    for status in confusion.answers {
      let tally = confusion.tally(of: status)
      table.add([
        status ?? Self.nothing, Self.short(tally.precision), Self.short(tally.recall),
        Self.short(tally.f1),
      ])
    }
    return table.text
  }

  private var conceptTable: String {
    let concepts = ConceptScores.all(in: run)
    guard !concepts.isEmpty else { return "" }
    var table = TextTable([
      "concept", "labelled", "found", "extra", "precision", "recall", "f1", "strict f1",
      "assertions",
    ])
    for scores in concepts {
      let tally = scores.findings
      table.add([
        scores.concept, "\(tally.wanted)", "\(tally.right)", "\(tally.given - tally.right)",
        Self.short(tally.precision), Self.short(tally.recall), Self.short(tally.f1),
        Self.short(scores.findingsStrict.f1), Self.short(scores.assertions.recall),
      ])
    }
    return table.text
  }

  private var phenomenonTable: String {
    let phenomena = PhenomenonScores.all(in: run)
    guard !phenomena.isEmpty else { return "" }
    var table = TextTable(["sentences", "marks", "strict", "phenomenon"])
    for scores in phenomena {
      table.add([
        "\(scores.sentences.right)/\(scores.sentences.wanted)",
        "\(scores.marks.right)/\(scores.marks.wanted)",
        "\(scores.marksStrict.right)/\(scores.marksStrict.wanted)",
        scores.phenomenon,
      ])
    }
    return table.text
  }

  private var confusionTables: [String] {
    confusions.map { kind, confusion in
      var table = TextTable(
        ["\(kind.rawValue): labelled \\ got"] + confusion.answers.map { $0 ?? Self.nothing }
      )
      for expected in confusion.answers {
        let counts = confusion.answers.map { "\(confusion.count(expected, $0))" }
        table.add([expected ?? Self.nothing] + counts)
      }
      return table.text
    }
  }

  // MARK: Errors

  private var errorLists: [String] {
    guard errors != 0 else { return [] }
    let wrong = Dictionary(grouping: run.items.filter { !$0.isRight }, by: \.title)
    let titles = Item.Kind.allCases.flatMap { kind in
      ["", " missed", " extra"].map { kind.rawValue + $0 }
    }
    return titles.compactMap { title in
      guard let items = wrong[title] else { return nil }
      let shown = items.prefix(errors ?? items.count)
      let rest = items.count - shown.count
      return "## \(title) (\(items.count))\n"
        + shown.map(Self.difference).joined()
        + (rest > 0 ? "\(rest) more\n" : "")
    }
  }

  /// Where an item stands, what is labelled, what the program says, and the sentence.
  private static func difference(_ item: Item) -> String {
    let place = item.passage.map { "\($0.place): \(item.subject)" } ?? item.id
    let note = item.agreement == .defensible ? " (defensible)" : ""
    return """
      \(VisibleText.of(place))
        - \(VisibleText.of(item.expected ?? nothing))
        + \(item.got ?? nothing)\(note)
      \(sentence(of: item.passage))
      """
  }

  private static func sentence(of passage: Passage?) -> String {
    guard let text = passage?.sentence else { return "" }
    return "    \(text.string(in: TextRange(0, text.count)))\n"
  }

  // MARK: Changes

  private var changeLists: [String] {
    guard let changes else { return [] }
    var table = TextTable(["changes", "items"])
    for (name, count) in changes.counts { table.add([name, "\(count)"]) }
    let lists = [("fixed", changes.fixed), ("broken", changes.broken)].map { title, items in
      items.isEmpty
        ? "" : "## \(title) (\(items.count))\n" + items.map(Self.difference).joined()
    }
    return [table.text] + lists
  }

  private static func difference(_ change: Changes.Change) -> String {
    let place = change.passage.map { "  \(VisibleText.of($0.place))\n" } ?? ""
    let answers =
      "labelled \(change.expected ?? nothing): was \(change.before ?? nothing), "
      + "is \(change.now ?? nothing)"
    return """
      \(VisibleText.of(change.id))
        \(VisibleText.of(answers))
      \(place)\(sentence(of: change.passage))
      """
  }
}

extension Item {
  /// The heading that it stands under where it is wrong.
  fileprivate var title: String {
    switch kind {
    case .finding, .evidence: kind.rawValue + (expected == nil ? " extra" : " missed")
    case .outcome, .status, .missing, .assertion, .mark, .negation, .temporality, .experiencer:
      kind.rawValue
    }
  }
}
