import ArgumentParser
import NoteModel
import Pipeline

/// Where lexicon and policy come from.
struct KnowledgeOptions: ParsableArguments {
  @Option(help: "A folder of lexicon files, instead of those inside the program.")
  var lexicons: String?

  /// A screener that reads and extracts, and screens if a policy is named.
  func screener(policy: String?) throws -> Screener {
    var configuration = Configuration(lexicons: lexicons, policy: policy ?? "")
    configuration.usesImage = true
    do {
      return try Screener(configuration: configuration, withPolicy: policy != nil)
    } catch {
      throw ValidationError(error.description)
    }
  }
}

/// What the call says of the request, over what the folder says.
struct RequestOptions: ParsableArguments {
  @Option(help: "The date of service, YYYY-MM-DD; overrides request.json.")
  var referenceDate: String?

  @Option(help: "A procedure code asked for; may be repeated; overrides request.json.")
  var code: [String] = []

  @Option(help: "A level asked for, such as L1; may be repeated; overrides request.json.")
  var level: [String] = []

  /// What the call says of the request.
  func stated() throws -> Request {
    var request = Request()
    if let referenceDate {
      guard let date = CalendarDate(iso: referenceDate) else {
        throw ValidationError("`\(referenceDate)` is no date; write it YYYY-MM-DD")
      }
      request.referenceDate = date
    }
    if !code.isEmpty { request.codes = code }
    if !level.isEmpty {
      request.levels = try level.map { name in
        guard let level = SpinalLevel(name) else {
          throw ValidationError("`\(name)` is no level; write it like T12")
        }
        return level
      }
    }
    return request
  }
}

/// Where a report goes.
struct OutputOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "A file to write to, instead of standard output.")
  var output: String?

  /// The folder to write to, where the path ends as that of a folder does.
  var folder: String? { output.flatMap { $0.hasSuffix("/") ? $0 : nil } }

  func write(_ files: [(name: String, text: String)], into folder: String) throws {
    do {
      try OutputFile.makeFolder(folder)
      for file in files { try OutputFile.write(file.text, to: folder + file.name) }
    } catch {
      throw ValidationError(error.description)
    }
  }

  func write(_ text: String) throws {
    guard let output else { return Console.write(text) }
    do {
      try OutputFile.write(text, to: output)
    } catch {
      throw ValidationError(error.description)
    }
  }
}

extension CaseFolder {
  /// The case of some paths, or an exit with what is wrong.
  static func opening(_ paths: [String]) throws -> CaseFolder {
    do {
      return try CaseFolder(paths: paths)
    } catch {
      Console.error("error: \(error.description)")
      throw Exit.unread
    }
  }
}
