import FoundationEssentials
public import NoteModel

/// A case that is one JSON object, its documents inside.
///
/// ```json
/// {"case": "its name", "reference_date": "2026-01-12", "codes": ["22514"], "levels": ["L1"],
///  "documents": [{"id": "visit.txt", "text": "..."},
///                {"id": "mri.html", "base64": "...", "media_type": "text/html"}]}
/// ```
public struct InlineCase: Sendable {
  /// The case's name.
  public let name: String

  /// What the case states of the request.
  public let request: Request

  /// The documents, in the order given.
  public let files: [Screener.File]

  private struct Record: Decodable {
    let name: String
    let documents: [Document]

    private enum CodingKeys: String, CodingKey {
      case name = "case"
      case documents
    }
  }

  private struct Document: Decodable {
    let id: String
    let text: String?
    let base64: String?
    let mediaType: String?

    private enum CodingKeys: String, CodingKey {
      case id
      case text
      case base64
      case mediaType = "media_type"
    }
  }

  /// The case of a JSON object.
  ///
  /// - Parameter json: UTF-8.
  /// - Throws: `CaseError` where it is no such object, has no document, or one has no content.
  public init(json: [UInt8]) throws(CaseError) {
    let data = Data(json)
    guard let record = try? JSONDecoder().decode(Record.self, from: data),
      let stated = try? JSONDecoder().decode(RequestRecord.self, from: data)
    else {
      throw CaseError(
        path: "case",
        message: "is no JSON object of a case",
        hint: "it holds case, documents, reference_date, codes and levels"
      )
    }
    guard !record.documents.isEmpty else {
      throw CaseError(path: record.name, message: "holds no document", hint: "add its notes")
    }
    name = record.name
    request = try stated.request(in: record.name)
    files = try record.documents.map { document throws(CaseError) in
      let content = document.text.map { Array($0.utf8) }
      let decoded = document.base64.flatMap { Data(base64Encoded: $0) }.map { Array($0) }
      guard let bytes = content ?? decoded else {
        throw CaseError(
          path: document.id,
          message: "has no text and no valid base64",
          hint: "give it one of them"
        )
      }
      return Screener.File(id: document.id, bytes: bytes, mediaType: document.mediaType)
    }
  }
}
