import CaseStore
import Foundation
import NoteModel
import Pipeline
import ServiceLifecycle
import TestSupport
import Testing

@testable import ReviewServer

@Suite struct `The queue of screenings` {
  /// Processes that stand in for a screening, and why it fails.
  private static let programs: [(script: String, seconds: Int, ScreeningFailure)] = [
    ("exec sleep 60", 1, .tooLong), ("exec 1>&0; while :; do :; done", 1, .tooLong),
    ("kill -SEGV $$", 60, .crashed), ("kill -KILL $$", 60, .crashed),
    ("kill -XCPU $$", 60, .tooLong), ("exit 1", 60, .crashed),
    ("head -c 99 >/dev/null", 60, .crashed), ("\(taking) exit 0", 60, .crashed),
    (#"\#(taking) printf '\11\0\0\0\0\0\0\0half'"#, 60, .crashed),
    (#"\#(taking) printf '\5\0\0\0\0\0\0\0other'; exec sleep 60"#, 60, .crashed),
    (#"\#(taking) printf '\0\0\0\0\0\0\0\200'; exec sleep 60"#, 60, .crashed),
    (#"\#(taking) printf '\11\0\0\0\0\0\0\0half'; exec sleep 60"#, 4, .tooLong),
  ]

  /// Takes the order, whatever it is, and goes on.
  private static let taking = "timeout 2 cat >/dev/null;"

  @Test(arguments: programs)
  func `goes on past one that fails, and says why`(
    script: String,
    seconds: Int,
    failure: ScreeningFailure
  ) async throws {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    let note = String(repeating: Desk.note, count: 20_000)
    let id = try await desk.newCase(by: ada, note: note)
    let pool = ScreeningPool(
      program: "/bin/sh",
      words: ["-c", script],
      limits: .init(seconds: seconds)
    )
    let harsh = ReviewService(
      store: desk.store,
      screener: try Desk.screener(over: desk.store, pool: pool),
      logger: desk.service.logger
    ) { Desk.day }
    try await harsh.job.drain()
    #expect(try await desk.store.reviewCase(id)?.run?.failure == failure)
    let details = try await desk.store.auditTrail(of: id).map(\.detail)
    #expect(details.contains("run=1 reason=\(failure.rawValue)"))
    let page = try await desk.ask { asker in try await asker.get("/cases/\(id)", as: ada).text }
    #expect(page.contains("could not be screened: it"))
    let other = try await desk.newCase(by: ada, isScreened: true)
    #expect(try await desk.store.reviewCase(other)?.run?.state == .done)
    #expect(try await desk.store.reviewCase(id)?.run?.state == .failed)
  }

  @Test func `fails a case whose program cannot be started`() async throws {
    let desk = try Desk()
    let id = try await desk.newCase(by: try await desk.person("ada", .reviewer))
    let screener = try Desk.screener(
      over: desk.store,
      pool: ScreeningPool(program: "/no/such/program", words: [])
    )
    let run = try #require(try await desk.store.nextRun())
    await #expect(throws: ScreeningFailure.crashed) { try await screener.screen(run) }
    #expect(try await desk.store.reviewCase(id)?.run?.id == run.id)
  }

  @Test(.timeLimit(.minutes(2))) func `is worked through by the server, which then ends`()
    async throws
  {
    let desk = try Desk()
    let ada = try await desk.person("ada", .reviewer)
    let before = try await desk.newCase(by: ada)
    let group = ServiceGroup(
      configuration: .init(
        services: [.init(service: desk.service.job)],
        logger: desk.service.logger
      )
    )
    async let running: Void = group.run()
    try await desk.settle(before)
    let after = try await desk.newCase(by: ada)
    desk.service.job.wake()
    try await desk.settle(after)
    await group.triggerGracefulShutdown()
    try await running
    for id in [before, after] {
      #expect(try await desk.store.reviewCase(id)?.run?.state == .done)
    }
  }
}

@Suite struct `An order to screen` {
  @Test func `and its answer come through as they were, and nothing else does`() throws {
    var request = NoteModel.Request(codes: ["22514"])
    request.referenceDate = CalendarDate(iso: "2026-01-12")
    let order = ScreeningOrder(
      name: "a\n1",
      request: request,
      files: [.init(id: "é.txt", bytes: Array(0...255)), .init(id: "", bytes: [])]
    )
    let bytes = try order.bytes()
    let same = try #require(ScreeningOrder(bytes))
    #expect(same.name == order.name && same.request == order.request)
    #expect(same.files.map(\.id) == ["é.txt", ""])
    #expect(same.files.map(\.bytes) == [Array(0...255), []])
    for count in 0..<bytes.count { #expect(ScreeningAnswer(Array(bytes[..<count])) == nil) }
    let screening = Fixture.screener.screen(name: "a", request: request, files: [])
    let answer = ScreeningAnswer(screening)
    let back = try #require(ScreeningAnswer(answer.bytes))
    #expect(back.outcome == answer.outcome && back.gaps == answer.gaps)
    #expect(back.report == answer.report)
    #expect(ScreeningAnswer(answer.bytes.dropLast()) == nil)
    #expect(ScreeningOrder(answer.bytes) == nil)
  }
}

extension Desk {
  /// Waits until a case was screened, or could not be.
  fileprivate func settle(_ id: String) async throws {
    while true {
      let state = try await store.reviewCase(id)?.run?.state
      if state == .done || state == .failed { return }
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}
