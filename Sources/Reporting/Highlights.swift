import NoteModel

/// The evidence in one document as disjoint segments, however it overlaps.
struct Highlights {
  /// A stretch of text under the same evidence throughout.
  struct Segment {
    /// The words.
    let range: TextRange

    /// The sides that they are on, in the order of the cases.
    let stances: [Stance]

    /// The numbers of the ranges that begin here.
    let anchors: [Int]
  }

  /// The segments, ascending.
  let segments: [Segment]

  private let anchors: [TextRange: Int]

  /// The segments of all evidence in a document.
  ///
  /// - Complexity: O(n log n) of the evidence
  init(_ evidence: [Evidence]) {
    let marks = evidence.filter { $0.range.count > 0 }
    var anchors: [TextRange: Int] = [:]
    var anchorsAt: [Int: [Int]] = [:]
    for range in Set(marks.map(\.range)).sorted() {
      anchorsAt[range.start, default: []].append(anchors.count)
      anchors[range] = anchors.count
    }
    self.anchors = anchors

    var edges = marks.map { Edge(offset: $0.range.start, stance: $0.stance, step: 1) }
    edges += marks.map { Edge(offset: $0.range.end, stance: $0.stance, step: -1) }
    edges.sort { $0.offset < $1.offset }
    var segments: [Segment] = []
    var open: [Stance: Int] = [:]
    var start = 0
    for edge in edges {
      let stances = Stance.allCases.filter { open[$0, default: 0] > 0 }
      if start < edge.offset, !stances.isEmpty {
        segments.append(
          Segment(
            range: TextRange(start, edge.offset),
            stances: stances,
            anchors: anchorsAt[start] ?? []
          )
        )
      }
      start = edge.offset
      open[edge.stance, default: 0] += edge.step
    }
    self.segments = segments
  }

  /// The number of a range of the evidence; none where it holds no words.
  func anchor(of range: TextRange) -> Int? { anchors[range] }

  /// Where evidence begins or ends.
  private struct Edge {
    let offset: Int
    let stance: Stance
    let step: Int
  }
}
