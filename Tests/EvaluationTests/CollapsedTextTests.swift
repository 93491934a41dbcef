import Testing

@testable import Evaluation

@Suite struct `Quotes of labels` {
  @Test(
    arguments: [
      ("back pain", 1, 0..<9), ("BACK  PAIN", 2, 22..<31), ("pain worse", 1, 5..<16),
      ("back pain", 9, 22..<31), ("absent", 1, nil), ("", 1, nil),
    ] as [(String, Int, Range<Int>?)]
  )
  func `are found whatever the white space and case`(
    quote: String,
    occurrence: Int,
    range: Range<Int>?
  ) {
    let text = CollapsedText("Back pain\n worse then back\tpain")
    #expect(text.range(of: quote, occurrence: occurrence) == range)
  }
}
