import CChartproof
import Glibc
import NoteModel
import Pipeline

/// Does the work of a call and gives its result, or what is wrong, as the answer.
func answer(
  _ answer: UnsafeMutablePointer<chartproof_answer>?,
  _ work: () throws(Failure) -> [UInt8]
) -> chartproof_status {
  do throws(Failure) {
    unsafe set(answer, to: try work())
    return CHARTPROOF_OK
  } catch {
    unsafe set(answer, to: Array(error.message.utf8))
    return error.status
  }
}

/// Puts a copy of some bytes, and a 0 after them, where the caller frees it.
private func set(_ answer: UnsafeMutablePointer<chartproof_answer>?, to bytes: [UInt8]) {
  guard let answer = unsafe answer else { return }
  unsafe answer.pointee = chartproof_answer(bytes: nil, size: 0)
  guard let copy = unsafe malloc(bytes.count + 1) else { return }
  let buffer = unsafe UnsafeMutableRawBufferPointer(start: copy, count: bytes.count + 1)
  unsafe buffer.copyBytes(from: bytes)
  unsafe buffer[bytes.count] = 0
  unsafe answer.pointee = unsafe chartproof_answer(
    bytes: copy.assumingMemoryBound(to: CChar.self),
    size: bytes.count
  )
}

/// The bytes that a caller gives.
func bytes(_ start: UnsafePointer<CChar>?, _ size: Int) throws(Failure) -> [UInt8] {
  guard size >= 0, unsafe start != nil || size == 0 else {
    throw .call("the bytes are null, or their number is below 0")
  }
  return unsafe Array(UnsafeRawBufferPointer(start: start, count: size))
}

/// The characters that a caller gives, or `nil`.
func string(_ start: UnsafePointer<CChar>?) -> String? {
  unsafe start.map { unsafe String(cString: $0) }
}

/// The day that a caller gives, or `nil`.
func date(_ start: UnsafePointer<CChar>?) throws(Failure) -> CalendarDate? {
  guard let text = unsafe string(start) else { return nil }
  guard let date = CalendarDate(iso: text) else {
    throw .call("the date is none; write it YYYY-MM-DD")
  }
  return date
}

/// A note that a caller gives, with its findings.
func findings(
  in note: UnsafePointer<chartproof_note>?,
  _ engine: OpaquePointer?
) throws(Failure) -> (document: AnalyzedDocument, findings: [Finding]) {
  let screener = try unsafe Engines.screener(of: engine)
  guard let note = unsafe note?.pointee else { throw .call("the note is null") }
  var format: DocumentFormat?
  if let name = unsafe string(note.format) {
    format = DocumentFormat(rawValue: name)
    if format == nil { throw .call("the format is none of text, html, cda") }
  }
  let bytes = try unsafe bytes(note.text, note.size)
  let date = try unsafe date(note.date)
  do {
    return try screener.extract(
      bytes,
      id: unsafe string(note.id) ?? "note",
      format: format,
      date: date
    )
  } catch {
    throw Failure(status: CHARTPROOF_UNREADABLE, message: error.reason)
  }
}

/// A case that a caller gives in JSON.
func inlineCase(_ json: UnsafePointer<CChar>?, _ size: Int) throws(Failure) -> InlineCase {
  let bytes = try unsafe bytes(json, size)
  do {
    return try InlineCase(json: bytes)
  } catch {
    throw .call(error.description)
  }
}
