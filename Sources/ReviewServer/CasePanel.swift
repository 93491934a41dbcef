import CaseStore
import NoteModel
import Reporting

/// What people do with a case: beside its report, and in it.
struct CasePanel {
  let reviewCase: ReviewCase
  let documents: [StoredDocument]
  let remarks: [Remark]
  let session: Session

  private var path: String { "/cases/\(reviewCase.id)" }

  private var user: User { session.user }

  /// The report's surroundings.
  var frame: HTMLFrame {
    HTMLFrame(
      head: Page.addHead,
      top: { Page.addTop(session, to: &$0) },
      start: add,
      line: addOverride,
      body: addOverrideForm
    )
  }

  /// Decision, notes, documents, request, exports.
  func add(to html: inout HTMLWriter) {
    html.element("section", ["class": "review", "aria-labelledby": "review-title"]) { html in
      html.element("h2", ["id": "review-title"], "Review")
      addDecision(to: &html)
      addNotes(to: &html)
      addDocuments(to: &html)
      addRequest(to: &html)
      addExports(to: &html)
      if user.may(.administer) { addDeletion(to: &html) }
    }
  }

  // MARK: What people said

  private func addDecision(to html: inout HTMLWriter) {
    let decisions = remarks.compactMap { remark in
      if case .decision(let verdict) = remark.kind { (verdict, remark) } else { nil }
    }
    html.element("p", ["id": "decision"]) { html in
      html.words("Decision: ")
      html.element("b", decisions.last.map { ReviewService.words(of: $0.0.rawValue) } ?? "open")
      html.words("; assigned to ")
      html.element("b", reviewCase.assignee ?? "nobody")
    }
    html.element("ul", ["class": "remarks-said"]) { html in
      for (verdict, remark) in decisions {
        addRemark(ReviewService.words(of: verdict.rawValue), remark, to: &html)
      }
    }
    guard user.may(.review) else { return }
    html.element("details") { html in
      html.element("summary", ["id": "decide"], "Decide")
      Page.addForm("\(path)/decision", session, className: "fields", to: &html) { html in
        let verdicts = Verdict.allCases.map { verdict in
          (value: verdict.rawValue, words: ReviewService.words(of: verdict.rawValue))
        }
        Page.addChoice("Decision", "decision", verdicts, to: &html)
        addReason("Reason", "reason", to: &html)
        html.element("button", "Record the decision")
      }
      Page.addForm("\(path)/assignee", session, className: "fields", to: &html) { html in
        Page.addField("Assign to", "assignee", value: reviewCase.assignee, to: &html)
        html.element("button", "Assign")
      }
    }
  }

  private func addNotes(to html: inout HTMLWriter) {
    let notes = remarks.filter { $0.kind == .note }
    html.element("details", notes.isEmpty ? [:] : ["open": ""]) { html in
      html.element("summary", "Notes (\(notes.count))")
      html.element("ul", ["class": "remarks-said"]) { html in
        for note in notes { addRemark("", note, to: &html) }
      }
      guard user.may(.submit) else { return }
      Page.addForm("\(path)/notes", session, className: "fields", to: &html) { html in
        addReason("A note", "note", to: &html)
        html.element("button", "Add the note")
      }
    }
  }

  private func addRemark(_ head: String, _ remark: Remark, to html: inout HTMLWriter) {
    html.element("li") { html in
      if !head.isEmpty {
        html.element("b", head)
        html.words(": ")
      }
      html.words(remark.words + " ")
      html.element("span", ["class": "soft"], "\(remark.author), \(remark.said)")
    }
  }

  private func addReason(_ label: String, _ name: String, to html: inout HTMLWriter) {
    html.element("label") { html in
      html.words(label)
      html.element("textarea", ["name": name, "required": "", "rows": "2"], "")
    }
  }

  // MARK: What the case is made of

  private func addDocuments(to html: inout HTMLWriter) {
    html.element("details", reviewCase.run == nil ? ["open": ""] : [:]) { html in
      html.element("summary", ["id": "files"], "Files (\(documents.count))")
      html.element("ul", ["class": "remarks-said"]) { html in
        for document in documents {
          html.element("li") { html in
            html.element("a", ["href": "\(path)/documents/\(document.id)"], document.name)
            let size = (document.size + 1023) / 1024
            html.element("span", ["class": "soft"], " \(size) kB, \(document.added)")
          }
        }
      }
      guard user.may(.submit) else { return }
      Page.addForm(
        "\(path)/documents",
        session,
        className: "fields upload",
        takesFiles: true,
        to: &html
      ) { html in
        Page.addFiles(to: &html)
        html.element("button", "Add the documents and screen again")
      }
    }
  }

  private func addRequest(to html: inout HTMLWriter) {
    guard user.may(.submit) else { return }
    html.element("details") { html in
      html.element("summary", "Request")
      Page.addForm("\(path)/request", session, className: "fields", to: &html) { html in
        ReviewService.addRequestFields(reviewCase.request, to: &html)
        html.element("button", "Change it and screen again")
      }
      Page.addForm("\(path)/screen", session, to: &html) { html in
        html.element("button", "Screen again")
      }
    }
  }

  private func addExports(to html: inout HTMLWriter) {
    guard reviewCase.run?.state == .done else { return }
    html.element("p", ["class": "exports"]) { html in
      html.words("Export:")
      for format in ReportFormat.allCases {
        html.words(" ")
        html.element("a", ["href": "\(path)/export/\(format.rawValue)"], format.rawValue)
      }
    }
  }

  private func addDeletion(to html: inout HTMLWriter) {
    html.element("details") { html in
      html.element("summary", "Delete")
      Page.addForm("\(path)/delete", session, className: "fields", to: &html) { html in
        html.element("p", "The case and its documents are gone for good; the audit trail stays.")
        html.element("button", "Delete the case")
      }
    }
  }

  // MARK: Overrides

  private func overrides(of criterion: String) -> [(status: Status, machine: Status, Remark)] {
    remarks.compactMap { remark in
      guard case .override(criterion, let machine, let status) = remark.kind else { return nil }
      return (status, machine, remark)
    }
  }

  /// The status that a person gave, beside the machine's.
  private func addOverride(of result: CriterionResult, to html: inout HTMLWriter) {
    guard let last = overrides(of: result.id).last else { return }
    html.words(" ")
    html.element("b", ["class": "override"], "reviewer: \(last.status.rawValue)")
  }

  private func addOverrideForm(for result: CriterionResult, to html: inout HTMLWriter) {
    let said = overrides(of: result.id)
    if !said.isEmpty {
      html.element("ul", ["class": "remarks-said"]) { html in
        for (status, machine, remark) in said {
          addRemark("\(status.rawValue), machine \(machine.rawValue)", remark, to: &html)
        }
      }
    }
    guard user.may(.review) else { return }
    html.element("details", ["class": "overriding"]) { html in
      html.element("summary", "Override")
      Page.addForm("\(path)/override", session, className: "fields", to: &html) { html in
        html.open("input", ["type": "hidden", "name": "criterion", "value": result.id])
        let statuses = Status.allCases.map { (value: $0.rawValue, words: $0.rawValue) }
        Page.addChoice("Status", "status", statuses, chosen: result.status.rawValue, to: &html)
        addReason("Reason", "reason", to: &html)
        html.element("button", "Override the status")
      }
    }
  }
}
