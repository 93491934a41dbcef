import TestSupport

/// Makes files that are nearly right from a few that are.
struct Mutator {
  private var random: SplitMix64

  private static let seeds: [[UInt8]] = [
    Array("plain\r\ntext – with “more”\rlines\n".utf8), Array("é😀\u{AD}<b>".utf8),
    [0xFF, 0xFE] + utf16("Aé😀\r\nB"),
    Array("caf".utf8) + [0xE9, 0x20, 0x93, 0x94, 0x0D, 0x0A],
    Array(
      """
      <!DOCTYPE html><html><head><title>t</title><style>p {}</style></head><body><h1>A</h1>
      <p><b>HPI</b> a &amp; b&nbsp;<del>c</del> 10<sup>9</sup><br>d<ol start=3><li>e<li><p>f</ol>
      <table><tr><th>g<th colspan=2>h<tr><td rowspan=2>i<td><table><tr><td>j</table>k</table>
      <pre> l\r\n  m</pre><select><option>n<option selected>o</select><input type=checkbox checked>
      <div hidden>p<div>q</div></div><textarea>r</textarea><!-- s --><![if t]>&#150;&lt
      """.utf8
    ),
    Array(CDASample.document.utf8), Array(CDASample.unstructured.utf8),
  ]

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
  }

  /// Another file.
  mutating func next() -> [UInt8] {
    if Int.random(in: 0..<20, using: &random) == 0 {
      return (0..<Int.random(in: 0..<60, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
    }
    var bytes = Self.seeds[Int.random(in: 0..<Self.seeds.count, using: &random)]
    for _ in 0..<Int.random(in: 0...6, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let other = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(contentsOf: bytes[other...].prefix(20), at: place)
      case 3: bytes.removeSubrange(min(place, other)..<min(place, other) + 1)
      default: bytes.removeLast(min(place, 40))
      }
    }
    return bytes
  }
}
