import NoteModel

/// A mention of a concept that the labels state.
struct LabelledMention {
  /// The concept's name.
  let concept: String

  /// How it holds.
  let assertion: String

  /// Its words: one range, or several in order where other words stand between.
  let parts: [TextRange]

  /// From its first word to its last.
  let range: TextRange

  /// A mention whose words stand in `parts`, at least one.
  init(concept: String, assertion: String, parts: [TextRange]) {
    precondition(!parts.isEmpty, "a mention has words")
    self.concept = concept
    self.assertion = assertion
    self.parts = parts
    range = parts.dropFirst().reduce(parts[0]) { $0.union($1) }
  }
}

/// The labelled mentions of a document held against what was found in it.
///
/// A finding answers one mention of its concept at most: one of the very words if there is such a
/// one, or else one whose words it shares.
struct MentionItems {
  private let mentions: [LabelledMention]
  private let findings: [Finding]
  private let document: LabelledDocument
  private let scored: Set<String>

  /// The mentions of a document beside its findings; labels name every mention of the concepts in
  /// `scored`.
  init(
    _ mentions: [LabelledMention],
    _ findings: [Finding],
    in document: LabelledDocument,
    scored: Set<String>
  ) {
    self.mentions = mentions
    self.findings = findings
    self.document = document
    self.scored = scored
  }

  /// An item for each mention and for each finding that is none, with an assertion for each found.
  func items() -> [Item] {
    var items: [Item] = []
    let answers = answers()
    for (mention, answer) in zip(mentions, answers) {
      let passage = document.passage(of: mention.range)
      let key = "\(document.key(of: mention.range)):\(mention.concept)"
      let finding = answer.map { findings[$0] }
      let agreement: Item.Agreement =
        finding.map { $0.range == mention.range ? .exact : .overlap } ?? .none
      items.append(
        Item(
          .finding,
          key: key,
          subject: mention.concept,
          expected: mention.assertion,
          got: finding?.assertion.rawValue,
          agreement: agreement,
          passage: passage
        )
      )
      guard let finding else { continue }
      items.append(
        Item(
          .assertion,
          key: key,
          subject: mention.concept,
          expected: mention.assertion,
          got: finding.assertion.rawValue,
          agreement: finding.assertion.rawValue == mention.assertion ? agreement : .none,
          passage: passage
        )
      )
    }
    let used = Set(answers.compactMap(\.self))
    for (index, finding) in findings.enumerated()
    where !used.contains(index) && scored.contains(finding.concept) && !finding.isCoded {
      items.append(
        Item(
          .finding,
          key: "\(document.key(of: finding.range)):\(finding.concept)",
          subject: finding.concept,
          expected: nil,
          got: finding.assertion.rawValue,
          agreement: .none,
          passage: document.passage(of: finding.range)
        )
      )
    }
    return items
  }

  /// For each mention the place of the finding that answers it.
  private func answers() -> [Int?] {
    var answers = [Int?](repeating: nil, count: mentions.count)
    var used: Set<Int> = []
    func answer(where fits: (Finding, LabelledMention) -> Bool) {
      for (number, mention) in mentions.enumerated() where answers[number] == nil {
        let found = findings.indices.first { index in
          findings[index].concept == mention.concept && !used.contains(index)
            && fits(findings[index], mention)
        }
        guard let found else { continue }
        answers[number] = found
        used.insert(found)
      }
    }
    answer { finding, mention in finding.range == mention.range }
    answer { finding, mention in mention.parts.contains { finding.range.overlaps($0) } }
    return answers
  }
}
