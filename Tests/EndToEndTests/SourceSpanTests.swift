import Foundation
import NoteModel
import Pipeline
import TestSupport
import Testing

/// What a finding quotes is what its bytes in the file say, in every format and encoding.
@Suite struct `Findings in the file` {
  /// A way to write a note into a file.
  struct Form: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let encoding: String.Encoding
    var mark: [UInt8] = []
    let write: @Sendable (String) -> String

    func bytes(_ note: String) -> [UInt8]? {
      write(note).data(using: encoding).map { mark + Array($0) }
    }
  }

  private static let forms: [Form] = [
    Form(testDescription: "text", encoding: .utf8) { $0 },
    Form(testDescription: "CRLF", encoding: .utf8, mark: [0xEF, 0xBB, 0xBF]) {
      $0.replacing("\n", with: "\r\n")
    },
    Form(testDescription: "UTF-16LE", encoding: .utf16LittleEndian, mark: [0xFF, 0xFE]) { $0 },
    Form(testDescription: "UTF-16BE", encoding: .utf16BigEndian, mark: [0xFE, 0xFF]) { $0 },
    Form(testDescription: "windows-1252", encoding: .windowsCP1252) { $0 + " “”" },
    Form(testDescription: "HTML", encoding: .utf8) {
      "<html><body><p>" + referenced($0).replacing("\n", with: "<br>\n") + "</body></html>"
    },
    Form(testDescription: "HTML in UTF-16", encoding: .utf16LittleEndian, mark: [0xFF, 0xFE]) {
      "<html><body><pre>" + tagged(escaped($0)) + "</pre></body></html>"
    },
    Form(testDescription: "CDA", encoding: .utf8) { cda(referenced($0)) },
    Form(testDescription: "CDA with CDATA", encoding: .utf8) { cda("<![CDATA[\($0)]]>") },
    Form(testDescription: "CDA with comments", encoding: .utf8) { cda(commented(escaped($0))) },
  ]

  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Notes of the corpus, a few of each length.
  private static let notes: [String] = {
    let paths = (try? CaseFolder.cases(in: root.appending(path: "corpus").path)) ?? []
    let files = paths.flatMap { path in
      ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
        .filter { $0.hasSuffix(".txt") }.map { "\(path)/\($0)" }
    }
    return stride(from: 0, to: files.count, by: 6).compactMap {
      try? String(contentsOfFile: files[$0], encoding: .utf8)
    }
  }()

  @Test(arguments: forms)
  func `say what is quoted`(form: Form) throws {
    var findings = 0
    for note in Self.notes {
      guard let bytes = form.bytes(note) else { continue }
      let document = try Fixture.screener.read(bytes, id: "note")
      for finding in Fixture.screener.extract(document).findings {
        findings += 1
        let source = document.sourceMap.source(of: finding.range)
        let file = try #require(
          String(data: Data(bytes[source.start..<source.end]), encoding: form.encoding)
        )
        let said = document.format == .text ? file : Self.shown(file)
        #expect(Self.letters(said) == Self.letters(document.text.string(in: finding.range)))
      }
    }
    #expect(findings > 200)
  }

  // MARK: Writing and reading markup

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
  }

  /// Every fifth letter as a character reference.
  private static func referenced(_ text: String) -> String {
    text.unicodeScalars.enumerated().map { index, scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case "\n": "\n"
      default: index % 5 == 0 ? "&#x\(String(scalar.value, radix: 16));" : String(scalar)
      }
    }.joined()
  }

  private static func tagged(_ text: String) -> String {
    text.replacing("re", with: "<b>r</b>e")
  }

  private static func commented(_ text: String) -> String {
    text.replacing("ra", with: "r<!-- <b> -->a")
  }

  private static func cda(_ text: String) -> String {
    """
    <ClinicalDocument xmlns="urn:hl7-org:v3"><component><structuredBody><component><section><text>\
    <paragraph xml:space="preserve">\(text)</paragraph></text></section></component>\
    </structuredBody></component></ClinicalDocument>
    """
  }

  private static func shown(_ markup: String) -> String {
    markup.replacing(/<!--.*?-->|<\/?[a-z][^>]*>/, with: "")
      .replacing(/&#x([0-9a-f]+);/) { match in
        UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) } ?? "?"
      }
      .replacing("&lt;", with: "<").replacing("&amp;", with: "&")
  }

  private static func letters(_ text: String) -> String {
    String(text.filter { $0.isLetter || $0.isNumber })
  }
}
