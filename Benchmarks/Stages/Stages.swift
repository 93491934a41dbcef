import Extraction
import FoundationEssentials
import NoteModel
import Pipeline
import Reporting

/// Times the stages of the pipeline one by one, over notes in memory.
///
/// `stages NOTES.ndjson REPEATS` prints a line of JSON a stage: its name, bytes of note text, notes,
/// and the seconds of each run. Each stage is given what the one before it made.
@main enum Stages {
  /// A line of the notes.
  private struct Note: Decodable {
    let id: String
    let text: String
  }

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let repeats = Int(arguments[2]), repeats > 0,
      let data = FileManager.default.contents(atPath: arguments[1])
    else {
      print("usage: stages NOTES.ndjson REPEATS")
      return
    }
    let notes = try data.split(separator: 10).map {
      try JSONDecoder().decode(Note.self, from: Data($0))
    }
    let bytes = notes.map { Array($0.text.utf8) }
    let size = bytes.reduce(0) { $0 + $1.count }
    func report(_ stage: String, _ body: () -> Void) {
      let seconds = (0..<repeats).map { _ in
        let start = ContinuousClock.now
        body()
        return (ContinuousClock.now - start) / .seconds(1)
      }
      let runs = seconds.map { "\($0)" }.joined(separator: ",")
      print(
        "{\"stage\":\"\(stage)\",\"bytes\":\(size),\"notes\":\(notes.count),\"seconds\":[\(runs)]}"
      )
    }
    var loaded: Screener?
    report("load") { loaded = try? Screener(configuration: Configuration(), withPolicy: false) }
    guard let screener = loaded else { return }
    var documents: [NoteDocument] = []
    report("read") {
      documents = zip(notes, bytes).compactMap { note, bytes in
        try? screener.read(bytes, id: note.id, format: .text, isHashed: false)
      }
    }
    report("tokens") {
      for document in documents { _ = screener.lexicon.countTokens(of: document.text) }
    }
    var results: [(document: AnalyzedDocument, findings: [Finding])] = []
    report("findings, with tokens") { results = documents.map { screener.extract($0) } }
    report("ndjson") {
      for result in results {
        _ = FindingsRenderer(documents: [result.document], findings: result.findings).ndjson()
      }
    }
  }
}
