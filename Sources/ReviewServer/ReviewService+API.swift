import CaseStore
import Hummingbird
import NoteModel
import Reporting

extension ReviewService {
  /// What programs ask for and people see as pages.
  var apiRoutes: [Route] {
    [
      .get("/api/cases", .account) { call in
        let (cases, count) = try await listed(call)
        return .json { json in
          json.object { json in
            json.member("count", count)
            json.member("cases", cases.map { CaseAnswer(reviewCase: $0) })
          }
        }
      },
      .get("/api/cases/:id", .account) { call in
        let id = try await reviewCase(call).id
        try await store.record(.caseSeen, by: call.user.name, of: id)
        return try await done(call, id)
      },
    ]
  }

  /// The cases that the query asks for, of those that the user may see.
  func listed(_ call: Call) async throws -> (cases: [ReviewCase], count: Int) {
    var filter = CaseDatabase.Filter()
    filter.words = call.form["q"]
    filter.outcome = Outcome(rawValue: call.form["outcome"])
    filter.isDecided = ["open": false, "decided": true][call.form["state"]]
    filter.assignee = call.form["assignee"].isEmpty ? nil : call.form["assignee"]
    filter.ownerID = call.user.may(.seeAllCases) ? nil : call.user.id
    filter.offset = max(0, min(Int(call.form["offset"]) ?? 0, 1_000_000))
    let listed = try await store.cases(filter)
    let hash = Digest.sha256(Array((call.request.uri.query ?? "").utf8))
    try await store.record(.casesListed, by: call.user.name, of: "", "query=\(hash.prefix(16))")
    return listed
  }
}

/// A case as a program sees it.
struct CaseAnswer: JSONWritable {
  let reviewCase: ReviewCase
  var documents: [StoredDocument]?
  var remarks: [Remark]?

  func write(to json: inout JSONWriter) {
    let run = reviewCase.run
    json.object { json in
      json.member("id", reviewCase.id)
      json.member("name", reviewCase.name)
      json.member("reference_date", reviewCase.request.referenceDate)
      json.member("codes", reviewCase.request.codes)
      json.member("levels", reviewCase.request.levels?.map(\.description))
      json.member("owner", reviewCase.owner)
      json.member("assignee", reviewCase.assignee)
      json.member("created", reviewCase.created.description)
      json.member("document_count", reviewCase.documentCount)
      json.member("screening", run?.state.rawValue)
      json.member("failure", run?.failure?.rawValue)
      json.member("outcome", run?.outcome?.rawValue)
      json.member("gaps", run?.gaps)
      json.member("decision", reviewCase.decision?.rawValue)
      if let documents {
        json.member("run_record", run?.record)
        json.member("documents", documents.map(DocumentAnswer.init))
      }
      if let remarks { json.member("remarks", remarks.map(RemarkAnswer.init)) }
    }
  }

  private struct DocumentAnswer: JSONWritable {
    let document: StoredDocument

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.member("id", document.id)
        json.member("name", document.name)
        json.member("size", document.size)
        json.member("sha256", document.sha256)
        json.member("added", document.added.description)
      }
    }
  }

  private struct RemarkAnswer: JSONWritable {
    let remark: Remark

    func write(to json: inout JSONWriter) {
      json.object { json in
        switch remark.kind {
        case .override(let criterion, let machine, let status):
          json.member("kind", "override")
          json.member("criterion", criterion)
          json.member("machine_status", machine.rawValue)
          json.member("status", status.rawValue)
        case .decision(let verdict):
          json.member("kind", "decision")
          json.member("decision", verdict.rawValue)
        case .note: json.member("kind", "note")
        }
        json.member("words", remark.words)
        json.member("author", remark.author)
        json.member("said", remark.said.description)
      }
    }
  }
}
