import Foundation
import NoteModel
import Pipeline
import Reporting
import TestSupport
import Testing

/// Whether what the program writes for each case fits its schema.
@Suite struct `Reports of the corpus as JSON` {
  private static let cases: [String] =
    (try? CaseFolder.cases(in: Fixture.root.appending(path: "corpus").path)) ?? []

  @Test func `fit their schemas`() throws {
    let schema = try JSONSchema(folder: Fixture.root.appending(path: "schemas"))
    #expect(Self.cases.count >= 15)
    for path in Self.cases {
      let screening = Fixture.screener.screen(try CaseFolder(paths: [path])).screening
      let findings = FindingsRenderer(
        documents: screening.documents,
        findings: screening.findings
      )
      let json = JSONRenderer(isCompact: true)
      var outputs = [
        (json.render(screening), "screening.schema.json"),
        (json.renderDocuments(screening.documents), "read.schema.json"),
        (findings.json(), "extract.schema.json"),
      ]
      outputs += String(decoding: findings.ndjson(), as: UTF8.self).split(separator: "\n")
        .map { (String($0), "extract-line.schema.json") }
      for (text, file) in outputs {
        let problems = schema.problems(of: try JSONValue(parsing: text), against: file)
        #expect(problems == [], "\(path)")
      }
    }
  }
}
