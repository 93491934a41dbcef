import NoteModel
import Pipeline
import TestSupport
import Testing

@testable import Evaluation

@Suite struct `Labelled mentions` {
  /// A row: labels and findings in `abcdefghijklmnopqrst`, each as concept and ranges.
  struct Row: Sendable, CustomStringConvertible {
    let description: String
    let labels: [(String, [Range<Int>])]
    let findings: [(String, Range<Int>)]
    let expected: [String]
  }

  private static let rows = [
    Row(
      description: "the very words, then words that overlap",
      labels: [("x", [0..<5]), ("x", [3..<9])],
      findings: [("x", 3..<9), ("x", 0..<4)],
      expected: ["0-5 overlap", "3-9 exact"]
    ),
    Row(
      description: "a finding answers one mention",
      labels: [("x", [0..<5]), ("x", [4..<8])],
      findings: [("x", 3..<6)],
      expected: ["0-5 overlap", "4-8 none"]
    ),
    Row(
      description: "another concept is no answer",
      labels: [("x", [0..<5])],
      findings: [("y", 0..<5)],
      expected: ["0-5 none", "0-5 none extra"]
    ),
    Row(
      description: "what is not scored is no extra",
      labels: [("x", [0..<5])],
      findings: [("x", 0..<5), ("z", 6..<9)],
      expected: ["0-5 exact"]
    ),
    Row(
      description: "parts are found from first to last",
      labels: [("x", [0..<2, 6..<8])],
      findings: [("x", 0..<8)],
      expected: ["0-8 exact"]
    ),
    Row(
      description: "words between parts do not count",
      labels: [("x", [0..<2, 6..<8])],
      findings: [("x", 3..<5)],
      expected: ["0-8 none", "3-5 none extra"]
    ),
  ]

  private func findings(_ rows: [(String, Range<Int>)], isCoded: Bool = false) -> [Finding] {
    rows.enumerated().map { number, row in
      Finding(
        id: number,
        document: 0,
        concept: row.0,
        range: TextRange(row.1.lowerBound, row.1.upperBound),
        sentence: TextRange(0, 20),
        sectionKind: "",
        sectionTitle: "",
        assertion: .present,
        context: [],
        attributes: [],
        codes: [],
        isCoded: isCoded
      )
    }
  }

  private func items(_ row: Row, isCoded: Bool = false) -> [Item] {
    let document = Fixture.document("abcdefghijklmnopqrst", id: "n")
    let labels = row.labels.map { concept, parts in
      LabelledMention(
        concept: concept,
        assertion: "present",
        parts: parts.map { TextRange($0.lowerBound, $0.upperBound) }
      )
    }
    return MentionItems(
      labels,
      findings(row.findings, isCoded: isCoded),
      in: LabelledDocument(Fixture.screener.extract(document).document, name: "n"),
      scored: ["x", "y"]
    ).items()
  }

  @Test(arguments: rows)
  func `are paired with findings`(row: Row) {
    let found = items(row).filter { $0.kind == .finding }.map { item in
      let place = item.id.split(separator: ":")[2]
      return "\(place) \(item.agreement)\(item.expected == nil ? " extra" : "")"
    }
    #expect(found == row.expected)
  }

  @Test func `may be answered by coded entries, which are never extra`() {
    #expect(items(Self.rows[2], isCoded: true).map(\.agreement) == [.none])
    #expect(items(Self.rows[4], isCoded: true).map(\.agreement) == [.exact, .exact])
  }
}
