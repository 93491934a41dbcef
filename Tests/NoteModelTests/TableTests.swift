import NoteModel
import Testing

/// Values in memory of their own, or where an image lies.
@Suite struct TableTests {
  @Test func `holds what an array holds, however it came there`() {
    var table: Table<Int32> = []
    var array: [Int32] = []
    for value in 0..<1000 as Range<Int32> {
      table.append(value)
      array.append(value)
      if value % 7 == 0 {
        table[Int(value) / 2] += 3
        array[Int(value) / 2] += 3
      }
    }
    table.append(contentsOf: [5, 6])
    table.reserveCapacity(5000)
    #expect(Array(table) == array + [5, 6])
    #expect(Array(table[10..<20]) == Array(array[10..<20]))
    #expect(Array(Table<UInt8>(repeating: 7, count: 3)) == [7, 7, 7])
    #expect(Table<Int>([]).isEmpty)
  }

  @Test func `of a copy does not change with the other`() {
    let one: Table<Int> = [1, 2, 3]
    var other = one
    other[1] = 20
    other.append(4)
    #expect(Array(one) == [1, 2, 3])
    #expect(Array(other) == [1, 20, 3, 4])
  }

  @Test func `in memory of another is used in place, and copied before it is changed`() {
    let bytes: [UInt64] = [1, 2, 3, 4]
    unsafe bytes.withUnsafeBytes { bytes in
      let start = unsafe bytes.baseAddress.unsafelyUnwrapped
      let table = unsafe Table<UInt64>(at: start, count: 4)
      let isInPlace = unsafe table.withContiguousStorageIfAvailable {
        unsafe UnsafeRawPointer($0.baseAddress.unsafelyUnwrapped) == start
      }
      #expect(isInPlace == true)
      var changed = table
      changed[0] = 10
      changed.append(5)
      #expect(Array(table) == [1, 2, 3, 4])
      #expect(Array(changed) == [10, 2, 3, 4, 5])
    }
  }

  @Test func `comes back from an image as it was written, and not from one cut short`() throws {
    var writer = ImageWriter()
    writer.write(Table<UInt8>([1, 2, 3]))
    writer.write(42)
    writer.write(["one", "", "drei µ"])
    writer.write(Table<Double>([0.5]))
    // Whole words, as memory that is mapped would be.
    var image = [UInt64](repeating: 0, count: writer.bytes.count / 8)
    unsafe image.withUnsafeMutableBytes { unsafe $0.copyBytes(from: writer.bytes) }
    try unsafe image.withUnsafeBytes { bytes in
      let start = unsafe bytes.baseAddress.unsafelyUnwrapped
      func read(_ count: Int) throws -> ([UInt8], Int, [String], [Double]) {
        var reader = unsafe ImageReader(at: start, count: count)
        let first = unsafe try reader.values(of: UInt8.self)
        let second = unsafe try reader.number()
        let third = unsafe try reader.strings()
        let last = unsafe try reader.values(of: Double.self)
        return (Array(first), second, third, Array(last))
      }
      let whole = try read(bytes.count)
      #expect(whole == ([1, 2, 3], 42, ["one", "", "drei µ"], [0.5]))
      for count in stride(from: 0, to: bytes.count, by: 8) {
        #expect(throws: ImageError.self) { try read(count) }
      }
    }
  }
}
