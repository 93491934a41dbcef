package import NoteModel

/// What the reader made of one document, as JSON.
struct ReadRecord: JSONWritable {
  let analyzed: AnalyzedDocument

  func write(to json: inout JSONWriter) {
    let document = analyzed.document
    json.object { json in
      json.member("id", document.id)
      json.member("format", document.format.rawValue)
      json.member("encoding", document.encoding)
      json.member("title", analyzed.title.unlessEmpty)
      json.member("type", analyzed.type.rawValue)
      json.member("date", analyzed.date)
      json.key("text")
      json.string(document.text.utf8)
      json.member(
        "sections",
        analyzed.sections.map { SectionRecord(section: $0, text: document.text) }
      )
      json.member(
        "sentences",
        analyzed.sentences.map { SentenceRecord(range: $0, text: document.text) }
      )
      json.member("entries", document.entries.map { EntryRecord(entry: $0, text: document.text) })
      json.member("warnings", document.warnings + [document.failure].compactMap(\.self))
    }
  }

  private struct SectionRecord: JSONWritable {
    let section: Section
    let text: NoteText

    func write(to json: inout JSONWriter) {
      json.object(.line) { json in
        json.member("title", section.title.unlessEmpty)
        json.member("kind", section.kind.unlessEmpty)
        json.member("code", section.code)
        json.member("start", text.scalarOffset(ofByte: section.range.start))
        json.member("end", text.scalarOffset(ofByte: section.range.end))
        json.member("depth", section.depth)
      }
    }
  }

  private struct SentenceRecord: JSONWritable {
    let range: TextRange
    let text: NoteText

    func write(to json: inout JSONWriter) {
      json.array(.line) { json in
        json.element(text.scalarOffset(ofByte: range.start))
        json.element(text.scalarOffset(ofByte: range.end))
      }
    }
  }

  private struct EntryRecord: JSONWritable {
    let entry: CodedEntry
    let text: NoteText

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.member("kind", entry.kind.rawValue)
        json.member("codes", entry.codes)
        json.member("text", entry.name ?? entry.range.map { text.string(in: $0) })
        json.member("start", entry.range.map { text.scalarOffset(ofByte: $0.start) })
        json.member("end", entry.range.map { text.scalarOffset(ofByte: $0.end) })
        json.member("status", entry.status)
        json.member("negated", entry.isNegated)
        json.member("planned", entry.isPlanned)
        json.member("from", entry.from)
        json.member("to", entry.to)
        json.member("value", entry.value)
        json.member("unit", entry.unit)
        json.member("section", entry.section)
      }
    }
  }
}

extension Code: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object(.line) { json in
      json.member("system", system)
      json.member("code", code)
      json.member("display", display)
    }
  }
}
