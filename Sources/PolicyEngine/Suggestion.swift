/// What may have been meant by a name that is not known.
enum Suggestion {
  /// Letters of a name of which one may be wrong.
  private static let lettersPerSlip = 4

  /// Words to put after a message.
  ///
  /// - Parameters:
  ///   - name: as written.
  ///   - known: the names there are.
  /// - Returns: `; did you mean …?`, or nothing where no name is like it.
  static func words(for name: String, among known: some Sequence<String>) -> String {
    let limit = max(1, name.count / lettersPerSlip)
    let nearest = known.map { (name: $0, slips: slips(Array(name), Array($0))) }
      .filter { $0.slips <= limit }
      .min { ($0.slips, $0.name) < ($1.slips, $1.name) }
    return nearest.map { "; did you mean `\($0.name)`?" } ?? ""
  }

  /// The letters to change, add or drop to make one name of another (Levenshtein 1966).
  private static func slips(_ one: [Character], _ other: [Character]) -> Int {
    var last = Array(0...other.count)
    for (row, letter) in one.enumerated() {
      var next = [row + 1]
      for (column, candidate) in other.enumerated() {
        let changed = last[column] + (letter == candidate ? 0 : 1)
        next.append(min(changed, last[column + 1] + 1, next[column] + 1))
      }
      last = next
    }
    return last[other.count]
  }
}
