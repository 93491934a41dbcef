import DocumentReading
import NoteModel
import TestSupport
import Testing

@Suite struct `Formats` {
  private static let cda = "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>"

  @Test(arguments: [
    ("BP < 140, HR > 60", "note.txt", DocumentFormat.text),
    ("<START OF REPORT>", "note", .text), ("see <b>below</b>", "note.txt", .text),
    ("<p>x", "note.txt", .html), ("<!DOCTYPE html>\n<p>x", "note", .html),
    ("<!-- x --><TABLE>", "note", .html), ("Page 1 <b>x</b>", "visit.html", .html),
    ("<?xml version=\"1.0\"?><html><body>x</body></html>", "a.html", .html),
    ("<html xmlns=\"http://www.w3.org/1999/xhtml\"><p>x</p></html>", "a.xml", .html),
    ("<?xml version=\"1.0\"?>" + cda, "note.txt", .cda), (cda, "note", .cda),
    ("<a:ClinicalDocument xmlns:a=\"urn:hl7-org:v3\"/>", "note.html", .cda),
  ])
  func `are told by content`(content: String, id: String, format: DocumentFormat) throws {
    #expect(try NoteDocument.read(Array(content.utf8), id: id).format == format)
  }

  private static let refused: [(bytes: [UInt8], message: String)] = [
    ([], "is empty"),
    (bytes(" \n\t"), "is empty"),
    ([0xEF, 0xBB, 0xBF], "is empty"),
    (bytes("%PDF-1.7 x"), "is a PDF, which is not read"),
    ([0x50, 0x4B, 3, 4, 0, 0], "is a ZIP or DOCX, which is not read"),
    (bytes("{\\rtf1 x}"), "is RTF, which is not read"),
    ([0x1F, 0x8B, 8, 0], "is gzip, which is not read"),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "is an old Office file, which is not read"),
    ([0x89, 0x50, 0x4E, 0x47], "is a PNG image, which is not read"),
    (bytes(String(repeating: "\0", count: 128) + "DICM"), "is a DICOM file, which is not read"),
    (bytes("note\u{1}\u{2}\u{3}\0\0\0"), "is no text: byte 4 is of a binary file"),
    (
      bytes("<?xml version=\"1.0\"?>\n<ClinicalDocument><a></ClinicalDocument>"),
      "2: is XML that is not well formed"
    ),
    (
      bytes("<?xml version=\"1.0\"?><other/>"),
      "is XML with the root element other, which is not read"
    ),
    (
      bytes("<ClinicalDocument xmlns=\"urn:other\"/>"),
      "is XML with the root element ClinicalDocument, which is not read"
    ),
    (
      bytes("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><ClinicalDocument/>"),
      "is XML with a document type, which is not read"
    ),
    (
      bytes("<ClinicalDocument><title>") + [0x96] + bytes("</title></ClinicalDocument>"),
      "is XML that is not in UTF-8 at byte 25"
    ),
    (
      bytes("<ClinicalDocument>" + String(repeating: "<a>", count: 501)),
      "is XML of more than 500 levels, which is not read"
    ),
    (
      bytes("<ClinicalDocument a=\"" + String(repeating: "x", count: 1 << 16) + "\"/>"),
      "is XML with a tag of more than 64 kB, which is not read"
    ),
  ]

  private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test(arguments: refused)
  func `that are no note are refused by name`(bytes: [UInt8], message: String) {
    let error = #expect(throws: ReadError.self) { try NoteDocument.read(bytes) }
    #expect(error?.description == message)
    #expect(error?.hint.isEmpty == false)
  }

  @Test func `of a file too large to convert are refused`() {
    let bytes = [0xFF, 0xFE] + [UInt8](repeating: 0x41, count: 33 << 20)
    #expect(throws: ReadError.tooLarge(limit: 32 << 20)) { try NoteDocument.read(bytes) }
  }

  @Test(arguments: 0..<24)
  func `of random bytes never trap, and give valid text and a map in bounds`(seed: Int) {
    var mutator = Mutator(seed: UInt64(seed))
    for _ in 0..<100 {
      let bytes = mutator.next()
      for format in [nil, DocumentFormat.text, .html, .cda] {
        guard let document = try? NoteDocument.read(bytes, id: "x", format: format) else {
          continue
        }
        #expect(document.flaws(fileLength: bytes.count).isEmpty, "\(bytes)")
      }
    }
  }
}
