import Extraction
import FoundationEssentials
import Glibc
import NoteModel
import PolicyEngine
import TextProcessing

/// The lexicon and a policy of the program as they lie in memory, in a file beside the program: what
/// takes tens of milliseconds to read from the readable files is there in a few.
///
/// The file is made by the first run of a program that may write beside itself, and belongs to that
/// program alone: built anew, or copied, it makes another. Without it, or where anything about it is
/// not as it should be, the readable files are read; it may be deleted at any time.
struct KnowledgeImage {
  /// The file.
  private let path: String
  /// What the program is known by.
  private let stamp: [Int]

  /// The form of the file; another is that of another program.
  private static let form = 1

  /// The image beside the program that runs; `nil` where that is not known.
  init?() {
    guard
      let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    else { return nil }
    self.init(besideProgramAt: program)
  }

  /// The image beside a program; `nil` where there is no such file.
  init?(besideProgramAt program: String) {
    var facts = stat()
    guard unsafe stat(program, &facts) == 0 else { return nil }
    path = program + ".image"
    stamp = [
      Self.form, Int(facts.st_size), Int(facts.st_ino), facts.st_mtim.tv_sec,
      facts.st_mtim.tv_nsec,
    ]
  }

  /// The lexicon and the YAML of the policy of a name, where the image has both.
  func read(
    _ files: [LexiconFile],
    policy: String
  ) -> (lexicon: Lexicon, policy: PolicyNode)? {
    guard let bytes = unsafe mapped() else { return nil }
    do throws(ImageError) {
      var image = unsafe ImageReader(at: bytes.start, count: bytes.count)
      if try unsafe Array(image.values(of: Int.self)) == stamp,
        try unsafe image.number() == image.checksum, try unsafe image.strings() == [policy]
      {
        return (
          try unsafe LexiconReader.lexicon(from: files, image: &image),
          try unsafe PolicyNode(from: &image)
        )
      }
    } catch {}
    unsafe munmap(bytes.start, bytes.count)
    return nil
  }

  /// The file in memory, which stays there as long as the program where it is used: another program
  /// puts a new file in its place, and does not write to it.
  private func mapped() -> (start: UnsafeMutableRawPointer, count: Int)? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var facts = stat()
    guard unsafe fstat(file, &facts) == 0, facts.st_size > 0 else { return nil }
    let count = Int(facts.st_size)
    let start = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0)
    guard let start = unsafe start, unsafe start != MAP_FAILED else { return nil }
    return unsafe (start, count)
  }

  /// Writes the image, where that is allowed.
  ///
  /// - Parameters:
  ///   - policy: the name of the policy.
  ///   - node: its YAML.
  ///   - lexicon: what the reader of the lexicon wrote.
  func write(policy: String, _ node: PolicyNode, lexicon: ImageWriter) {
    var rest = ImageWriter()
    rest.write([policy])
    rest.append(lexicon)
    node.write(to: &rest)
    var image = ImageWriter()
    image.write(Table(stamp))
    image.write(rest.checksum)
    image.append(rest)
    // A program that may not write here starts as before.
    try? Data(image.bytes).write(to: URL(filePath: path), options: .atomic)
  }
}
