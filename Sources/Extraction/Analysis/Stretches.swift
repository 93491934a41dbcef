import NoteModel

/// Stretches of a text's tokens, in order and disjoint, each with what it means.
struct Stretches<Value: Sendable>: Sendable {
  private var stretches: [(tokens: Range<Int>, value: Value)] = []
  private var open: (start: Int, value: Value)?

  /// Whether there are none.
  var isEmpty: Bool { stretches.isEmpty }

  /// Begins a stretch, which ends the one before it.
  mutating func begin(at token: Int, _ value: Value) {
    end(at: token)
    open = (token, value)
  }

  /// Ends the stretch that was begun last, if it has not ended.
  mutating func end(at token: Int) {
    if let (start, value) = open, start < token { stretches.append((start..<token, value)) }
    open = nil
  }

  /// The token at which the stretch begins that has not ended.
  var start: Int? { open?.start }

  /// What the stretch means that a token stands in.
  ///
  /// - Complexity: O(log stretches)
  subscript(token: Int) -> Value? {
    let place = stretches.partitioningIndex { $0.tokens.upperBound > token }
    guard place < stretches.count, stretches[place].tokens.contains(token) else { return nil }
    return stretches[place].value
  }

  /// Whether a token stands in one of them.
  ///
  /// - Complexity: O(log stretches)
  func holds(_ token: Int) -> Bool { self[token] != nil }
}
