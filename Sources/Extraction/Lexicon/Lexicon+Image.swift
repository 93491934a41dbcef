import NoteModel
import TextProcessing

extension Lexicon.Contents {
  /// Writes all that comes from the lines of terms, cues, words, sections and documents; the names
  /// of concepts and kinds of section are read from their short files.
  func write(to image: inout ImageWriter) {
    reader.vocabulary.write(to: &image)
    for trie in phrases { trie.write(to: &image) }
    image.write(terms)
    image.write(Table(codes.map(\.count)))
    image.write(codes.joined().map(\.system))
    image.write(codes.joined().map(\.code))
    image.write(cues)
    image.write(qualities.map(\.name))
    image.write(qualities.map(\.value))
    image.write(titles)
    words.write(to: &image)
    image.write(groups.names)
  }

  /// What was written to an image.
  init(from image: inout ImageReader) throws(ImageError) {
    self.init(reader: PhraseReader(vocabulary: try unsafe Vocabulary(from: &image)))
    for kind in phrases.indices { phrases[kind] = try unsafe PhraseTrie(from: &image) }
    terms = try unsafe image.values()
    let counts = try unsafe image.values(of: Int.self)
    let systems = try unsafe image.strings()
    let all = zip(systems, try unsafe image.strings()).map { Code(system: $0, code: $1) }
    guard counts.reduce(0, +) == all.count else { throw ImageError() }
    var rest = all[...]
    codes = counts.map { count in
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
    cues = try unsafe image.values()
    let names = try unsafe image.strings()
    qualities = zip(names, try unsafe image.strings()).map { (name: $0, value: $1) }
    titles = try unsafe image.values()
    words = try unsafe WordClasses(from: &image)
    groups = GroupTable()
    for name in try unsafe image.strings() { _ = groups.mask(of: [name]) }
  }
}
