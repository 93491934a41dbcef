extension Array {
  /// The first place from which on a condition holds, in an array in which it holds for no element
  /// before one for which it does not; `count` where it holds for none.
  ///
  /// - Complexity: O(log count)
  @inlinable
  package func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
