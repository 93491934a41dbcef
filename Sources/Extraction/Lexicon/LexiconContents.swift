import NoteModel
import TextProcessing

/// What phrases of a lexicon stand for; those of each kind are a trie of their own.
enum PhraseKind: Int, CaseIterable, Sendable {
  /// A way to write a concept; the value is its term.
  case term
  /// A cue, by its place among the cues.
  case cue
  /// The name of a section, by its kind.
  case heading
  /// What tells the type of a document, by its place among the titles.
  case title
  /// The name of a day of the year, by its place among the rules.
  case holiday
}

/// Words that tell the type of a document, and how plainly.
struct DocumentTitle: Sendable {
  let type: DocumentType
  let weight: Int
  /// The kind of section that such a document is as a whole, if it is one.
  let kind: Int?
}

/// What comes from the many lines of a lexicon: its terms, cues, words, sections and documents.
struct LexiconContents {
  var terms: Table<Term> = []
  /// The codes of terms that have their own, those of their concepts with them.
  var codes: [[Code]] = []
  var cues: Table<Cue> = []
  /// The attributes that cues add.
  var qualities: [(name: String, value: String)] = []
  var titles: Table<DocumentTitle> = []
  var holidays: Table<Holiday> = []
  var words = WordClasses()
  /// The groups that cues name.
  var groups = GroupTable()
  /// The phrases of each kind, once all are read, and what reads them.
  var phrases: [PhraseTrie] = []
  var reader: PhraseReader

  /// Nothing yet but perhaps a vocabulary.
  init(reader: PhraseReader = PhraseReader()) { self.reader = reader }
}

extension LexiconContents {
  /// Writes all of it to an image.
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
    image.write(holidays)
    words.write(to: &image)
    image.write(groups.names)
  }

  /// What was written to an image.
  init(from image: inout ImageReader) throws(ImageError) {
    self.init(reader: PhraseReader(vocabulary: try unsafe Vocabulary(from: &image)))
    for _ in PhraseKind.allCases { phrases.append(try unsafe PhraseTrie(from: &image)) }
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
    holidays = try unsafe image.values()
    words = try unsafe WordClasses(from: &image)
    groups = GroupTable()
    for name in try unsafe image.strings() { _ = groups.mask(of: [name]) }
  }
}
