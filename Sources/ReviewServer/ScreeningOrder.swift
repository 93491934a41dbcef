import CaseStore
import NoteModel
import Pipeline
import Reporting

/// What is to be screened, as it goes to another process.
struct ScreeningOrder: Sendable {
  let name: String
  let request: NoteModel.Request
  let files: [Screener.File]

  init(name: String, request: NoteModel.Request, files: [Screener.File]) {
    self.name = name
    self.request = request
    self.files = files
  }

  /// The order that some bytes are; `nil` where they are none.
  init?(_ bytes: [UInt8]) {
    guard let fields = Parcel.fields(of: bytes), fields.count >= 2, fields.count.isMultiple(of: 2),
      let request = try? StoredRequest.request(from: Parcel.text(fields[1]))
    else { return nil }
    name = Parcel.text(fields[0])
    self.request = request
    files = stride(from: 2, to: fields.count, by: 2).map { place in
      Screener.File(id: Parcel.text(fields[place]), bytes: Array(fields[place + 1]))
    }
  }

  /// The order as bytes.
  func bytes() throws -> [UInt8] {
    var parcel = Parcel()
    parcel.add(name.utf8)
    parcel.add(try StoredRequest.text(of: request).utf8)
    for file in files {
      parcel.add(file.id.utf8)
      parcel.add(file.bytes)
    }
    return parcel.bytes
  }
}

/// What a screening came to, as it comes back.
struct ScreeningAnswer: Sendable {
  let outcome: Outcome
  let gaps: Int
  /// The report as JSON.
  let report: [UInt8]

  init(_ screening: Screening) {
    outcome = screening.outcome
    gaps = screening.missing.count
    report = Array((JSONRenderer(isCompact: false).render(screening) + "\n").utf8)
  }

  /// The answer that some bytes are; `nil` where they are none, or not all of one.
  init?(_ bytes: [UInt8]) {
    guard let fields = Parcel.fields(of: bytes), fields.count == 3,
      let outcome = Outcome(rawValue: Parcel.text(fields[0])),
      let gaps = Int(Parcel.text(fields[1]))
    else { return nil }
    self.outcome = outcome
    self.gaps = gaps
    report = Array(fields[2])
  }

  /// The answer as bytes.
  var bytes: [UInt8] {
    var parcel = Parcel()
    parcel.add(outcome.rawValue.utf8)
    parcel.add(String(gaps).utf8)
    parcel.add(report)
    return parcel.bytes
  }
}

/// Fields one after another, each with its length in decimal and a line end before it.
private struct Parcel {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ field: some Collection<UInt8>) {
    bytes += "\(field.count)\n".utf8
    bytes += field
  }

  static func text(_ field: ArraySlice<UInt8>) -> String { String(decoding: field, as: UTF8.self) }

  static func fields(of bytes: [UInt8]) -> [ArraySlice<UInt8>]? {
    var fields: [ArraySlice<UInt8>] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      guard let end = rest.prefix(20).firstIndex(of: 10), let count = Int(text(rest[..<end])),
        count >= 0, count <= rest.endIndex - end - 1
      else { return nil }
      fields.append(rest[(end + 1)..<(end + 1 + count)])
      rest = rest[(end + 1 + count)...]
    }
    return fields
  }
}
