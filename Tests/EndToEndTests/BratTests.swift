import Foundation
import NoteModel
import Pipeline
import Reporting
import TestSupport
import Testing

@Suite struct `Standoff of the corpus` {
  private static let cases: [String] =
    (try? CaseFolder.cases(in: Fixture.root.appending(path: "corpus").path)) ?? []

  @Test func `reads back as the findings`() throws {
    var count = 0
    for path in Self.cases {
      let reading = Fixture.screener.read(try CaseFolder(paths: [path])) { [] }
      for document in reading.documents {
        let result = Fixture.screener.extract(document)
        let standoff = FindingsRenderer(documents: [result.document], findings: result.findings)
        let text = document.text.string(in: TextRange(0, document.text.count))
        let read = try BratFile(standoff.brat(), text: text).annotations
        #expect(read.map(\.type) == result.findings.map(\.concept))
        #expect(read.map(\.range) == result.findings.map(\.range))
        #expect(read.map(\.assertion) == result.findings.map(\.assertion))
        count += read.count
      }
    }
    #expect(count > 1000)
  }
}
