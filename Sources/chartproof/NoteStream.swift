import Dispatch
import FoundationEssentials
import NoteModel
import Pipeline
import Reporting
import Synchronization

/// Answers a stream of notes, a line a line, in order, with bounded memory.
struct NoteStream {
  private let screener: Screener
  private let workers: Int

  /// Lines that each worker gets before answers are written.
  private static let linesPerWorker = 64

  init(screener: Screener, workers: Int?) {
    self.screener = screener
    self.workers = workers ?? ProcessInfo.processInfo.activeProcessorCount
  }

  /// Reads to the end of standard input.
  func run() {
    var batch: [[UInt8]] = []
    for line in InputLines() {
      batch.append(line)
      if batch.count == workers * Self.linesPerWorker {
        answer(batch)
        batch.removeAll(keepingCapacity: true)
      }
    }
    answer(batch)
  }

  private func answer(_ batch: [[UInt8]]) {
    guard workers > 1, batch.count > 1 else {
      for line in batch { Console.write(answer(line)) }
      return
    }
    let answers = Mutex<[Int: String]>([:])
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(workers, batch.count)) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < batch.count else { return }
        let text = answer(batch[index])
        answers.withLock { $0[index] = text }
      }
    }
    Console.write(answers.withLock { all in batch.indices.map { all[$0] ?? "" }.joined() })
  }

  private struct Line: Decodable {
    let id: String
    let text: String
    let format: String?
    let date: String?
  }

  private struct LineID: Decodable {
    let id: String
  }

  /// The answer to one line; never an exit, whatever the line holds.
  private func answer(_ bytes: [UInt8]) -> String {
    if bytes.allSatisfy({ $0 <= 32 }) { return JSONRenderer.error("the line is empty", id: nil) }
    let data = Data(bytes)
    guard let line = try? JSONDecoder().decode(Line.self, from: data) else {
      let id = try? JSONDecoder().decode(LineID.self, from: data).id
      return JSONRenderer.error("the line is no JSON object with an id and a text", id: id)
    }
    guard let format = DocumentFormat(rawValue: line.format ?? "text") else {
      return JSONRenderer.error("the format is none of text, html, cda", id: line.id)
    }
    do throws(DocumentError) {
      let document = try screener.read(
        Array(line.text.utf8),
        id: line.id,
        format: format,
        isHashed: false
      )
      if let failure = document.failure { return JSONRenderer.error(failure, id: line.id) }
      let result = screener.extract(document, date: line.date.flatMap { CalendarDate(iso: $0) })
      return FindingsRenderer(documents: [result.document], findings: result.findings).ndjson()
    } catch {
      return JSONRenderer.error("\(error.message); \(error.hint)", id: line.id)
    }
  }
}
