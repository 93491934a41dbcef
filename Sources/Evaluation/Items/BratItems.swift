import Extraction
import FoundationEssentials
import NoteModel
import Pipeline

extension Evaluator {
  /// Documents annotated in brat held against what is found in them.
  ///
  /// Extra findings count where annotators were to mark their concept: one of `annotation.conf`,
  /// or without it one that is scored in cases or marked somewhere in the folder.
  ///
  /// - Throws: `EvaluationError` with file and line of every label that cannot be used.
  func run(_ folder: BratFolder) throws(EvaluationError) -> Run {
    var labelled: [(document: AnalyzedDocument, mentions: [LabelledMention], findings: [Finding])] =
      []
    var problems: [String] = []
    for source in folder.annotations {
      do throws(EvaluationError) {
        let document = try document(of: source)
        let mentions = try mentions(in: source, of: document)
        let (analyzed, findings) = screener.extract(document)
        labelled.append((analyzed, mentions, findings))
      } catch {
        problems.append(error.message)
      }
    }
    guard problems.isEmpty else {
      throw EvaluationError(message: problems.joined(separator: "\n"))
    }
    let marked = labelled.flatMap { $0.mentions.map(\.concept) }
    let concepts = folder.types ?? scored.union(marked)
    return Run(
      .documents,
      units: labelled.map { document, mentions, findings in
        let name = document.document.id
        let labelled = LabelledDocument(document, name: name)
        return Unit(
          name: name,
          items: MentionItems(mentions, findings, in: labelled, scored: concepts).items()
        )
      }
    )
  }

  /// The `.txt` file beside an `.ann` file.
  private func document(of source: CaseFolder.Source) throws(EvaluationError) -> NoteDocument {
    let path = "\(source.path.dropLast(".ann".count)).txt"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw EvaluationError(message: "\(source.path): has no .txt file beside it")
    }
    do {
      let id = "\(source.id.dropLast(".ann".count)).txt"
      return try screener.read(Array(data), id: id, format: .text)
    } catch {
      throw EvaluationError(message: error.description)
    }
  }

  /// The mentions of an `.ann` file, each held against the lexicon and the document.
  private func mentions(
    in source: CaseFolder.Source,
    of document: NoteDocument
  ) throws(EvaluationError) -> [LabelledMention] {
    guard let data = FileManager.default.contents(atPath: source.path) else {
      throw EvaluationError(message: "\(source.path): cannot be read; check its permissions")
    }
    let file = try BratFile(
      String(decoding: data, as: UTF8.self),
      file: source.path,
      assertions: Assertion.allCases.map(\.rawValue)
    )
    let concepts = Set(screener.lexicon.concepts.map(\.name))
    var problems: [String] = []
    let mentions = file.mentions.map { mention in
      let parts = mention.parts.map(document.text.range(ofScalars:))
      let words = parts.map { document.text.string(in: $0) }.joined(separator: " ")
      if !CollapsedText(words).isSame(as: CollapsedText(mention.words)) {
        problems.append(
          "\(source.path):\(mention.line): other words stand there in the .txt file; offsets count "
            + "Unicode scalars of what `chartproof read --format text` prints"
        )
      }
      if !concepts.contains(mention.concept) {
        problems.append(
          "\(source.path):\(mention.line): no concept is called `\(mention.concept)`; "
            + "`chartproof lexicon list` names them"
        )
      }
      return LabelledMention(
        concept: mention.concept,
        assertion: mention.assertion,
        parts: parts
      )
    }
    guard problems.isEmpty else {
      throw EvaluationError(message: problems.joined(separator: "\n"))
    }
    return mentions
  }
}
