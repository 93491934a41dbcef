import Extraction
import Foundation
import NoteModel
import PolicyEngine
import TestSupport
import Testing

@testable import Pipeline

/// The image of the knowledge beside a program.
@Suite struct KnowledgeImageTests {
  /// A file that stands for a program, in a folder of its own.
  private static func program(_ bytes: String = "program") throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "image-\(UInt64.random(in: 0 ... .max))"
    )
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appending(path: "chartproof")
    try Data(bytes.utf8).write(to: path)
    return path.path()
  }

  private static func made(beside program: String) throws -> KnowledgeImage {
    let image = try #require(KnowledgeImage(besideProgramAt: program))
    var writer: ImageWriter? = ImageWriter()
    let lexicon = try LexiconReader.lexicon(from: BundledData.lexiconFiles(), writing: &writer)
    #expect(lexicon.counts.terms > 0)
    let text = try #require(BundledData.policy(named: "cmm-607"))
    image.write(
      policy: "cmm-607",
      try PolicyReader.node(of: text, file: "cmm-607"),
      lexicon: try #require(writer)
    )
    return image
  }

  private static func read(
    _ image: KnowledgeImage,
    policy: String = "cmm-607"
  ) -> (lexicon: Lexicon, policy: PolicyNode)? {
    image.read(BundledData.lexiconFiles(), policy: policy)
  }

  @Test func `says the same as the readable files, of every case`() throws {
    let image = try Self.made(beside: Self.program())
    let known = try #require(Self.read(image))
    let policy = try PolicyReader.policy(
      from: known.policy,
      file: "cmm-607",
      vocabulary: PolicyVocabulary(
        concepts: known.lexicon.names.concepts,
        attributes: known.lexicon.names.attributes,
        sections: known.lexicon.names.sectionKinds
      )
    )
    let imaged = Screener(lexicon: known.lexicon, policy: policy)
    let read = try Screener(configuration: Configuration())
    for line in try String(
      contentsOf: Fixture.root.appending(path: "corpus/sentences.txt"),
      encoding: .utf8
    ).split(separator: "\n") {
      let document = Fixture.document(String(line).replacing("|", with: "\n"))
      #expect(
        "\(imaged.extract(document).findings)" == "\(read.extract(document).findings)",
        "\(line)"
      )
    }
    for name in ["c20-acute-met", "d04-va-two-level", "k06-ir-planning-breast-met"] {
      let folder = try CaseFolder(paths: [Fixture.root.appending(path: "corpus/\(name)").path()])
      let (one, other) = (imaged.screen(folder).screening, read.screen(folder).screening)
      #expect(one.outcome == other.outcome)
      #expect(one.criteria.map(\.status) == other.criteria.map(\.status))
      #expect(one.criteria.map(\.why) == other.criteria.map(\.why))
    }
  }

  @Test func `is none of another program, nor of another policy`() throws {
    let program = try Self.program()
    let image = try Self.made(beside: program)
    #expect(Self.read(image) != nil)
    #expect(Self.read(image, policy: "other") == nil)
    try Data("program built anew".utf8).write(to: URL(filePath: program))
    let anew = try #require(KnowledgeImage(besideProgramAt: program))
    #expect(Self.read(anew) == nil)
    #expect(KnowledgeImage(besideProgramAt: program + "-that-is-not-there") == nil)
  }

  @Test func `is not read where it is damaged`() throws {
    let program = try Self.program()
    let image = try Self.made(beside: program)
    let file = URL(filePath: program + ".image")
    let whole = try Data(contentsOf: file)
    for length in [0, 1, 7, 64, whole.count / 2, whole.count - 8] {
      try whole.prefix(length).write(to: file)
      #expect(Self.read(image) == nil, "\(length) bytes of it")
    }
    for place in stride(from: 0, to: whole.count - 16, by: whole.count / 40) {
      var damaged = whole
      damaged[place] ^= 0x55
      try damaged.write(to: file)
      #expect(Self.read(image) == nil, "byte \(place) of it")
    }
    try whole.write(to: file)
    #expect(Self.read(image) != nil)
  }
}
