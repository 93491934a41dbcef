import Foundation

/// The program as people start it.
enum Program {
  /// What a process came to.
  struct Run {
    let output: String
    let errors: String
    let code: Int32
  }

  /// The folder of the project.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The program that was built beside the tests.
  static var url: URL {
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "chartproof")
    return FileManager.default.fileExists(atPath: beside.path)
      ? beside : root.appending(path: ".build/debug/chartproof")
  }

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - program: its file.
  ///   - arguments: what it is called with.
  ///   - input: its standard input.
  ///   - folder: where it runs, if not here.
  ///   - environment: its environment, if not this one.
  /// - Returns: what it wrote, and its exit code.
  /// - Throws: where it cannot be started.
  static func run(
    _ program: URL,
    _ arguments: [String],
    input: String? = nil,
    in folder: URL? = nil,
    environment: [String: String]? = nil
  ) throws -> Run {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment
    let streams = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: streams, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: streams) }
    let files = ["out", "err", "in"].map { streams.appending(path: $0) }
    for file in files { try Data().write(to: file) }
    try Data((input ?? "").utf8).write(to: files[2])
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    process.standardInput = try FileHandle(forReadingFrom: files[2])
    try process.run()
    process.waitUntilExit()
    return Run(
      output: try String(contentsOf: files[0], encoding: .utf8),
      errors: try String(contentsOf: files[1], encoding: .utf8),
      code: process.terminationStatus
    )
  }
}
