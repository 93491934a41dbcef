import FoundationEssentials
import Pipeline

/// A folder with documents annotated in brat: `NAME.txt` with `NAME.ann` beside it.
struct BratFolder {
  /// The `.ann` files, by name.
  let annotations: [CaseFolder.Source]

  /// The entity types of `annotation.conf`, where there is one: the concepts that annotators were
  /// to mark.
  let types: Set<String>?

  /// The folder at a path, or `nil` where it holds no `.ann` file.
  ///
  /// - Throws: `EvaluationError` where nothing is at the path.
  init?(_ path: String) throws(EvaluationError) {
    do {
      annotations = try CaseFolder(paths: [path]).sources.filter { $0.path.hasSuffix(".ann") }
    } catch {
      throw EvaluationError(message: error.description)
    }
    guard !annotations.isEmpty else { return nil }
    let settings = FileManager.default.contents(atPath: "\(path)/annotation.conf")
    types = settings.map { Self.types(in: String(decoding: $0, as: UTF8.self)) }
  }

  /// The names in the section `[entities]`; `!` stands before one that only groups others.
  static func types(in settings: String) -> Set<String> {
    var types: Set<String> = []
    var isInEntities = false
    for line in settings.split(whereSeparator: \.isNewline) {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      if first.hasPrefix("[") {
        isInEntities = first == "[entities]"
      } else if isInEntities, !first.hasPrefix("!") {
        types.insert(String(first))
      }
    }
    return types
  }
}
