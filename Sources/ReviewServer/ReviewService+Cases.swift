import CaseStore
import HTTPTypes
import Hummingbird
import NoteModel
import Reporting

extension ReviewService {
  /// Cases, their documents and their reports.
  var caseRoutes: [Route] {
    [
      .get("/", .account) { call in try await listPage(call) },
      .get("/cases/new", .permission(.submit)) { call in
        newCasePage(try Self.session(of: call))
      },
      .get("/cases/:id", .account) { call in try await casePage(call) },
    ]
      + Route.both(.post("/cases", .permission(.submit), carries: .files, createCase))
      + Route.both(
        .post("/cases/:id/documents", .permission(.submit), carries: .files, addDocuments)
      )
      + Route.both(
        .post("/cases/:id/request", .permission(.submit)) { call in
          let id = try await reviewCase(call).id
          try await store.changeRequest(of: id, to: try call.statedRequest(), by: call.user.name)
          job.wake()
          return try await done(call, id)
        }
      )
      + Route.both(
        .post("/cases/:id/screen", .permission(.submit)) { call in
          let id = try await reviewCase(call).id
          try await store.enqueue(id, by: call.user.name)
          job.wake()
          return try await done(call, id)
        }
      )
      + Route.both(
        .post("/cases/:id/delete", .permission(.administer)) { call in
          let id = try await reviewCase(call).id
          try await store.deleteCase(id, by: call.user.name)
          return call.isAPI ? Response(status: .noContent) : .redirect(to: "/")
        }
      )
      + Route.both(.get("/cases/:id/export/:format", .account, export))
      + Route.both(.get("/cases/:id/documents/:document", .account, download))
  }

  /// The case that the path names, where the user may see it.
  ///
  /// - Throws: `Problem.notFound` where there is none, or it is another's.
  func reviewCase(_ call: Call) async throws -> ReviewCase {
    guard let found = try await store.reviewCase(try call.parameter("id")),
      found.ownerID == call.user.id || call.user.may(.seeAllCases)
    else { throw Problem.notFound }
    return found
  }

  /// What is answered once something was done to a case.
  ///
  /// - Parameters:
  ///   - call: what was asked.
  ///   - id: the case.
  ///   - status: what a program is told.
  ///   - place: where on the page of the case a person goes on, with `#`.
  /// - Returns: the case to a program, the way to its page to a browser.
  /// - Throws: what SQLite says.
  func done(
    _ call: Call,
    _ id: String,
    status: HTTPResponse.Status = .ok,
    at place: String = ""
  ) async throws -> Response {
    guard call.isAPI else { return .redirect(to: "/cases/\(id)\(place)") }
    guard let reviewCase = try await store.reviewCase(id) else { throw Problem.notFound }
    let answer = CaseAnswer(
      reviewCase: reviewCase,
      documents: try await store.documents(of: id),
      remarks: try await store.remarks(of: id)
    )
    return .json(status: status) { $0.element(answer) }
  }

  private func createCase(_ call: Call) async throws -> Response {
    let name = try call.form.required("name", limit: 200)
    let id = try await store.createCase(
      named: name,
      request: try call.statedRequest(),
      files: call.files,
      by: call.user
    )
    noteUpload(call)
    return try await done(call, id, status: .created)
  }

  private func addDocuments(_ call: Call) async throws -> Response {
    let id = try await reviewCase(call).id
    guard !call.files.isEmpty else { throw Problem.badRequest("no document was sent") }
    _ = try await store.add(call.files, to: id, by: call.user.name)
    noteUpload(call)
    return try await done(call, id, status: .created)
  }

  private func noteUpload(_ call: Call) {
    let bytes = call.files.map(\.bytes.count).reduce(0, +)
    metrics.upload(documents: call.files.count, bytes: bytes)
    job.wake()
  }

  /// The newest screening of a case.
  ///
  /// - Throws: `Problem.conflict` where it is not done, or cannot be made again.
  func screening(of reviewCase: ReviewCase) async throws -> (run: Run, screening: Screening) {
    guard let run = reviewCase.run, run.state == .done else {
      throw Problem.conflict("the case is not screened yet")
    }
    return (run, try await screener.screening(of: run, in: reviewCase))
  }

  private func export(_ call: Call) async throws -> Response {
    let reviewCase = try await reviewCase(call)
    guard let format = ReportFormat(rawValue: try call.parameter("format")) else {
      throw Problem.notFound
    }
    guard let run = reviewCase.run, run.state == .done else {
      throw Problem.conflict("the case is not screened yet")
    }
    let bytes: [UInt8]
    if format == .json, let report = try await store.report(of: run) {
      bytes = report
    } else {
      let screening = try await screener.screening(of: run, in: reviewCase)
      bytes = Array(format.render(screening, authored: clock().day).utf8)
    }
    let detail = "format=\(format.rawValue) run=\(run.id)"
    try await store.record(.exported, by: call.user.name, of: reviewCase.id, detail)
    return .download(bytes, named: reviewCase.name + format.suffix, type: format.mediaType)
  }

  private func download(_ call: Call) async throws -> Response {
    let id = try await reviewCase(call).id
    guard let (document, bytes) = try await store.file(try call.parameter("document"), of: id)
    else {
      throw Problem.notFound
    }
    try await store.record(.documentSeen, by: call.user.name, of: document.id, "case=\(id)")
    return .download(bytes, named: document.name, type: "application/octet-stream")
  }
}
