import NoteModel

extension HTMLPage {
  /// Lines in a block, which a browser leaves out of its work while it is out of sight.
  private static let blockLines = 40

  /// The documents as read, with the evidence marked in place.
  func addDocuments(to html: inout HTMLWriter) {
    addDocumentsHead(to: &html)
    let attributes: HTMLWriter.Attributes = [
      "id": "documents", "aria-labelledby": "documents-title", "tabindex": "0",
    ]
    html.element("section", attributes) { html in
      for number in screening.documents.indices { addDocument(number, to: &html) }
    }
  }

  /// The list of documents, what the highlights mean, and which are shown.
  private func addDocumentsHead(to html: inout HTMLWriter) {
    html.element("header", ["class": "documents-head"]) { html in
      html.element("h2", ["id": "documents-title"], "Documents")
      html.element("p", ["class": "legend soft"]) { html in
        html.words("The words speak ")
        for stance in [Stance.for, .against] {
          html.element("mark", ["class": stance.rawValue], stance.rawValue)
          html.words(" ")
        }
        html.words("a criterion, or are ")
        html.element("mark", ["class": Stance.context.rawValue], Stance.context.rawValue)
      }
      html.element("nav", ["aria-label": "Documents"]) { html in
        html.element("ol") { html in
          for (number, analyzed) in screening.documents.enumerated() {
            html.element("li") { html in
              html.element("a", ["href": "#\(Self.anchor(ofDocument: number))"]) { html in
                html.words(analyzed.document.id + " ")
                html.element("span", ["class": "soft"], kind(of: analyzed))
              }
            }
          }
        }
      }
      html.element("p", ["id": "filter", "hidden": ""]) { html in
        html.words("Only the evidence of ")
        html.element("b", "")
        html.words(" ")
        html.element("button", ["type": "button"]) { html in
          html.words("Show all ")
          html.element("kbd", ["aria-hidden": "true"], "Esc")
        }
      }
    }
  }

  private func addDocument(_ number: Int, to html: inout HTMLWriter) {
    let analyzed = screening.documents[number]
    let anchor = Self.anchor(ofDocument: number)
    html.element("article", ["id": anchor, "aria-labelledby": "\(anchor)-title"]) { html in
      html.element("header") { html in
        html.element("h3", ["id": "\(anchor)-title", "tabindex": "-1"], analyzed.document.id)
        let title = analyzed.title.isEmpty ? "" : ": \(analyzed.title)"
        html.element("p", ["class": "soft"], kind(of: analyzed) + title)
      }
      for block in blocks(of: number) { addBlock(block, of: number, to: &html) }
    }
  }

  private func kind(of analyzed: AnalyzedDocument) -> String {
    analyzed.type.rawValue + (analyzed.date.map { ", \($0)" } ?? ", no date")
  }

  /// The text in blocks of whole lines, evidence never cut.
  private func blocks(of number: Int) -> [TextRange] {
    let lines = summary.lines[number]
    let segments = evidence.highlights[number].segments
    let count = screening.documents[number].document.text.count
    var blocks: [TextRange] = []
    var start = 0
    var startLine = 1
    var next = 0
    for line in 1...lines.lineCount {
      let end = min(lines.range(ofLine: line).end + 1, count)
      while next < segments.count, segments[next].range.end <= end { next += 1 }
      let isInside = next < segments.count && segments[next].range.start < end
      let isFull = line - startLine + 1 >= Self.blockLines && !isInside
      guard start < end, isFull || line == lines.lineCount else { continue }
      blocks.append(TextRange(start, end))
      start = end
      startLine = line + 1
    }
    return blocks
  }

  private func addBlock(_ block: TextRange, of number: Int, to html: inout HTMLWriter) {
    let text = screening.documents[number].document.text
    let lines = summary.lines[number]
    let segments = evidence.highlights[number].segments
    let attributes: HTMLWriter.Attributes = [
      "class": "block",
      "data-line": String(lines.line(at: block.start)),
      "data-start": String(text.scalarOffset(ofByte: block.start)),
    ]
    html.element("div", attributes) { html in
      var offset = block.start
      var place = segments.partitioningIndex { $0.range.start >= block.start }
      while place < segments.count, segments[place].range.start < block.end {
        let segment = segments[place]
        html.words(text.string(in: TextRange(offset, segment.range.start)))
        let before = place > 0 ? segments[place - 1] : nil
        let after = place + 1 < segments.count ? segments[place + 1] : nil
        let isFirst = before?.passage != segment.passage
        let line = lines.line(at: segment.range.start)
        let isFirstOfLine = before.map { lines.line(at: $0.range.start) != line } ?? true
        let attributes: HTMLWriter.Attributes = [
          "class": segment.stances.map(\.rawValue).joined(separator: " "),
          "id": isFirst ? Self.anchor(ofPassage: segment.passage) : nil,
          "data-line": isFirst && isFirstOfLine ? String(line) : nil,
          "data-number": after?.passage != segment.passage ? String(segment.passage) : nil,
          "data-passage": String(segment.passage),
          "data-ranges": segment.ranges.map(String.init).joined(separator: " "),
        ]
        html.element("mark", attributes, text.string(in: segment.range))
        offset = segment.range.end
        place += 1
      }
      html.words(text.string(in: TextRange(offset, block.end)))
    }
  }
}
