import NoteModel

/// The parts of the HTML report.
struct HTMLPage {
  let summary: ScreeningSummary

  /// The evidence in each document.
  let highlights: [Highlights]

  var screening: Screening { summary.screening }

  /// Bytes of context in the quotes of the criteria.
  private static let reach = 60

  init(_ screening: Screening) {
    summary = ScreeningSummary(screening)
    var evidence = Array(repeating: [Evidence](), count: screening.documents.count)
    for result in screening.criteria {
      for item in result.evidence { evidence[item.document].append(item) }
    }
    highlights = evidence.map(Highlights.init)
  }

  /// Outcome, request and counts.
  func addHeader(to html: inout HTMLWriter) {
    html.element("header") { html in
      html.element("h1", screening.caseName)
      html.element("p", ["class": "soft"], summary.policy)
      html.element("p", ["class": "soft"], "Request: \(summary.request)")
      let effect = screening.outcome.effect
      html.element("p", ["class": "outcome \(effect.rawValue)"]) { html in
        html.words("\(effect.symbol(isPlain: false)) \(summary.outcome)")
      }
      html.element("p") { html in
        html.words("\(summary.reason) A pre-screening: a person decides.")
      }
      if !summary.deciding.isEmpty {
        html.element("ul", ["aria-label": "What decides it"]) { html in
          for result in summary.deciding {
            html.element("li") { html in
              html.element("a", ["href": "#\(Self.anchor(of: result))"], result.says)
            }
          }
        }
      }
      html.element("dl", ["class": "counts", "aria-label": "Criteria by status"]) { html in
        for (status, count) in summary.counts {
          html.element("div") { html in
            html.element("dt", status.rawValue)
            html.element("dd", "\(count)")
          }
        }
      }
    }
  }

  /// The list of what to document.
  func addMissing(to html: inout HTMLWriter) {
    html.element("section", ["id": "missing", "aria-labelledby": "missing-title"]) { html in
      html.element("h2", ["id": "missing-title"], "To complete the file")
      guard !screening.missing.isEmpty else {
        return html.element("p", "Nothing is missing.")
      }
      html.element("ol") { html in
        for item in screening.missing {
          html.element("li") { html in
            html.words(item.ask + " ")
            html.element(
              "a",
              ["class": "soft", "href": "#criterion-\(item.criterion)"],
              item.criterion
            )
          }
        }
      }
      addCompletions(to: &html)
      addAdvisories(to: &html)
    }
  }

  private func addCompletions(to html: inout HTMLWriter) {
    if !screening.otherCompletions.isEmpty {
      html.element("details") { html in
        html.element("summary", "Other ways to complete it (\(screening.otherCompletions.count))")
        html.element("ul") { html in
          for completion in screening.otherCompletions {
            html.element("li", completion.criteria.joined(separator: ", "))
          }
        }
      }
    }
    guard !screening.gaps.open.isEmpty else { return }
    html.element("details") { html in
      html.element("summary", "Worth ruling out (\(screening.gaps.open.count))")
      html.element("ul") { html in
        for item in screening.gaps.open { html.element("li", item.ask) }
      }
    }
  }

  private func addAdvisories(to html: inout HTMLWriter) {
    guard !screening.advisories.isEmpty else { return }
    html.element("h3", "The request")
    html.element("ul") { html in
      for advisory in screening.advisories { html.element("li", summary.words(of: advisory)) }
    }
  }

  /// The criteria under their headings.
  func addCriteria(to html: inout HTMLWriter) {
    let attributes: KeyValuePairs<StaticString, String> = [
      "id": "criteria", "aria-labelledby": "criteria-title", "tabindex": "0",
    ]
    html.element("section", attributes) { html in
      html.element("h2", ["id": "criteria-title"], "Criteria")
      for group in summary.groups {
        html.element("h3", group.title)
        html.element("ul", ["class": "criteria"]) { html in
          for result in group.criteria {
            html.element("li", ["id": Self.anchor(of: result)]) { add(result, to: &$0) }
          }
        }
      }
    }
  }

  /// What went wrong without stopping.
  func addWarnings(to html: inout HTMLWriter) {
    guard !screening.warnings.isEmpty else { return }
    html.element("footer") { html in
      html.element("h2", "Warnings")
      html.element("ul") { html in
        for warning in screening.warnings { html.element("li", warning) }
      }
    }
  }

  private static func anchor(of result: CriterionResult) -> String { "criterion-\(result.id)" }

  private func add(_ result: CriterionResult, to html: inout HTMLWriter) {
    let effect = result.effect
    html.element("div") { html in
      html.element("span", ["class": "status \(effect.rawValue)"]) { html in
        html.words("\(effect.symbol(isPlain: false)) \(result.status.rawValue)")
      }
      html.words(result.says)
    }
    html.element("p", ["class": "soft"], "\(result.id) (\(result.place)). \(result.why)")
    guard !result.evidence.isEmpty else { return }
    html.element("details", result.status == .undocumented ? [:] : ["open": ""]) { html in
      html.element("summary", "Evidence (\(result.evidence.count))")
      html.element("ul", ["class": "evidence"]) { html in
        for item in result.evidence { html.element("li") { add(item, to: &$0) } }
      }
    }
  }

  private func add(_ item: Evidence, to html: inout HTMLWriter) {
    let document = screening.documents[item.document].document
    let excerpt = Excerpt(
      item.range,
      in: document.text,
      summary.lines[item.document],
      reach: Self.reach
    )
    html.words("\(item.stance.rawValue), ")
    let place = excerpt.place(in: document.id)
    if let number = highlights[item.document].anchor(of: item.range) {
      html.element("a", ["href": "#\(Self.anchor(number, in: item.document))"], place)
    } else {
      html.words(place)
    }
    html.words(": ")
    html.element("q") { html in
      html.words(excerpt.before)
      html.element("mark", ["class": item.stance.rawValue], excerpt.words)
      html.words(excerpt.after)
    }
  }

  /// The name of a range of evidence in a document.
  static func anchor(_ number: Int, in document: Int) -> String { "evidence-\(document)-\(number)" }
}
