import CaseStore
import Foundation
import NoteModel
import Pipeline
import TestSupport
import Testing

@testable import ReviewServer

@Suite struct `The workers that screen` {
  private static func pool(
    _ limits: ScreeningLimits = .init(),
    width: Int = 1
  ) -> ScreeningPool {
    ScreeningPool(program: Desk.program, words: ["screening"], width: width, limits: limits)
  }

  private static func order(_ text: String) -> ScreeningOrder {
    ScreeningOrder(
      name: "case",
      request: NoteModel.Request(),
      files: [.init(id: "a.txt", bytes: Array(text.utf8))]
    )
  }

  /// What the program itself comes to.
  private static func report(on order: ScreeningOrder) -> [UInt8] {
    let screener = Fixture.screener
    return ScreeningAnswer(
      screener.screen(name: order.name, request: order.request, files: order.files)
    ).report
  }

  /// How a process ended, once it has.
  private static func end(of pid: pid_t) async throws -> Int32? {
    var status: Int32 = 0
    for _ in 0..<3000 {
      if unsafe waitpid(pid, &status, WNOHANG) == pid { return status }
      try await Task.sleep(for: .milliseconds(10))
    }
    return nil
  }

  @Test func `come to the same reports, byte for byte, one case after another`() async throws {
    let pool = Self.pool()
    var workers: Set<pid_t?> = []
    for note in [Desk.note, "", "PLAN: T12 kyphoplasty after 6 weeks of NSAIDs.", Desk.note] {
      let order = Self.order(note)
      #expect(try await pool.answer(to: order).report == Self.report(on: order))
      workers.insert(await pool.idle.first?.pid)
    }
    #expect(workers.count == 1)
    #expect(await pool.idle.map(\.answered) == [4])
  }

  @Test func `are stopped by their limits of time and memory, and others go on`() async throws {
    // The first run of a program makes the image of its knowledge, which takes more than a note.
    _ = try await Self.pool().answer(to: Self.order(Desk.note))
    let small = Self.pool(.init(bytes: 240 << 20))
    let slow = Self.pool(.init(seconds: 5))
    for (pool, failure, lines) in [
      (small, ScreeningFailure.crashed, 30_000), (slow, .tooLong, 200_000),
    ] {
      let large = Self.order(String(repeating: Desk.note + "\n", count: lines))
      let order = Self.order(Desk.note)
      for _ in 0..<2 {
        #expect(try await pool.answer(to: order).report == Self.report(on: order))
        await #expect(throws: failure) { try await pool.answer(to: large) }
        #expect(await pool.idle.isEmpty)
      }
    }
  }

  @Test func `screen as many cases at once as there are workers, and the others in turn`()
    async throws
  {
    let pool = Self.pool(width: 2)
    let orders = (0..<8).map { Self.order("\(Desk.note) T\($0 + 1)") }
    let reports = try await withThrowingTaskGroup { group in
      for order in orders { group.addTask { (order, try await pool.answer(to: order).report) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(reports.count == 8)
    for (order, report) in reports { #expect(report == Self.report(on: order)) }
    #expect(await pool.idle.count == 2)
    #expect(await pool.idle.reduce(0) { $0 + $1.answered } == 8)
  }

  @Test func `are replaced after some cases`() async throws {
    let pool = Self.pool(.init(cases: 2))
    for left in [1, 0, 1] {
      _ = try await pool.answer(to: Self.order(Desk.note))
      #expect(await pool.idle.count == left)
    }
  }

  @Test(arguments: [SIGKILL, SIGSEGV])
  func `are replaced where one has died between cases, and no case fails`(
    signal: Int32
  )
    async throws
  {
    let pool = Self.pool()
    _ = try await pool.answer(to: Self.order(Desk.note))
    let first = try #require(await pool.idle.first?.pid)
    kill(first, signal)
    let order = Self.order(Desk.note)
    #expect(try await pool.answer(to: order).report == Self.report(on: order))
    #expect(await pool.idle.first?.pid != first)
  }

  /// The first worker answers once what nobody may believe, unasked; no other is asked for more.
  @Test func `are replaced where one says what nobody asked for`() async throws {
    let answer = ScreeningAnswer(
      Fixture.screener.screen(name: "other", request: NoteModel.Request(), files: [])
    )
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: file) }
    let length = (0..<8).map { UInt8(truncatingIfNeeded: answer.bytes.count >> ($0 * 8)) }
    try Data(length + answer.bytes + length).write(to: URL(filePath: file))
    let script = "exec 3<&0; cat <&3 >/dev/null & exec cat '\(file)' - 3<&-"
    let pool = ScreeningPool(program: "/bin/sh", words: ["-c", script])
    _ = try await pool.answer(to: Self.order(Desk.note))
    let first = try #require(await pool.idle.first)
    #expect(!first.isIdle)
    _ = try await pool.answer(to: Self.order(Desk.note))
    #expect(await pool.idle.first?.pid != first.pid)
  }

  @Test func `end when the server has, between cases and after one`() async throws {
    for orders in [[], [Self.order(Desk.note)]] {
      let words = ["screening", "60", "\(4 << 30)"]
      let worker = try ScreeningWorker(program: Desk.program, words: words)
      let channel = FrameChannel(input: worker.socket, output: worker.socket)
      for order in orders { try channel.send(try order.bytes()) }
      kill(worker.pid, SIGTERM)
      close(worker.socket)
      #expect(try await Self.end(of: worker.pid) == 0)
    }
  }
}
