import NoteModel

/// The SARIF run of one case.
struct SARIFRun: JSONWritable {
  private let summary: ScreeningSummary
  private let places: [DocumentPlaces]
  /// The first document of each file.
  private let files: [Int]

  init(_ screening: Screening) {
    summary = ScreeningSummary(screening)
    var numbers: [String: Int] = [:]
    var files: [Int] = []
    var places: [DocumentPlaces] = []
    for (index, analyzed) in screening.documents.enumerated() {
      let document = analyzed.document
      let number = numbers[document.file] ?? files.count
      if number == files.count { files.append(index) }
      numbers[document.file] = number
      places.append(
        DocumentPlaces(
          document: document,
          file: number,
          lines: summary.lines[index],
          units: UTF16Index(document.text)
        )
      )
    }
    self.files = files
    self.places = places
  }

  func write(to json: inout JSONWriter) {
    let screening = summary.screening
    json.object { json in
      json.key("tool")
      json.object { json in
        json.key("driver")
        json.object { json in
          json.member("name", "chartproof")
          json.member("rules", screening.criteria.map { Rule(criterion: $0) })
        }
      }
      json.key("invocations")
      json.array { json in json.element(Invocation(warnings: screening.warnings)) }
      json.member("columnKind", "utf16CodeUnits")
      json.member("artifacts", files.map { Artifact(document: screening.documents[$0].document) })
      json.member("results", results)
      json.key("properties")
      json.object { json in
        json.member("case", screening.caseName)
        json.member("policy", screening.policy.id)
        json.member("policyVersion", screening.policy.version)
        json.member("outcome", screening.outcome.rawValue)
      }
    }
  }

  private var results: [Result] {
    let screening = summary.screening
    var results: [Result] = []
    for (index, criterion) in screening.criteria.enumerated() {
      let message: String
      let level: String
      if let item = screening.missing.first(where: { $0.criterion == criterion.id }) {
        message = "Missing: \(criterion.says). \(item.ask)"
        level = "note"
      } else {
        switch criterion.effect {
        case .open: level = "warning"
        case .adverse: level = screening.outcome == .criteriaMet ? "none" : "error"
        case .favourable, .neutral:
          guard criterion.status == .refuted else { continue }
          level = "none"
        }
        let status = criterion.status.rawValue
        message = "\(criterion.says): \(status). \(criterion.why)"
      }
      var locations = criterion.evidence.map { evidence in
        Location(places: places[evidence.document], evidence: evidence)
      }
      // Tools show a result at a place, and a gap is closed by a later note: the newest is shown.
      if locations.isEmpty, criterion.status == .undocumented, let newest {
        locations = [Location(places: places[newest], evidence: nil)]
      }
      results.append(
        Result(
          criterion: criterion,
          index: index,
          level: level,
          message: message,
          locations: locations
        )
      )
    }
    return results
  }

  /// The place of the document of the latest date; the first where none has a date.
  private var newest: Int? {
    let dates = summary.screening.documents.map(\.date)
    return dates.compactMap(\.self).max().flatMap { dates.firstIndex(of: $0) }
      ?? dates.indices.first
  }

  /// A document, and how its places are counted.
  private struct DocumentPlaces {
    let document: NoteDocument
    /// The place of its file among the artifacts.
    let file: Int
    let lines: LineIndex
    let units: UTF16Index
  }

  private struct Rule: JSONWritable {
    let criterion: CriterionResult

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.member("id", criterion.id)
        json.member("shortDescription", Message(text: criterion.says))
        json.key("properties")
        json.object(.line) { json in
          json.member("kind", criterion.kind.rawValue)
          json.member("group", criterion.group)
          json.member("place", criterion.place)
        }
      }
    }
  }

  private struct Invocation: JSONWritable {
    let warnings: [String]

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.member("executionSuccessful", true)
        json.member("toolExecutionNotifications", warnings.map { Notification(text: $0) })
      }
    }
  }

  private struct Notification: JSONWritable {
    let text: String

    func write(to json: inout JSONWriter) {
      json.object(.line) { json in
        json.member("level", "warning")
        json.member("message", Message(text: text))
      }
    }
  }

  private struct Artifact: JSONWritable {
    let document: NoteDocument

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.key("location")
        json.object(.line) { $0.member("uri", document.uri) }
        json.member("mimeType", document.mimeType)
        json.member("encoding", document.encoding)
        guard let hash = document.sha256.unlessEmpty else { return }
        json.key("hashes")
        json.object(.line) { $0.member("sha-256", hash) }
      }
    }
  }

  private struct Result: JSONWritable {
    let criterion: CriterionResult
    let index: Int
    let level: String
    let message: String
    let locations: [Location]

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.member("ruleId", criterion.id)
        json.member("ruleIndex", index)
        // A level of `none` is for results that are no failure (3.27.9, 3.27.10).
        json.member("kind", level == "none" ? "informational" : "fail")
        json.member("level", level)
        json.member("message", Message(text: message))
        json.member("locations", locations)
      }
    }
  }

  private struct Message: JSONWritable {
    let text: String

    func write(to json: inout JSONWriter) {
      json.object(.line) { $0.member("text", text) }
    }
  }

  private struct Location: JSONWritable {
    let places: DocumentPlaces
    /// The words; where there are none the start of the document stands for it.
    let evidence: Evidence?

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.key("physicalLocation")
        json.object { json in
          json.key("artifactLocation")
          json.object(.line) { json in
            json.member("uri", places.document.uri)
            json.member("index", places.file)
          }
          json.key("region")
          json.object { json in
            addRegion(to: &json)
            guard let evidence else { return }
            let words = places.document.text.string(in: evidence.range)
            json.member("snippet", Message(text: words))
          }
        }
        json.member("message", Message(text: evidence?.stance.rawValue ?? "no document says it"))
      }
    }

    private func addRegion(to json: inout JSONWriter) {
      let range = evidence?.range ?? TextRange(0, 0)
      switch (places.document.format, places.document.container) {
      case (.text, nil):
        let spanned = places.lines.lines(of: range)
        json.member("startLine", spanned.lowerBound)
        json.member("startColumn", column(range.start, line: spanned.lowerBound))
        json.member("endLine", spanned.upperBound)
        json.member("endColumn", column(range.end, line: spanned.upperBound))
      case (.html, _), (.cda, _), (.text, _?):
        let source = evidence.map { places.document.sourceMap.source(of: $0.range) }
        json.member("byteOffset", source?.start ?? 0)
        json.member("byteLength", source.map { $0.end - $0.start } ?? 0)
      }
    }

    /// The column, from 1, in UTF-16 code units.
    private func column(_ offset: Int, line: Int) -> Int {
      let start = places.lines.range(ofLine: line).start
      return places.units.offset(ofByte: offset) - places.units.offset(ofByte: start) + 1
    }
  }
}

extension NoteDocument {
  /// The name of the file.
  fileprivate var file: String { container ?? id }

  fileprivate var mimeType: String {
    guard container == nil else { return "application/fhir+json" }
    return switch format {
    case .text: "text/plain"
    case .html: "text/html"
    case .cda: "text/xml"
    }
  }

  /// The name of the file as a relative reference (RFC 3986).
  fileprivate var uri: String {
    let digits = Array("0123456789ABCDEF")
    var uri = ""
    for byte in file.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      default: uri += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return uri
  }
}
