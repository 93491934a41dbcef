import NoteModel
import TestSupport
import Testing

@testable import TextProcessing

@Suite struct `Sentences` {
  private func sentences(_ text: String) -> [String] {
    var vocabulary = PhraseTrie.startingVocabulary()
    var words = SentenceWords()
    for word in ["dr", "vs", "approx", "mrs", "pt"] {
      words.addAbbreviation(vocabulary.insert(Array(word.utf8)))
    }
    words.addNumbered(vocabulary.insert(Array("dec".utf8)))
    words.addTitle(vocabulary.insert(Array("ms".utf8)))
    for word in ["of", "the", "with", "per"] {
      words.addJoiner(vocabulary.insert(Array(word.utf8)))
    }
    let note = NoteText(text)
    let tokens = Tokenizer(vocabulary: vocabulary).tokens(of: note)
    let splitter = SentenceSplitter(words: words)
    return splitter.sentences(of: tokens, in: note.utf8, breaks: []).map {
      note.string(
        in: TextRange(tokens[$0.lowerBound].startOffset, tokens[$0.upperBound - 1].endOffset)
      )
    }
  }

  @Test(arguments: [
    ("No fever. Back pain.", ["No fever.", "Back pain."]),
    ("Seen by Dr. Nobody today.", ["Seen by Dr. Nobody today."]),
    ("In 2023 Mrs. Nobody fell.", ["In 2023 Mrs. Nobody fell."]),
    (
      "abc 20 mg twice daily with meals and water\ndef 5 mg daily",
      ["abc 20 mg twice daily with meals and water", "def 5 mg daily"]
    ),
    ("A: 1) new one 2) old one", ["A: 1) new one", "2) old one"]),
    ("1. New one 2. old one 3. none", ["1. New one", "2. old one", "3. none"]),
    ("Score of 1. Then 2. more", ["Score of 1.", "Then 2.", "more"]),
    ("Began on Dec. 28 in bed.", ["Began on Dec. 28 in bed."]),
    ("Began in Dec. Still there.", ["Began in Dec.", "Still there."]),
    ("Normal per pt. Pain is there.", ["Normal per pt.", "Pain is there."]),
    ("Failed meds/brace/PT. Next step.", ["Failed meds/brace/PT.", "Next step."]),
    ("T-score -2.5 at hip. Old.", ["T-score -2.5 at hip.", "Old."]),
    ("1. First\n2. Second", ["1. First", "2. Second"]),
    ("- one\n- two", ["- one", "- two"]),
    ("[x] one [ ] two", ["[x] one", "[ ] two"]),
    ("Fracture of the\nL1 body", ["Fracture of the\nL1 body"]),
    ("one two\n\nThree four", ["one two", "Three four"]),
    ("walks w\n\nithout an aid", ["walks w\n\nithout an aid"]),
    ("Short line\nAnother", ["Short line", "Another"]),
    ("Really? Yes! No.", ["Really?", "Yes!", "No."]),
    ("seen.Next word", ["seen.", "Next word"]),
    (
      "She said \u{201C}no different.\u{201D} Pain daily.",
      ["She said \u{201C}no different.", "\u{201D} Pain daily."]
    ),
    ("senna daily now\nabc 20 mg", ["senna daily now", "abc 20 mg"]),
    ("(Heart\nfailure)", ["(Heart\nfailure)"]),
    ("Myelopathy? (ruled out)", ["Myelopathy? (ruled out)"]),
    (
      "OTHER DX\n  One thing\n  Two things\n  and more",
      ["OTHER DX", "One thing", "Two things\n  and more"]
    ),
  ])
  func `end where a reader would stop`(text: String, expected: [String]) {
    #expect(sentences(text) == expected)
  }

  @Test func `run on over a line that was full`() {
    let text = """
      The patient describes a constant ache in the midline of the lower back and
      Kyphosis that has become more obvious to her family over the last few months
      and she says so.
      """
    #expect(sentences(text).count == 1)
  }

  @Test(arguments: [
    // What was left over of a line that was wrapped again.
    (
      "She was told at length of infection, bleeding and leaks of\ncement into\nthe lungs or cord.",
      [
        "She was told at length of infection, bleeding and leaks of\ncement into\nthe lungs or cord."
      ]
    ),
    (
      "No canal or foraminal\nstenosis anywhere in these films of the spine.",
      [
        "No canal or foraminal\nstenosis anywhere in these films of the spine."
      ]
    ),
    ("The same is told of her friend Ms.\nNobody", ["The same is told of her friend Ms.\nNobody"]),
    // Words in capitals, but for a list of them and past a blank line.
    (
      "THERE IS NO EVIDENCE OF CORD\nCOMPRESSION AT ANY LEVEL",
      [
        "THERE IS NO EVIDENCE OF CORD\nCOMPRESSION AT ANY LEVEL"
      ]
    ),
    (
      "THERE IS NO EVIDENCE OF THAT\n\nSTABLE SPINE",
      ["THERE IS NO EVIDENCE OF THAT", "STABLE SPINE"]
    ),
    ("senna twice daily now\nabc at bedtime", ["senna twice daily now", "abc at bedtime"]),
  ])
  func `go on where a line was cut for its width alone`(text: String, expected: [String]) {
    // A full line gives the width of the others.
    let full = String(repeating: "word ", count: 12) + "end.\n"
    let lines = String(repeating: full, count: 3)
    #expect(sentences(lines + text).suffix(expected.count) == expected[...])
  }
}
