import NoteModel

/// A finding as JSON, with the document its ranges are of.
struct FindingRecord: JSONWritable {
  let finding: Finding
  let document: NoteDocument

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", finding.id)
      json.member("document", document.id)
      json.member("concept", finding.concept)
      json.quote(finding.range, of: document)
      json.member("source", document.sourceMap.source(of: finding.range))
      json.member("section", finding.sectionTitle.unlessEmpty)
      json.member("assertion", finding.assertion.rawValue)
      json.key("context")
      json.array { json in
        for cue in finding.context {
          json.element(CueRecord(cue: cue, text: document.text))
        }
      }
      json.member("attributes", AttributesRecord(attributes: finding.attributes))
      json.member("codes", finding.codes.map { FindingCode(code: $0) })
      if finding.isCoded { json.member("coded", true) }
    }
  }

  /// Words that gave the finding its context.
  private struct CueRecord: JSONWritable {
    let cue: Finding.Cue
    let text: NoteText

    func write(to json: inout JSONWriter) {
      json.object(.line) { json in
        json.member("kind", cue.kind)
        json.key("text")
        json.string(text.utf8[cue.range.start..<cue.range.end])
        json.member("start", text.scalarOffset(ofByte: cue.range.start))
        json.member("end", text.scalarOffset(ofByte: cue.range.end))
      }
    }
  }

  /// A code without the words that a document may give with it.
  private struct FindingCode: JSONWritable {
    let code: Code

    func write(to json: inout JSONWriter) {
      json.object(.line) { json in
        json.member("system", code.system)
        json.member("code", code.code)
      }
    }
  }
}

extension JSONWriter {
  /// Writes `start`, `end` in Unicode scalars and the words between them.
  mutating func quote(_ range: TextRange, of document: NoteDocument) {
    member("start", document.text.scalarOffset(ofByte: range.start))
    member("end", document.text.scalarOffset(ofByte: range.end))
    key("text")
    string(document.text.utf8[range.start..<range.end])
  }
}
