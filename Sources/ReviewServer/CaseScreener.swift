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

  let knowledge: Knowledge
  private let pool: ScreeningPool?
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
  ///   - pool: screens what nobody has screened yet, in other processes; without it that is done
  ///     here, with no limit of time and memory.
  public init(
    screener: Screener,
    knowledge: Knowledge,
    store: CaseDatabase,
    pool: ScreeningPool? = nil
  ) {
    self.pool = pool
    self.screener = screener
    self.knowledge = knowledge
    self.store = store
  }

  /// Cases under way at once: some are read and stored while workers screen others.
  var width: Int { pool.map { 4 * $0.width } ?? 1 }

  /// Screens a case as it is now, and stores what comes of it.
  ///
  /// - Throws: `ScreeningFailure`, or `StoreError` where its documents cannot be read.
  func screen(_ run: Run) async throws {
    guard let reviewCase = try await store.reviewCase(run.caseID) else { return }
    let files = try await store.files(of: run.caseID)
    let order = order(reviewCase, files)
    let made: ScreeningAnswer
    if let pool {
      made = try await pool.answer(to: order)
    } else {
      let screening = await screening(of: order)
      keep(screening, of: run.id)
      made = ScreeningAnswer(screening)
    }
    let result = RunResult(
      outcome: made.outcome,
      gaps: made.gaps,
      report: made.report,
      knowledge: knowledge.hash,
      record: record(of: reviewCase, files.map(\.document), Digest.sha256(made.report))
    )
    try await store.finish(run, result)
  }

  /// The screening of a finished run, made again from the documents where it is not in memory.
  ///
  /// What this version has screened within the limits needs no others here; what another version has
  /// screened may do anything in this one, so that the pool tries it first.
  ///
  /// - Throws: `Problem.conflict` where what comes of it is not what was recorded, byte for byte.
  func screening(of run: Run, in reviewCase: ReviewCase) async throws -> Screening {
    if let kept = cache.withLock({ $0.first { $0.run == run.id }?.screening }) { return kept }
    let order = order(reviewCase, try await store.files(of: reviewCase.id))
    if let pool, run.knowledge != knowledge.hash {
      guard let made = try? await pool.answer(to: order),
        Digest.sha256(made.report) == run.reportHash
      else { throw Self.otherVersion }
    }
    let screening = await screening(of: order)
    guard Digest.sha256(ScreeningAnswer(screening).report) == run.reportHash else {
      throw Self.otherVersion
    }
    keep(screening, of: run.id)
    return screening
  }

  private static let otherVersion = Problem.conflict(
    "this case was screened by another version of the program or of its policy;"
      + " the report it made is kept as JSON; screen the case again to see it here"
  )

  private func order(
    _ reviewCase: ReviewCase,
    _ files: [(document: StoredDocument, bytes: [UInt8])]
  ) -> ScreeningOrder {
    ScreeningOrder(
      name: reviewCase.name,
      request: reviewCase.request,
      files: files.map { Screener.File(id: $0.document.name, bytes: $0.bytes) }
    )
  }

  /// Works on a thread of its own, since it takes as long as the documents are.
  private func screening(of order: ScreeningOrder) async -> Screening {
    await withCheckedContinuation { continuation in
      queue.async { [screener] in
        continuation.resume(
          returning: screener.screen(name: order.name, request: order.request, files: order.files)
        )
      }
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
