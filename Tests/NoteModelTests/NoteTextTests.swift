import NoteModel
import TestSupport
import Testing

@Suite struct `Note text` {
  @Test(arguments: 0..<16)
  func `byte and scalar offsets convert both ways`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let pool = Array("aé½漢😀 \n".unicodeScalars)
    var scalars = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...900, using: &random) {
      scalars.append(pool[Int.random(in: 0..<pool.count, using: &random)])
    }
    let string = String(scalars)
    let text = NoteText(string)
    var byte = 0
    for (index, scalar) in scalars.enumerated() {
      #expect(text.scalarOffset(ofByte: byte) == index)
      #expect(text.byteOffset(ofScalar: index) == byte)
      byte += UTF8.width(scalar)
    }
    #expect(text.scalarOffset(ofByte: byte) == scalars.count)
    #expect(text.byteOffset(ofScalar: scalars.count) == byte)
  }

  @Test func `printing or dumping a note shows no word of it`() {
    let text = NoteText("a secret")
    var dumped = ""
    dump(text, to: &dumped)
    #expect(!"\(text) \(String(reflecting: text)) \(dumped)".contains("secret"))
  }

  @Test func `a place has a line number and the words of its line`() {
    let text = NoteText("one\ntwo\nthree")
    #expect(text.line(at: 0).number == 1)
    #expect(text.line(at: 5).number == 2)
    #expect(text.string(in: text.line(at: 9).range) == "three")
  }
}

@Suite struct `Source maps` {
  @Test func `a text that is its file maps byte for byte`() {
    let map = SourceMap(identityOf: 10, after: 3)
    #expect(map.source(of: TextRange(2, 5)) == SourceRange(5, 8))
  }

  @Test func `a run of unequal lengths stands for its whole source`() {
    let map = SourceMap(runs: [
      .init(text: 0, textCount: 3, source: 0, sourceCount: 3),
      .init(text: 3, textCount: 1, source: 3, sourceCount: 5),
      .init(text: 4, textCount: 2, source: 8, sourceCount: 2),
    ])
    #expect(map.source(of: TextRange(2, 5)) == SourceRange(2, 9))
    #expect(map.source(of: TextRange(3, 4)) == SourceRange(3, 8))
  }

  @Test func `words that a reader added have no source`() {
    let map = SourceMap(runs: [
      .init(text: 0, textCount: 2, source: 4, sourceCount: 2),
      .init(text: 2, textCount: 1, source: 0, sourceCount: 0),
      .init(text: 3, textCount: 2, source: 9, sourceCount: 2),
    ])
    #expect(map.source(of: TextRange(1, 4)) == SourceRange(5, 10))
    let added = map.source(of: TextRange(2, 3))
    #expect(added.start == added.end)
  }
}

@Suite struct `Spinal levels` {
  @Test(arguments: [("T12", "T12"), ("l1", "L1"), ("C7", "C7"), ("S2", "S2")])
  func `a level is read from its name`(name: String, level: String) throws {
    #expect(try #require(SpinalLevel(name)).description == level)
  }

  @Test(arguments: ["T13", "L0", "X4", "T", "12", ""])
  func `what names no vertebra is refused`(name: String) {
    #expect(SpinalLevel(name) == nil)
  }

  @Test func `levels from T11 to L2 run through the junction`() throws {
    let first = try #require(SpinalLevel("T11"))
    let last = try #require(SpinalLevel("L2"))
    #expect(SpinalLevel.span(first, last).map(\.description) == ["T11", "T12", "L1", "L2"])
    #expect(SpinalLevel.span(last, first).isEmpty)
  }
}
