/// What kind of thing given words name that no term does, told by the word at their head.
///
/// `Septorhinoplasty` and `removal of the drain` are procedures, which are had and planned;
/// `prolapse`, of which nothing is known, is a finding.
struct GivenWords: Sendable {
  /// The concept of whole words, in small letters.
  private var whole: [String: Int] = [:]
  /// The concept of words that end so.
  private var endings: [(ending: String, concept: Int)] = []

  /// Adds a word, or with a hyphen before it the end of words.
  mutating func add(_ word: String, concept: Int) {
    if word.hasPrefix("-") {
      endings.append((String(word.dropFirst()), concept))
    } else {
      whole[word] = concept
    }
  }

  /// The concept of a word, in small letters; of a plural too.
  func concept(of word: String) -> Int? {
    known(word) ?? (word.hasSuffix("s") ? known(String(word.dropLast())) : nil)
  }

  private func known(_ word: String) -> Int? {
    whole[word] ?? endings.first { word.hasSuffix($0.ending) }?.concept
  }
}
