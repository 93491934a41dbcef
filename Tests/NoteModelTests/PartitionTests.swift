import NoteModel
import Testing

@Suite struct `Places in order` {
  @Test(arguments: [[], [4], [1, 4], [2, 2, 2], [1, 3, 3, 5, 8], [0, 0, 1, 6, 6, 6, 9]])
  func `the first place from which a condition holds is found as by going through all`(
    numbers: [Int]
  ) {
    for least in -1...10 {
      let place = numbers.firstIndex { $0 >= least } ?? numbers.count
      #expect(numbers.partitioningIndex { $0 >= least } == place, "\(least) in \(numbers)")
    }
  }
}
