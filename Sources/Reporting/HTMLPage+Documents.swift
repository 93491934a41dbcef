import NoteModel

extension HTMLPage {
  /// The documents, line by line, with the evidence marked in place.
  func addDocuments(to html: inout HTMLWriter) {
    let attributes: KeyValuePairs<StaticString, String> = [
      "id": "documents", "aria-labelledby": "documents-title", "tabindex": "0",
    ]
    html.element("section", attributes) { html in
      html.element("h2", ["id": "documents-title"], "Documents")
      html.element("p", ["class": "soft"]) { html in
        html.words("Evidence: ")
        for stance in Stance.allCases {
          html.element("mark", ["class": stance.rawValue], stance.rawValue)
          html.words(" ")
        }
      }
      for (number, analyzed) in screening.documents.enumerated() {
        html.element("article", ["aria-labelledby": "document-\(number)"]) { html in
          html.element("h3", ["id": "document-\(number)"], analyzed.document.id)
          let date = analyzed.date.map { ", \($0)" } ?? ""
          let title = analyzed.title.isEmpty ? "" : ": \(analyzed.title)"
          html.element("p", ["class": "soft"], "\(analyzed.type.rawValue)\(date)\(title)")
          html.element("pre") { addText(of: number, to: &$0) }
        }
      }
    }
  }

  /// The lines of a document; a segment that runs on is marked anew on each line.
  private func addText(of number: Int, to html: inout HTMLWriter) {
    let text = screening.documents[number].document.text
    let segments = highlights[number].segments
    let lines = summary.lines[number]
    var next = 0
    var anchored = 0
    for line in 1...lines.lineCount {
      let range = lines.range(ofLine: line)
      html.element("span", ["class": "line"]) { html in
        var offset = range.start
        while next < segments.count, segments[next].range.start < range.end {
          let segment = segments[next]
          let start = max(offset, segment.range.start)
          let end = max(start, min(range.end, segment.range.end))
          html.words(text.string(in: TextRange(offset, start)))
          offset = end
          if start < end {
            html.element("mark", Self.attributes(of: segment)) { html in
              for anchor in next < anchored ? [] : segment.anchors {
                html.element("span", ["id": Self.anchor(anchor, in: number)], "")
              }
              html.words(text.string(in: TextRange(start, end)))
            }
            anchored = next + 1
          }
          guard segment.range.end <= range.end else { break }
          next += 1
        }
        html.words(text.string(in: TextRange(offset, range.end)) + "\n")
      }
      // A segment of nothing but the line end is not shown.
      while next < segments.count, segments[next].range.end <= range.end + 1 { next += 1 }
    }
  }

  private static func attributes(
    of segment: Highlights.Segment
  ) -> KeyValuePairs<StaticString, String> {
    let stances = segment.stances.map(\.rawValue)
    return ["class": stances.joined(separator: " "), "title": stances.joined(separator: ", ")]
  }
}
