public import NoteModel

/// Explanations for a person at a terminal: the sentence, its tokens, and for each finding what
/// speaks for its assertion and what was seen and does not count.
public struct ExplanationRenderer: Sendable {
  private let document: NoteDocument
  private let lines: LineIndex

  /// A renderer of explanations of a document.
  public init(document: NoteDocument) {
    self.document = document
    lines = LineIndex(document.text)
  }

  /// The explanations, an empty line after each.
  ///
  /// - Parameters:
  ///   - explanations: in the order they are to be shown.
  ///   - color: whether the terminal understands colours.
  ///   - width: its columns.
  ///   - isPlain: whether to use no colour and no signs of our own beyond ASCII.
  /// - Returns: lines.
  public func terminal(
    _ explanations: [Explanation],
    color: Bool,
    width: Int,
    isPlain: Bool
  ) -> String {
    var writer = TerminalWriter(color: color, width: width, isPlain: isPlain)
    for explanation in explanations {
      add(explanation, to: &writer)
      writer.line("")
    }
    return writer.text
  }

  private func add(_ explanation: Explanation, to writer: inout TerminalWriter) {
    var place = "\(document.id):\(lines.line(at: explanation.sentence.start))"
    if !explanation.sectionTitle.isEmpty { place += ", section \(explanation.sectionTitle)" }
    if !explanation.sectionKind.isEmpty { place += " (\(explanation.sectionKind))" }
    writer.wrap(place, indent: 0, .bold)
    writer.wrap(words(explanation.sentence), indent: 2)
    let tokens = explanation.tokens.map { $0.isKnown ? words($0.range) : "{\(words($0.range))}" }
    writer.wrap(tokens.joined(separator: " "), after: "  tokens   ", indent: 11, .dim)
    if explanation.tokens.contains(where: { !$0.isKnown }) {
      writer.wrap("{words} are in no lexicon", indent: 11, .dim)
    }
    if explanation.findings.isEmpty { writer.wrap("no finding", indent: 2) }
    for finding in explanation.findings { add(finding, explanation, to: &writer) }
  }

  private func add(
    _ finding: Finding,
    _ explanation: Explanation,
    to writer: inout TerminalWriter
  ) {
    let links = explanation.links.filter { $0.finding == finding.range }
    writer.line("")
    writer.wrap("\(finding.concept): \(finding.assertion.rawValue)", indent: 2, .bold)
    let excerpt = Excerpt(
      finding.range,
      in: document.text,
      lines,
      reach: 4 * writer.width,
      marks: writer.marks
    )
    writer.quote(excerpt, indent: 4, nil)
    for cue in finding.context {
      let rule = links.first { $0.stop == nil && $0.cue.range == cue.range }?.cue.place
      writer.wrap(
        "\(cue.kind) by `\(words(cue.range))`, \(rule ?? "where it stands")",
        after: "    because  ",
        indent: 13
      )
    }
    if let reason = unsaid(finding) { writer.wrap(reason, after: "    because  ", indent: 13) }
    for attribute in finding.attributes {
      let rule = links.first { $0.stop == nil && $0.cue.range == attribute.range }?.cue.place
      writer.wrap(
        "\(attribute.name)=\(attribute.value.words) by `\(words(attribute.range))`"
          + (rule.map { ", \($0)" } ?? ""),
        after: "    with     ",
        indent: 13
      )
    }
    for link in links {
      guard let stop = link.stop else { continue }
      writer.wrap(
        "\(link.cue.effect) by `\(words(link.cue.range))`, \(link.cue.place): \(reason(stop))",
        after: "    not      ",
        indent: 13,
        .dim
      )
    }
  }

  /// Why a finding holds as it does, where no cue says so.
  private func unsaid(_ finding: Finding) -> String? {
    switch finding.assertion {
    case .present where finding.context.isEmpty: "no cue says otherwise"
    case .planned where !finding.context.contains { $0.kind == Assertion.planned.rawValue }:
      "its kind is asked for or planned unless a cue says otherwise"
    case .historical where !finding.context.contains { $0.kind == Assertion.historical.rawValue }:
      "its dates are past"
    default: nil
    }
  }

  private func reason(_ stop: Explanation.Stop) -> String {
    switch stop {
    case .otherKind: "works on other kinds of concepts"
    case .answer: "answers what stands before it"
    case .wordsBetween: "works on its neighbour only"
    case .sign(let range): "ends at `\(words(range))`"
    case .column: "is in another column"
    case .cue(let cue): "ends at `\(words(cue.range))` (\(cue.effect), \(cue.place))"
    case .clause: "a clause of its own begins before it"
    case .listEnd: "its list has ended"
    }
  }

  private func words(_ range: TextRange) -> String {
    document.text.string(in: range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
