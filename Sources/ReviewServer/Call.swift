import CaseStore
import Hummingbird
import NoteModel

/// A request of somebody who is known, with what came in it.
struct Call {
  let request: Request
  let context: ReviewContext
  let user: User

  /// The session of a browser; `nil` of a program, which sends a token.
  let session: Session?

  /// The fields that were sent, or those of the query.
  var form = Form()

  /// The files that were sent.
  var files: [NewDocument] = []

  /// What the files take of the memory for uploads, as long as the call lives.
  var share: UploadBudget.Share?

  /// Whether a program asks, and is answered in JSON.
  var isAPI: Bool { session == nil }

  /// A part of the path.
  ///
  /// - Throws: `Problem.notFound` where the path has none of that name.
  func parameter(_ name: String) throws(Problem) -> String {
    guard let value = context.parameters.get(name) else { throw .notFound }
    return value
  }

  /// What the fields say of the request.
  ///
  /// - Throws: `Problem` that names the field that cannot be read.
  func statedRequest() throws(Problem) -> NoteModel.Request {
    var stated = NoteModel.Request()
    let day = form["reference_date"]
    if !day.isEmpty {
      guard let date = CalendarDate(iso: day) else {
        throw .badRequest("`reference_date` is no date; write it YYYY-MM-DD")
      }
      stated.referenceDate = date
    }
    let codes = Self.words(of: form["codes"])
    if !codes.isEmpty {
      let isRight =
        codes.count <= 20
        && codes.allSatisfy { code in
          code.utf8.count <= 20
            && code.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0 | 32) }
        }
      guard isRight else { throw .badRequest("`codes` holds something that is no code") }
      stated.codes = codes
    }
    let names = Self.words(of: form["levels"])
    if !names.isEmpty {
      let levels = names.compactMap { SpinalLevel($0) }
      guard levels.count == names.count, levels.count <= 30 else {
        throw .badRequest("`levels` holds something that is no level; write them like T12, L1")
      }
      stated.levels = levels
    }
    return stated
  }

  private static func words(of text: String) -> [String] {
    text.split { $0 == "," || $0 == " " }.map(String.init)
  }
}
