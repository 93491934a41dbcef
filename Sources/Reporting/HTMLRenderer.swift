public import NoteModel

/// A screening as one HTML file that needs nothing else: no script, no network.
public struct HTMLRenderer: Sendable {
  /// A renderer.
  public init() {}

  /// The whole page.
  public func render(_ screening: Screening) -> String {
    let page = HTMLPage(screening)
    var html = HTMLWriter()
    html.markup("<!DOCTYPE html>\n")
    html.element("html", ["lang": "en"]) { html in
      html.element("head") { html in
        html.open("meta", ["charset": "utf-8"])
        html.open("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        html.open(
          "meta",
          [
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src 'unsafe-inline'",
          ]
        )
        html.element("title", "\(screening.caseName): \(page.summary.outcome)")
        html.element("style") { $0.markup(HTMLStyle.sheet) }
      }
      html.element("body") { html in
        html.element("a", ["class": "skip", "href": "#documents"], "Skip to the documents")
        page.addHeader(to: &html)
        html.element("main") { html in
          page.addMissing(to: &html)
          html.element("div", ["class": "columns"]) { html in
            page.addCriteria(to: &html)
            page.addDocuments(to: &html)
          }
        }
        page.addWarnings(to: &html)
      }
    }
    html.markup("\n")
    return html.html
  }
}
