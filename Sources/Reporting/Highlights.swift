import NoteModel

/// The evidence in one document as disjoint segments, however it overlaps.
///
/// Ranges that overlap make up a passage, the unit that is numbered and walked through. Both have
/// numbers that run on through the documents of a case, from 1.
struct Highlights {
  /// A stretch of text under the same evidence throughout.
  struct Segment {
    /// The words.
    let range: TextRange

    /// The sides that they are on, in the order of the cases.
    let stances: [Stance]

    /// The numbers of the ranges that hold it, ascending.
    let ranges: [Int]

    /// The number of its passage.
    let passage: Int
  }

  /// The segments, ascending.
  private(set) var segments: [Segment] = []

  /// The number of the last range up to here.
  let lastRange: Int

  /// The number of the last passage up to here.
  private(set) var lastPassage: Int

  private var numbers: [TextRange: (range: Int, passage: Int)] = [:]

  /// The segments of all evidence in a document.
  ///
  /// - Parameters:
  ///   - evidence: in any order; what holds no words is left out.
  ///   - previous: the highlights of the document before, whose numbers are run on from.
  /// - Complexity: O(n log n) of the evidence, times how deep it overlaps
  init(_ evidence: [(range: TextRange, stance: Stance)], after previous: Highlights?) {
    let marks = evidence.filter { $0.range.count > 0 }
    let ranges = Set(marks.map(\.range)).sorted()
    let firstRange = previous?.lastRange ?? 0
    lastRange = firstRange + ranges.count
    lastPassage = previous?.lastPassage ?? 0
    var passageEnd = 0
    for (place, range) in ranges.enumerated() {
      if range.start >= passageEnd { lastPassage += 1 }
      passageEnd = max(passageEnd, range.end)
      numbers[range] = (firstRange + place + 1, lastPassage)
    }

    var edges = marks.map { Edge(offset: $0.range.start, mark: $0, step: 1) }
    edges += marks.map { Edge(offset: $0.range.end, mark: $0, step: -1) }
    edges.sort { $0.offset < $1.offset }
    var stances: [Stance: Int] = [:]
    var open: [TextRange: Int] = [:]
    var start = 0
    for edge in edges {
      if start < edge.offset, !open.isEmpty {
        let numbers = open.keys.compactMap { self.numbers[$0] }
        segments.append(
          Segment(
            range: TextRange(start, edge.offset),
            stances: Stance.allCases.filter { stances[$0, default: 0] > 0 },
            ranges: numbers.map(\.range).sorted(),
            passage: numbers[0].passage
          )
        )
      }
      start = edge.offset
      stances[edge.mark.stance, default: 0] += edge.step
      let depth = open[edge.mark.range, default: 0] + edge.step
      open[edge.mark.range] = depth == 0 ? nil : depth
    }
  }

  /// The numbers of a range of the evidence and of its passage; none where it holds no words.
  func numbers(of range: TextRange) -> (range: Int, passage: Int)? { numbers[range] }

  /// Where evidence begins or ends.
  private struct Edge {
    let offset: Int
    let mark: (range: TextRange, stance: Stance)
    let step: Int
  }
}
