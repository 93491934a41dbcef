import NoteModel

/// Places of a text in UTF-16 code units, in which many editors and tools count.
struct UTF16Index {
  private let text: NoteText

  /// The first bytes of scalars that take two units, in order; few texts have many.
  private let pairs: [Int]

  /// The index of a text.
  ///
  /// - Complexity: O(`text.count`), one pass
  init(_ text: NoteText) {
    self.text = text
    var pairs: [Int] = []
    for (offset, byte) in text.utf8.enumerated() where byte >= 0xF0 { pairs.append(offset) }
    self.pairs = pairs
  }

  /// The number of code units before the byte at `offset`.
  ///
  /// - Complexity: O(log pairs)
  func offset(ofByte offset: Int) -> Int {
    text.scalarOffset(ofByte: offset) + pairs.partitioningIndex { $0 >= offset }
  }
}
