import Testing

@testable import TextProcessing

/// Words passed eight bytes at a time.
@Suite struct LetterRunTests {
  @Test(arguments: 1...20)
  func `know a word of any length, wherever it stands and ends`(length: Int) {
    let letters = Array("retropulsionsyndromes".utf8.prefix(length))
    let hash = WordHash(letters)
    for lead in ["", " ", "seven, "] {
      for tail in ["", ".", " next", "9", "\u{E9}", "@", "["] {
        for isCapital in [false, true] {
          let word = isCapital ? letters.map { $0 & ~0x20 } : letters
          let bytes = Array(lead.utf8) + word + Array(tail.utf8)
          let run = LetterRun(bytes, in: lead.utf8.count..<bytes.count)
          #expect(run.end == lead.utf8.count + length, "\(lead)|\(length)|\(tail)")
          #expect(run.hash == hash, "\(lead)|\(length)|\(tail)")
          #expect(run.hasSmall == !isCapital)
        }
      }
    }
  }

  @Test func `tell words from each other`() {
    let words = ["a", "b", "ab", "ba", "abcdefgh", "abcdefghi", "abcdefgi", "abcdefghabcdefgh"]
    #expect(Set(words.map { WordHash(Array($0.utf8)).value }).count == words.count)
  }

  @Test func `end where the range ends, not where the letters do`() {
    let bytes = Array("retropulsion".utf8)
    #expect(LetterRun(bytes, in: 0..<5).end == 5)
    #expect(LetterRun(bytes, in: 0..<5).hash == WordHash(Array("retro".utf8)))
  }
}
