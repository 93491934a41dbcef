package import Reporting

extension EvaluationReport {
  /// The report for scripts, and for `--against`: one object, without words of notes.
  public var json: String {
    var json = JSONWriter(.indented)
    json.object { json in
      json.member("schema", SavedRun.schema)
      for figure in figures { json.member(named: figure.name, figure.value.map(Self.rounded)) }
      json.member("resamples", resamples)
      json.member("intervals", Members(intervals))
      for (kind, table) in confusions where kind == .status {
        json.member(
          "by_status",
          Members(table.answers.map { ($0 ?? Self.nothing, table.tally(of: $0)) })
        )
      }
      let concepts = ConceptScores.all(in: run).map { ($0.concept, $0) }
      if !concepts.isEmpty { json.member("by_concept", Members(concepts)) }
      let phenomena = PhenomenonScores.all(in: run).map { ($0.phenomenon, $0) }
      if !phenomena.isEmpty { json.member("by_phenomenon", Members(phenomena)) }
      json.member("confusion", Members(confusions.map { ($0.kind.rawValue, $0.table) }))
      if let changes { json.member("changes", changes) }
      json.member("items", run.items)
    }
    return json.text + "\n"
  }

  private var intervals: [(String, Interval)] {
    figures.compactMap { figure in figure.interval.map { (figure.name, Interval(bounds: $0)) } }
  }
}

/// An object whose members' names are data, a line a member.
private struct Members<Value: JSONWritable>: JSONWritable {
  private let members: [(String, Value)]

  init(_ members: [(String, Value)]) { self.members = members }

  func write(to json: inout JSONWriter) {
    json.object { json in
      for (name, value) in members { json.member(named: name, value) }
    }
  }
}

private struct Interval: JSONWritable {
  let bounds: ClosedRange<Double>

  func write(to json: inout JSONWriter) {
    json.array(.line) { json in
      json.element(EvaluationReport.rounded(bounds.lowerBound))
      json.element(EvaluationReport.rounded(bounds.upperBound))
    }
  }
}

extension Tally: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object(.line) { json in
      json.member("right", right)
      json.member("given", given)
      json.member("wanted", wanted)
      json.member("precision", precision.map(EvaluationReport.rounded))
      json.member("recall", recall.map(EvaluationReport.rounded))
      json.member("f1", EvaluationReport.rounded(f1))
    }
  }
}

extension ConceptScores: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("overlap", findings)
      json.member("strict", findingsStrict)
      json.member("assertions", assertions)
    }
  }
}

extension PhenomenonScores: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("sentences", sentences)
      json.member("overlap", marks)
      json.member("strict", marksStrict)
    }
  }
}

extension Confusion: JSONWritable {
  /// For each label how often it got each answer, those left out that it never got.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      for expected in answers {
        json.member(
          named: expected ?? EvaluationReport.nothing,
          Row(confusion: self, expected: expected)
        )
      }
    }
  }

  private struct Row: JSONWritable {
    let confusion: Confusion
    let expected: String?

    func write(to json: inout JSONWriter) {
      json.object(.line) { json in
        for got in confusion.answers where confusion.count(expected, got) > 0 {
          json.member(named: got ?? EvaluationReport.nothing, confusion.count(expected, got))
        }
      }
    }
  }
}

extension Changes: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("counts", Members(counts.map { ($0.key, $0.value) }))
      json.member("fixed_items", fixed.map(\.id))
      json.member("broken_items", broken.map(\.id))
    }
  }
}

extension Item: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object(.line) { json in
      json.member("id", id)
      json.member("expected", expected)
      json.member("got", got)
      json.member("agreement", agreement.rawValue)
      json.member("place", passage?.place)
    }
  }
}
