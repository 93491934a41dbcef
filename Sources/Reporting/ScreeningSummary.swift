import NoteModel

/// What every report says of a screening, worked out once.
struct ScreeningSummary {
  /// What a criterion's status does to the request.
  enum Effect: String {
    case favourable
    case adverse
    case open
    case neutral
  }

  let screening: Screening

  /// The criteria under their headings, both in the order of the policy.
  let groups: [(title: String, criteria: [CriterionResult])]

  /// The lines of each document.
  let lines: [LineIndex]

  init(_ screening: Screening) {
    self.screening = screening
    lines = screening.documents.map { LineIndex($0.document.text) }
    var places: [String: Int] = [:]
    var groups: [(title: String, criteria: [CriterionResult])] = []
    for result in screening.criteria {
      if let place = places[result.group] {
        groups[place].criteria.append(result)
      } else {
        places[result.group] = groups.count
        groups.append((result.group, [result]))
      }
    }
    self.groups = groups
  }

  /// Policy, version and title.
  var policy: String {
    let policy = screening.policy
    return "\(policy.title) (\(policy.id), \(policy.version))"
  }

  /// What was asked for, part by part.
  var requestParts: [(name: String, value: String)] {
    let codes = screening.requested.codes.map { $0.joined(separator: ", ") } ?? "not stated"
    let levels = screening.requested.levels
      .map { $0.map(\.description).joined(separator: ", ") }
    return [
      ("codes", codes.isEmpty ? "none" : codes),
      ("levels", levels ?? "not stated"),
      ("reference date", screening.referenceDate?.description ?? "not known"),
    ]
  }

  /// What was asked for.
  var request: String {
    requestParts.map { "\($0.name) \($0.value)" }.joined(separator: "; ")
  }

  /// The outcome in words.
  var outcome: String {
    let pathway = screening.pathway.map { ", \($0) pathway" } ?? ""
    return screening.outcome.words + pathway
  }

  /// What decides the outcome, in a sentence.
  var reason: String {
    switch screening.outcome {
    case .criteriaMet: "Everything that the pathway asks for is documented; no exclusion applies."
    case .criteriaNotMet:
      applies.isEmpty
        ? "The documents rule out what the policy asks for." : "An exclusion of the policy applies."
    case .documentationIncomplete: "The documents do not say everything that the policy asks for."
    case .clinicalReview: "Statements are open or contradict each other; a person has to look."
    }
  }

  /// The criteria that decide the outcome; none where all of them together do.
  var deciding: [CriterionResult] {
    switch screening.outcome {
    case .criteriaMet: []
    case .criteriaNotMet:
      applies.isEmpty
        ? screening.criteria.filter { $0.kind == .indication && $0.status == .refuted } : applies
    case .documentationIncomplete:
      screening.criteria.filter { result in
        screening.missing.contains { $0.criterion == result.id }
      }
    case .clinicalReview: screening.criteria.filter { $0.status == .conflicting }
    }
  }

  /// What a criterion's status does to the request.
  ///
  /// What is refuted speaks against it only where that decides: of several pathways one is enough.
  func effect(of result: CriterionResult) -> Effect {
    let isAlternative =
      result.kind == .indication && result.status == .refuted
      && screening.outcome != .criteriaNotMet
    return isAlternative ? .neutral : result.effect
  }

  /// How many criteria have each status.
  var counts: [(status: Status, count: Int)] {
    Status.allCases.map { status in
      (status, screening.criteria.count { $0.status == status })
    }
  }

  /// An advisory with the places that show it.
  func words(of advisory: Advisory) -> String {
    let places = advisory.evidence.prefix(3).map { evidence in
      let document = screening.documents[evidence.document].document
      let line = lines[evidence.document].line(at: evidence.range.start)
      return "\(document.id):\(line)"
    }
    return advisory.message + (places.isEmpty ? "" : " (\(places.joined(separator: ", ")))")
  }

  private var applies: [CriterionResult] {
    screening.criteria.filter { $0.kind == .exclusion && $0.status == .supported }
  }
}

extension Outcome {
  /// The outcome as a headline.
  var words: String {
    switch self {
    case .criteriaMet: "Criteria met"
    case .criteriaNotMet: "Criteria not met"
    case .documentationIncomplete: "Documentation incomplete"
    case .clinicalReview: "Clinical review needed"
    }
  }

  /// What it means for the request.
  var effect: ScreeningSummary.Effect {
    switch self {
    case .criteriaMet: .favourable
    case .criteriaNotMet: .adverse
    case .documentationIncomplete, .clinicalReview: .open
    }
  }
}

extension CriterionResult {
  /// What the status means for the request: an exclusion that holds speaks against it.
  var effect: ScreeningSummary.Effect {
    switch (status, kind) {
    case (.conflicting, _): .open
    case (.undocumented, _): .neutral
    case (.supported, .exclusion): .adverse
    case (.supported, _): .favourable
    case (.refuted, .exclusion): .favourable
    case (.refuted, .indication): .adverse
    case (.refuted, .waiver): .neutral
    }
  }

  /// The last part of its id, to name it in a list.
  var shortID: String {
    id.split(separator: ".").last.map(String.init) ?? id
  }
}

extension Screening {
  /// The ways to complete the file other than by what is named missing.
  var otherCompletions: [Gaps.Completion] {
    let named = Set(missing.map(\.criterion))
    return gaps.completions.filter { Set($0.criteria) != named }
  }
}
