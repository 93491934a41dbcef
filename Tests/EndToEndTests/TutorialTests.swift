import Foundation
import Testing

/// The commands of the tutorials, typed in order as they stand.
@Suite struct `The tutorials` {
  /// A fenced block: what is typed, or what is then read.
  private struct Block {
    let language: String
    let lines: [Substring]
  }

  /// The cases that the tutorials name; all of them would take minutes.
  private static let cases = [
    "c22-subacute-gaps", "d04-va-two-level", "d14-gca-prednisone-two-fractures",
  ]

  private func blocks(of text: String) -> [Block] {
    var blocks: [Block] = []
    var open: (language: String, lines: [Substring])?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let done = open { blocks.append(Block(language: done.language, lines: done.lines)) }
        open = open == nil ? (String(line.dropFirst(3)), []) : nil
      } else {
        open?.lines.append(line)
      }
    }
    return blocks
  }

  /// A folder with what the commands find in a copy of the project.
  private func copyOfTheProject() throws -> URL {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appending(path: UUID().uuidString)
    for name in ["corpus", "bin"] {
      try files.createDirectory(
        at: folder.appending(path: name),
        withIntermediateDirectories: true
      )
    }
    // Links would be written through.
    for name in ["lexicons"] + Self.cases.map({ "corpus/\($0)" }) {
      try files.copyItem(at: Program.root.appending(path: name), to: folder.appending(path: name))
    }
    try files.createSymbolicLink(
      at: folder.appending(path: "bin/chartproof"),
      withDestinationURL: Program.url
    )
    return folder
  }

  @Test(arguments: ["clinic", "reviewer", "policy"])
  func `work as written, and print what they show`(name: String) throws {
    let text = try String(
      contentsOf: Program.root.appending(path: "docs/tutorials/\(name).md"),
      encoding: .utf8
    )
    let folder = try copyOfTheProject()
    defer { try? FileManager.default.removeItem(at: folder) }
    var environment = ProcessInfo.processInfo.environment
    let path = environment["PATH", default: "/usr/bin:/bin"]
    environment["PATH"] = folder.appending(path: "bin").path + ":" + path
    let hasPython = path.split(separator: ":").contains { place in
      FileManager.default.isExecutableFile(atPath: "\(place)/python3")
    }
    var printed: Set<String> = []
    for block in blocks(of: text) {
      let words = block.lines.joined(separator: "\n")
      switch block.language {
      case "sh":
        if words.contains("python3"), !hasPython { continue }
        let run = try Program.run(
          URL(filePath: "/bin/sh"),
          ["-eu", "-c", words],
          in: folder,
          environment: environment
        )
        #expect(run.code == 0, "\(words)\n\(run.errors)")
        printed = Set((run.output + run.errors).split(separator: "\n").map(String.init))
      case "":
        for line in block.lines where !line.isEmpty {
          #expect(printed.contains(String(line)), "not printed: \(line)")
        }
      default: break
      }
    }
  }
}
