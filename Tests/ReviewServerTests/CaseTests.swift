import CaseStore
import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NoteModel
import Pipeline
import Reporting
import TestSupport
import Testing

@testable import ReviewServer

@Suite struct `A case` {
  private static let sample = "corpus/c10-kummell-t12-dictated"

  /// The documents of a sample case.
  private static func files() throws -> [(name: String, text: String)] {
    let folder = try CaseFolder(paths: [Fixture.root.appending(path: sample).path])
    return try folder.sources.map { source in
      (source.id, try String(contentsOfFile: source.path, encoding: .utf8))
    }
  }

  @Test func `is screened once its documents are there, as the command line does it`() async throws
  {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    let files = try Self.files()
    let report = try await desk.ask { asker in
      let made = try await asker.upload(
        "/api/cases",
        files,
        fields: [
          ("name", "c10-kummell-t12-dictated"), ("codes", "22513"), ("levels", "T12"),
          ("reference_date", "2026-01-12"),
        ],
        as: ada
      )
      #expect(made.status == .created)
      let id = try #require(made.text.firstMatch(of: /"id":"([a-z0-9]+)"/)?.output.1)
      try await desk.screenAll()
      return try await asker.get("/api/cases/\(id)/export/json", as: ada).text
    }
    let folder = try CaseFolder(paths: [Fixture.root.appending(path: Self.sample).path])
    var request = NoteModel.Request(codes: ["22513"])
    request.referenceDate = CalendarDate(iso: "2026-01-12")
    request.levels = [SpinalLevel("T12")].compactMap { $0 }
    let screening = Fixture.screener.screen(folder, request: request).screening
    #expect(report == JSONRenderer(isCompact: false).render(screening) + "\n")
  }

  @Test func `is screened again, byte for byte, by a server that has forgotten it`() async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    let id = try await desk.newCase(by: ada, isScreened: true)
    let found = try #require(try await desk.store.reviewCase(id))
    let run = try #require(found.run)
    let fresh = try Desk.screener(over: desk.store)
    let screening = try await fresh.screening(of: run, in: found)
    let report = Array((JSONRenderer(isCompact: false).render(screening) + "\n").utf8)
    #expect(report == (try await desk.store.report(of: run)))
    #expect(Digest.sha256(report) == run.reportHash)
    let record = try #require(run.record)
    let document = try #require(try await desk.store.documents(of: id).first)
    for part in ["chartproof \(Program.version)", "policy cmm-607", "lexicons", document.sha256] {
      #expect(record.contains("\"\(part)\""))
    }
  }

  @Test func `that comes out otherwise than recorded is not shown, but kept as JSON`() async throws
  {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    let id = try await desk.newCase(by: ada, isScreened: true)
    let queue = try DatabaseQueue(path: "\(desk.folder)/chartproof.sqlite")
    try await queue.write { try $0.execute(sql: "UPDATE cases SET name = 'other'") }
    let later = ReviewService(
      store: desk.store,
      screener: try Desk.screener(over: desk.store),
      logger: desk.service.logger
    ) { Desk.day }
    try await Desk.ask(later) { asker in
      let page = try await asker.get("/cases/\(id)", as: ada)
      #expect(page.text.contains("screened by another version"))
      #expect(page.text.contains("Screen again"))
      #expect(try await asker.get("/cases/\(id)/export/json", as: ada).status == .ok)
      #expect(try await asker.get("/cases/\(id)/export/csv", as: ada).status == .conflict)
    }
  }

  @Test func `of another version is screened here only where a worker can do it`() async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    let id = try await desk.newCase(by: ada, isScreened: true)
    let failing = { ScreeningPool(program: "/bin/false", words: []) }
    let found = try #require(try await desk.store.reviewCase(id))
    let run = try #require(found.run)
    _ = try await Desk.screener(over: desk.store, pool: failing()).screening(of: run, in: found)
    let other = CaseScreener(
      screener: Fixture.screener,
      knowledge: try Knowledge(configuration: Configuration(), program: "other"),
      store: desk.store,
      pool: failing()
    )
    await #expect(throws: Problem.self) { try await other.screening(of: run, in: found) }
    let able = CaseScreener(
      screener: Fixture.screener,
      knowledge: try Knowledge(configuration: Configuration(), program: "other"),
      store: desk.store,
      pool: ScreeningPool(program: Desk.program, words: ["screening"])
    )
    let screening = try await able.screening(of: run, in: found)
    #expect(Digest.sha256(ScreeningAnswer(screening).report) == run.reportHash)
  }

  @Test(arguments: ReportFormat.allCases)
  func `is exported in every format, under its name`(format: ReportFormat) async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    let id = try await desk.newCase(by: ada, named: "Jo \"<é>\"", isScreened: true)
    try await desk.ask { asker in
      let answer = try await asker.get("/cases/\(id)/export/\(format.rawValue)", as: ada)
      #expect(answer.status == .ok)
      #expect(answer.text.count > 1000)
      #expect(answer.headers[.contentType] == format.mediaType)
      let name = "attachment; filename*=UTF-8''Jo%20%22%3C%C3%A9%3E%22\(format.suffix)"
      #expect(answer.headers[.contentDisposition] == name)
      #expect(try await asker.get("/cases/\(id)/export/pdf", as: ada).status == .notFound)
    }
    let last = try await desk.store.auditTrail().first
    #expect(last?.action == "exported")
    #expect(last?.detail == "format=\(format.rawValue) run=1")
  }

  @Test func `gives its documents back byte for byte, to keep and not to show`() async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    let text = "<script>alert(1)</script>\r\n--x"
    let id = try await desk.newCase(by: ada, note: text)
    let document = try #require(try await desk.store.documents(of: id).first)
    try await desk.ask { asker in
      let answer = try await asker.get("/cases/\(id)/documents/\(document.id)", as: ada)
      #expect(answer.text == text)
      #expect(answer.headers[.contentType] == "application/octet-stream")
      #expect(answer.headers[.contentDisposition]?.hasPrefix("attachment") == true)
    }
  }

  @Test func `shows a status that a person gave beside the machine's, with the reason`()
    async throws
  {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    let id = try await desk.newCase(by: ada, isScreened: true)
    let criterion = "exclusion.contraindication.burst-fracture"
    try await desk.ask { asker in
      let fields = ["criterion": criterion, "status": "supported"] as KeyValuePairs
      #expect(try await asker.post("/cases/\(id)/override", fields, as: ada).status == .badRequest)
      let before = try await asker.get("/cases/\(id)", as: ada).text
      #expect(!before.contains("reviewer: supported"))
      let whole =
        ["criterion": criterion, "status": "supported", "reason": "page <2>"] as KeyValuePairs
      #expect(try await asker.post("/cases/\(id)/override", whole, as: ada).status == .seeOther)
      let page = try await asker.get("/cases/\(id)", as: ada).text
      #expect(page.contains("reviewer: supported"))
      #expect(page.contains("supported, machine refuted"))
      #expect(page.contains("page &lt;2&gt;"))
      let part = try #require(page.firstRange(of: "id=\"criterion-\(criterion)\""))
      #expect(page[part.upperBound...].prefix(400).contains(">refuted</b>"))
      let other = ["criterion": "x", "status": "supported", "reason": "x"] as KeyValuePairs
      #expect(try await asker.post("/cases/\(id)/override", other, as: ada).status == .badRequest)
      let wrong = ["criterion": criterion, "status": "maybe", "reason": "x"] as KeyValuePairs
      #expect(try await asker.post("/cases/\(id)/override", wrong, as: ada).status == .badRequest)
    }
  }

  @Test func `shows the decision, notes and assignee, and keeps what was said before`() async throws
  {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    let id = try await desk.newCase(by: ada, isScreened: true)
    try await desk.ask { asker in
      for verdict in ["denied", "more-information"] {
        let fields = ["decision": verdict, "reason": "because \(verdict)"] as KeyValuePairs
        _ = try await asker.post("/cases/\(id)/decision", fields, as: ada)
      }
      _ = try await asker.post("/cases/\(id)/notes", ["note": "called them"], as: ada)
      _ = try await asker.post("/cases/\(id)/assignee", ["assignee": "ada"], as: ada)
      let nobody = try await asker.post("/cases/\(id)/assignee", ["assignee": "eve"], as: ada)
      #expect(nobody.status == .badRequest)
      let page = try await asker.get("/cases/\(id)", as: ada).text
      #expect(page.contains("Decision: <b>more information</b>; assigned to <b>ada</b>"))
      #expect(page.contains("because denied") && page.contains("because more-information"))
      #expect(page.contains("called them"))
      let list = try await asker.get("/?state=decided&assignee=ada", as: ada).text
      #expect(list.contains("<td>more information</td>"))
      let open = try await asker.get("/?state=open", as: ada).text
      #expect(!open.contains(id))
      let empty = ["decision": "denied", "reason": " "] as KeyValuePairs
      #expect(try await asker.post("/cases/\(id)/decision", empty, as: ada).status == .badRequest)
    }
  }

  @Test func `offers nothing to change to who only reads`() async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    let auditor = try await desk.person("carl", .auditor)
    let id = try await desk.newCase(by: ada, isScreened: true)
    try await desk.ask { asker in
      let page = try await asker.get("/cases/\(id)", as: auditor).text
      let actions = page.matches(of: /<form[^>]* action="([^"]*)"/).map { String($0.output.1) }
      #expect(actions == ["/logout"])
    }
  }

  @Test func `is screened again when a document is added, and not before the first`() async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    try await desk.ask { asker in
      let made = try await asker.post("/cases", ["name": "case"], as: ada)
      let path = try #require(made.headers[.location])
      #expect(try await asker.get(path, as: ada).text.contains("before there is a document"))
      for (number, name) in ["a.txt", "b.txt"].enumerated() {
        _ = try await asker.upload("\(path)/documents", [(name, Desk.note)], as: ada)
        try await desk.screenAll()
        let page = try await asker.get(path, as: ada).text
        #expect(page.matches(of: /<article/).count == number + 1)
      }
    }
  }

  @Test func `whose document cannot be read is screened from the others`() async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    try await desk.ask { asker in
      let files = [("a.txt", Desk.note), ("b.xml", "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><")]
      let made = try await asker.upload("/cases", files, fields: [("name", "case")], as: ada)
      let path = try #require(made.headers[.location])
      try await desk.screenAll()
      let page = try await asker.get(path, as: ada).text
      #expect(page.contains("not read: b.xml"))
      #expect(page.matches(of: /<article/).count == 1)
    }
  }

  @Test func `keeps words of people and files from becoming markup`() async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    let evil = "\"><script>alert(1)</script>"
    let id = try await desk.newCase(by: ada, named: evil, note: evil, isScreened: true)
    let file = NewDocument(name: evil.replacing("/", with: ""), bytes: [65])
    try await desk.ask { asker in
      _ = try await asker.post("/cases/\(id)/notes", ["note": evil], as: ada)
      for path in ["/", "/cases/\(id)", "/?q=\"><script>"] {
        let page = try await asker.get(path, as: ada).text
        #expect(!page.contains("<script>alert"), "\(path)")
      }
      _ = try await desk.store.add([file], to: id, by: "ada")
      let page = try await asker.get("/cases/\(id)", as: ada).text
      #expect(!page.contains("<script>alert"))
    }
  }
}
