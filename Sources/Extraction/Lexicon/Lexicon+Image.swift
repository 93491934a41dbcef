import NoteModel
import TextProcessing

extension Lexicon.Contents {
  /// Writes all that comes from the lines of terms, cues, words, sections and documents; the names
  /// of concepts and kinds of section are read from their short files.
  func write(to image: inout ImageWriter) {
    phrases.vocabulary.write(to: &image)
    phrases.trie.write(to: &image)
    image.write(terms)
    image.write(codes.map(\.count))
    image.write(codes.joined().map(\.system))
    image.write(codes.joined().map(\.code))
    image.write(cues)
    image.write(qualities.map(\.name))
    image.write(qualities.map(\.value))
    image.write(titles)
    titleWords.write(to: &image)
    roles.write(to: &image)
    words.write(to: &image)
    image.write(groups.names)
  }

  /// What was written to an image.
  init(from image: inout ImageReader) throws(ImageError) {
    let vocabulary = try unsafe Vocabulary(from: &image)
    self.init(
      phrases: PhraseBuilder(trie: try unsafe PhraseTrie(from: &image), vocabulary: vocabulary)
    )
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
    titleWords = try unsafe WordSet(from: &image)
    roles = try unsafe Lexicon.Roles(from: &image)
    words = try unsafe WordClasses(from: &image)
    groups = GroupTable()
    for name in try unsafe image.strings() { _ = groups.mask(of: [name]) }
  }
}
