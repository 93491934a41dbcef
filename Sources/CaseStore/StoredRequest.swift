import FoundationEssentials
package import NoteModel

/// A request as it is stored: the JSON of `request.json`.
package struct StoredRequest: Codable {
  private let referenceDate: String?
  private let codes: [String]?
  private let levels: [String]?

  private enum CodingKeys: String, CodingKey {
    case referenceDate = "reference_date"
    case codes
    case levels
  }

  private init(_ request: Request) {
    referenceDate = request.referenceDate?.description
    codes = request.codes
    levels = request.levels?.map(\.description)
  }

  package static func text(of request: Request) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(StoredRequest(request)), as: UTF8.self)
  }

  package static func request(from text: String) throws -> Request {
    let stored = try JSONDecoder().decode(StoredRequest.self, from: Data(text.utf8))
    return Request(
      referenceDate: stored.referenceDate.flatMap { CalendarDate(iso: $0) },
      codes: stored.codes,
      levels: stored.levels?.compactMap { SpinalLevel($0) }
    )
  }
}
