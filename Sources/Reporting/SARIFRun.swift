import NoteModel

/// The SARIF run of one case.
struct SARIFRun: JSONWritable {
  let summary: ScreeningSummary

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
      json.member("columnKind", "unicodeCodePoints")
      json.member("artifacts", screening.documents.map { Artifact(document: $0.document) })
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
      results.append(
        Result(
          criterion: criterion,
          index: index,
          level: level,
          message: message,
          locations: criterion.evidence.map { evidence in
            Location(
              evidence: evidence,
              document: screening.documents[evidence.document].document,
              lines: summary.lines[evidence.document]
            )
          }
        )
      )
    }
    return results
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
        json.member("mimeType", document.format.mimeType)
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
    let evidence: Evidence
    let document: NoteDocument
    let lines: LineIndex

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.key("physicalLocation")
        json.object { json in
          json.key("artifactLocation")
          json.object(.line) { json in
            json.member("uri", document.uri)
            json.member("index", evidence.document)
          }
          json.key("region")
          json.object { json in
            addRegion(to: &json)
            json.member("snippet", Message(text: document.text.string(in: evidence.range)))
          }
        }
        json.member("message", Message(text: evidence.stance.rawValue))
      }
    }

    private func addRegion(to json: inout JSONWriter) {
      switch document.format {
      case .text:
        let spanned = lines.lines(of: evidence.range)
        json.member("startLine", spanned.lowerBound)
        json.member("startColumn", column(evidence.range.start, line: spanned.lowerBound))
        json.member("endLine", spanned.upperBound)
        json.member("endColumn", column(evidence.range.end, line: spanned.upperBound))
      case .html, .cda:
        let source = document.sourceMap.source(of: evidence.range)
        json.member("byteOffset", source.start)
        json.member("byteLength", source.end - source.start)
      }
    }

    /// The column, from 1, in Unicode scalars.
    private func column(_ offset: Int, line: Int) -> Int {
      let start = lines.range(ofLine: line).start
      return document.text.scalarOffset(ofByte: offset) - document.text.scalarOffset(ofByte: start)
        + 1
    }
  }
}

extension DocumentFormat {
  fileprivate var mimeType: String {
    switch self {
    case .text: "text/plain"
    case .html: "text/html"
    case .cda: "text/xml"
    }
  }
}

extension NoteDocument {
  /// The id as a relative reference (RFC 3986).
  fileprivate var uri: String {
    let digits = Array("0123456789ABCDEF")
    var uri = ""
    for byte in id.utf8 {
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
