import NoteModel
import Testing

@Suite struct `Decoding` {
  private static let files: [(bytes: [UInt8], words: String, encoding: String)] = [
    (bytes("café “x”"), "café “x”", "UTF-8"),
    ([0xEF, 0xBB, 0xBF] + bytes("note"), "note", "UTF-8"),
    ([0xFF, 0xFE] + utf16("Aé😀"), "Aé😀", "UTF-16LE"),
    ([0xFE, 0xFF, 0x00, 0x41, 0x00, 0xE9], "Aé", "UTF-16BE"),
    (utf16("ABCDEF"), "ABCDEF", "UTF-16LE"),
    ([0] + utf16("ABCDEF").dropLast(), "ABCDEF", "UTF-16BE"),
    (
      bytes("Mid") + [0x96] + bytes("lower pain, can") + [0x92] + bytes("t"),
      "Mid–lower pain, can’t", "windows-1252"
    ),
    (
      bytes("<meta charset='iso-8859-1'><p>x ") + [0x96] + bytes(" y</p>"),
      "x – y", "windows-1252"
    ),
    (bytes("<meta charset='shift_jis'><p>") + [0x90, 0x66], "診", "shift_jis"),
    (bytes("<meta charset='iso-8859-1'><p>café"), "café", "UTF-8"),
    (bytes("<meta charset='utf-7'><p>+ADw- ") + [0xE9], "+ADw- é", "windows-1252"),
  ]

  private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test(arguments: files)
  func `gives the words that were written`(
    bytes: [UInt8],
    expected: String,
    encoding: String
  ) throws {
    let document = try NoteDocument.read(bytes)
    #expect(document.words == expected)
    #expect(document.encoding == encoding)
    #expect(document.warnings.isEmpty)
  }

  @Test(arguments: [
    ("a\r\nb\rc\nd", "a\nb\nc\nd"), ("\r\n\r\n x", "\n\n x"), ("no end", "no end"),
    ("\r\r\n\n", "\n\n\n"), (" \t kept \t ", " \t kept \t "),
  ])
  func `turns line ends into LF and changes nothing else`(
    written: String,
    expected: String
  ) throws {
    let bytes = Array("x\(written)".utf8)
    #expect(try NoteDocument.read(bytes).words == "x\(expected)")
  }

  @Test func `maps plain UTF-8 with one run`() throws {
    let bytes = Array("No edema.\nWärme ≥ 3".utf8)
    #expect(try NoteDocument.read(bytes).sourceMap == SourceMap(identityOf: bytes.count))
  }

  @Test func `maps CRLF with a run of one byte to two, and what lies between with one`() throws {
    let runs = try NoteDocument.read(Array("ab\r\nc".utf8)).sourceMap.runs
    #expect(
      runs == [
        SourceMap.Run(text: 0, textCount: 2, source: 0, sourceCount: 2),
        SourceMap.Run(text: 2, textCount: 1, source: 2, sourceCount: 2),
        SourceMap.Run(text: 3, textCount: 1, source: 4, sourceCount: 1),
      ]
    )
  }

  @Test func `groups what keeps its length when re-encoded`() throws {
    let bytes = Array("one two ".utf8) + [0x93] + Array("three".utf8) + [0x94]
    let runs = try NoteDocument.read(bytes).sourceMap.runs
    #expect(runs.map(\.textCount) == [8, 3, 5, 3])
    #expect(runs.map(\.sourceCount) == [8, 1, 5, 1])
  }

  @Test(arguments: ["UTF-8", "windows-1252", "UTF-16LE", "UTF-16BE"])
  func `maps every word to the bytes that hold it`(encoding: String) throws {
    let text = "Pain\r\n7/10 – “worse”\rat\nnight; café € 3\r\n"
    let document = try NoteDocument.read(encode(text, encoding))
    let mapped = document.mappedWords(in: encode(text, encoding))
    #expect(
      mapped.map(\.word) == ["Pain", "7/10", "–", "“worse”", "at", "night;", "café", "€", "3"]
    )
    for (word, source) in mapped { #expect(encode(word, encoding) == source) }
  }

  private func encode(_ text: String, _ encoding: String) -> [UInt8] {
    let windows: [Unicode.Scalar: UInt8] = [
      "–": 0x96, "“": 0x93, "”": 0x94, "é": 0xE9, "€": 0x80,
    ]
    return switch encoding {
    case "UTF-16LE": utf16(text)
    case "UTF-16BE": utf16(text).indices.map { utf16(text)[$0 ^ 1] }
    case "windows-1252": text.unicodeScalars.map { windows[$0] ?? UInt8($0.value) }
    default: Array(text.utf8)
    }
  }

  @Test func `replaces, counts and places a few bad bytes`() throws {
    let good = String(repeating: "é ok ", count: 200)
    let document = try NoteDocument.read(Array(good.utf8) + [0xFF] + Array(" end".utf8))
    #expect(document.words == good + "\u{FFFD} end")
    #expect(document.warnings == ["1 byte that is not in UTF-8 was replaced"])
    let end = document.text.count
    let source = document.sourceMap.source(of: TextRange(end - 3, end))
    #expect(source.start == good.utf8.count + 2)
  }

  @Test func `replaces half a UTF-16 character at the end`() throws {
    let document = try NoteDocument.read([0xFF, 0xFE] + utf16("AB\u{3042}").dropLast())
    #expect(document.words == "AB\u{FFFD}")
    #expect(document.warnings == ["1 byte that is not in UTF-16LE was replaced"])
  }

  @Test func `hashes the bytes of the file`() throws {
    // FIPS 180-2, appendix B.1.
    #expect(
      try NoteDocument.read(Array("abc".utf8)).sha256
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
  }
}
