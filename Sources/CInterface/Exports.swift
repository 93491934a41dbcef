// swift-format-ignore-file: AlwaysUseLowerCamelCase
// What each function does is said in chartproof.h, against which the compiler checks them.

public import CChartproof
import Glibc
import NoteModel
import Pipeline
import Reporting

// SAFETY: set once and never freed or written.
nonisolated(unsafe) private let programVersion = unsafe UnsafePointer(strdup(Program.version))

/// The version of the library.
@c @implementation
public func chartproof_version() -> UnsafePointer<CChar>? {
  unsafe programVersion
}

/// Makes an engine.
@c @implementation
public func chartproof_engine_create(
  _ lexicons: UnsafePointer<CChar>?,
  _ policy: UnsafePointer<CChar>?,
  _ engine: UnsafeMutablePointer<OpaquePointer?>?,
  _ message: UnsafeMutablePointer<chartproof_answer>?
) -> chartproof_status {
  unsafe engine?.pointee = nil
  return unsafe answer(message) { () throws(Failure) in
    guard let engine = unsafe engine else { throw .call("there is nowhere to put the engine") }
    var configuration = Configuration(lexicons: unsafe string(lexicons))
    if let policy = unsafe string(policy) { configuration.policy = policy }
    do throws(ConfigurationError) {
      // One after the other: threads of a pool would not be there in a process that forks.
      let lexicon = try configuration.loadLexicon()
      let policy = try configuration.loadPolicy(for: lexicon)
      let screener = Screener(lexicon: lexicon, policy: policy)
      unsafe engine.pointee = OpaquePointer(bitPattern: Engines.keep(screener))
    } catch {
      throw Failure(status: CHARTPROOF_BAD_KNOWLEDGE, message: error.description)
    }
    return []
  }
}

/// Frees an engine.
@c @implementation
public func chartproof_engine_free(_ engine: OpaquePointer?) {
  Engines.free(UInt(bitPattern: engine))
}

/// The findings of a note.
@c @implementation
public func chartproof_extract(
  _ engine: OpaquePointer?,
  _ note: UnsafePointer<chartproof_note>?,
  _ result: UnsafeMutablePointer<chartproof_answer>?
) -> chartproof_status {
  unsafe answer(result) { () throws(Failure) in
    let (document, findings) = try unsafe findings(in: note, engine)
    return FindingsRenderer(documents: [document], findings: findings).ndjson()
  }
}

/// The findings of a note as rows of NOTE_NLP.
@c @implementation
public func chartproof_note_nlp(
  _ engine: OpaquePointer?,
  _ note: UnsafePointer<chartproof_note>?,
  _ nlpDate: UnsafePointer<CChar>?,
  _ result: UnsafeMutablePointer<chartproof_answer>?
) -> chartproof_status {
  unsafe answer(result) { () throws(Failure) in
    guard let day = try unsafe date(nlpDate) else { throw .call("the day of the run is null") }
    let (document, findings) = try unsafe findings(in: note, engine)
    let table = NoteNLPTable(
      documents: [document],
      findings: findings,
      system: "chartproof \(Program.version)",
      date: day
    )
    return Array(table.csv().utf8)
  }
}

/// A case held against the policy.
@c @implementation
public func chartproof_screen(
  _ engine: OpaquePointer?,
  _ caseJSON: UnsafePointer<CChar>?,
  _ size: Int,
  _ result: UnsafeMutablePointer<chartproof_answer>?
) -> chartproof_status {
  unsafe answer(result) { () throws(Failure) in
    let screener = try unsafe Engines.screener(of: engine)
    let file = try unsafe inlineCase(caseJSON, size)
    let screening = screener.screen(name: file.name, request: file.request, files: file.files)
    guard !screening.documents.isEmpty else {
      let message = screening.warnings.joined(separator: "\n")
      throw Failure(status: CHARTPROOF_UNREADABLE, message: message)
    }
    return Array((JSONRenderer(isCompact: true).render(screening) + "\n").utf8)
  }
}

/// What the reader made of the documents of a case.
@c @implementation
public func chartproof_read(
  _ engine: OpaquePointer?,
  _ caseJSON: UnsafePointer<CChar>?,
  _ size: Int,
  _ result: UnsafeMutablePointer<chartproof_answer>?
) -> chartproof_status {
  unsafe answer(result) { () throws(Failure) in
    let screener = try unsafe Engines.screener(of: engine)
    let reading = screener.read(try unsafe inlineCase(caseJSON, size).files)
    guard !reading.documents.isEmpty else {
      let message = reading.errors.map(\.description).joined(separator: "\n")
      throw Failure(status: CHARTPROOF_UNREADABLE, message: message)
    }
    let documents = reading.documents.map { screener.extract($0).document }
    return Array((JSONRenderer(isCompact: true).renderDocuments(documents) + "\n").utf8)
  }
}

/// Frees the bytes of an answer and empties it.
@c @implementation
public func chartproof_answer_free(_ answer: UnsafeMutablePointer<chartproof_answer>?) {
  guard let answer = unsafe answer else { return }
  unsafe free(answer.pointee.bytes)
  unsafe answer.pointee = chartproof_answer(bytes: nil, size: 0)
}
