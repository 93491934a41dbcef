import Foundation
import NoteModel
import Pipeline
import Reporting
import TestSupport
import Testing

@Suite struct `Cases as a FHIR bundle` {
  private static let cases =
    (try? CaseFolder.cases(in: Fixture.root.appending(path: "corpus").path)) ?? []

  /// The documents of a case as the attachments of one bundle, in their order.
  private static func bundle(of folder: CaseFolder) throws -> Data {
    let entries = try folder.sources.enumerated().map { index, source in
      let types = ["html": "text/html", "xml": "application/xml"]
      let type = types[URL(filePath: source.path).pathExtension] ?? "text/plain"
      let data = try Data(contentsOf: URL(filePath: source.path)).base64EncodedString()
      return [
        "resource": [
          "resourceType": "DocumentReference", "id": "d\(index)",
          "content": [["attachment": ["contentType": type, "data": data]]],
        ] as [String: Any]
      ]
    }
    let bundle = ["resourceType": "Bundle", "entry": entries] as [String: Any]
    return try JSONSerialization.data(withJSONObject: bundle)
  }

  @Test(arguments: cases)
  func `are screened as their files are, and quote what the digits say`(path: String) throws {
    let files = try CaseFolder(paths: [path])
    let bytes = try Self.bundle(of: files)
    let name = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json")
    try bytes.write(to: name)
    defer { try? FileManager.default.removeItem(at: name) }
    let (one, _) = Fixture.screener.screen(files)
    let (other, errors) = Fixture.screener.screen(
      try CaseFolder(paths: [name.path]),
      request: files.request
    )
    #expect(errors.isEmpty)
    #expect(other.documents.count == one.documents.count)
    #expect(other.outcome == one.outcome)
    #expect(other.criteria.map(\.status) == one.criteria.map(\.status))
    #expect(other.criteria.map(\.evidence) == one.criteria.map(\.evidence))
    #expect(other.findings.map(\.range) == one.findings.map(\.range))
    #expect(!other.findings.isEmpty)
    for finding in other.findings {
      let document = other.documents[finding.document].document
      guard document.format == .text else { continue }
      let source = document.sourceMap.source(of: finding.range)
      let digits = String(decoding: bytes[source.start..<source.end], as: UTF8.self)
        .replacing("\\/", with: "/")
      let held = try #require(Data(base64Encoded: digits))
      // The first and last digits may hold a part of the character beside.
      let words = try #require(
        document.encoding == "UTF-8"
          ? String(decoding: held, as: UTF8.self) : String(data: held, encoding: .windowsCP1252)
      ).replacing("\r\n", with: "\n")
      #expect(words.contains(document.text.string(in: finding.range)))
    }
  }
}
