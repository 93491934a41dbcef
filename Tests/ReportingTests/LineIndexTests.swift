import NoteModel
import Reporting
import Testing

@Suite struct `Lines of a text` {
  @Test(arguments: ["", "a", "a\n", "\n\n", "one\ntwo\n\nfour", "e\u{301}\n\u{1F9F1}\n"])
  func `agree with a walk over the text`(text: String) {
    let note = NoteText(text)
    let index = LineIndex(note)
    #expect(index.lineCount == text.utf8.count { $0 == 10 } + 1)
    for offset in 0...note.count {
      let (number, range) = note.line(at: offset)
      #expect(index.line(at: offset) == number)
      #expect(index.range(ofLine: number) == range)
    }
  }

  @Test(arguments: [
    (TextRange(0, 3), 1...1), (TextRange(0, 4), 1...1), (TextRange(0, 5), 1...2),
    (TextRange(3, 3), 1...1), (TextRange(4, 4), 2...2), (TextRange(2, 9), 1...3),
    (TextRange(2, 10), 1...4),
  ])
  func `a range does not enter the line after its end`(
    range: TextRange,
    lines: ClosedRange<Int>
  ) {
    #expect(LineIndex(NoteText("one\ntwo\n\nfour")).lines(of: range) == lines)
  }
}
