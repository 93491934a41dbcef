import NoteModel

/// The parts of the HTML report.
struct HTMLPage {
  let summary: ScreeningSummary

  /// The evidence by criterion and by document.
  let evidence: EvidenceIndex

  /// What stands around the report, if it is part of another page.
  let frame: HTMLFrame?

  var screening: Screening { summary.screening }

  init(_ screening: Screening, frame: HTMLFrame?) {
    self.frame = frame
    summary = ScreeningSummary(screening)
    evidence = EvidenceIndex(screening)
  }

  /// The name of a criterion in the page.
  static func anchor(ofCriterion id: String) -> String { "criterion-\(id)" }

  /// The name of a passage in the page.
  static func anchor(ofPassage number: Int) -> String { "e\(number)" }

  /// The name of a document in the page.
  static func anchor(ofDocument number: Int) -> String { "d\(number + 1)" }

  /// The outcome, the case and what was asked for; the search.
  func addBar(to html: inout HTMLWriter) {
    html.element("header", ["class": "bar"]) { html in
      html.element("div", ["class": "title"]) { html in
        html.element("h1", screening.caseName)
        html.element("dl") { html in
          for part in summary.requestParts {
            html.element("div") { html in
              html.element("dt", part.name)
              html.element("dd", part.value)
            }
          }
        }
      }
      let effect = screening.outcome.effect
      html.element("p", ["class": "outcome \(effect.rawValue)"]) { html in
        HTMLIcon.add(effect, to: &html)
        html.element("strong", screening.outcome.words)
        if let pathway = screening.pathway { html.element("span", "\(pathway) pathway") }
      }
      html.element("div", ["class": "tools scripted"]) { html in
        html.element("search") { html in
          html.element("label", ["class": "hidden", "for": "find"], "Search the documents")
          html.open(
            "input",
            [
              "id": "find", "type": "search", "placeholder": "Search the documents",
              "autocomplete": "off", "spellcheck": "false", "aria-describedby": "found",
            ]
          )
          html.element("output", ["id": "found", "for": "find"], "")
        }
        html.element(
          "button",
          ["type": "button", "id": "keys", "aria-haspopup": "dialog"]
        ) { html in
          html.element("kbd", ["aria-hidden": "true"], "?")
          html.words(" Keys")
        }
      }
    }
  }

  /// What the script shows of the passage that is looked at, and says of it aloud.
  func addInspector(to html: inout HTMLWriter) {
    let attributes: HTMLWriter.Attributes = [
      "id": "inspector", "class": "scripted", "aria-label": "The passage looked at",
      "tabindex": "0",
    ]
    html.element("aside", attributes) { html in
      html.element("p", ["class": "soft"]) { html in
        html.element("kbd", "j")
        html.words(" and ")
        html.element("kbd", "k")
        html.words(" walk through the evidence; a click on a highlight shows what it stands for.")
      }
    }
    html.element("p", ["id": "live", "class": "hidden", "role": "status"], "")
  }

  /// The keys.
  func addHelp(to html: inout HTMLWriter) {
    let keys: KeyValuePairs = [
      "j k": "next and previous evidence",
      "n p": "next and previous document",
      "f": "show only the evidence of the criterion at hand",
      "/": "search the documents; Enter and Shift+Enter go through what is found",
      "c": "copy the passage with its place",
      "Esc": "end the search, then show all evidence again",
      "?": "this list",
    ]
    html.element("dialog", ["id": "help", "aria-labelledby": "help-title"]) { html in
      html.element("h2", ["id": "help-title"], "Keys")
      html.element("dl") { html in
        for (names, effect) in keys {
          html.element("div") { html in
            html.element("dt") { html in
              for name in names.split(separator: " ") { html.element("kbd", String(name)) }
            }
            html.element("dd", effect)
          }
        }
      }
      html.element("label") { html in
        html.open("input", ["type": "checkbox", "id": "single", "checked": ""])
        html.words(" Single keys act (switch off if they get in the way)")
      }
      html.element("button", ["type": "button", "id": "close"], "Close")
    }
  }
}
