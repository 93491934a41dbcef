import Extraction
import Foundation
import Pipeline
import TestSupport
import Testing

@Suite struct `The knowledge inside the program` {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test func `is every file of lexicons and policies, as it stands`() throws {
    var onDisk: [String: String] = [:]
    for folder in ["lexicons", "policies"] {
      let base = Self.root.appending(path: folder)
      let names = try #require(FileManager.default.enumerator(atPath: base.path))
      for case let name as String in names where name.hasSuffix(".tsv") || name.hasSuffix(".yaml") {
        onDisk["\(folder)/\(name)"] = try String(
          contentsOf: base.appending(path: name),
          encoding: .utf8
        )
      }
    }
    let bundled = Dictionary(uniqueKeysWithValues: BundledData.files().map { ($0.path, $0.text) })
    #expect(bundled.keys.sorted() == onDisk.keys.sorted())
    for (path, text) in onDisk { #expect(bundled[path] == text, "\(path) differs") }
  }

  @Test func `is the same from a folder`() throws {
    let folder = Self.root.appending(path: "lexicons").path
    let lexicon = try Configuration(lexicons: folder).loadLexicon()
    #expect(lexicon.counts == Fixture.screener.lexicon.counts)
  }

  @Test func `has every scored concept with many ways to write it`() throws {
    let scored = Fixture.screener.concepts(in: "scored-finding")
    #expect(scored.count == 35)
    for concept in scored {
      #expect(Fixture.screener.lexicon.phrases(of: concept).count >= 3, "\(concept)")
    }
  }

  @Test func `that cannot be found is named`() {
    #expect {
      _ = try Configuration(policy: "no-such").policyText()
    } throws: { "\($0)".contains("no-such") && "\($0)".contains("cmm-607") }
  }
}
