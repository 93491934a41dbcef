import NoteModel

extension HTMLPage {
  /// What decides the outcome, counts, and what was not right with case or request.
  func addOverview(to html: inout HTMLWriter) {
    html.element("section", ["class": "overview", "aria-labelledby": "overview-title"]) { html in
      html.element("h2", ["id": "overview-title"], "What decides it")
      html.element("p") { html in
        html.words("\(summary.reason) ")
        html.element("span", ["class": "soft"], "A pre-screening: a person decides.")
      }
      addDeciding(to: &html)
      addCounts(to: &html)
      addRemarks("Not read in full", screening.warnings, to: &html)
      addRemarks("About the request", screening.advisories.map(summary.words), to: &html)
    }
  }

  private func addDeciding(to html: inout HTMLWriter) {
    guard !summary.deciding.isEmpty else { return }
    html.element("ul", ["class": "deciding"]) { html in
      for result in summary.deciding {
        html.element("li") { html in
          HTMLIcon.add(summary.effect(of: result), to: &html)
          html.element("p") { html in
            html.element("a", ["href": "#\(Self.anchor(ofCriterion: result.id))"], result.says)
            html.words(" ")
            html.element("span", ["class": "soft"], result.place)
          }
        }
      }
    }
  }

  /// Counts by status; with the script each shows its criteria alone.
  private func addCounts(to html: inout HTMLWriter) {
    html.element("ul", ["class": "counts", "aria-label": "Criteria by status"]) { html in
      for (status, count) in summary.counts {
        html.element("li") { html in
          let attributes: HTMLWriter.Attributes = [
            "type": "button", "data-status": status.rawValue, "aria-pressed": "false",
          ]
          html.element("button", attributes) { html in
            html.element("b", "\(count)")
            html.words(" \(status.rawValue)")
          }
        }
      }
    }
  }

  private func addRemarks(_ title: String, _ remarks: [String], to html: inout HTMLWriter) {
    guard !remarks.isEmpty else { return }
    html.element("div", ["class": "remarks"]) { html in
      html.element("h3") { html in
        HTMLIcon.add(.open, to: &html)
        html.words(title)
      }
      html.element("ul") { html in
        for remark in remarks { html.element("li", remark) }
      }
    }
  }

  /// What to document, as a list and as a letter.
  func addMissing(to html: inout HTMLWriter) {
    html.element("section", ["id": "missing", "aria-labelledby": "missing-title"]) { html in
      html.element("h2", ["id": "missing-title"], "To complete the file")
      if screening.missing.isEmpty {
        html.element("p", "Nothing is missing.")
      } else {
        html.element("ol") { html in
          for item in screening.missing {
            html.element("li") { html in
              html.element("a", ["href": "#\(Self.anchor(ofCriterion: item.criterion))"], item.ask)
            }
          }
        }
        addLetter(to: &html)
      }
      addCompletions(to: &html)
    }
  }

  private func addLetter(to html: inout HTMLWriter) {
    html.element("p", ["class": "scripted"]) { html in
      html.element("button", ["type": "button", "id": "copy-letter"], "Copy as letter")
    }
    html.element("details", ["class": "letter"]) { html in
      html.element("summary", "The letter")
      html.element("pre", ["id": "letter"], MissingLetter(screening).text)
    }
  }

  private func addCompletions(to html: inout HTMLWriter) {
    let others = screening.otherCompletions
    if !others.isEmpty {
      html.element("details") { html in
        html.element("summary", "Other ways to complete it (\(others.count))")
        html.element("ul") { html in
          for completion in others {
            html.element("li") { html in
              html.words(completion.criteria.map(says).joined(separator: "; and "))
            }
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

  /// What a criterion says; its id where the policy has none of that id.
  private func says(_ id: String) -> String {
    screening.criteria.first { $0.id == id }?.says ?? id
  }
}
