import NoteModel

/// Finds the mention that comes nearest to evidence for a criterion, and says what it lacks.
struct NearestMiss {
  let queries: QueryEvaluator
  let file: CaseFile

  /// A mention that is no evidence, and why not.
  private struct Candidate {
    let finding: Finding
    let lacks: [String]
  }

  /// The nearest mention with what it lacks, or `nil` where no document names what is asked for.
  ///
  /// - Complexity: O(findings of the concepts that the criterion asks for)
  func sentence(for criterion: Criterion) -> String? {
    var best: Candidate?
    for query in criterion.supports.flatMap(\.findingQueries) {
      for finding in file.findings(of: query.concepts) {
        let lacks = queries.lacks(finding, query)
        // One that lacks nothing by itself misses its company.
        if lacks.count < best?.lacks.count ?? .max
          || lacks.count == best?.lacks.count && isNewer(finding, best?.finding)
        {
          best = Candidate(finding: finding, lacks: lacks)
        }
      }
    }
    return best.map { candidate in
      let lacks = candidate.lacks.isEmpty ? ["not enough by itself"] : candidate.lacks
      return file.quote(candidate.finding.range, in: candidate.finding.document)
        + " (\(lacks.joined(separator: ", ")))"
    }
  }

  private func isNewer(_ finding: Finding, _ other: Finding?) -> Bool {
    guard let other, let one = file.day(of: finding), let two = file.day(of: other) else {
      return false
    }
    return one > two
  }
}

extension Query {
  /// The findings that it asks for, wherever in it.
  var findingQueries: [FindingQuery] {
    switch self {
    case .findings(let query): [query]
    case .course(let course): [course.treatment]
    case .onset(let query): query.beginnings
    case .together(let parts), .first(let parts): parts.flatMap(\.findingQueries)
    case .none, .given, .criterion, .levels: []
    }
  }
}

extension QueryEvaluator {
  /// What a finding of the right concept lacks to be found by a query, in words.
  func lacks(_ finding: Finding, _ query: FindingQuery) -> [String] {
    var lacks: [String] = []
    if !query.assertions.contains(finding.assertion) {
      lacks.append("\(finding.assertion.rawValue)")
    }
    for attribute in query.attributes where !holds(attribute, finding) {
      lacks.append(attribute.lack)
    }
    if query.notSections.contains(finding.sectionKind)
      || !query.sections.isEmpty && !query.sections.contains(finding.sectionKind)
    {
      lacks.append(finding.sectionKind.isEmpty ? "in no section" : "in \(finding.sectionKind)")
    }
    let type = file.documents[finding.document].type
    if query.notDocuments.contains(type)
      || !query.documents.isEmpty && !query.documents.contains(type)
    {
      lacks.append("in a document of type \(type.rawValue)")
    }
    if query.isAtTarget, !isAtTarget(finding) { lacks.append("at another level") }
    let neighbours = file.neighbours(of: finding).filter { $0.id != finding.id }
    for near in query.near where !neighbours.contains(where: { matches($0, near) }) {
      lacks.append("without \(near.concepts.sorted().joined(separator: " or "))")
    }
    for near in query.notNear where neighbours.contains(where: { matches($0, near) }) {
      lacks.append("with \(near.concepts.sorted().joined(separator: " or "))")
    }
    for beside in query.beside where !isBeside(beside, finding) {
      lacks.append("in a document without \(beside.concepts.sorted().joined(separator: " or "))")
    }
    for beside in query.notBeside where isBeside(beside, finding) {
      lacks.append("in a document with \(beside.concepts.sorted().joined(separator: " or "))")
    }
    for other in query.notWhile where isWhile(other, finding) {
      lacks.append("while another \(other.concepts.sorted().joined(separator: " or ")) goes on")
    }
    for other in query.notBefore where isBefore(other, finding) {
      lacks.append("before a later \(other.concepts.sorted().joined(separator: " or "))")
    }
    return lacks
  }
}

extension AttributeQuery {
  /// What is wrong where it does not hold: `no source imaging`, `value not >= 4`.
  fileprivate var lack: String {
    let subject: String
    switch test {
    case .anything: subject = name
    case .words(let words): subject = "\(name) \(words.sorted().joined(separator: " or "))"
    case .number(let comparison):
      return isNegated ? "\(name) \(comparison)" : "\(name) not \(comparison)"
    }
    return isNegated ? subject : "no \(subject)"
  }
}
