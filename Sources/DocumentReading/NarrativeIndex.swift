import NoteModel

/// Finds names in the narrative of a section, whatever their case, white space and punctuation.
struct NarrativeIndex {
  private let bytes: [UInt8]
  private let words: [Range<Int>]
  /// For each word the next one with the same hash, or -1.
  private let following: [Int32]
  private let first: [UInt32: Int32]

  /// The most of a narrative that is searched, in bytes.
  private static let longest = 1 << 20
  /// The most places that a name is looked for at.
  private static let mostPlaces = 64

  /// An index of a range of a text.
  ///
  /// - Complexity: O(`range.count`)
  init(_ text: [UInt8], _ range: TextRange) {
    bytes = text
    words = Self.words(of: text, range.start..<min(range.end, range.start + Self.longest))
    var following = [Int32](repeating: -1, count: words.count)
    var first: [UInt32: Int32] = [:]
    for index in words.indices.reversed() {
      let hash = Self.hash(text[words[index]])
      following[index] = first[hash] ?? -1
      first[hash] = Int32(index)
    }
    self.following = following
    self.first = first
  }

  /// The first place of a name.
  ///
  /// - Complexity: O(`name.count`)
  func range(of name: String) -> TextRange? {
    let name = Array(name.utf8)
    let wanted = Self.words(of: name, 0..<name.count)
    guard let head = wanted.first, var place = first[Self.hash(name[head])] else { return nil }
    for _ in 0..<Self.mostPlaces where place >= 0 {
      let start = Int(place)
      let end = start + wanted.count
      if end <= words.count,
        zip(words[start..<end], wanted).allSatisfy({ Self.isSame(bytes[$0], name[$1]) })
      {
        return TextRange(words[start].lowerBound, words[end - 1].upperBound)
      }
      place = following[start]
    }
    return nil
  }

  private static func words(of bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    for index in range {
      if isLetter(bytes[index]) {
        start = start ?? index
      } else if let first = start {
        words.append(first..<index)
        start = nil
      }
    }
    if let start { words.append(start..<range.upperBound) }
    return words
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte >= 48 && byte <= 57) || (byte | 0x20 >= 97 && byte | 0x20 <= 122)
  }

  private static func isSame(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
    one.count == other.count && zip(one, other).allSatisfy { $0 | 0x20 == $1 | 0x20 }
  }

  /// FNV-1a over the letters, case aside.
  private static func hash(_ word: ArraySlice<UInt8>) -> UInt32 {
    word.reduce(2_166_136_261) { ($0 ^ UInt32($1 | 0x20)) &* 16_777_619 }
  }
}
