public import NoteModel

/// A screening for a person at a terminal.
public struct TerminalRenderer: Sendable {
  private let color: Bool
  private let width: Int
  private let isPlain: Bool

  /// Evidence shown for one criterion.
  private static let shownEvidence = 3

  /// Other ways to complete the file that are named.
  private static let shownCompletions = 6

  /// Criteria named as deciding.
  private static let shownDeciding = 6

  /// The column at which the words of a criterion begin.
  private static let margin = 18

  /// A renderer for a terminal.
  ///
  /// - Parameters:
  ///   - color: whether it understands colours.
  ///   - width: its columns.
  ///   - isPlain: whether to use no colour and no signs of our own beyond ASCII.
  public init(color: Bool, width: Int, isPlain: Bool) {
    self.color = color
    self.width = width
    self.isPlain = isPlain
  }

  /// The whole report.
  public func render(_ screening: Screening) -> String {
    let summary = ScreeningSummary(screening)
    var writer = TerminalWriter(color: color, width: width, isPlain: isPlain)
    addHeader(summary, to: &writer)
    for group in summary.groups {
      writer.line("")
      writer.line(writer.styled(writer.visible(group.title), .bold))
      addCriteria(group.criteria, summary, to: &writer)
    }
    if !screening.advisories.isEmpty {
      writer.line("")
      writer.line(writer.styled("The request", .bold))
      for advisory in screening.advisories {
        writer.wrap(summary.words(of: advisory), after: "  ! ", indent: 4)
      }
    }
    if !screening.warnings.isEmpty {
      writer.line("")
      writer.line(writer.styled("Warnings", .bold))
      for warning in screening.warnings { writer.wrap(warning, after: "  ! ", indent: 4) }
    }
    writer.line("")
    addMissing(screening, to: &writer)
    writer.line("")
    return writer.text
  }

  /// The list of what to document, alone.
  public func renderMissing(_ screening: Screening) -> String {
    var writer = TerminalWriter(color: color, width: width, isPlain: isPlain)
    let outcome = ScreeningSummary(screening).outcome
    writer.wrap("\(screening.caseName): \(outcome)", indent: 0, .bold)
    addMissing(screening, to: &writer)
    writer.line("")
    return writer.text
  }

  private func addHeader(_ summary: ScreeningSummary, to writer: inout TerminalWriter) {
    let screening = summary.screening
    writer.wrap(screening.caseName, indent: 0, .bold)
    writer.wrap(summary.policy, indent: 0)
    writer.wrap("Request: \(summary.request)", indent: 0)
    writer.line(String(repeating: isPlain ? "-" : "\u{2500}", count: writer.width))
    let effect = screening.outcome.effect
    let symbol = writer.styled(effect.symbol(isPlain: isPlain), effect.style)
    writer.wrap(summary.outcome, after: "\(symbol) ", indent: 2, effect.style)
    writer.wrap(summary.reason, indent: 2)
    let deciding = summary.deciding
    for result in deciding.prefix(Self.shownDeciding) {
      writer.wrap("\(result.says) (\(result.id))", after: "  - ", indent: 4)
    }
    if deciding.count > Self.shownDeciding {
      writer.line("  + \(deciding.count - Self.shownDeciding) more")
    }
    let counts = summary.counts.map { "\($0.count) \($0.status.rawValue)" }
    writer.wrap(counts.joined(separator: ", "), indent: 2)
    writer.wrap("A pre-screening: a person decides.", indent: 2, .dim)
    let legend = [
      "\(ScreeningSummary.Effect.favourable.symbol(isPlain: isPlain)) for the request",
      "\(ScreeningSummary.Effect.adverse.symbol(isPlain: isPlain)) against it",
      "\(ScreeningSummary.Effect.open.symbol(isPlain: isPlain)) open",
      "\(ScreeningSummary.Effect.neutral.symbol(isPlain: isPlain)) no weight",
    ]
    writer.wrap("Signs: \(legend.joined(separator: ", "))", indent: 2, .dim)
  }

  /// The criteria of a group; exclusions of which no document speaks share one row at the end.
  private func addCriteria(
    _ criteria: [CriterionResult],
    _ summary: ScreeningSummary,
    to writer: inout TerminalWriter
  ) {
    var silent: [String] = []
    for result in criteria {
      if result.kind == .exclusion, result.status == .undocumented, result.evidence.isEmpty {
        silent.append(writer.visible(result.shortID))
      } else {
        add(result, summary, to: &writer)
      }
    }
    guard !silent.isEmpty else { return }
    writer.wrap(
      "\(silent.count): \(silent.joined(separator: ", "))",
      after: lead(.undocumented, .neutral, writer),
      indent: Self.margin
    )
  }

  private func add(
    _ result: CriterionResult,
    _ summary: ScreeningSummary,
    to writer: inout TerminalWriter
  ) {
    let lead = lead(result.status, result.effect, writer)
    writer.wrap(result.says, after: lead, indent: Self.margin)
    writer.wrap("\(result.id) (\(result.place))", indent: Self.margin, .dim)
    // Of silence there is nothing more to say than the status does.
    if result.status != .undocumented || !result.evidence.isEmpty {
      writer.wrap(result.why, indent: Self.margin)
    }
    for evidence in result.evidence.prefix(Self.shownEvidence) {
      let document = summary.screening.documents[evidence.document].document
      let excerpt = Excerpt(
        evidence.range,
        in: document.text,
        summary.lines[evidence.document],
        reach: 4 * writer.width,
        marks: writer.marks
      )
      let stance = writer.styled(evidence.stance.rawValue, evidence.stance.style)
      let place = writer.visible(excerpt.place(in: document.id))
      writer.line("    \(stance): \(writer.styled(place, .dim))")
      writer.quote(excerpt, indent: 6, evidence.stance.style)
    }
    if result.evidence.count > Self.shownEvidence {
      writer.line("    + \(result.evidence.count - Self.shownEvidence) more")
    }
  }

  /// Sign and status at the head of a row.
  private func lead(
    _ status: Status,
    _ effect: ScreeningSummary.Effect,
    _ writer: TerminalWriter
  ) -> String {
    let head = "  \(effect.symbol(isPlain: isPlain)) \(status.rawValue)"
    return writer.styled(head, effect.style)
      + writer.spaces(Self.margin - VisibleText.columns(head))
  }

  private func addMissing(_ screening: Screening, to writer: inout TerminalWriter) {
    guard !screening.missing.isEmpty else {
      return writer.line("Nothing is missing from the file.")
    }
    writer.line(writer.styled("To complete the file:", .bold))
    for (index, item) in screening.missing.enumerated() {
      let number = "  \(index + 1). "
      writer.wrap(item.ask, after: number, indent: number.utf8.count)
      writer.wrap(item.criterion, indent: number.utf8.count, .dim)
    }
    let others = screening.otherCompletions
    guard !others.isEmpty else { return }
    writer.line("Or one of these instead:")
    for completion in others.prefix(Self.shownCompletions) {
      writer.wrap(completion.criteria.joined(separator: " + "), after: "  - ", indent: 4, .dim)
    }
    if others.count > Self.shownCompletions {
      writer.line("  + \(others.count - Self.shownCompletions) more")
    }
  }
}
