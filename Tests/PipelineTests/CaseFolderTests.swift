import Foundation
import NoteModel
import Pipeline
import TestSupport
import Testing

@Suite struct `Cases in the file system` {
  private func withFolder(
    _ files: [String: [UInt8]],
    _ body: (String) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, bytes) in files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(bytes).write(to: file)
    }
    try body(folder.path)
  }

  @Test func `are all files of a folder but the request and the labels`() throws {
    let files = [
      "b.txt": [65], "sub/a.txt": [65], "gold.json": [65], ".hidden": [65],
      "request.json": Array(
        #"{"reference_date": "2025-04-22", "codes": ["22514"], "levels": ["L1"]}"#.utf8
      ),
    ]
    try withFolder(files) { path in
      let found = try CaseFolder(paths: [path])
      #expect(found.sources.map(\.id) == ["b.txt", "sub/a.txt"])
      #expect(found.request.codes == ["22514"])
      #expect(found.request.levels?.map(\.description) == ["L1"])
      #expect(found.request.referenceDate?.description == "2025-04-22")
    }
  }

  @Test func `lose no readable document to one that is not`() throws {
    let files = [
      "bad.pdf": Array("%PDF-1.4".utf8), "empty.txt": [], "good.txt": Array("Back pain.".utf8),
    ]
    try withFolder(files) { path in
      let result = Fixture.screener.screen(try CaseFolder(paths: [path]))
      #expect(result.screening.documents.map(\.document.id) == ["good.txt"])
      #expect(result.errors.map(\.document) == ["bad.pdf", "empty.txt"])
      #expect(result.screening.warnings.count == 2)
      #expect(result.screening.criteria.count == 51)
    }
  }

  @Test func `lose no document of a FHIR bundle, and name the part that is not read`() throws {
    // The text says "Back pain."; the other attachment begins as a PDF does.
    let bundle = """
      {"resourceType": "Bundle", "entry": [
        {"resource": {"resourceType": "DocumentReference", "id": "a", "date": "2026-01-02",
          "content": [{"attachment": {"contentType": "text/plain", "data": "QmFjayBwYWluLg=="}}]}},
        {"resource": {"resourceType": "DocumentReference", "id": "b",
          "content": [{"attachment": {"contentType": "application/pdf", "data": "JVBERi0x"}}]}}]}
      """
    try withFolder(["bundle.json": Array(bundle.utf8), "z.txt": [65]]) { path in
      let result = Fixture.screener.screen(try CaseFolder(paths: [path]))
      let documents = result.screening.documents
      #expect(
        documents.map(\.document.id) == ["bundle.json#DocumentReference/a", "z.txt"]
      )
      #expect(documents[0].date?.description == "2026-01-02")
      #expect(result.errors.map(\.document) == ["bundle.json#DocumentReference/b"])
      #expect(
        result.screening.warnings.first?.hasPrefix(
          "not read: bundle.json#DocumentReference/b: is a"
        )
          == true
      )
    }
  }

  @Test func `lose no readable document to a path that leads nowhere`() throws {
    try withFolder(["good.txt": Array("Back pain.".utf8)]) { path in
      let folder = try CaseFolder(paths: ["\(path)/good.txt", "/no/such/note.txt"])
      let result = Fixture.screener.screen(folder)
      #expect(result.screening.documents.map(\.document.id) == ["good.txt"])
      #expect(result.errors.map(\.document) == ["/no/such/note.txt"])
    }
  }

  @Test func `that do not exist or are empty are refused by name`() throws {
    #expect(throws: CaseError.self) { try CaseFolder(paths: ["/no/such/place"]) }
    try withFolder(["request.json": Array("{}".utf8)]) { empty in
      #expect(throws: CaseError.self) { try CaseFolder(paths: [empty]) }
    }
  }

  @Test(arguments: [#"{"levels": ["X9"]}"#, #"{"reference_date": "22 April"}"#, "[]", "{"])
  func `with a request that makes no sense are refused`(request: String) throws {
    try withFolder(["a.txt": [65], "request.json": Array(request.utf8)]) { path in
      #expect(throws: CaseError.self) { try CaseFolder(paths: [path]) }
    }
  }
}
