import CFuzzer
import DocumentReading
public import NoteModel
import Pipeline
import PolicyEngine
import TestSupport

/// Reads whatever libFuzzer makes up, in one format, and stops where a document breaks a promise.
public enum ReaderFuzzer {
  /// Runs with the arguments of the program, which are libFuzzer's.
  ///
  /// - Parameter target: reads some bytes.
  public static func run(_ target: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt) {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
      unsafe CommandLine
      .unsafeArgv
    _ = unsafe LLVMFuzzerRunDriver(&count, &arguments, target)
  }

  /// Reads some bytes in a format; a refusal is as good as a document, a broken document is not.
  public static func read(_ bytes: UnsafePointer<UInt8>?, _ count: Int, as format: DocumentFormat) {
    let bytes = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
    guard let document = try? DocumentReader().read(bytes, id: "fuzz", format: format) else {
      return
    }
    check(document, fileLength: count)
  }

  /// Reads all documents of a file, whatever it is.
  public static func readContents(_ bytes: UnsafePointer<UInt8>?, _ count: Int) {
    let bytes = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
    guard let contents = try? DocumentReader().contents(of: bytes, id: "fuzz") else { return }
    for document in contents.documents { check(document, fileLength: count) }
  }

  /// Reads some bytes as a policy; a refusal is as good as a policy.
  public static func readPolicy(_ bytes: UnsafePointer<UInt8>?, _ count: Int) {
    let text = unsafe String(
      decoding: UnsafeBufferPointer(start: bytes, count: count),
      as: UTF8.self
    )
    let vocabulary = PolicyVocabulary(
      concepts: ["copd": ["condition"], "kyphoplasty": ["procedure"]],
      attributes: ["levels"],
      sections: ["allergies"]
    )
    _ = try? PolicyReader.policy(from: text, file: "fuzz", vocabulary: vocabulary)
  }

  private static func check(_ document: NoteDocument, fileLength: Int) {
    let flaws = document.flaws(fileLength: fileLength)
    precondition(flaws.isEmpty, flaws.joined(separator: "; "))
    let found = Fixture.screener.extract(document)
    for finding in found.findings {
      precondition(
        finding.range.start < finding.range.end && finding.range.end <= document.text.count,
        "a finding is out of bounds"
      )
    }
  }
}
