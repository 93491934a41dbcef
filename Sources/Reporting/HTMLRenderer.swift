public import NoteModel

/// A screening as one HTML file that needs nothing else and asks the network for nothing.
///
/// Its style and script are allowed by their hashes alone; without the script it can be read, its
/// links work, and it prints.
public struct HTMLRenderer: Sendable {
  /// What the page may load and run.
  private static let contentPolicy =
    "default-src 'none'; base-uri 'none'; form-action 'none';"
    + " style-src \(styleSource); script-src \(scriptSource)"

  /// The report's style as a source of a content security policy.
  package static let styleSource = ReportAsset.style.source

  /// The report's script as a source of a content security policy.
  package static let scriptSource = ReportAsset.script.source

  /// A renderer.
  public init() {}

  /// The whole page.
  public func render(_ screening: Screening) -> String { render(screening, in: nil) }

  /// The page as part of another, which says by a header what may be loaded and run.
  package func render(_ screening: Screening, in frame: HTMLFrame) -> String {
    render(screening, in: .some(frame))
  }

  private func render(_ screening: Screening, in frame: HTMLFrame?) -> String {
    let page = HTMLPage(screening, frame: frame)
    var html = HTMLWriter()
    html.markup("<!DOCTYPE html>\n")
    html.element("html", ["lang": "en"]) { html in
      html.element("head") { html in
        html.open("meta", ["charset": "utf-8"])
        if frame == nil {
          html.open(
            "meta",
            ["http-equiv": "Content-Security-Policy", "content": Self.contentPolicy]
          )
        }
        html.open("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        html.element("title", "\(screening.caseName): \(page.summary.outcome)")
        html.element("style") { $0.asset(.style) }
        frame?.head(&html)
      }
      html.element("body") { html in
        html.element("a", ["class": "skip", "href": "#criteria"], "Skip to the criteria")
        html.element("a", ["class": "skip", "href": "#documents"], "Skip to the documents")
        HTMLIcon.addShapes(to: &html)
        frame?.top(&html)
        page.addBar(to: &html)
        html.element("main") { html in
          html.element("div", ["class": "case"]) { html in
            frame?.start(&html)
            page.addOverview(to: &html)
            page.addMissing(to: &html)
            page.addCriteria(to: &html)
          }
          html.element("div", ["class": "reader"]) { html in
            page.addDocuments(to: &html)
            page.addInspector(to: &html)
          }
        }
        page.addHelp(to: &html)
        html.element("script") { $0.asset(.script) }
      }
    }
    html.markup("\n")
    return html.html
  }
}
