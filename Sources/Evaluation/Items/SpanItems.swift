import Extraction
import NoteModel
import Pipeline

extension Evaluator {
  /// Given spans held against what the program says of them; the rows of a sentence are one unit.
  func run(_ labels: SpanLabels) -> Run {
    var order: [String] = []
    var items: [String: [Item]] = [:]
    for row in labels.rows {
      if items[row.sentence] == nil { order.append(row.sentence) }
      items[row.sentence, default: []] += self.items(of: row, in: labels.file)
    }
    return Run(
      .spans,
      units: order.enumerated().map { Unit(name: "sentence \($0 + 1)", items: items[$1] ?? []) }
    )
  }

  private func items(of row: SpanLabels.Row, in file: String) -> [Item] {
    let document = NoteDocument(words: row.sentence, id: file)
    let range = document.text.range(ofScalars: row.span)
    let answers = screener.assertions(of: [range], in: document)
    let passage = Passage(
      document: file,
      line: row.line,
      column: row.column + row.span.lowerBound,
      words: range,
      of: TextRange(0, document.text.count),
      in: document.text
    )
    return row.labels.map { kind, label in
      let got = answers.first?.answer(to: kind)
      return Item(
        kind,
        key: row.id,
        subject: kind.rawValue,
        expected: label,
        got: got,
        agreement: got == label ? .exact : .none,
        passage: passage
      )
    }
  }
}

extension SpanAssertion {
  fileprivate func answer(to kind: Item.Kind) -> String? {
    switch kind {
    case .negation: negation
    case .temporality: temporality
    case .experiencer: experiencer
    case .outcome, .status, .missing, .finding, .assertion, .evidence, .mark: nil
    }
  }
}
