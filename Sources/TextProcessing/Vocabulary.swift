package import NoteModel

/// The number of a word in a vocabulary; 0 is every word that it does not know.
public typealias WordID = UInt32

/// The closed set of words that lexicons use, by their folded spelling.
///
/// Built once, then read only: an open-addressing table over folded bytes. A second table finds
/// words that optical character recognition has bent (`retropu1sion`, `cornpression`) by a
/// skeleton in which look-alike letters are one. Of some long words, which no other word is near,
/// a spelling with one slip is known too (`kyphoplsty`).
public struct Vocabulary: Sendable {
  /// The word that no vocabulary knows.
  public static let unknown: WordID = 0

  private var bytes: Table<UInt8>
  private var starts: Table<Int32>
  private var hashes: Table<UInt64>
  /// Words by their hashes, each below the high half of its hash, which tells most others apart
  /// without a look at their letters; 0 for a free place.
  private var slots: Table<UInt64>
  /// Words by their skeletons; 0 as a key is a free place, as a word one that no other may be.
  private var skeletons: Table<Skeleton>
  private var skeletonCount: Int
  /// A word by its skeleton.
  private struct Skeleton {
    let key: UInt64
    var word: WordID
  }

  /// The words that are known with one slip.
  private var corrected: Table<Corrected>
  /// The last of them by their first byte; -1 for none.
  private var lastCorrected: Table<Int32>

  /// A word that is known with one slip, and what tells most others from it at a look.
  private struct Corrected {
    let word: WordID
    let length: Int
    let letters: UInt32
    /// The one before it of the same first byte; -1 for none.
    let next: Int32

    /// Whether a spelling of so many bytes and such letters may be one slip away.
    func mayBe(_ letters: UInt32, _ length: Int) -> Bool {
      (self.letters ^ letters).nonzeroBitCount <= 2 && abs(self.length - length) <= 1
    }
  }

  /// Words shorter than this are never repaired: too many of them look alike.
  private static let shortestRepaired = 5

  /// Words shorter than this are never known by a slip.
  public static let shortestCorrected = 8

  /// An empty vocabulary.
  public init() {
    bytes = []
    starts = [0, 0]
    hashes = [0]
    slots = Table(repeating: 0, count: 1 << 15)
    skeletons = Table(repeating: Skeleton(key: 0, word: 0), count: 1 << 15)
    skeletonCount = 0
    corrected = []
    lastCorrected = Table(repeating: -1, count: 256)
  }

  /// The number of words.
  public var count: Int { starts.count - 2 }

  /// The folded spelling of a word.
  public func spelling(of word: WordID) -> String {
    guard word != Self.unknown, Int(word) < starts.count - 1 else { return "" }
    let range = Int(starts[Int(word)])..<Int(starts[Int(word) + 1])
    return String(decoding: bytes[range], as: UTF8.self)
  }

  /// The number of a folded word, given anew if it is not in yet.
  public mutating func insert(_ folded: [UInt8]) -> WordID {
    let hash = WordHash(folded)
    let known = find(hash)
    return known == Self.unknown ? add(folded, hash) : known
  }

  /// The number of a word of ASCII letters, given anew if it is not in yet.
  ///
  /// - Parameters:
  ///   - text: the bytes it is in.
  ///   - range: where.
  ///   - hash: of its small letters.
  /// - Returns: the number.
  mutating func insert(_ text: [UInt8], in range: Range<Int>, _ hash: WordHash) -> WordID {
    let known = find(hash)
    return known == Self.unknown ? add(text[range].map { $0 | 0x20 }, hash) : known
  }

  private mutating func add(_ folded: [UInt8], _ hash: WordHash) -> WordID {
    if (count + 1) * 2 > slots.count { grow() }
    let word = WordID(starts.count - 1)
    bytes.append(contentsOf: folded)
    starts.append(Int32(bytes.count))
    hashes.append(hash.value)
    place(word)
    if folded.count >= Self.shortestRepaired { addSkeleton(of: folded[...], word) }
    return word
  }

  /// The number of a folded word, repaired if need be, or `unknown`.
  ///
  /// - Complexity: O(`folded.count`)
  func word(_ folded: [UInt8]) -> WordID {
    let known = exact(folded)
    guard known == Self.unknown, folded.count >= Self.shortestRepaired else { return known }
    return repaired(folded[...])
  }

  /// The number of a word that is not spelled so, or `unknown`.
  ///
  /// - Parameter folded: its bytes; a capital stands for its small letter.
  /// - Returns: the number of the word that it is meant for.
  private func repaired(_ folded: ArraySlice<UInt8>) -> WordID {
    let repaired = skeletons[skeletonPlace(of: Self.skeleton(folded))].word
    return repaired == Self.unknown ? slip(folded) : repaired
  }

  /// The number of a word of ASCII letters as it stands in a text.
  ///
  /// - Parameters:
  ///   - text: the bytes it is in.
  ///   - range: where.
  ///   - hash: of its small letters.
  /// - Returns: the number, repaired if need be, or `unknown`.
  @inline(__always)
  func word(of text: [UInt8], in range: Range<Int>, _ hash: WordHash) -> WordID {
    let known = find(hash)
    guard known == Self.unknown, range.count >= Self.shortestRepaired else { return known }
    return repaired(text[range])
  }

  /// The word of a hash, or `unknown`.
  @inline(__always)
  private func find(_ hash: WordHash) -> WordID {
    let mask = slots.count &- 1
    let hash = hash.value
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let place = slots[slot]
      let word = WordID(truncatingIfNeeded: place)
      if word == Self.unknown { return word }
      if place >> 32 == hash >> 32, hashes[Int(word)] == hash { return word }
      slot = (slot &+ 1) & mask
    }
  }

  /// Has a word known with one slip as well; shorter words than `shortestCorrected` are not.
  public mutating func correct(_ word: WordID) {
    let start = Int(starts[Int(word)])
    guard Int(starts[Int(word) + 1]) - start >= Self.shortestCorrected else { return }
    let folded = bytes(of: word)
    let first = Int(bytes[start])
    corrected.append(
      Corrected(
        word: word,
        length: folded.count,
        letters: Self.letters(of: folded),
        next: lastCorrected[first]
      )
    )
    lastCorrected[first] = Int32(corrected.count - 1)
  }

  /// The only word that a spelling is one slip away from.
  ///
  /// A slip is a letter too many, too few or wrong, or two swapped. The first letter stands, and
  /// the last is not another one, as in an inflection.
  private func slip(_ folded: ArraySlice<UInt8>) -> WordID {
    guard folded.count + 1 >= Self.shortestCorrected, let first = folded.first.map(Self.small)
    else {
      return Self.unknown
    }
    var near = lastCorrected[Int(first)]
    guard near >= 0 else { return Self.unknown }
    let letters = Self.letters(of: folded)
    var found = Self.unknown
    while near >= 0 {
      let item = corrected[Int(near)]
      if item.mayBe(letters, folded.count), isSlip(folded, of: item.word) {
        guard found == Self.unknown else { return Self.unknown }
        found = item.word
      }
      near = item.next
    }
    return found
  }

  /// A bit for each letter of a word, whatever its case.
  private static func letters(of folded: some Sequence<UInt8>) -> UInt32 {
    folded.reduce(0) { $0 | 1 &<< UInt32($1 & 31) }
  }

  private func isSlip(_ folded: ArraySlice<UInt8>, of word: WordID) -> Bool {
    let start = Int(starts[Int(word)])
    let length = Int(starts[Int(word) + 1]) - start
    guard abs(length - folded.count) <= 1 else { return false }
    func written(_ index: Int) -> UInt8 { Self.small(folded[folded.startIndex + index]) }
    func meant(_ index: Int) -> UInt8 { bytes[start + index] }
    /// Whether the rest of both is the same from two places on.
    func isSame(from one: Int, _ other: Int) -> Bool {
      guard folded.count - one == length - other else { return false }
      for index in 0..<max(0, length - other) where written(one + index) != meant(other + index) {
        return false
      }
      return true
    }
    var same = 0
    while same < folded.count, same < length, written(same) == meant(same) { same += 1 }
    switch folded.count - length {
    case 1: return isSame(from: same + 1, same)
    case -1: return isSame(from: same, same + 1)
    default:
      guard folded.count - same > 1 else { return false }
      if isSame(from: same + 1, same + 1) { return true }
      return written(same) == meant(same + 1) && written(same + 1) == meant(same)
        && isSame(from: same + 2, same + 2)
    }
  }

  /// The number of a folded word as it is spelled, or `unknown`.
  public func word(spelled spelling: String) -> WordID {
    exact(Array(spelling.utf8))
  }

  /// The bytes of a folded word.
  func bytes(of word: WordID) -> Slice<Table<UInt8>> {
    bytes[Int(starts[Int(word)])..<Int(starts[Int(word) + 1])]
  }

  /// The bytes in a folded word.
  public func length(of word: WordID) -> Int {
    Int(starts[Int(word) + 1] - starts[Int(word)])
  }

  /// The number of a folded word as it is spelled, or `unknown`; never a guess.
  func exact(_ folded: [UInt8]) -> WordID { find(WordHash(folded)) }

  private mutating func place(_ word: WordID) {
    let mask = slots.count - 1
    let hash = hashes[Int(word)]
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = hash & ~UInt64(WordID.max) | UInt64(word)
  }

  private mutating func grow() {
    slots = Table(repeating: 0, count: slots.count * 2)
    for word in 1..<WordID(starts.count - 1) { place(word) }
  }

  private mutating func addSkeleton(of folded: ArraySlice<UInt8>, _ word: WordID) {
    if (skeletonCount + 1) * 2 > skeletons.count {
      let old = skeletons
      skeletons = Table(repeating: Skeleton(key: 0, word: 0), count: old.count * 2)
      for item in old where item.key != 0 { skeletons[skeletonPlace(of: item.key)] = item }
    }
    let key = Self.skeleton(folded)
    let place = skeletonPlace(of: key)
    // Two words with one skeleton: neither may be guessed.
    if skeletons[place].key == 0 {
      skeletons[place] = Skeleton(key: key, word: word)
      skeletonCount += 1
    } else {
      skeletons[place].word = Self.unknown
    }
  }

  /// Where a skeleton stands, or would.
  private func skeletonPlace(of key: UInt64) -> Int {
    let mask = skeletons.count - 1
    var place = Int(truncatingIfNeeded: key ^ key >> 32) & mask
    while skeletons[place].key != 0, skeletons[place].key != key { place = (place + 1) & mask }
    return place
  }

  /// A hash (FNV-1a, 64 bits) of the word with look-alikes made one: `0 o`, `1 l i |`, `5 s`,
  /// `8 b`, `rn m`.
  private static func skeleton(_ folded: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var index = folded.startIndex
    while index < folded.endIndex {
      var byte = small(folded[index])
      index += 1
      switch byte {
      case UInt8(ascii: "0"): byte = UInt8(ascii: "o")
      case UInt8(ascii: "1"), UInt8(ascii: "i"), UInt8(ascii: "|"): byte = UInt8(ascii: "l")
      case UInt8(ascii: "5"): byte = UInt8(ascii: "s")
      case UInt8(ascii: "8"): byte = UInt8(ascii: "b")
      case UInt8(ascii: "r") where index < folded.endIndex:
        if small(folded[index]) == UInt8(ascii: "n") {
          byte = UInt8(ascii: "m")
          index += 1
        }
      default: break
      }
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return hash
  }

  /// The small letter of a capital; any other byte as it is.
  private static func small(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }

  // MARK: Image

  /// Writes the vocabulary as it lies in memory.
  package func write(to image: inout ImageWriter) {
    image.write(bytes)
    image.write(starts)
    image.write(hashes)
    image.write(slots)
    image.write(skeletons)
    image.write(skeletonCount)
    image.write(corrected)
    image.write(lastCorrected)
  }

  /// The vocabulary that was written to an image.
  package init(from image: inout ImageReader) throws(ImageError) {
    bytes = try unsafe image.values()
    starts = try unsafe image.values()
    hashes = try unsafe image.values()
    slots = try unsafe image.values()
    skeletons = try unsafe image.values()
    skeletonCount = try unsafe image.number()
    corrected = try unsafe image.values()
    lastCorrected = try unsafe image.values()
  }
}
