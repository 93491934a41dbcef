import TextProcessing

/// The words that are drawn together in speech, `has not` to `hasnt`, by which a phrase with them is known
/// in its short form too.
struct Contractions {
  /// What a contraction of one word says that may stand anywhere in a phrase: `interferes w/ sleep`.
  static let inside = "inside"

  /// Words and what they become.
  private struct Contraction {
    let words: [WordID]
    let short: WordID
  }

  /// Those that begin with a word, by its number.
  private var byFirst: [[Contraction]] = []

  /// Adds one.
  mutating func add(_ words: [WordID], short: WordID) {
    guard let first = words.first.map(Int.init) else { return }
    while byFirst.count <= first { byFirst.append([]) }
    byFirst[first].append(Contraction(words: words, short: short))
  }

  /// The short forms of a phrase, each with its first contraction alone.
  ///
  /// - Complexity: O(words)
  func shortened(_ phrase: [WordID]) -> [[WordID]] {
    let place = phrase.indices.first { index in
      let word = Int(phrase[index])
      return word < byFirst.count
        && byFirst[word].contains { phrase[index...].starts(with: $0.words) }
    }
    guard let place else { return [] }
    return byFirst[Int(phrase[place])].filter { phrase[place...].starts(with: $0.words) }.map {
      Array(phrase[..<place]) + [$0.short] + Array(phrase[(place + $0.words.count)...])
    }
  }
}
