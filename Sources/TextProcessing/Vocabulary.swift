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

  private var bytes: [UInt8] = []
  private var starts: [Int32] = [0, 0]
  private var hashes: [UInt64] = [0]
  private var slots: [WordID] = Array(repeating: 0, count: 1 << 15)
  /// Words by their skeletons; 0 as a key is a free place, as a word one that no other may be.
  private var skeletons: [(key: UInt64, word: WordID)] = Array(repeating: (0, 0), count: 1 << 15)
  private var skeletonCount = 0
  /// The words that are known with one slip, by their first byte.
  private var corrected: [[WordID]] = Array(repeating: [], count: 256)

  /// Words shorter than this are never repaired: too many of them look alike.
  private static let shortestRepaired = 6

  /// Words shorter than this are never known by a slip.
  public static let shortestCorrected = 8

  /// An empty vocabulary.
  public init() {}

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
    let hash = Self.hash(folded)
    let known = find(folded, hash)
    return known == Self.unknown ? add(folded, hash) : known
  }

  /// The number of a word of ASCII letters, given anew if it is not in yet.
  ///
  /// - Parameters:
  ///   - text: the bytes it is in.
  ///   - range: where.
  ///   - hash: of its small letters.
  /// - Returns: the number.
  mutating func insert(_ text: [UInt8], in range: Range<Int>, _ hash: UInt64) -> WordID {
    let known = find(text, range, hash)
    return known == Self.unknown ? add(text[range].map { $0 | 0x20 }, Self.mixed(hash)) : known
  }

  private mutating func add(_ folded: [UInt8], _ hash: UInt64) -> WordID {
    if (count + 1) * 2 > slots.count { grow() }
    let word = WordID(starts.count - 1)
    bytes.append(contentsOf: folded)
    starts.append(Int32(bytes.count))
    hashes.append(hash)
    place(word)
    if folded.count >= Self.shortestRepaired { addSkeleton(of: folded, word) }
    return word
  }

  /// The number of a folded word, repaired if need be, or `unknown`.
  ///
  /// - Complexity: O(`folded.count`)
  func word(_ folded: [UInt8]) -> WordID {
    let known = exact(folded)
    guard known == Self.unknown, folded.count >= Self.shortestRepaired else { return known }
    return repaired(folded)
  }

  /// The number of a word that is not spelled so, or `unknown`.
  private func repaired(_ folded: [UInt8]) -> WordID {
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
  func word(of text: [UInt8], in range: Range<Int>, _ hash: UInt64) -> WordID {
    let known = find(text, range, hash)
    guard known == Self.unknown, range.count >= Self.shortestRepaired else { return known }
    return repaired(text[range].map { $0 | 0x20 })
  }

  private func find(_ text: [UInt8], _ range: Range<Int>, _ hash: UInt64) -> WordID {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: Self.mixed(hash)) & mask
    while slots[slot] != Self.unknown {
      if matches(slots[slot], text, range) { return slots[slot] }
      slot = (slot + 1) & mask
    }
    return Self.unknown
  }

  /// Has a word known with one slip as well; shorter words than `shortestCorrected` are not.
  public mutating func correct(_ word: WordID) {
    let start = Int(starts[Int(word)])
    guard Int(starts[Int(word) + 1]) - start >= Self.shortestCorrected else { return }
    corrected[Int(bytes[start])].append(word)
  }

  /// The only word that a spelling is one slip away from.
  ///
  /// A slip is a letter too many, too few or wrong, or two swapped. The first letter stands, and
  /// the last is not another one, as in an inflection.
  private func slip(_ folded: [UInt8]) -> WordID {
    guard folded.count + 1 >= Self.shortestCorrected, let first = folded.first else {
      return Self.unknown
    }
    var found = Self.unknown
    for word in corrected[Int(first)] where isSlip(folded, of: word) {
      guard found == Self.unknown else { return Self.unknown }
      found = word
    }
    return found
  }

  private func isSlip(_ folded: [UInt8], of word: WordID) -> Bool {
    let right = bytes[Int(starts[Int(word)])..<Int(starts[Int(word) + 1])]
    guard abs(right.count - folded.count) <= 1 else { return false }
    var same = 0
    while same < folded.count, same < right.count,
      folded[same] == right[right.startIndex + same]
    {
      same += 1
    }
    let written = folded[same...]
    let meant = right[(right.startIndex + same)...]
    switch folded.count - right.count {
    case 1: return written.dropFirst().elementsEqual(meant)
    case -1: return meant.dropFirst().elementsEqual(written)
    default:
      guard written.count > 1 else { return false }
      if written.dropFirst().elementsEqual(meant.dropFirst()) { return true }
      return written.first == meant.dropFirst().first && written.dropFirst().first == meant.first
        && written.dropFirst(2).elementsEqual(meant.dropFirst(2))
    }
  }

  /// The number of a folded word as it is spelled, or `unknown`.
  public func word(spelled spelling: String) -> WordID {
    exact(Array(spelling.utf8))
  }

  /// The bytes of a folded word.
  func bytes(of word: WordID) -> ArraySlice<UInt8> {
    bytes[Int(starts[Int(word)])..<Int(starts[Int(word) + 1])]
  }

  /// The bytes in a folded word.
  public func length(of word: WordID) -> Int {
    Int(starts[Int(word) + 1] - starts[Int(word)])
  }

  /// The number of a folded word as it is spelled, or `unknown`; never a guess.
  func exact(_ folded: [UInt8]) -> WordID { find(folded, Self.hash(folded)) }

  private func find(_ folded: [UInt8], _ hash: UInt64) -> WordID {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != Self.unknown {
      if matches(slots[slot], folded) { return slots[slot] }
      slot = (slot + 1) & mask
    }
    return Self.unknown
  }

  private func matches(_ word: WordID, _ folded: [UInt8]) -> Bool {
    let start = Int(starts[Int(word)])
    guard Int(starts[Int(word) + 1]) - start == folded.count else { return false }
    for index in 0..<folded.count where bytes[start + index] != folded[index] {
      return false
    }
    return true
  }

  private func matches(_ word: WordID, _ text: [UInt8], _ range: Range<Int>) -> Bool {
    let start = Int(starts[Int(word)])
    guard Int(starts[Int(word) + 1]) - start == range.count else { return false }
    for index in 0..<range.count
    where bytes[start + index] != text[range.lowerBound + index] | 0x20 {
      return false
    }
    return true
  }

  private mutating func place(_ word: WordID) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hashes[Int(word)]) & mask
    while slots[slot] != Self.unknown { slot = (slot + 1) & mask }
    slots[slot] = word
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for word in 1..<WordID(starts.count - 1) { place(word) }
  }

  private mutating func addSkeleton(of folded: [UInt8], _ word: WordID) {
    if (skeletonCount + 1) * 2 > skeletons.count {
      let old = skeletons
      skeletons = Array(repeating: (0, 0), count: old.count * 2)
      for item in old where item.key != 0 { skeletons[skeletonPlace(of: item.key)] = item }
    }
    let key = Self.skeleton(folded)
    let place = skeletonPlace(of: key)
    // Two words with one skeleton: neither may be guessed.
    if skeletons[place].key == 0 {
      skeletons[place] = (key, word)
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

  /// FNV-1a, 64 bits, of nothing.
  static let emptyHash: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The hash of some bytes with one more.
  static func hash(_ hash: UInt64, adding byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  /// A hash with its high bits in its low ones, as places are chosen.
  private static func mixed(_ hash: UInt64) -> UInt64 { hash ^ (hash >> 29) }

  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    mixed(bytes.reduce(emptyHash) { hash($0, adding: $1) })
  }

  /// A hash of the word with look-alikes made one: `0 o`, `1 l i |`, `5 s`, `8 b`, `rn m`.
  private static func skeleton(_ folded: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var index = 0
    while index < folded.count {
      var byte = folded[index]
      index += 1
      switch byte {
      case UInt8(ascii: "0"): byte = UInt8(ascii: "o")
      case UInt8(ascii: "1"), UInt8(ascii: "i"), UInt8(ascii: "|"): byte = UInt8(ascii: "l")
      case UInt8(ascii: "5"): byte = UInt8(ascii: "s")
      case UInt8(ascii: "8"): byte = UInt8(ascii: "b")
      case UInt8(ascii: "r") where index < folded.count:
        if folded[index] == UInt8(ascii: "n") {
          byte = UInt8(ascii: "m")
          index += 1
        }
      default: break
      }
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    return hash
  }
}
