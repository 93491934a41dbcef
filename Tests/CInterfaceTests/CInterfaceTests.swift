import CChartproof
import Dispatch
import Foundation
import NoteModel
import Pipeline
import Reporting
import Synchronization
import TestSupport
import Testing

/// What a call answered.
private struct Answer: Equatable {
  let status: UInt32
  let text: String

  @safe init(_ call: (UnsafeMutablePointer<chartproof_answer>) -> chartproof_status) {
    var answer = unsafe chartproof_answer(bytes: nil, size: 0)
    status = unsafe call(&answer).rawValue
    let bytes = unsafe UnsafeRawBufferPointer(start: answer.bytes, count: answer.size)
    text = unsafe String(decoding: bytes, as: UTF8.self)
    unsafe chartproof_answer_free(&answer)
    let isFreed = unsafe answer.bytes == nil
    #expect(isFreed)
  }

  static func failed(_ status: chartproof_status, _ text: String) -> Answer {
    Answer(status: status.rawValue, text: text)
  }

  private init(status: UInt32, text: String) {
    self.status = status
    self.text = text
  }
}

/// An engine, freed with the value.
private final class Engine: Sendable {
  private let number: UInt

  var pointer: OpaquePointer? { unsafe OpaquePointer(bitPattern: number) }

  init() {
    var engine: OpaquePointer?
    let made = Answer { unsafe chartproof_engine_create(nil, nil, &engine, $0) }
    #expect(made == .failed(CHARTPROOF_OK, ""))
    number = UInt(bitPattern: engine)
  }

  deinit { unsafe chartproof_engine_free(pointer) }

  func extract(_ text: String, format: String? = "text", date: String? = nil) -> Answer {
    Answer { answer in
      withNote(text, format: format, date: date) { note in
        unsafe chartproof_extract(pointer, note, answer)
      }
    }
  }

  func screen(_ json: String) -> Answer {
    Answer { unsafe chartproof_screen(pointer, json, json.utf8.count, $0) }
  }

  func read(_ json: String) -> Answer {
    Answer { unsafe chartproof_read(pointer, json, json.utf8.count, $0) }
  }
}

/// Calls with a note of some words.
@safe private func withNote<Result>(
  _ text: String,
  format: String? = "text",
  date: String? = nil,
  _ body: (UnsafePointer<chartproof_note>) -> Result
) -> Result {
  func optional(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Result) -> Result {
    guard let text else { return body(nil) }
    return unsafe text.withCString { unsafe body($0) }
  }
  return unsafe text.withCString { words in
    unsafe optional(format) { format in
      unsafe optional(date) { date in
        var note = unsafe chartproof_note(
          id: nil,
          text: words,
          size: text.utf8.count,
          format: format,
          date: date
        )
        return unsafe body(&note)
      }
    }
  }
}

@Suite struct `The C interface` {
  private static let words = "MRI 2026-01-02: Kümmell's disease of T12. No retropulsion."

  @Test func `answers the findings of a note as a line of a stream does`() throws {
    let result = try Fixture.screener.extract(Array(Self.words.utf8), id: "note", format: .text)
    let line = FindingsRenderer(documents: [result.document], findings: result.findings).ndjson()
    #expect(Engine().extract(Self.words).text == String(decoding: line, as: UTF8.self))
  }

  @Test func `screens a case as it is screened from a folder`() throws {
    let folder = Fixture.root.appending(path: "corpus/c22-subacute-gaps").path
    let found = try CaseFolder(paths: [folder])
    let (screening, _) = Fixture.screener.screen(found)
    let documents = try found.sources.map { source in
      let bytes = try Data(contentsOf: URL(filePath: source.path))
      return ["id": source.id, "base64": bytes.base64EncodedString()]
    }
    let request: [String: Any] = [
      "case": found.name, "documents": documents,
      "reference_date": found.request.referenceDate?.description as Any? ?? NSNull(),
      "codes": found.request.codes as Any? ?? NSNull(),
      "levels": found.request.levels?.map(\.description) as Any? ?? NSNull(),
    ]
    let json = String(
      decoding: try JSONSerialization.data(withJSONObject: request),
      as: UTF8.self
    )
    let expected = JSONRenderer(isCompact: true).render(screening) + "\n"
    #expect(Engine().screen(json) == .failed(CHARTPROOF_OK, expected))
  }

  @Test(arguments: [
    ("text/html", "html"), ("text/plain; charset=utf-8", "text"), ("application/json", "html"),
  ])
  func `takes a document for what its media type says`(type: String, format: String) {
    let answer = Engine().read(
      #"{"case": "a", "documents": [{"id": "b", "text": "<p>Back pain</p>", "media_type": "\#(type)"}]}"#
    )
    #expect(answer.text.contains(#""format":"\#(format)""#))
  }

  @Test func `names what cannot be read, and reads the others`() {
    let good = #"{"id": "good.txt", "text": "Back pain."}"#
    let bad = #"{"id": "bad.pdf", "base64": "JVBERi0xLjQ="}"#
    let engine = Engine()
    let both = engine.screen(#"{"case": "a", "documents": [\#(bad), \#(good)]}"#)
    #expect(both.status == CHARTPROOF_OK.rawValue)
    #expect(both.text.contains(#""warnings":["not read: bad.pdf: is a PDF"#))
    let none = engine.screen(#"{"case": "a", "documents": [\#(bad)]}"#)
    #expect(none.status == CHARTPROOF_UNREADABLE.rawValue)
    #expect(none.text.hasPrefix("not read: bad.pdf: is a PDF"))
    let note = engine.extract(" \n")
    #expect(note == .failed(CHARTPROOF_UNREADABLE, "is empty; send the note again"))
  }

  @Test func `writes rows of NOTE_NLP under their header`() {
    let engine = Engine()
    let table = Answer { answer in
      withNote(Self.words) { note in
        unsafe chartproof_note_nlp(engine.pointer, note, "2026-01-12", answer)
      }
    }
    #expect(table.status == CHARTPROOF_OK.rawValue)
    #expect(table.text.hasPrefix("note_nlp_id,note_id,"))
    #expect(table.text.contains("2026-01-12"))
  }

  @Test(arguments: [
    "", "{", "[]", #"{"case": "a"}"#, #"{"case": "a", "documents": []}"#,
    #"{"case": "a", "documents": [{"id": "b"}]}"#,
    #"{"case": "a", "documents": [{"id": "b", "base64": "%"}]}"#,
    #"{"case": "a", "documents": [{"id": "b", "text": "c"}], "reference_date": "soon"}"#,
    #"{"case": "a", "documents": [{"id": "b", "text": "c"}], "levels": ["Z9"]}"#,
  ])
  func `refuses what is no case`(json: String) {
    let answer = Engine().screen(json)
    #expect(answer.status == CHARTPROOF_BAD_CALL.rawValue)
    #expect(!answer.text.isEmpty)
  }

  @Test func `refuses words of a call that are off`() {
    let engine = Engine()
    for answer in [
      engine.extract("Pain", format: "pdf"), engine.extract("Pain", date: "2026-02-30"),
      Answer { unsafe chartproof_extract(engine.pointer, nil, $0) },
      Answer { unsafe chartproof_screen(engine.pointer, nil, 7, $0) },
      Answer { answer in
        withNote("Pain") { note in
          unsafe chartproof_note_nlp(engine.pointer, note, nil, answer)
        }
      },
    ] {
      #expect(answer.status == CHARTPROOF_BAD_CALL.rawValue)
      #expect(!answer.text.isEmpty)
    }
    chartproof_answer_free(nil)
    let statuses = unsafe [
      chartproof_extract(engine.pointer, nil, nil), chartproof_engine_create(nil, nil, nil, nil),
    ]
    #expect(statuses == [CHARTPROOF_BAD_CALL, CHARTPROOF_BAD_CALL])
  }

  @Test func `tells an engine that is not there`() {
    var engine: OpaquePointer?
    _ = Answer { unsafe chartproof_engine_create(nil, nil, &engine, $0) }
    unsafe chartproof_engine_free(engine)
    unsafe chartproof_engine_free(engine)
    for number in [UInt(bitPattern: engine), 0, 0xDEAD_BEEF] {
      let answer = Answer { unsafe chartproof_read(OpaquePointer(bitPattern: number), "{}", 2, $0) }
      #expect(answer == .failed(CHARTPROOF_BAD_CALL, "the engine is none, or was freed"))
    }
  }

  @Test func `says what is wrong with a lexicon or a policy`() {
    var engine = unsafe OpaquePointer(bitPattern: 1)
    let lexicon = Answer { unsafe chartproof_engine_create("/nowhere", nil, &engine, $0) }
    #expect(UInt(bitPattern: engine) == 0)
    #expect(lexicon.status == CHARTPROOF_BAD_KNOWLEDGE.rawValue)
    #expect(lexicon.text.hasPrefix("/nowhere: "))
    let policy = Answer { unsafe chartproof_engine_create(nil, "none", &engine, $0) }
    #expect(policy.status == CHARTPROOF_BAD_KNOWLEDGE.rawValue)
  }

  @Test func `answers many threads the same`() {
    let engine = Engine()
    let expected = engine.extract(Self.words)
    let different = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: 200) { _ in
      if engine.extract(Self.words) != expected { different.add(1, ordering: .relaxed) }
    }
    #expect(different.load(ordering: .relaxed) == 0)
  }

  @Test func `says its version`() {
    let version = unsafe String(cString: chartproof_version())
    #expect(version == Program.version)
  }
}
