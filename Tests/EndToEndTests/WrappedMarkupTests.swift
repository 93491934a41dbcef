import NoteModel
import Pipeline
import TestSupport
import Testing

/// Notes whose lines were wrapped before they were marked up.
@Suite struct `Lines of marked-up notes` {
  /// How the findings of the body of an HTML document hold: `retropulsion absent`.
  private static func assertions(_ body: String) throws -> [String] {
    let bytes = Array("<html><body>\(body)</body></html>".utf8)
    let document = try Fixture.screener.read(bytes, id: "note.html")
    return Fixture.screener.extract(document).findings.map { "\($0.concept) \($0.assertion)" }
  }

  @Test(arguments: [
    "MRI of the thoracolumbar spine shows no evidence of cord<br>compression.",
    "<p>MRI of the thoracolumbar spine shows no evidence of cord<br>\ncompression.</p>",
    "<div>MRI of the thoracolumbar spine shows no evidence of cord</div><div>compression.</div>",
    "<p>MRI of the thoracolumbar spine shows no evidence of cord</p>\n<p>compression.</p>",
  ])
  func `go on`(body: String) throws {
    #expect(try Self.assertions(body).contains("cord-compression absent"), "\(body)")
  }

  @Test(arguments: [
    // A blank line, a short line and an item of a list are ends.
    "MRI of the thoracolumbar spine shows no evidence of any<br><br>UTI, on day 2 of antibiotics.",
    "Denies trauma<br>UTI, on day 2 of antibiotics.",
    "<ul><li>The patient denies any recent trauma, travel or surgery</li><li>UTI now.</li></ul>",
    "<div>The patient denies any recent trauma, travel or surgery</div><div>UTI now.</div>",
  ])
  func `end where something else begins`(body: String) throws {
    #expect(try Self.assertions(body).contains("urinary-tract-infection present"), "\(body)")
  }
}
