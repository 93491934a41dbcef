package import NoteModel

/// A set of words by their numbers, looked up without hashing.
public struct WordSet: Sendable {
  private var bits: Table<UInt64> = []

  /// An empty set.
  public init() {}

  /// Adds a word.
  public mutating func insert(_ word: WordID) {
    let place = Int(word >> 6)
    while bits.count <= place { bits.append(0) }
    bits[place] |= Self.bit(of: word)
  }

  /// Whether a word is in the set.
  ///
  /// - Complexity: O(1)
  public func contains(_ word: WordID) -> Bool {
    let place = Int(word >> 6)
    return place < bits.count && bits[place] & Self.bit(of: word) != 0
  }

  private static func bit(of word: WordID) -> UInt64 { 1 &<< UInt64(word & 63) }

  /// Writes the set as it lies in memory.
  package func write(to image: inout ImageWriter) { image.write(bits) }

  /// The set that was written to an image.
  package init(from image: inout ImageReader) throws(ImageError) {
    bits = try unsafe image.values()
  }
}
