import NoteModel

extension JSONWriter {
  /// Writes a finding as an element, with the document its ranges are of.
  ///
  /// There may be many in a stream, so none is put into a record of its own.
  mutating func element(_ finding: Finding, of document: NoteDocument) {
    separate()
    object { json in
      json.member("id", finding.id)
      json.member("document", document.id)
      json.member("concept", finding.concept)
      json.quote(finding.range, of: document)
      json.member("source", document.sourceMap.source(of: finding.range))
      json.member("section", finding.sectionTitle.unlessEmpty)
      json.member("assertion", finding.assertion.rawValue)
      json.key("context")
      json.array { json in
        for cue in finding.context { json.element(cue, of: document.text) }
      }
      json.member("attributes", AttributesRecord(attributes: finding.attributes))
      json.key("codes")
      json.array { json in
        for code in finding.codes { json.element(code) }
      }
      if finding.isCoded { json.member("coded", true) }
    }
  }

  /// Writes words that gave a finding its context.
  private mutating func element(_ cue: Finding.Cue, of text: NoteText) {
    separate()
    object(.line) { json in
      json.member("kind", cue.kind)
      json.key("text")
      json.string(text.utf8[cue.range.start..<cue.range.end])
      json.member("start", text.scalarOffset(ofByte: cue.range.start))
      json.member("end", text.scalarOffset(ofByte: cue.range.end))
    }
  }

  /// Writes a code without the words that a document may give with it.
  private mutating func element(_ code: Code) {
    separate()
    object(.line) { json in
      json.member("system", code.system)
      json.member("code", code.code)
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
