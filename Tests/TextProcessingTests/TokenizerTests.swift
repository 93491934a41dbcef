import NoteModel
import TestSupport
import Testing

@testable import TextProcessing

@Suite struct `Tokens` {
  private func words(_ text: String) -> [String] {
    let note = NoteText(text)
    return Tokenizer(vocabulary: Vocabulary()).tokens(of: note).map {
      note.string(in: TextRange($0.startOffset, $0.endOffset))
    }
  }

  @Test(arguments: [
    ("T12-L1", ["T12", "-", "L1"]), ("L5S1", ["L5", "S1"]), ("L3-4", ["L3", "-", "4"]),
    ("50 mg", ["50", "mg"]), ("50mg", ["50", "mg"]), ("5/10", ["5/10"]), ("10/325", ["10/325"]),
    ("-2.7", ["-", "2.7"]), ("x6wks", ["x", "6", "wks"]), ("w/o", ["w/o"]), ("s/p", ["s/p"]),
    ("b.i.d.", ["b.i.d."]), ("Hx:", ["Hx", ":"]), ("02/10/2025", ["02/10/2025"]),
    ("1,200", ["1,200"]), ("T8, T9", ["T8", ",", "T9"]), ("[x] NSAID", ["[x]", "NSAID"]),
    ("(-) fever", ["(-)", "fever"]), ("(\u{2713}) none", ["(\u{2713})", "none"]),
    ("[\u{2714}] PT", ["[\u{2714}]", "PT"]), ("(\u{E9}) a", ["(", "\u{E9}", ")", "a"]),
    ("can't", ["can't"]), ("Kümmell’s", ["Kümmell’s"]), ("we'll go", ["we", "'ll", "go"]),
    ("She’ll", ["She", "’ll"]), ("they've 'll", ["they", "'ve", "'", "ll"]), ("I'm", ["I", "'m"]),
    ("we'llo", ["we'llo"]),
    ("6–7/10", ["6–7/10"]), ("retropu1sion", ["retropu1sion"]), ("", []), ("   \n", []),
    ("canal/foraminal", ["canal", "/", "foraminal"]), ("-->", ["-->"]),
    ("((a", ["(", "(", "a"]), ("a<<<<<<<<<<<<b", ["a", "<<<<<<<<<<<<", "b"]),
    ("PT 03/24-05/02, 3/4/25-5/2/25", ["PT", "03/24", "-", "05/02", ",", "3/4/25", "-", "5/2/25"]),
    ("pain 7-8/10", ["pain", "7-8/10"]),
  ])
  func `are cut where a clinician would cut them`(text: String, expected: [String]) {
    #expect(words(text) == expected)
  }

  @Test(arguments: [
    ("Kümmell", "kummell"), ("Kümmell's", "kummell"), ("can't", "cant"), ("can’t", "cant"),
    ("B.I.D.", "bid"), ("W/O", "w/o"), ("soft\u{AD}hyphen", "softhyphen"),
  ])
  func `are folded to one spelling`(text: String, folded: String) {
    var reader = PhraseReader()
    reader.read(text)
    #expect(reader.words.map { reader.vocabulary.spelling(of: $0) } == [folded])
  }

  @Test(arguments: [
    ("we'll", ["we", "will"]), ("They’ve", ["they", "have"]), ("you're", ["you", "are"]),
    ("I'M", ["i", "am"]),
  ])
  func `read a short verb as the whole one`(text: String, folded: [String]) {
    var reader = PhraseReader()
    reader.read(text)
    #expect(reader.words.map { reader.vocabulary.spelling(of: $0) } == folded)
  }

  @Test(arguments: 0..<32)
  func `cover random text in order and never trap`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let pool = Array("aT1L2 -/.,:;[]x()'’é½漢😀\n\t%#0".unicodeScalars)
    for _ in 0..<40 {
      var scalars = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...60, using: &random) {
        scalars.append(pool[Int.random(in: 0..<pool.count, using: &random)])
      }
      let text = NoteText(String(scalars))
      var last = 0
      for token in Tokenizer(vocabulary: Vocabulary()).tokens(of: text) {
        #expect(token.startOffset >= last)
        #expect(token.endOffset > token.startOffset)
        last = token.endOffset
      }
      #expect(last <= text.count)
    }
  }
}

@Suite struct `The vocabulary` {
  @Test func `keeps its words apart when it grows`() {
    var vocabulary = Vocabulary()
    let words = (0..<5000).map { Array("word\($0)".utf8) }
    let ids = words.map { vocabulary.insert($0) }
    #expect(Set(ids).count == 5000)
    #expect(words.map { vocabulary.insert($0) } == ids)
    #expect(vocabulary.spelling(of: ids[4321]) == "word4321")
  }

  @Test(arguments: [
    ("retropu1sion", "retropulsion"), ("cornpression", "compression"),
    ("extrusi0n", "extrusion"), ("stenosls", "stenosis"),
  ])
  func `reads words that a scanner has bent`(bent: String, word: String) {
    var vocabulary = Vocabulary()
    let id = vocabulary.insert(Array(word.utf8))
    #expect(Tokenizer(vocabulary: vocabulary).tokens(of: NoteText(bent)).map(\.word) == [id])
  }

  @Test func `guesses nothing where two words look alike`() {
    var vocabulary = Vocabulary()
    _ = vocabulary.insert(Array("modern".utf8))
    _ = vocabulary.insert(Array("modem1".utf8))
    _ = vocabulary.insert(Array("modeml".utf8))
    let token = Tokenizer(vocabulary: vocabulary).tokens(of: NoteText("modemi")).first
    #expect(token?.word == Vocabulary.unknown)
  }
}
