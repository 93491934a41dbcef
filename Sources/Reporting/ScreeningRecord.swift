import NoteModel

/// A screening as JSON.
struct ScreeningRecord: JSONWritable {
  let screening: Screening

  func write(to json: inout JSONWriter) {
    let documents = screening.documents.map(\.document)
    json.object { json in
      json.member("schema", "chartproof.screening/1")
      json.member("case", screening.caseName)
      json.key("policy")
      json.object(.line) { json in
        json.member("id", screening.policy.id)
        json.member("version", screening.policy.version)
      }
      json.member("reference_date", screening.referenceDate)
      json.key("requested")
      json.object(.line) { json in
        json.member("codes", screening.requested.codes)
        json.member("levels", screening.requested.levels?.map(\.description))
      }
      json.member("outcome", screening.outcome.rawValue)
      json.member("pathway", screening.pathway)
      json.member(
        "criteria",
        screening.criteria.map { CriterionRecord(result: $0, documents: documents) }
      )
      json.member("missing", screening.missing.map { MissingRecord(item: $0) })
      json.member(
        "completions",
        screening.gaps.completions.map { CompletionRecord(completion: $0) }
      )
      json.member("worth_documenting", screening.gaps.open.map { MissingRecord(item: $0) })
      json.member(
        "advisories",
        screening.advisories.map { AdvisoryRecord(advisory: $0, documents: documents) }
      )
      json.member("documents", screening.documents.map { DocumentRecord(analyzed: $0) })
      json.key("findings")
      json.array { json in
        for finding in screening.findings {
          json.element(finding, of: documents[finding.document])
        }
      }
      json.member("warnings", screening.warnings)
    }
  }

  private struct CriterionRecord: JSONWritable {
    let result: CriterionResult
    let documents: [NoteDocument]

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.member("id", result.id)
        json.member("kind", result.kind.rawValue)
        json.member("status", result.status.rawValue)
        json.member("why", result.why)
        json.member(
          "evidence",
          result.evidence.map { EvidenceRecord(evidence: $0, document: documents[$0.document]) }
        )
      }
    }
  }

  private struct EvidenceRecord: JSONWritable {
    let evidence: Evidence
    let document: NoteDocument

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.member("document", document.id)
        json.quote(evidence.range, of: document)
        json.member("source", document.sourceMap.source(of: evidence.range))
        json.member("stance", evidence.stance.rawValue)
        json.member("finding", evidence.finding)
      }
    }
  }

  private struct MissingRecord: JSONWritable {
    let item: MissingItem

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.member("criterion", item.criterion)
        json.member("ask", item.ask)
      }
    }
  }

  private struct CompletionRecord: JSONWritable {
    let completion: Gaps.Completion

    func write(to json: inout JSONWriter) {
      json.object(.line) { json in
        json.member("pathway", completion.pathway)
        json.member("criteria", completion.criteria)
      }
    }
  }

  private struct AdvisoryRecord: JSONWritable {
    let advisory: Advisory
    let documents: [NoteDocument]

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.member("message", advisory.message)
        json.member(
          "evidence",
          advisory.evidence.map { EvidenceRecord(evidence: $0, document: documents[$0.document]) }
        )
      }
    }
  }

  private struct DocumentRecord: JSONWritable {
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
        json.member("sha256", document.sha256.unlessEmpty)
      }
    }
  }
}
