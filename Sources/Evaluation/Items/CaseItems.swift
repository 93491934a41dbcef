import NoteModel

/// A case's labels held against its screening.
struct CaseItems {
  private let gold: GoldCase
  private let screening: Screening
  private let defensible: [String: [String]]
  private let scored: Set<String>
  private let documents: [LabelledDocument]

  private static let undocumented = Status.undocumented.rawValue

  /// A case's labels beside its screening.
  ///
  /// - Parameters:
  ///   - gold: the labels.
  ///   - screening: what the program says.
  ///   - defensible: other answers by criterion, and for the outcome under `_outcome`.
  ///   - scored: the concepts of which the labels name every mention.
  init(
    gold: GoldCase,
    screening: Screening,
    defensible: [String: [String]],
    scored: Set<String>
  ) {
    self.gold = gold
    self.screening = screening
    self.defensible = defensible
    self.scored = scored
    documents = screening.documents.map {
      LabelledDocument($0, name: "\(screening.caseName)/\($0.document.id)")
    }
  }

  /// The case with every item of it.
  func unit() -> Unit {
    Unit(
      name: screening.caseName,
      items: [outcome()] + statuses() + missing() + mentions() + evidence(),
      offsets: offsets()
    )
  }

  private func agreement(_ got: String, with wanted: String, of key: String) -> Item.Agreement {
    if got == wanted { return .exact }
    return defensible[key]?.contains(got) ?? false ? .defensible : .none
  }

  private func outcome() -> Item {
    let got = screening.outcome.rawValue
    return Item(
      .outcome,
      key: screening.caseName,
      subject: "outcome",
      expected: gold.outcome,
      got: got,
      agreement: agreement(got, with: gold.outcome, of: "_outcome")
    )
  }

  private func statuses() -> [Item] {
    let given = Dictionary(
      screening.criteria.map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    return Set(given.keys).union(gold.criteria.keys).sorted().filter(isScored).map { id in
      let wanted = gold.criteria[id] ?? Self.undocumented
      let got = given[id]?.status.rawValue ?? Self.undocumented
      return Item(
        .status,
        key: "\(screening.caseName):\(id)",
        subject: id,
        expected: wanted,
        got: got,
        agreement: agreement(got, with: wanted, of: id),
        passage: given[id].flatMap(firstShown) ?? firstQuoted(id)
      )
    }
  }

  /// Concordance belongs to the pathway whose imaging is there; the other's is not scored.
  private func isScored(_ id: String) -> Bool {
    let suffix = ".imaging.concordant"
    guard id.hasSuffix(suffix) else { return true }
    let prefix = id.dropLast("concordant".count)
    return gold.criteria.contains { key, value in
      key != id && key.hasPrefix(prefix)
        && (value == Status.supported.rawValue || value == Status.conflicting.rawValue)
    }
  }

  private func firstShown(_ result: CriterionResult) -> Passage? {
    result.evidence.first.map { documents[$0.document].passage(of: $0.range) }
  }

  private func firstQuoted(_ id: String) -> Passage? {
    gold.evidence[id]?.first.flatMap { quote in
      document(quote.document).flatMap { document in
        document.range(of: quote.quote, occurrence: quote.occurrence).map(document.passage)
      }
    }
  }

  private func document(_ id: String) -> LabelledDocument? {
    documents.first { $0.document.id == id }
  }

  private func missing() -> [Item] {
    guard gold.outcome == Outcome.documentationIncomplete.rawValue, gold.pathway != nil else {
      return []
    }
    let wanted = Set(gold.missing ?? [])
    let got = Set(screening.missing.map(\.criterion))
    return [
      Item(
        .missing,
        key: screening.caseName,
        subject: "missing",
        expected: wanted.sorted().joined(separator: ", "),
        got: got.sorted().joined(separator: ", "),
        agreement: wanted == got ? .exact : .none
      )
    ]
  }

  private func mentions() -> [Item] {
    var labels = [[LabelledMention]](repeating: [], count: documents.count)
    var unplaced: [Item] = []
    for mention in gold.findings where mention.coded != true {
      guard let number = documents.firstIndex(where: { $0.document.id == mention.document }),
        let range = documents[number].range(of: mention.quote, occurrence: mention.occurrence)
      else {
        unplaced.append(
          Item(
            .finding,
            key: "\(screening.caseName)/\(mention.document):not-in-text:\(mention.concept)",
            subject: mention.concept,
            expected: mention.assertion,
            got: nil,
            agreement: .none
          )
        )
        continue
      }
      labels[number].append(
        LabelledMention(concept: mention.concept, assertion: mention.assertion, parts: [range])
      )
    }
    let findings = Dictionary(grouping: screening.findings, by: \.document)
    return documents.indices.flatMap { number in
      MentionItems(labels[number], findings[number] ?? [], in: documents[number], scored: scored)
        .items()
    } + unplaced
  }

  private func evidence() -> [Item] {
    gold.evidence.sorted { $0.key < $1.key }.flatMap { id, quotes in
      let given = screening.criteria.first { $0.id == id }?.evidence ?? []
      return quotes.map { quote in
        guard let number = documents.firstIndex(where: { $0.document.id == quote.document }),
          let range = documents[number].range(of: quote.quote, occurrence: quote.occurrence)
        else {
          return shown(id, at: "\(screening.caseName)/\(quote.document):not-in-text", .none)
        }
        let ranges = given.filter { $0.document == number }.map(\.range)
        let agreement: Item.Agreement =
          ranges.contains(range)
          ? .exact : ranges.contains { $0.overlaps(range) } ? .overlap : .none
        let document = documents[number]
        return shown(id, at: document.key(of: range), agreement, document.passage(of: range))
      }
    }
  }

  private func shown(
    _ criterion: String,
    at place: String,
    _ agreement: Item.Agreement,
    _ passage: Passage? = nil
  ) -> Item {
    Item(
      .evidence,
      key: "\(place):\(criterion)",
      subject: criterion,
      expected: "shown",
      got: agreement == .none ? nil : "shown",
      agreement: agreement,
      passage: passage
    )
  }

  /// Findings whose offsets in Unicode scalars lead back to their bytes.
  private func offsets() -> Tally {
    let right = screening.findings.count { finding in
      let text = screening.documents[finding.document].document.text
      let start = text.scalarOffset(ofByte: finding.range.start)
      return text.byteOffset(ofScalar: start) == finding.range.start
    }
    return Tally(right: right, of: screening.findings.count)
  }
}
