import DocumentReading
public import Extraction
public import NoteModel
public import PolicyEngine

/// The whole chain, built once: a document in, findings out; a case in, a screening out.
///
/// Immutable and shared by all workers.
public struct Screener: Sendable {
  /// The lexicon in use.
  public let lexicon: Lexicon

  private let reader = DocumentReader()
  private let extractor: Extractor
  private let evaluator: PolicyEvaluator?

  /// A chain that knows a lexicon and, if it is to screen, a policy.
  public init(lexicon: Lexicon, policy: Policy?) {
    self.lexicon = lexicon
    extractor = Extractor(lexicon: lexicon)
    evaluator = policy.map { PolicyEvaluator(policy: $0) }
  }

  /// A chain from a configuration.
  ///
  /// - Parameters:
  ///   - configuration: where lexicon and policy come from.
  ///   - withPolicy: whether cases will be screened, and not only read.
  /// - Throws: `ConfigurationError` where lexicon or policy cannot be used.
  public init(
    configuration: Configuration,
    withPolicy: Bool = true
  ) throws(ConfigurationError) {
    guard withPolicy else {
      self.init(lexicon: try configuration.loadLexicon(), policy: nil)
      return
    }
    let (lexicon, policy) = try configuration.load()
    self.init(lexicon: lexicon, policy: policy)
  }

  /// The names of the concepts in a group.
  public func concepts(in group: String) -> Set<String> {
    Set(lexicon.concepts.filter { $0.groups.contains(group) }.map(\.name))
  }

  /// A document from a file's bytes.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - id: its name.
  ///   - format: what it is, where the caller knows it.
  ///   - isHashed: whether the document is to say the SHA-256 of its bytes.
  /// - Returns: the document as read.
  /// - Throws: `DocumentError` with the name, what is wrong and what to do.
  public func read(
    _ bytes: [UInt8],
    id: String,
    format: DocumentFormat? = nil,
    isHashed: Bool = true
  ) throws(DocumentError) -> NoteDocument {
    do {
      return try reader.read(bytes, id: id, format: format, isHashed: isHashed)
    } catch {
      throw DocumentError(document: id, message: error.description, hint: error.hint)
    }
  }

  /// The documents of a file: one, or those that a FHIR resource holds.
  ///
  /// - Parameters:
  ///   - file: the file.
  ///   - isHashed: whether the documents are to say the SHA-256 of its bytes.
  /// - Returns: the documents, and what kept others in it from being read.
  /// - Throws: `DocumentError` where the file as a whole cannot be read.
  func contents(of file: File, isHashed: Bool) throws(DocumentError) -> Reading {
    do {
      let contents = try reader.contents(
        of: file.bytes,
        id: file.id,
        mediaType: file.mediaType,
        isHashed: isHashed
      )
      let failures = contents.documents.compactMap { document in
        document.failure.map { DocumentError(document: document.id, message: $0, hint: "") }
      }
      let unread = contents.unread.map { part in
        DocumentError(
          document: part.id,
          message: part.error.description,
          hint: part.error.hint
        )
      }
      return Reading(documents: contents.documents, errors: failures + unread)
    } catch {
      throw DocumentError(document: file.id, message: error.description, hint: error.hint)
    }
  }

  /// A document with its findings, numbered from 0.
  ///
  /// - Parameters:
  ///   - document: as read.
  ///   - number: its place in the case, from 0.
  ///   - date: its date, where the caller knows it.
  /// - Returns: the document analyzed, and its findings by place.
  public func extract(
    _ document: NoteDocument,
    number: Int = 0,
    date: CalendarDate? = nil
  ) -> (document: AnalyzedDocument, findings: [Finding]) {
    extractor.analyze(document, number: number, date: date)
  }

  /// A note with its findings, as a line of a stream gives it.
  ///
  /// - Parameters:
  ///   - note: all of it.
  ///   - id: its name.
  ///   - format: what it is; `nil` where its content is to tell.
  ///   - date: its date, where the caller knows it.
  /// - Returns: the document analyzed, and its findings by place.
  /// - Throws: `DocumentError` where it, or all of it but a header, cannot be read.
  public func extract(
    _ note: [UInt8],
    id: String,
    format: DocumentFormat?,
    date: CalendarDate? = nil
  ) throws(DocumentError) -> (document: AnalyzedDocument, findings: [Finding]) {
    let document = try read(note, id: id, format: format, isHashed: false)
    if let failure = document.failure {
      throw DocumentError(document: id, message: failure, hint: "")
    }
    return extract(document, date: date)
  }

  /// The context of given spans of a document.
  public func assertions(
    of spans: [TextRange],
    in document: NoteDocument
  ) -> [SpanAssertion] {
    extractor.assertions(of: spans, in: document)
  }

  /// How the sentences that touch a range of a document were understood.
  public func explanations(of range: TextRange, in document: NoteDocument) -> [Explanation] {
    extractor.explanations(of: range, in: document)
  }

  /// The result for a case.
  ///
  /// - Parameters:
  ///   - name: the case's name.
  ///   - request: what was asked for.
  ///   - documents: its documents, as read.
  ///   - warnings: what went wrong while reading them.
  /// - Returns: the screening.
  public func screen(
    name: String,
    request: Request,
    documents: [NoteDocument],
    warnings: [String] = []
  ) -> Screening {
    guard let evaluator else { preconditionFailure("a screener without a policy cannot screen") }
    var analyzed: [AnalyzedDocument] = []
    var findings: [Finding] = []
    var results = documents.enumerated().map { extractor.analyze($1, number: $0) }
    // Where some tell that their dates have the day first, and none tells otherwise, all have.
    let orders = Set(results.compactMap(\.document.dayOrder))
    let order = orders == [.dayFirst] ? DayOrder.dayFirst : nil
    for number in results.indices where order != nil && results[number].document.dayOrder == nil {
      results[number] = extractor.analyze(documents[number], number: number, order: order)
    }
    // A document without a date is seen from the day of the request, or of the newest one.
    if let day = request.referenceDate ?? results.compactMap(\.document.date).max() {
      for number in results.indices where results[number].document.date == nil {
        results[number] = extractor.analyze(
          documents[number],
          number: number,
          seenOn: day,
          order: order
        )
      }
    }
    for result in results {
      analyzed.append(result.document)
      findings += result.findings
    }
    let file = CaseFile(name: name, request: request, documents: analyzed, findings: findings)
    let notices = documents.flatMap { document in
      document.warnings.map { "\(document.id): \($0)" }
    }
    return evaluator.screen(file, warnings: warnings + notices)
  }
}

/// A document that could not be read.
public struct DocumentError: Error, Sendable, CustomStringConvertible {
  /// The document's name.
  public let document: String

  /// What is wrong, with the place in the file, never with its words.
  public let message: String

  /// What to do.
  public let hint: String

  /// `message; hint`.
  public var reason: String { hint.isEmpty ? message : "\(message); \(hint)" }

  /// `document: message; hint`.
  public var description: String { "\(document): \(reason)" }
}
