/// What kind of thing given words name that no term does, told by the word at their head.
///
/// `Septorhinoplasty` and `removal of the drain` are procedures, which are had and planned;
/// `prolapse`, of which nothing is known, is a finding.
struct GivenWords: Sendable {
  /// The concept of whole words, in small letters.
  private var whole: [String: Int] = [:]
  /// The concept of words that end so.
  private var endings: [(ending: String, concept: Int)] = []

  /// Reads `given.tsv`, if it is there.
  init(_ names: Nomenclature, _ check: inout LexiconCheck) {
    guard let number = check.files.firstIndex(where: { $0.name == "given.tsv" }) else { return }
    for row in check.rows(number) where check.isComplete(row, columns: 2) {
      guard let concept = names.concept(row[0]) else {
        check.report(row, "no concept `\(row[0])` in concepts.tsv")
        continue
      }
      guard row[1] == row[1].lowercased(), !row[1].contains(" ") else {
        check.report(row, "`\(row[1])` is not a single word in small letters")
        continue
      }
      add(row[1], concept: concept)
    }
  }

  /// Adds a word, or with a hyphen before it the end of words.
  private mutating func add(_ word: String, concept: Int) {
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
