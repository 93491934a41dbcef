import NoteModel
import TestSupport
import Testing

@testable import TextProcessing

@Suite struct `Phrases` {
  private func matched(_ phrases: [String], in text: String) -> [String] {
    var reader = PhraseReader()
    var builder = PhraseTrieBuilder()
    for (value, phrase) in phrases.enumerated() {
      reader.read(phrase)
      builder.add(reader.words, value: value)
    }
    let trie = PhraseTrie(builder)
    let note = NoteText(text)
    let tokens = Tokenizer(vocabulary: reader.vocabulary).tokens(of: note)
    var found: [String] = []
    trie.matches(in: tokens, tokens.indices) { match in
      found.append(
        note.string(
          in: TextRange(tokens[match.first].startOffset, tokens[match.end - 1].endOffset)
        )
      )
    }
    return found
  }

  @Test(arguments: [
    "burst fracture", "burst-fracture", "Burst  Fracture", "burst/fracture", "burst / fracture",
    "burst\nfracture", "BURST FRACTURE",
  ])
  func `match with a hyphen, a slash, a line end or capitals between`(text: String) {
    #expect(matched(["burst fracture"], in: text) == [text])
  }

  @Test(arguments: ["burst, fracture", "burst. fracture", "burst of fracture", "burst - fracture"])
  func `do not match across signs or words`(text: String) {
    #expect(matched(["burst fracture"], in: text).isEmpty)
  }

  @Test(arguments: ["loss of height", "loss of body height", "loss of vertebral body height"])
  func `bridge up to two words at a gap`(text: String) {
    #expect(matched(["loss of _ height"], in: text) == [text])
  }

  @Test(arguments: [
    "kept on by her", "kept on by a friend of her", "kept on by the old friend of her",
  ])
  func `bridge up to four words at two gaps`(text: String) {
    #expect(matched(["kept on by _ _ her"], in: text) == [text])
    #expect(matched(["kept on by _ _ her"], in: "kept on by one of the old friends of her").isEmpty)
  }

  @Test(arguments: [
    ("has not had", true), ("has not really had", true), ("has really not yet had", true),
    ("has really really really not had", false), ("has not been had", false),
  ])
  func `let some words pass`(text: String, isFound: Bool) {
    var reader = PhraseReader()
    var builder = PhraseTrieBuilder()
    reader.read("has not had")
    builder.add(reader.words, value: 0)
    for word in ["really", "yet"] {
      reader.read(word)
      builder.pass(reader.words[0])
    }
    let trie = PhraseTrie(builder)
    let tokens = Tokenizer(vocabulary: reader.vocabulary).tokens(of: NoteText(text))
    var found: [Range<Int>] = []
    trie.matches(in: tokens, tokens.indices) { found.append($0.first..<$0.end) }
    #expect(found == (isFound ? [0..<tokens.count] : []))
  }

  @Test(arguments: [
    ("wall is displaced", true), ("wall has been displaced", true),
    ("wall is not displaced", false), ("wall not displaced", false),
  ])
  func `have gaps that stand for no denial`(text: String, isFound: Bool) {
    var reader = PhraseReader()
    var builder = PhraseTrieBuilder()
    reader.read("wall _ displaced")
    builder.add(reader.words, value: 0)
    reader.read("not")
    builder.endGaps(at: reader.words[0])
    let trie = PhraseTrie(builder)
    let tokens = Tokenizer(vocabulary: reader.vocabulary).tokens(of: NoteText(text))
    var found: [Range<Int>] = []
    trie.matches(in: tokens, tokens.indices) { found.append($0.first..<$0.end) }
    #expect(found == (isFound ? [0..<tokens.count] : []))
  }

  @Test func `may begin with a word that stands for their first`() {
    var reader = PhraseReader()
    var builder = PhraseTrieBuilder()
    for (value, phrase) in ["not", "not been ill", "never"].enumerated() {
      reader.read(phrase)
      builder.add(reader.words, value: value)
    }
    reader.read("not")
    let not = reader.words[0]
    reader.read("hasnt")
    builder.add(reader.words[0], for: not)
    let trie = PhraseTrie(builder)
    let tokens = Tokenizer(vocabulary: reader.vocabulary).tokens(of: NoteText("hasn't been ill"))
    var found: [PhraseTrie.Match] = []
    trie.matches(in: tokens, tokens.indices) { found.append($0) }
    #expect(
      found == [
        PhraseTrie.Match(value: 0, first: 0, end: 1),
        PhraseTrie.Match(value: 1, first: 0, end: 3),
      ]
    )
  }

  @Test func `may go on with a sign after a gap`() {
    let phrase = "offered _ , declined"
    #expect(matched([phrase], in: "offered a brace, declined") == ["offered a brace, declined"])
    #expect(matched([phrase], in: "offered, a brace, declined").isEmpty)
  }

  @Test(arguments: [
    "sees Dr. Quill, cardiology", "sees Dr. A. Quill, cardiology", "sees doctor, cardiology",
  ])
  func `bridge the point of an abbreviation at a gap`(text: String) {
    #expect(matched(["sees Dr _ , cardiology", "sees doctor _ , cardiology"], in: text) == [text])
    #expect(matched(["sees Dr _ , cardiology"], in: "sees Dr . Quill, cardiology").isEmpty)
  }

  @Test func `do not bridge three words, nor a sign, at a gap`() {
    #expect(matched(["loss of _ height"], in: "loss of the vertebral body height").isEmpty)
    #expect(matched(["loss of _ height"], in: "loss of weight, height").isEmpty)
  }

  @Test(arguments: 0..<32, [(letters: 4, phrases: 8), (letters: 24, phrases: 600)])
  func `are found where a naive search finds them`(
    seed: Int,
    of size: (letters: Int, phrases: Int)
  ) {
    var random = SplitMix64(seed: UInt64(seed))
    let alphabet = "abcdefghijklmnopqrstuvwxyz".prefix(size.letters).map(String.init)
    func words(_ count: Int) -> [String] {
      (0..<count).map { _ in alphabet[Int.random(in: 0..<size.letters, using: &random)] }
    }
    let phrases = Array(
      Set((0..<size.phrases).map { _ in words(Int.random(in: 1...4, using: &random)) })
    )
    let text = words(60)
    var naive = 0
    for start in text.indices {
      for phrase in phrases where text[start...].starts(with: phrase) { naive += 1 }
    }
    let found = matched(phrases.map { $0.joined(separator: " ") }, in: text.joined(separator: " "))
    #expect(found.count == naive)
  }
}
