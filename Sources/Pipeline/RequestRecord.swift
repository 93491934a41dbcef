import NoteModel

/// A request as JSON states it; each part may be null or absent.
struct RequestRecord: Decodable {
  let referenceDate: String?
  let codes: [String]?
  let levels: [String]?

  private enum CodingKeys: String, CodingKey {
    case referenceDate = "reference_date"
    case codes
    case levels
  }

  /// The request.
  ///
  /// - Parameter path: what states it, for messages.
  /// - Returns: what was asked for.
  /// - Throws: `CaseError` where the date or a level is none.
  func request(in path: String) throws(CaseError) -> Request {
    var request = Request(codes: codes)
    if let text = referenceDate {
      guard let date = CalendarDate(iso: text) else {
        throw CaseError(path: path, message: "has no date", hint: "write it YYYY-MM-DD")
      }
      request.referenceDate = date
    }
    if let names = levels {
      let levels = names.compactMap { SpinalLevel($0) }
      guard levels.count == names.count else {
        throw CaseError(path: path, message: "has an unknown level", hint: "write it like T12")
      }
      request.levels = levels
    }
    return request
  }
}
