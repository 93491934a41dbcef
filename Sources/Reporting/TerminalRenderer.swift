public import NoteModel

/// A screening for a person at a terminal, in the manner of a compiler: what decides first, each
/// with the words in place and what to do, then all else on a line of its own.
public struct TerminalRenderer: Sendable {
  private let color: Bool
  private let width: Int
  private let isPlain: Bool
  private let showsAll: Bool

  /// Entries of evidence shown for one criterion that decides.
  private static let shownEvidence = 4

  /// Other ways to complete the file that are named.
  private static let shownCompletions = 6

  /// A renderer for a terminal.
  ///
  /// - Parameters:
  ///   - color: whether it understands colours.
  ///   - width: its columns.
  ///   - isPlain: whether to use no colour and no signs of our own beyond ASCII.
  ///   - showsAll: whether the evidence of every criterion is shown, and not only of those that
  ///     decide or are open.
  public init(color: Bool, width: Int, isPlain: Bool, showsAll: Bool = false) {
    self.color = color
    self.width = width
    self.isPlain = isPlain
    self.showsAll = showsAll
  }

  /// The whole report.
  public func render(_ screening: Screening) -> String {
    let summary = ScreeningSummary(screening)
    var writer = TerminalWriter(color: color, width: width, isPlain: isPlain)
    addHeader(summary, to: &writer)
    let diagnoses = Diagnosis.all(in: summary)
    var shown: [[Diagnosis.Place]: String] = [:]
    for diagnosis in diagnoses where isShown(diagnosis) {
      writer.line("")
      add(diagnosis, summary, sameAs: shown[diagnosis.places], to: &writer)
      if !diagnosis.places.isEmpty { shown[diagnosis.places] = diagnosis.result.id }
    }
    addRest(diagnoses.filter { !isShown($0) }, summary, to: &writer)
    addNotes("The request", screening.advisories.map { summary.words(of: $0) }, to: &writer)
    addNotes("Warnings", screening.warnings, to: &writer)
    writer.line("")
    addMissing(screening, to: &writer)
    writer.line("")
    addCounts(summary, to: &writer)
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

  /// What became of a case when its files changed.
  ///
  /// - Parameters:
  ///   - old: the case before.
  ///   - new: the case after.
  ///   - files: what changed.
  /// - Returns: the lines, to stand below a report.
  public func renderChange(from old: Screening, to new: Screening, files: [String]) -> String {
    var writer = TerminalWriter(color: color, width: width, isPlain: isPlain)
    writer.line("")
    writer.wrap("Changed: \(files.joined(separator: ", "))", indent: 0, .bold)
    if old.outcome != new.outcome || old.pathway != new.pathway {
      writer.wrap(
        "\(ScreeningSummary(old).outcome) \(arrow) \(ScreeningSummary(new).outcome)",
        indent: 2,
        new.outcome.effect.style
      )
    }
    let before = Dictionary(old.criteria.map { ($0.id, $0.status) }) { first, _ in first }
    let changes = new.criteria.filter { before[$0.id] != $0.status }
    for result in changes {
      let status = before[result.id]?.rawValue ?? "no row"
      writer.wrap("\(result.id): \(status) \(arrow) \(result.status.rawValue)", indent: 2)
    }
    if changes.isEmpty { writer.wrap("No criterion's status changed.", indent: 2) }
    return writer.text
  }

  private var arrow: String { isPlain ? "->" : "\u{2192}" }

  private func isShown(_ diagnosis: Diagnosis) -> Bool {
    showsAll ? !diagnosis.entries.isEmpty || diagnosis.level < .met : diagnosis.level < .met
  }

  // MARK: Parts

  private func addHeader(_ summary: ScreeningSummary, to writer: inout TerminalWriter) {
    let screening = summary.screening
    writer.wrap(screening.caseName, indent: 0, .bold)
    writer.wrap("\(summary.policy)", indent: 0, .dim)
    writer.wrap("Request: \(summary.request)", indent: 0, .dim)
    let effect = screening.outcome.effect
    let symbol = writer.styled(effect.symbol(isPlain: isPlain), effect.style)
    writer.line("")
    writer.wrap(summary.outcome, after: "\(symbol) ", indent: 2, effect.style)
    writer.wrap(summary.reason, indent: 2)
  }

  /// A criterion that decides or is open: its level and id, what it says, the words in place, why,
  /// and what to document.
  ///
  /// - Parameters:
  ///   - diagnosis: the criterion.
  ///   - summary: what it is of.
  ///   - twin: a criterion that stands above with the very same words.
  ///   - writer: where to.
  private func add(
    _ diagnosis: Diagnosis,
    _ summary: ScreeningSummary,
    sameAs twin: String?,
    to writer: inout TerminalWriter
  ) {
    let result = diagnosis.result
    let style = diagnosis.level.effect.style
    let code = writer.styled("\(diagnosis.level.name)[\(writer.visible(result.id))]", style)
    writer.line(code, writer.styled(" \(writer.visible(result.place))", .dim))
    writer.wrap(result.says, indent: 2, .bold)
    if let twin {
      return writer.wrap("see: the words and why of \(twin)", after: "   = ", indent: 5)
    }
    for entry in diagnosis.entries.prefix(Self.shownEvidence) {
      writer.snippet(
        entry,
        in: summary.screening.documents[entry.document].document,
        summary.lines[entry.document]
      )
    }
    if diagnosis.entries.count > Self.shownEvidence {
      writer.line(
        "   ",
        writer.styled("+ \(diagnosis.entries.count - Self.shownEvidence) more", .dim)
      )
    }
    if result.status != .undocumented || !result.evidence.isEmpty {
      writer.wrap("why: \(result.why)", after: "   = ", indent: 5)
    }
    if diagnosis.level.asks { writer.wrap("help: \(result.ask)", after: "   = ", indent: 5) }
  }

  /// What needs no look, a criterion a line; exclusions of which no document speaks by name.
  private func addRest(
    _ diagnoses: [Diagnosis],
    _ summary: ScreeningSummary,
    to writer: inout TerminalWriter
  ) {
    for level in Diagnosis.Level.allCases where level >= .met {
      let rest = diagnoses.filter { $0.level == level }
      guard !rest.isEmpty else { continue }
      writer.line("")
      writer.line(writer.styled(level.heading, .bold))
      guard level != .silent else {
        let names = rest.map { writer.visible($0.result.shortID) }
        writer.wrap(names.joined(separator: ", "), indent: 2, .dim)
        continue
      }
      for diagnosis in rest {
        let sign = writer.styled(level.effect.symbol(isPlain: isPlain), level.effect.style)
        writer.wrap(diagnosis.result.says, after: "  \(sign) ", indent: 4)
        let places = diagnosis.entries.prefix(1).map { entry in
          let document = summary.screening.documents[entry.document].document
          return "\(document.id):\(summary.lines[entry.document].line(at: entry.range.start)) "
        }
        let why = diagnosis.entries.isEmpty ? diagnosis.result.id : diagnosis.result.why
        writer.wrap(places.joined() + why, indent: 4, .dim)
      }
    }
  }

  private func addNotes(_ title: String, _ notes: [String], to writer: inout TerminalWriter) {
    guard !notes.isEmpty else { return }
    writer.line("")
    writer.line(writer.styled(title, .bold))
    for note in notes { writer.wrap(note, after: "  ! ", indent: 4) }
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

  private func addCounts(_ summary: ScreeningSummary, to writer: inout TerminalWriter) {
    let counts = summary.counts.map { "\($0.count) \($0.status.rawValue)" }
    let effect = summary.screening.outcome.effect
    writer.wrap(
      "\(summary.outcome): \(counts.joined(separator: ", ")).",
      indent: 0,
      effect.style
    )
    writer.wrap("A pre-screening: a person decides.", indent: 0, .dim)
  }
}
