import FoundationEssentials
public import NoteModel

/// The documents and the request of a case, found in the file system.
public struct CaseFolder: Sendable {
  /// A file to read as a document.
  public struct Source: Sendable {
    /// Its name, or its path below the folder given.
    public let id: String

    /// Where it is; `-` is standard input.
    public let path: String
  }

  /// The case's name: that of the folder, or of the first file.
  public let name: String

  /// The documents, by id.
  public let sources: [Source]

  /// What `request.json` states.
  public let request: Request

  /// Paths that stand for no document, beside others that do.
  public let unusable: [DocumentError]

  /// Files of these names in a folder are no documents.
  private static let reserved: Set<String> = ["request.json", "gold.json"]

  /// The case of some paths: files, or folders that stand for the files in them.
  ///
  /// - Parameter paths: at least one.
  /// - Throws: `CaseError` where none of them leads to a document, or `request.json` cannot be
  ///   read.
  public init(paths: [String]) throws(CaseError) {
    var sources: [Source] = []
    var request = Request()
    var unusable: [DocumentError] = []
    for path in paths {
      if path == "-" {
        sources.append(Source(id: "-", path: "-"))
        continue
      }
      var isFolder = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        unusable.append(
          DocumentError(document: path, message: "does not exist", hint: "check the path")
        )
        continue
      }
      guard isFolder else {
        sources.append(Source(id: Self.lastComponent(of: path), path: path))
        continue
      }
      let files = Self.files(in: path)
      guard !files.isEmpty else {
        unusable.append(
          DocumentError(
            document: path,
            message: "holds no document",
            hint: "name a folder with notes"
          )
        )
        continue
      }
      sources += files
      if FileManager.default.fileExists(atPath: "\(path)/request.json") {
        request = try Self.request(at: "\(path)/request.json")
      }
    }
    if sources.isEmpty, let first = unusable.first {
      throw CaseError(path: first.document, message: first.message, hint: first.hint)
    }
    name = Self.lastComponent(of: paths.first ?? "")
    self.unusable = unusable
    self.sources = sources
    self.request = request
  }

  /// The folders of a folder of cases, by name.
  ///
  /// - Parameter path: the folder of cases.
  /// - Returns: the path of each case.
  /// - Throws: `CaseError` where there is no such folder, or no case in it.
  public static func cases(in path: String) throws(CaseError) -> [String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw CaseError(path: path, message: "is no folder that can be read", hint: "check the path")
    }
    let folders = names.sorted().filter { name in
      var isFolder = false
      let exists = FileManager.default.fileExists(
        atPath: "\(path)/\(name)",
        isDirectory: &isFolder
      )
      return exists && isFolder && !name.hasPrefix(".")
    }
    guard !folders.isEmpty else {
      throw CaseError(
        path: path,
        message: "holds no case",
        hint: "each case is a folder of its own"
      )
    }
    return folders.map { "\(path)/\($0)" }
  }

  /// The files that a case of some paths is made of, `request.json` among them.
  ///
  /// - Parameter paths: files, or folders that stand for the files in them.
  /// - Returns: the paths of those that exist.
  public static func files(of paths: [String]) -> [String] {
    paths.flatMap { path in
      var isFolder = false
      let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      guard exists, isFolder else { return exists ? [path] : [] }
      let request = "\(path)/request.json"
      return files(in: path).map(\.path)
        + (FileManager.default.fileExists(atPath: request) ? [request] : [])
    }
  }

  private static func files(in folder: String) -> [Source] {
    var sources: [Source] = []
    var pending = [""]
    while let prefix = pending.popLast() {
      let path = prefix.isEmpty ? folder : "\(folder)/\(prefix)"
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      for name in names where !name.hasPrefix(".") && !reserved.contains(name) {
        let id = prefix.isEmpty ? name : "\(prefix)/\(name)"
        var isFolder = false
        _ = FileManager.default.fileExists(atPath: "\(folder)/\(id)", isDirectory: &isFolder)
        if isFolder {
          pending.append(id)
        } else {
          sources.append(Source(id: id, path: "\(folder)/\(id)"))
        }
      }
    }
    return sources.sorted { $0.id < $1.id }
  }

  private static func lastComponent(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  // MARK: Request

  private static func request(at path: String) throws(CaseError) -> Request {
    guard let data = FileManager.default.contents(atPath: path),
      let record = try? JSONDecoder().decode(RequestRecord.self, from: data)
    else {
      throw CaseError(
        path: path,
        message: "is no request",
        hint: "it holds reference_date, codes and levels, each of which may be null"
      )
    }
    return try record.request(in: path)
  }
}
