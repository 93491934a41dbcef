import NoteModel
import TextProcessing

/// The lists of tick boxes of a text: boxes with at most two line ends between one and the next, and no
/// heading below a blank line.
struct BoxLists {
  /// For each list the index of its last box, and whether any box of it is ticked.
  private var lists: [(end: Int, hasTick: Bool)] = []

  init(_ text: TokenizedText) {
    guard text.hasBoxes else { return }
    var lines = 0
    var lastBoxLine = -Self.reach - 1
    // The lines below the last two blank ones.
    var openings = [0, 0]
    for (index, token) in text.tokens.enumerated() {
      if token.traits.contains(.lineStart) { lines += 1 }
      if token.traits.contains(.blankLineBefore) { openings = [openings[1], lines] }
      guard token.kind.isBox else { continue }
      let isTicked = token.kind == .tickedBox
      let isBelowHeading = openings.contains { lastBoxLine < $0 && $0 < lines }
      if lines - lastBoxLine <= Self.reach, !isBelowHeading, let last = lists.last {
        lists[lists.count - 1] = (index, last.hasTick || isTicked)
      } else {
        lists.append((index, isTicked))
      }
      lastBoxLine = lines
    }
  }

  private static let reach = 2

  /// Whether the list that a token is in, or the next one after it, ticks any box.
  ///
  /// - Complexity: O(log lists)
  func hasTick(at token: Int) -> Bool {
    let place = lists.partitioningIndex { $0.end >= token }
    return place < lists.count && lists[place].hasTick
  }
}
