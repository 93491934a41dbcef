import FoundationEssentials

/// A report file, replaced as a whole or not at all.
enum OutputFile {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  static func write(_ text: String, to path: String) throws(Failure) {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw Failure(description: "\(path): cannot be written; check the folder and its permissions")
    }
  }

  /// Makes a folder, where there is none yet.
  static func makeFolder(_ path: String) throws(Failure) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Failure(description: "\(path): cannot be made; check the path and its permissions")
    }
  }
}
