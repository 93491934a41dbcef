import ArgumentParser
import NoteModel
import Pipeline

/// Where lexicon and policy come from.
struct KnowledgeOptions: ParsableArguments {
  @Option(help: "A folder of lexicon files, instead of those inside the program.")
  var lexicons: String?

  /// A screener that reads and extracts, and screens if a policy is named.
  func screener(policy: String?) throws -> Screener {
    do {
      return try Screener(
        configuration: Configuration(lexicons: lexicons, policy: policy ?? ""),
        withPolicy: policy != nil
      )
    } catch {
      throw ValidationError(error.description)
    }
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
