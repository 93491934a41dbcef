public import NoteModel

/// Reports as JSON, in the shapes that scripts rely on.
///
/// Offsets into a text count Unicode scalars, those into a file count bytes; whatever is absent is
/// null. Nothing returned ends in a line end but errors, which are lines of a stream.
public struct JSONRenderer: Sendable {
  private let layout: JSONWriter.Layout

  /// A renderer of one line a report, or of indented ones.
  public init(isCompact: Bool) {
    layout = isCompact ? .compact : .indented
  }

  /// A whole screening, `chartproof.screening/1`.
  public func render(_ screening: Screening) -> String {
    var json = JSONWriter(layout)
    ScreeningRecord(screening: screening).write(to: &json)
    return json.text
  }

  /// What the reader made of documents.
  public func renderDocuments(_ documents: [AnalyzedDocument]) -> String {
    var json = JSONWriter(layout)
    json.object { json in
      json.member("documents", documents.map { ReadRecord(analyzed: $0) })
    }
    return json.text
  }

  /// The answer to a line of a stream that could not be worked on, with its line end, as UTF-8.
  public static func error(_ message: String, id: String?) -> [UInt8] {
    var json = JSONWriter(.compact)
    json.object { json in
      json.member("id", id)
      json.member("error", message)
    }
    json.endLine()
    return json.bytes
  }
}
