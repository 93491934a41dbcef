import CaseStore
import HTTPTypes
import Hummingbird
import NoteModel
import Reporting

extension ReviewService {
  // MARK: The list

  func listPage(_ call: Call) async throws -> Response {
    let (cases, count) = try await listed(call)
    let session = try Self.session(of: call)
    let form = call.form
    return Page(title: "Cases", session: session).response { html in
      html.element("form", ["method": "get", "action": "/", "class": "filters"]) { html in
        Page.addField("Search names", "q", type: "search", value: form["q"], to: &html)
        Page.addChoice(
          "Outcome",
          "outcome",
          [("", "any")] + Outcome.allCases.map { ($0.rawValue, Self.words(of: $0.rawValue)) },
          chosen: form["outcome"],
          to: &html
        )
        Page.addChoice(
          "Decision",
          "state",
          [("", "any"), ("open", "open"), ("decided", "decided")],
          chosen: form["state"],
          to: &html
        )
        Page.addField("Assignee", "assignee", value: form["assignee"], to: &html)
        html.element("button", "Show")
      }
      html.element("p", ["class": "soft"], count == 1 ? "1 case" : "\(count) cases")
      addTable(of: cases, to: &html)
      addTurns(form, shown: cases.count, count, to: &html)
    }
  }

  private func addTable(of cases: [ReviewCase], to html: inout HTMLWriter) {
    guard !cases.isEmpty else { return }
    let now = clock()
    let titles = ["Case", "Outcome", "Gaps", "Age", "Documents", "Assignee", "Decision"]
    Page.addTable(titles, of: cases, to: &html) { item, html in
      html.element("td") { html in
        html.element("a", ["href": "/cases/\(item.id)"], item.name)
      }
      html.element("td", ["class": item.run?.outcome?.rawValue], Self.state(of: item))
      html.element("td", item.run?.gaps.map(String.init) ?? "")
      html.element("td") { html in
        let moment = item.created.description
        html.element("time", ["datetime": moment], Self.age(from: item.created, to: now))
      }
      html.element("td", String(item.documentCount))
      html.element("td", item.assignee ?? "")
      html.element("td", item.decision.map { Self.words(of: $0.rawValue) } ?? "")
    }
  }

  private func addTurns(
    _ form: Form,
    shown: Int,
    _ count: Int,
    to html: inout HTMLWriter
  ) {
    let offset = Int(form["offset"]) ?? 0
    guard offset + shown < count else { return }
    html.element("form", ["method": "get", "action": "/"]) { html in
      for name in ["q", "outcome", "state", "assignee"] {
        html.open("input", ["type": "hidden", "name": name, "value": form[name]])
      }
      html.open("input", ["type": "hidden", "name": "offset", "value": "\(offset + shown)"])
      html.element("button", "Older cases")
    }
  }

  /// How long ago something was, in the largest unit that fits.
  static func age(from start: Moment, to end: Moment) -> String {
    let seconds = max(0, end.seconds - start.seconds)
    switch seconds {
    case ..<3600: return "\(seconds / 60) min"
    case ..<86_400: return "\(seconds / 3600) h"
    default: return "\(seconds / 86_400) d"
    }
  }

  private static func state(of item: ReviewCase) -> String {
    guard let run = item.run else { return "no documents" }
    return run.outcome.map { words(of: $0.rawValue) } ?? run.state.rawValue
  }

  static func words(of name: String) -> String {
    name.split(separator: "-").joined(separator: " ")
  }

  // MARK: A new case

  func newCasePage(_ session: Session) -> Response {
    Page(title: "New case", session: session).response { html in
      Page.addForm("/cases", session, className: "fields upload", takesFiles: true, to: &html) {
        html in
        Page.addField("Name of the case", "name", isRequired: true, to: &html)
        Self.addRequestFields(NoteModel.Request(), to: &html)
        Page.addFiles(to: &html)
        html.element("button", "Make the case")
      }
    }
  }

  static func addRequestFields(_ request: NoteModel.Request, to html: inout HTMLWriter) {
    Page.addField(
      "Codes asked for",
      "codes",
      value: request.codes?.joined(separator: ", "),
      hint: "22514",
      to: &html
    )
    Page.addField(
      "Levels asked for",
      "levels",
      value: request.levels?.map(\.description).joined(separator: ", "),
      hint: "T12, L1",
      to: &html
    )
    Page.addField(
      "Date of service",
      "reference_date",
      type: "date",
      value: request.referenceDate?.description,
      to: &html
    )
  }

  // MARK: The case

  func casePage(_ call: Call) async throws -> Response {
    let reviewCase = try await reviewCase(call)
    let session = try Self.session(of: call)
    let panel = CasePanel(
      reviewCase: reviewCase,
      documents: try await store.documents(of: reviewCase.id),
      remarks: try await store.remarks(of: reviewCase.id),
      session: session
    )
    try await store.record(.caseSeen, by: call.user.name, of: reviewCase.id)
    guard let run = reviewCase.run, run.state == .done else {
      return waitingPage(panel, refresh: reviewCase.run.map { $0.state != .failed } ?? false)
    }
    do {
      let screening = try await screener.screening(of: run, in: reviewCase)
      var response = Response.html(HTMLRenderer().render(screening, in: panel.frame))
      response.headers[.contentSecurityPolicy] = Doorkeeper.contentPolicy(
        style: HTMLRenderer.styleSource,
        script: HTMLRenderer.scriptSource
      )
      return response
    } catch let problem as Problem {
      return waitingPage(panel, problem: problem.message)
    }
  }

  private static func words(of failure: ScreeningFailure?) -> String {
    let reason =
      switch failure {
      case .tooLong: ": it takes longer than a screening may take"
      case .crashed: ": it needs more memory than a screening may have, or meets a fault"
      case .unreadable: ": a stored document cannot be read"
      case .interrupted: ": the server ended in the midst of it, again and again"
      case nil: ""
      }
    return "The case could not be screened\(reason). Other cases are not affected."
  }

  /// The case without a report: none was asked for, it is being made, or it cannot be.
  private func waitingPage(
    _ panel: CasePanel,
    refresh: Bool = false,
    problem: String? = nil
  ) -> Response {
    let page = Page(
      title: panel.reviewCase.name,
      session: panel.session,
      refresh: refresh ? 2 : nil
    )
    return page.response { html in
      let words =
        switch panel.reviewCase.run?.state {
        case nil: "Nothing is screened before there is a document."
        case .queued, .running: "The case is being screened."
        case .failed: Self.words(of: panel.reviewCase.run?.failure)
        case .done: problem ?? ""
        }
      html.element("p", ["role": "status"], words)
      panel.add(to: &html)
    }
  }
}
