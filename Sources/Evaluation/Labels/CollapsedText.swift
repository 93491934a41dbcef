/// A text in lower case with its white space collapsed, and where each character was.
///
/// Labels quote the visible text this way; offsets are Unicode scalars.
struct CollapsedText {
  private let flat: [Unicode.Scalar]
  private let places: [Int]

  init(_ text: String) {
    var flat: [Unicode.Scalar] = []
    var places: [Int] = []
    var afterSpace = true
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if scalar.properties.isWhitespace {
        if !afterSpace {
          flat.append(" ")
          places.append(index)
        }
        afterSpace = true
      } else {
        flat.append(scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar)
        places.append(index)
        afterSpace = false
      }
    }
    self.flat = flat
    self.places = places
  }

  /// Whether the words are the same as another text's.
  func isSame(as other: CollapsedText) -> Bool { words.elementsEqual(other.words) }

  /// Without the white space at its end.
  private var words: ArraySlice<Unicode.Scalar> { flat.last == " " ? flat.dropLast() : flat[...] }

  /// The scalars of a quote's occurrence, from 1, or the last one there is.
  func range(of quote: String, occurrence: Int) -> Range<Int>? {
    let words = CollapsedText(quote).words
    guard let first = words.first, words.count <= flat.count else { return nil }
    var found: Int?
    var remaining = max(1, occurrence)
    for start in 0...(flat.count - words.count) where flat[start] == first {
      guard flat[start..<start + words.count].elementsEqual(words) else { continue }
      found = start
      remaining -= 1
      if remaining == 0 { break }
    }
    guard let found else { return nil }
    return places[found]..<places[found + words.count - 1] + 1
  }
}
