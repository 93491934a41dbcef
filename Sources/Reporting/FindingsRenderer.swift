public import NoteModel

/// Findings without a policy, in the forms of `extract`.
///
/// Text forms end in a line end, `json()` does not.
public struct FindingsRenderer: Sendable {
  /// A document with its findings.
  struct Group: Sendable {
    let document: NoteDocument
    let findings: [Finding]
  }

  /// The documents in order, each with its findings in order.
  let groups: [Group]

  /// A renderer of findings whose `document` is a place in `documents`.
  public init(documents: [AnalyzedDocument], findings: [Finding]) {
    // A stream renders a document at a time, whose findings need no sorting.
    guard documents.count != 1 else {
      groups = [Group(document: documents[0].document, findings: findings)]
      return
    }
    var byDocument = Array(repeating: [Finding](), count: documents.count)
    for finding in findings { byDocument[finding.document].append(finding) }
    groups = zip(documents, byDocument).map { Group(document: $0.document, findings: $1) }
  }

  /// One indented object of all documents.
  public func json() -> String {
    var json = JSONWriter(.indented)
    json.object { json in json.member("documents", groups) }
    return json.text
  }

  /// A line a document, as UTF-8.
  public func ndjson() -> [UInt8] {
    var json = JSONWriter(.compact)
    for group in groups {
      group.write(to: &json)
      json.endLine()
    }
    return json.bytes
  }
}

extension FindingsRenderer.Group: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", document.id)
      json.key("findings")
      json.array { json in
        for finding in findings { json.element(finding, of: document) }
      }
    }
  }
}
