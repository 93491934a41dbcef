import NoteModel

/// One case's screening held against its labels.
struct Comparison {
  let gold: GoldCase
  let screening: Screening
  let defensible: [String: [String]]
  let scored: Set<String>

  private static let undocumented = Status.undocumented.rawValue

  func add(to scores: inout Scores) {
    scores.cases += 1
    addOutcome(to: &scores)
    addStatuses(to: &scores)
    addMissing(to: &scores)
    let texts = Dictionary(
      screening.documents.enumerated().map { index, document in
        let text = document.document.text
        let string = text.string(in: TextRange(0, text.count))
        return (document.document.id, (index: index, collapsed: CollapsedText(string)))
      },
      uniquingKeysWith: { first, _ in first }
    )
    addFindings(texts, to: &scores)
    addEvidence(texts, to: &scores)
  }

  private func note(_ kind: String, _ detail: String, in scores: inout Scores) {
    scores.disagreements.append(
      Scores.Disagreement(kind: kind, caseName: screening.caseName, detail: detail)
    )
  }

  private func addOutcome(to scores: inout Scores) {
    let outcome = screening.outcome.rawValue
    if outcome == gold.outcome {
      scores.outcomesRight += 1
    } else {
      note("outcome", "labelled \(gold.outcome), got \(outcome)", in: &scores)
    }
    if screening.outcome == .criteriaMet, gold.outcome != outcome { scores.falselyMet += 1 }
  }

  private func addStatuses(to scores: inout Scores) {
    let given = Dictionary(
      screening.criteria.map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    for id in Set(given.keys).union(gold.criteria.keys).sorted() where isScored(id) {
      let wanted = gold.criteria[id] ?? Self.undocumented
      let got = given[id]?.status.rawValue ?? Self.undocumented
      let isRight = wanted == got
      scores.statusesDefensible.given += 1
      scores.statusesDefensible.wanted += 1
      let isDefensible = isRight || defensible[id]?.contains(got) ?? false
      if isDefensible { scores.statusesDefensible.right += 1 }
      scores.byStatus[wanted, default: Scores.Tally()].wanted += 1
      scores.byStatus[got, default: Scores.Tally()].given += 1
      if isRight { scores.byStatus[wanted, default: Scores.Tally()].right += 1 }
      if wanted != Self.undocumented {
        scores.statuses.wanted += 1
        if isRight { scores.statuses.right += 1 }
      }
      if got != Self.undocumented { scores.statuses.given += 1 }
      if !isRight {
        let quote = given[id].flatMap(firstQuote) ?? goldQuote(id)
        note(
          "status",
          "\(id): labelled \(wanted), got \(got)\(isDefensible ? " (defensible)" : "")\(quote)",
          in: &scores
        )
      }
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

  private func firstQuote(_ result: CriterionResult) -> String? {
    result.evidence.first.map { evidence in
      let document = screening.documents[evidence.document].document
      return " by \"\(document.text.string(in: evidence.range))\" in \(document.id)"
    }
  }

  private func goldQuote(_ id: String) -> String {
    gold.evidence[id]?.first.map { " for \"\($0.quote)\" in \($0.document)" } ?? ""
  }

  private func addMissing(to scores: inout Scores) {
    guard gold.outcome == Outcome.documentationIncomplete.rawValue, gold.pathway != nil else {
      return
    }
    scores.missing.wanted += 1
    scores.missing.given += 1
    if Set(gold.missing ?? []) == Set(screening.missing.map(\.criterion)) {
      scores.missing.right += 1
    } else {
      let got = screening.missing.map(\.criterion).joined(separator: ", ")
      note(
        "missing",
        "labelled \((gold.missing ?? []).joined(separator: ", ")), got \(got)",
        in: &scores
      )
    }
  }

  private typealias Texts = [String: (index: Int, collapsed: CollapsedText)]

  private func addFindings(_ texts: Texts, to scores: inout Scores) {
    var used: Set<Int> = []
    for finding in screening.findings {
      scores.offsets.given += 1
      scores.offsets.wanted += 1
      let text = screening.documents[finding.document].document.text
      let start = text.scalarOffset(ofByte: finding.range.start)
      if text.byteOffset(ofScalar: start) == finding.range.start { scores.offsets.right += 1 }
    }
    for mention in gold.findings where mention.coded != true {
      scores.findings.wanted += 1
      let name = "\(mention.document): \(mention.concept) \"\(mention.quote)\""
      guard let text = texts[mention.document],
        let place = text.collapsed.range(of: mention.quote, occurrence: mention.occurrence ?? 1)
      else {
        scores.quotesNotInText += 1
        note(
          "finding missed",
          "\(name) \(mention.assertion), which is not in the text",
          in: &scores
        )
        continue
      }
      let hit = screening.findings.first { finding in
        finding.document == text.index && finding.concept == mention.concept
          && !used.contains(finding.id) && overlaps(finding, place)
      }
      guard let hit else {
        note("finding missed", "\(name) \(mention.assertion)", in: &scores)
        continue
      }
      used.insert(hit.id)
      scores.findings.right += 1
      if hit.assertion.rawValue == mention.assertion {
        scores.assertionsRight += 1
      } else {
        note(
          "assertion",
          "\(name): labelled \(mention.assertion), got \(hit.assertion.rawValue)",
          in: &scores
        )
      }
    }
    for finding in screening.findings where scored.contains(finding.concept) && !finding.isCoded {
      scores.findings.given += 1
      guard !used.contains(finding.id) else { continue }
      let document = screening.documents[finding.document].document
      note(
        "finding extra",
        "\(document.id): \(finding.concept) \"\(document.text.string(in: finding.range))\""
          + " \(finding.assertion.rawValue)",
        in: &scores
      )
    }
  }

  private func overlaps(_ finding: Finding, _ place: Range<Int>) -> Bool {
    let text = screening.documents[finding.document].document.text
    return text.scalarOffset(ofByte: finding.range.start) < place.upperBound
      && place.lowerBound < text.scalarOffset(ofByte: finding.range.end)
  }

  private func addEvidence(_ texts: Texts, to scores: inout Scores) {
    for (id, quotes) in gold.evidence.sorted(by: { $0.key < $1.key }) {
      let given = screening.criteria.first { $0.id == id }?.evidence ?? []
      for quote in quotes {
        scores.evidence.wanted += 1
        guard let text = texts[quote.document],
          let place = text.collapsed.range(of: quote.quote, occurrence: quote.occurrence ?? 1)
        else { continue }
        let words = screening.documents[text.index].document.text
        let isShown = given.contains { evidence in
          evidence.document == text.index
            && words.scalarOffset(ofByte: evidence.range.start) < place.upperBound
            && place.lowerBound < words.scalarOffset(ofByte: evidence.range.end)
        }
        if isShown {
          scores.evidence.right += 1
        } else {
          note("evidence missed", "\(id): \"\(quote.quote)\" in \(quote.document)", in: &scores)
        }
      }
    }
  }
}
