import Foundation

/// FHIR resources made by hand.
enum FHIRSample {
  /// Words with what a place could be miscounted over.
  static let note = "Walls: the be\u{301}am \u{1F9F1} is \"cracked\".\r\nNo mark\u{E9} & 5 < 6."

  /// A reference to a document of a type in base64.
  static func reference(
    _ content: String,
    type: String? = "text/plain",
    id: String = "a",
    more: String = ""
  ) -> String {
    let type = type.map { #""contentType": "\#($0)", "# } ?? ""
    return """
      {"resourceType": "DocumentReference", "id": "\(id)", "status": "current", \(more)
       "content": [{"attachment": {\(type)"data": "\(base64(content))"}}]}
      """
  }

  static func base64(_ content: String) -> String { Data(content.utf8).base64EncodedString() }

  /// A composition with sections in sections, its strings with and without escapes.
  static let composition = #"""
    {"resourceType": "Composition", "id": "c1", "status": "final", "date": "2025-03-01T10:00:00Z",
     "title": "House report",
     "type": {"coding": [{"system": "urn:x", "code": "0"},
                         {"system": "http://loinc.org", "code": "11488-4"}]},
     "text": {"status": "generated", "div": "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>By A &amp; B<\/p></div>"},
     "section": [
       {"title": "Walls \u0026 \ud83e\uddf1", "code": {"coding": [{"system": "http://loinc.org", "code": "10164-2"}]},
        "text": {"div": "<div><p>The beam\tis\u00a0cr\u0061cked.<\/p><p>Second line<\/p></div>"},
        "section": [{"title": "Colour", "text": {"div": "<div>No red mark.<\/div>"}}]},
       {"title": "Empty", "text": {"status": "empty", "div": "<div>nothing</div>"}},
       {"code": {"text": "Roof"}, "text": {"div": "<div><table><tr><th>Part</th><th>State</th></tr><tr><td>tile</td><td>dry</td></tr></table></div>"}}
     ]}
    """#

  /// A bundle with every kind of resource that is read, and with some that are not.
  static let bundle = """
    {"resourceType": "Bundle", "type": "collection", "entry": [
      {"fullUrl": "urn:uuid:1", "resource": \(composition)},
      {"resource": {"resourceType": "Patient", "id": "p", "text": {"div": "<div>Mr. X</div>"}}},
      {"resource": {"resourceType": "DiagnosticReport", "id": "d", "status": "final",
        "code": {"text": "Beam study"}, "effectiveDateTime": "2025-02-03",
        "text": {"div": "<div>Beams seen.</div>"}, "conclusion": "One beam\\nis cracked.",
        "presentedForm": [
          {"contentType": "text/html; charset=utf-8", "data": "\(base64("<p>Beam &amp; door</p>"))"},
          {"contentType": "application/pdf", "data": "\(base64("%PDF-1.7 x"))"}]}},
      {"resource": {"resourceType": "DocumentReference", "id": "r", "status": "current",
        "description": "Visit", "date": "2025-01-02T23:00:00-05:00",
        "content": [{"attachment": {"contentType": "text/plain",
          "url": "https://server/fhir/Binary/b/_history/2"}}]}},
      {"fullUrl": "https://server/fhir/Binary/b",
       "resource": {"resourceType": "Binary", "id": "b", "contentType": "text/plain",
        "data": "\(base64("Roof is dry."))"}},
      {"resource": {"resourceType": "Binary", "id": "lone", "contentType": "text/plain",
        "data": "\(base64("Door is red."))"}},
      {"resource": {"resourceType": "Media", "id": "m",
        "content": {"contentType": "image/png", "url": "x.png"}}}
    ]}
    """
}
