import ArgumentParser
import Glibc

/// Starts `chartproof-server`, which stands beside this program, with the same words.
enum ServerProgram {
  static func run(_ words: [String]) throws -> Never {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = unsafe readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let own = String(
      decoding: buffer[..<max(0, length)].map { UInt8(bitPattern: $0) },
      as: UTF8.self
    )
    let path = own.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/chartproof-server"
    var arguments = unsafe ([path] + words).map { unsafe strdup($0) }
    unsafe arguments.append(nil)
    unsafe execv(path, arguments)
    Console.error("error: \(path): cannot be started; build or install it beside this program")
    throw Exit.usage
  }
}

/// Runs the review server.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Run the review server: uploads in, a reviewer's decision out.",
    usage: "chartproof serve --data <folder> [--port <port>] (see chartproof serve --help)"
  )

  @Argument(parsing: .captureForPassthrough, help: "What chartproof-server takes.")
  var words: [String] = []

  func run() throws { try ServerProgram.run(["serve"] + words) }
}

/// Checks the audit trail of a server.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Check the audit trail of a server: audit verify --data FOLDER."
  )

  @Argument(parsing: .captureForPassthrough, help: "What chartproof-server takes.")
  var words: [String] = []

  func run() throws { try ServerProgram.run(["audit"] + words) }
}

/// Copies the database of a server.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the database of a server, which may be running."
  )

  @Argument(parsing: .captureForPassthrough, help: "What chartproof-server takes.")
  var words: [String] = []

  func run() throws { try ServerProgram.run(["backup"] + words) }
}
