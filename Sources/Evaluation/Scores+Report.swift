extension Scores {
  /// The figures under the names that scripts use, in order.
  private var figures: [(name: String, value: Double?)] {
    [
      ("cases", Double(cases)),
      ("outcome_accuracy", outcomeAccuracy),
      ("false_criteria_met", Double(falselyMet)),
      ("status_precision", statuses.precision),
      ("status_recall", statuses.recall),
      ("status_f1", statuses.f1),
      ("status_accuracy_lenient", statusesDefensible.recall),
      ("missing_exact", missing.recall),
      ("finding_precision", findings.precision),
      ("finding_recall", findings.recall),
      ("finding_f1", findings.f1),
      ("assertion_accuracy", assertionAccuracy),
      ("evidence_recall", evidence.recall),
      ("offsets_right", offsets.recall),
      ("quotes_not_in_text", Double(quotesNotInText)),
    ]
  }

  /// A table of the figures, the scores of each status, and every disagreement.
  public var text: String {
    var text = ""
    for (name, value) in figures { text += Self.padded(name, 26) + Self.short(value) + "\n" }
    text += "\nstatus          precision  recall     f1\n"
    for (status, tally) in byStatus.sorted(by: { $0.key < $1.key }) {
      text +=
        Self.padded(status, 16) + Self.padded(Self.short(tally.precision), 11)
        + Self.padded(Self.short(tally.recall), 11) + Self.short(tally.f1) + "\n"
    }
    var kinds: [String] = []
    for disagreement in disagreements where !kinds.contains(disagreement.kind) {
      kinds.append(disagreement.kind)
    }
    for kind in kinds {
      let all = disagreements.filter { $0.kind == kind }
      text += "\n## \(kind) (\(all.count))\n"
      for disagreement in all { text += "  \(disagreement.caseName): \(disagreement.detail)\n" }
    }
    return text
  }

  /// One JSON object of the figures.
  public var json: String {
    let members = figures.map { name, value in
      "\"\(name)\": \(value.map { Self.short($0) } ?? "null")"
    }
    return "{" + members.joined(separator: ", ") + "}"
  }

  /// A number with at most four decimals.
  private static func short(_ value: Double?) -> String {
    guard let value else { return "-" }
    let scaled = (value * 10_000).rounded()
    if scaled.truncatingRemainder(dividingBy: 10_000) == 0 { return String(Int(scaled / 10_000)) }
    var digits = String(Int(scaled.magnitude))
    digits = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    var fraction = digits.suffix(4)
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(value < 0 ? "-" : "")\(digits.dropLast(4)).\(fraction)"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
