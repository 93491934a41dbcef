import Foundation
import Pipeline
import Reporting
import TestSupport
import Testing

/// Whether the report of each case is, byte for byte, what it was when last accepted.
///
/// A change made for speed must change none; one of the rules shows here what it changed.
/// `scripts/golden` accepts the reports as they are.
@Suite struct `Reports of the corpus` {
  private static let corpus = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "corpus")

  private static let file = corpus.appending(path: "golden.tsv")

  @Test func `are what they were`() throws {
    let reports = try CaseFolder.cases(in: Self.corpus.path).map { path in
      let screening = Fixture.screener.screen(try CaseFolder(paths: [path])).screening
      let name = URL(filePath: path).lastPathComponent
      return "\(name)\t\(hash(JSONRenderer(isCompact: true).render(screening)))"
    }
    if ProcessInfo.processInfo.environment["ACCEPT_GOLDEN"] != nil {
      try Data((reports.joined(separator: "\n") + "\n").utf8).write(to: Self.file)
    }
    let accepted = try String(contentsOf: Self.file, encoding: .utf8).split(separator: "\n")
    let changed = Set(reports).symmetricDifference(accepted.map(String.init))
      .compactMap { $0.split(separator: "\t").first.map(String.init) }
    #expect(
      changed.isEmpty,
      "changed, see scripts/golden: \(Set(changed).sorted().joined(separator: ", "))"
    )
  }

  /// FNV-1a, 64 bits, in hexadecimal digits.
  private func hash(_ text: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return String(hash, radix: 16)
  }
}
