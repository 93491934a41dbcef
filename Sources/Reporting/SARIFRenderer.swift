public import NoteModel

/// A screening as SARIF 2.1.0, for tools that show findings beside files.
///
/// Results are the gaps, what speaks against the request, what is open, and what is ruled out. In a
/// text document a region is lines and columns in UTF-16 code units, in a markup document bytes of
/// the file. A gap that no words come near is shown at the start of the newest document.
///
/// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/
public struct SARIFRenderer: Sendable {
  /// A renderer.
  public init() {}

  /// The whole log.
  public func render(_ screening: Screening) -> String {
    var json = JSONWriter(.indented)
    json.object { json in
      json.member("version", "2.1.0")
      json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      json.member("runs", [SARIFRun(screening)])
    }
    return json.text + "\n"
  }
}
