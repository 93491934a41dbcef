import FoundationEssentials
import NoteModel
import Pipeline
import Reporting

/// Answers a stream of notes, a line a line, in order, with bounded memory.
struct NoteStream {
  private let screener: Screener
  private let work: OrderedWork

  init(screener: Screener, workers: Int?) {
    self.screener = screener
    work = OrderedWork(workers: workers)
  }

  /// Reads to the end of standard input, or until it is interrupted.
  func run() {
    Interrupt.watch()
    var progress = Progress(of: "notes", size: Progress.inputSize)
    work.run(over: InputLines()) { line in
      (answer: answer(line), size: line.count + 1)
    } take: { result in
      Console.write(result.answer)
      progress.advance(by: result.size)
    }
    progress.end()
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
  private func answer(_ bytes: [UInt8]) -> [UInt8] {
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
      let result = try screener.extract(
        Array(line.text.utf8),
        id: line.id,
        format: format,
        date: line.date.flatMap { CalendarDate(iso: $0) }
      )
      return FindingsRenderer(documents: [result.document], findings: result.findings).ndjson()
    } catch {
      return JSONRenderer.error(error.reason, id: line.id)
    }
  }
}
