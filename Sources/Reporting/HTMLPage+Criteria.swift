import NoteModel

extension HTMLPage {
  /// Bytes of context in the quotes of the criteria.
  private static let reach = 60

  /// Evidence shown at once; the rest of a long list is folded away.
  private static let shown = 6

  /// The criteria under their headings.
  func addCriteria(to html: inout HTMLWriter) {
    let places = Dictionary(
      screening.criteria.enumerated().map { ($0.element.id, $0.offset) }
    ) { first, _ in first }
    let deciding = Set(summary.deciding.map(\.id))
    let attributes: HTMLWriter.Attributes = [
      "id": "criteria", "aria-labelledby": "criteria-title",
    ]
    html.element("section", attributes) { html in
      html.element("h2", ["id": "criteria-title"], "Criteria")
      html.element("p", ["class": "soft"], summary.policy)
      for group in summary.groups {
        html.element("section", ["class": "group"]) { html in
          html.element("h3", group.title)
          html.element("ul") { html in
            for result in group.criteria {
              let entries = places[result.id].map { evidence.entries[$0] } ?? []
              let isOpen = result.status == .conflicting || deciding.contains(result.id)
              let attributes: HTMLWriter.Attributes = [
                "id": Self.anchor(ofCriterion: result.id),
                "class": "criterion \(result.status.rawValue)",
              ]
              html.element("li", attributes) { html in
                html.element("details", isOpen ? ["open": ""] : [:]) { html in
                  addLine(of: result, entries.count, to: &html)
                  addBody(of: result, entries, to: &html)
                }
              }
            }
          }
        }
      }
    }
  }

  private func addLine(of result: CriterionResult, _ count: Int, to html: inout HTMLWriter) {
    html.element("summary") { html in
      HTMLIcon.add(summary.effect(of: result), to: &html)
      html.element("span", ["class": "says"], result.says)
      html.words(" ")
      html.element("span", ["class": "soft"]) { html in
        html.element("b", ["class": summary.effect(of: result).rawValue], result.status.rawValue)
        html.element("span", ["class": "hidden"], ", \(summary.effect(of: result).words)")
        html.words(" \u{00B7} ")
        html.element("span", ["class": "place"], result.place)
        if count > 0 { html.words(" \u{00B7} \(count == 1 ? "1 passage" : "\(count) passages")") }
        frame?.line(result, &html)
      }
    }
  }

  private func addBody(
    of result: CriterionResult,
    _ entries: [EvidenceEntry],
    to html: inout HTMLWriter
  ) {
    html.element("p", ["class": "why"], result.why)
    if entries.contains(where: { evidence.numbers(of: $0) != nil }) {
      html.element(
        "button",
        ["type": "button", "class": "only scripted"],
        "Show only this evidence"
      )
    }
    let conflict = ConflictPairs(result.status == .conflicting ? entries : [])
    let rest = result.status == .conflicting ? conflict.rest : entries
    addPairs(conflict.pairs.prefix(Self.shown), to: &html)
    addList(rest.prefix(Self.shown), to: &html)
    let foldedPairs = conflict.pairs.dropFirst(Self.shown)
    let folded = rest.dropFirst(Self.shown)
    if !foldedPairs.isEmpty || !folded.isEmpty {
      html.element("details", ["class": "more"]) { html in
        html.element("summary", "\(2 * foldedPairs.count + folded.count) more")
        addPairs(foldedPairs, to: &html)
        addList(folded, to: &html)
      }
    }
    frame?.body(result, &html)
    html.element("p", ["class": "id"], result.id)
  }

  /// Each pair of statements that contradict each other, the newest first.
  private func addPairs(
    _ pairs: ArraySlice<(for: EvidenceEntry, against: EvidenceEntry)>,
    to html: inout HTMLWriter
  ) {
    guard !pairs.isEmpty else { return }
    html.element("ol", ["class": "pairs", "aria-label": "Conflicts, newest first"]) { html in
      for pair in pairs {
        html.element("li") { html in
          html.element("ul", ["class": "evidence"]) { html in
            add(pair.for, to: &html)
            add(pair.against, to: &html)
          }
        }
      }
    }
  }

  private func addList(_ entries: ArraySlice<EvidenceEntry>, to html: inout HTMLWriter) {
    guard !entries.isEmpty else { return }
    html.element("ul", ["class": "evidence"]) { html in
      for entry in entries { add(entry, to: &html) }
    }
  }

  private func add(_ entry: EvidenceEntry, to html: inout HTMLWriter) {
    let document = screening.documents[entry.document].document
    let excerpt = Excerpt(
      entry.range,
      in: document.text,
      summary.lines[entry.document],
      reach: Self.reach
    )
    let numbers = evidence.numbers(of: entry)
    let attributes: HTMLWriter.Attributes = [
      "class": "entry \(entry.stance.rawValue)",
      "data-range": numbers.map { String($0.range) },
      "data-passage": numbers.map { String($0.passage) },
      "data-place": excerpt.place(in: document.id),
      "data-at": offsets(entry.range, in: document),
    ]
    html.element("li", attributes) { html in
      html.element("p", ["class": "where"]) { html in
        html.element("span", ["class": "stance"], entry.stance.rawValue)
        html.words(" ")
        let place = excerpt.place(in: document.id)
        if let numbers {
          html.element("a", ["href": "#\(Self.anchor(ofPassage: numbers.passage))"]) { html in
            html.element("b", "\(numbers.passage)")
            html.words(" \(place)")
          }
        } else {
          html.words(place)
        }
        if let day = entry.day { html.element("time", day.description) }
      }
      html.element("q") { html in
        html.words(excerpt.before)
        html.element("mark", ["class": entry.stance.rawValue], excerpt.words)
        html.words(excerpt.after)
      }
      var told: Set<String> = []
      for finding in entry.findings {
        var line = HTMLWriter()
        add(finding, to: &line)
        if told.insert(line.html).inserted { html.append(line) }
      }
    }
  }

  /// What was understood: the concept, how it holds, and the words that say so.
  private func add(_ finding: Finding, to html: inout HTMLWriter) {
    let document = screening.documents[finding.document].document
    let attributes: HTMLWriter.Attributes = [
      "class": "finding",
      "data-scope": offsets(finding.sentence, in: document),
      "data-cues": finding.context.map { offsets($0.range, in: document) }.joined(separator: " "),
    ]
    html.element("p", attributes) { html in
      let concept = finding.concept.split(separator: "-").joined(separator: " ")
      html.words("\(concept): \(finding.assertion.rawValue)")
      for (place, cue) in finding.context.enumerated() {
        let isSaid = place == 0 && cue.kind == finding.assertion.rawValue
        html.words(isSaid ? " by " : ", \(cue.kind) by ")
        html.element("span", ["class": "cue"], document.text.string(in: cue.range))
      }
      for attribute in AttributesRecord(attributes: finding.attributes).members {
        html.words("; \(attribute.name) \(attribute.value.words)")
      }
    }
  }

  /// `start-end` in Unicode scalars of the document's text, as in every output of the program.
  private func offsets(_ range: TextRange, in document: NoteDocument) -> String {
    let text = document.text
    return "\(text.scalarOffset(ofByte: range.start))-\(text.scalarOffset(ofByte: range.end))"
  }
}

extension ScreeningSummary.Effect {
  /// The effect on the request in words.
  var words: String {
    switch self {
    case .favourable: "speaks for the request"
    case .adverse: "speaks against the request"
    case .open: "open"
    case .neutral: "of no weight"
    }
  }
}
