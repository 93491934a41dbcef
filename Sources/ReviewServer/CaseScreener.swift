public import CaseStore
import Dispatch
import Extraction
import NoteModel
public import Pipeline
import Reporting
import Synchronization

/// What screenings are made with, so that one can be made again.
public struct Knowledge: Sendable {
  /// Names and SHA-256 hashes of program, policy and lexicons, in this order.
  let parts: [(name: String, hash: String)]

  /// One hash over all of them.
  let hash: String

  /// What a configuration brings.
  ///
  /// - Parameters:
  ///   - configuration: where policy and lexicons come from.
  ///   - program: the SHA-256 of the program itself.
  /// - Throws: `ConfigurationError` where there is no such policy or lexicon.
  public init(configuration: Configuration, program: String) throws(ConfigurationError) {
    let policy = try configuration.policyText().text
    var lexicons: [UInt8] = []
    for file in try configuration.lexiconFiles() {
      lexicons += Array("\(file.name) \(file.bytes.count)\n".utf8) + file.bytes
    }
    parts = [
      ("chartproof \(Program.version)", program),
      ("policy \(configuration.policy)", Digest.sha256(Array(policy.utf8))),
      ("lexicons", Digest.sha256(lexicons)),
    ]
    hash = Digest.sha256(Array(parts.map { "\($0.name) \($0.hash)\n" }.joined().utf8))
  }
}

/// Screens the cases of the store, and makes their reports.
public final class CaseScreener: Sendable {
  /// Screenings kept in memory; others are made again.
  private static let kept = 32

  /// A screening took longer than it may.
  struct TookTooLong: Error {}

  let knowledge: Knowledge
  private let limit: Duration
  private let screener: Screener
  private let store: CaseDatabase
  private let cache = Mutex<[(run: Int, screening: Screening)]>([])
  private let queue = DispatchQueue(label: "screening", attributes: .concurrent)

  /// A screener of the cases of a store.
  ///
  /// - Parameters:
  ///   - screener: the chain that does it.
  ///   - knowledge: what that was built from.
  ///   - store: where the cases are.
  ///   - limit: how long one screening may take.
  public init(
    screener: Screener,
    knowledge: Knowledge,
    store: CaseDatabase,
    limit: Duration = .seconds(60)
  ) {
    self.limit = limit
    self.screener = screener
    self.knowledge = knowledge
    self.store = store
  }

  /// Screens a case as it is now, and stores what comes of it.
  ///
  /// - Throws: `StoreError` where its documents cannot be read, or `TookTooLong`.
  func screen(_ run: Run) async throws {
    guard let reviewCase = try await store.reviewCase(run.caseID) else { return }
    let files = try await store.files(of: run.caseID)
    let (screening, report) = try await made(of: reviewCase, files.map(file))
    keep(screening, of: run.id)
    let result = RunResult(
      outcome: screening.outcome,
      gaps: screening.missing.count,
      report: report,
      knowledge: knowledge.hash,
      record: record(of: reviewCase, files.map(\.document), Digest.sha256(report))
    )
    try await store.finish(run, result)
  }

  /// The screening of a finished run, made again from the documents where it is not in memory.
  ///
  /// - Throws: `Problem.conflict` where what comes of it is not what was recorded, byte for byte.
  func screening(of run: Run, in reviewCase: ReviewCase) async throws -> Screening {
    if let kept = cache.withLock({ $0.first { $0.run == run.id }?.screening }) { return kept }
    let files = try await store.files(of: reviewCase.id)
    let (screening, report) = try await made(of: reviewCase, files.map(file))
    guard Digest.sha256(report) == run.reportHash else {
      throw Problem.conflict(
        "this case was screened by another version of the program or of its policy;"
          + " the report it made is kept as JSON; screen the case again to see it here"
      )
    }
    keep(screening, of: run.id)
    return screening
  }

  private func file(_ stored: (document: StoredDocument, bytes: [UInt8])) -> Screener.File {
    Screener.File(id: stored.document.name, bytes: stored.bytes)
  }

  /// Works on a thread of its own, since it takes as long as the documents are.
  ///
  /// The work cannot be stopped: what takes too long goes on to its end, and nobody waits for it.
  private func made(
    of reviewCase: ReviewCase,
    _ files: [Screener.File]
  ) async throws -> (Screening, report: [UInt8]) {
    try await withCheckedThrowingContinuation { continuation in
      let answer = Answer(continuation)
      queue.async { [screener] in
        let screening = screener.screen(
          name: reviewCase.name,
          request: reviewCase.request,
          files: files
        )
        let report = JSONRenderer(isCompact: false).render(screening) + "\n"
        answer.give(.success((screening, Array(report.utf8))))
      }
      queue.asyncAfter(deadline: .now() + limit / .seconds(1)) {
        answer.give(.failure(TookTooLong()))
      }
    }
  }

  /// What somebody waits for: the first answer counts.
  private final class Answer: Sendable {
    typealias Made = (Screening, report: [UInt8])

    private let waiting: Mutex<CheckedContinuation<Made, any Error>?>

    init(_ continuation: CheckedContinuation<Made, any Error>) {
      waiting = Mutex(continuation)
    }

    func give(_ result: sending Result<Made, any Error>) {
      let continuation = waiting.withLock { waiting in
        defer { waiting = nil }
        return waiting
      }
      continuation?.resume(with: result)
    }
  }

  private func keep(_ screening: Screening, of run: Int) {
    cache.withLock { cache in
      cache.append((run, screening))
      if cache.count > Self.kept { cache.removeFirst() }
    }
  }

  private func record(
    of reviewCase: ReviewCase,
    _ documents: [StoredDocument],
    _ report: String
  ) -> String {
    var json = JSONWriter(.compact)
    json.object { json in
      json.key("made_with")
      json.array { json in
        for part in knowledge.parts { json.element(NamedHash(part.name, part.hash)) }
      }
      json.member("reference_date", reviewCase.request.referenceDate)
      json.member("codes", reviewCase.request.codes)
      json.member("levels", reviewCase.request.levels?.map(\.description))
      json.key("documents")
      json.array { json in
        for document in documents { json.element(NamedHash(document.id, document.sha256)) }
      }
      json.member("report_sha256", report)
    }
    return json.text
  }

  private struct NamedHash: JSONWritable {
    let name: String
    let hash: String

    init(_ name: String, _ hash: String) {
      self.name = name
      self.hash = hash
    }

    func write(to json: inout JSONWriter) {
      json.object(.line) { json in
        json.member("name", name)
        json.member("sha256", hash)
      }
    }
  }
}
