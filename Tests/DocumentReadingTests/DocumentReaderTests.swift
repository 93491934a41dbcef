import DocumentReading
import NoteModel
import TestSupport
import Testing

@Suite struct `Reading files` {
  private func read(_ bytes: [UInt8], id: String = "note") throws -> NoteDocument {
    try DocumentReader().read(bytes, id: id)
  }

  private func text(_ document: NoteDocument) -> String {
    document.text.string(in: TextRange(0, document.text.count))
  }

  @Test(arguments: [
    (Array("caf\u{E9} \u{201C}x\u{201D}".utf8), "café “x”", "UTF-8"),
    ([0xEF, 0xBB, 0xBF] + Array("note".utf8), "note", "UTF-8"),
    ([0xFF, 0xFE, 0x41, 0x00, 0xE9, 0x00], "Aé", "UTF-16LE"),
    ([0xFE, 0xFF, 0x00, 0x41, 0x00, 0xE9], "Aé", "UTF-16BE"),
    ([0x41, 0, 0x42, 0, 0x43, 0, 0x44, 0, 0x45, 0, 0x46, 0], "ABCDEF", "UTF-16LE"),
    ([0xFF, 0xFE, 0x3D, 0xD8, 0x00, 0xDE], "😀", "UTF-16LE"),
    (
      Array("Mid".utf8) + [0x96] + Array("lower pain, can".utf8) + [0x92] + Array("t".utf8),
      "Mid–lower pain, can’t", "windows-1252"
    ),
  ])
  func `any encoding gives the words that were written`(
    bytes: [UInt8],
    expected: String,
    encoding: String
  ) throws {
    let document = try read(bytes)
    #expect(text(document) == expected)
    #expect(document.encoding == encoding)
  }

  @Test(arguments: [
    ("a\r\nb\rc\nd", "a\nb\nc\nd"), ("\r\n\r\n x", "\n\n x"), ("no end", "no end"),
  ])
  func `line ends become LF and nothing else changes`(written: String, expected: String) throws {
    #expect(text(try read(Array(written.utf8))) == expected)
  }

  @Test func `a few bad bytes are replaced, counted and keep their place`() throws {
    let good = String(repeating: "é ok ", count: 200)
    let document = try read(Array(good.utf8) + [0xFF] + Array(" end".utf8))
    #expect(text(document) == good + "\u{FFFD} end")
    #expect(document.warnings.count == 1)
    let end = document.text.count
    #expect(document.sourceMap.source(of: TextRange(end - 3, end)).start == good.utf8.count + 2)
  }

  @Test(arguments: [
    ([], "is empty"), (Array(" \n\t".utf8), "is empty"),
    (Array("%PDF-1.7 x".utf8), "a PDF"), ([0x50, 0x4B, 3, 4, 0, 0], "ZIP or DOCX"),
    (Array("{\\rtf1 x}".utf8), "RTF"), ([0x1F, 0x8B, 8, 0], "gzip"),
    ([1, 2, 3, 0, 0, 0, 7, 9, 200, 201, 5, 6, 1], "is no text"),
    (Array("<?xml version=\"1.0\"?><ClinicalDocument><a></ClinicalDocument>".utf8), "1: is XML"),
    (Array("<?xml version=\"1.0\"?><other/>".utf8), "root element other"),
    (
      Array("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><ClinicalDocument/>".utf8),
      "declares entities"
    ),
  ])
  func `what is no note is refused by name`(bytes: [UInt8], message: String) {
    #expect {
      try read(bytes)
    } throws: { error in
      guard let error = error as? ReadError else { return false }
      return error.description.contains(message) && !error.hint.isEmpty
    }
  }

  @Test(arguments: 0..<24)
  func `random bytes never trap, give valid text and a map in bounds`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let seeds = [
      "<html><body><p>a &amp; b</p><table><tr><td>c</td></tr></table>", "plain\r\ntext",
      "<?xml version=\"1.0\"?><ClinicalDocument><component><section><title>T</title><text>x"
        + "</text></section></component></ClinicalDocument>", "é😀\u{AD}<b>",
    ].map { Array($0.utf8) }
    for _ in 0..<60 {
      var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
      for _ in 0..<Int.random(in: 0...6, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(contentsOf: bytes[0..<place].suffix(9), at: place)
        }
      }
      for format in [nil, DocumentFormat.text, .html, .cda] {
        guard let document = try? DocumentReader().read(bytes, id: "x", format: format) else {
          continue
        }
        #expect(String(validating: document.text.utf8, as: UTF8.self) != nil)
        for offset in stride(from: 0, to: document.text.count, by: 3) {
          let source = document.sourceMap.source(of: TextRange(offset, offset + 1))
          #expect(0 <= source.start && source.start <= source.end && source.end <= bytes.count)
        }
      }
    }
  }

  @Test func `the hash is SHA-256 of the file`() throws {
    // FIPS 180-2, appendix B.1.
    #expect(
      try read(Array("abc".utf8)).sha256
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
  }
}
