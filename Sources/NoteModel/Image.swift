/// Writes plain values one after another, as they lie in memory, for the program that wrote them to
/// read again.
package struct ImageWriter {
  /// What is written so far.
  package private(set) var bytes: [UInt8] = []

  /// A writer of nothing yet.
  package init() {}

  /// Writes values of a type without references.
  package mutating func write<Value>(_ values: Table<Value>) {
    append(values.count)
    unsafe values.withContiguousStorageIfAvailable {
      unsafe bytes.append(contentsOf: UnsafeRawBufferPointer($0))
    }
    while bytes.count % 8 != 0 { bytes.append(0) }
  }

  /// Writes a number.
  package mutating func write(_ number: Int) { append(number) }

  /// Writes strings.
  package mutating func write(_ strings: [String]) {
    write(Table(strings.map(\.utf8.count)))
    write(Table(strings.flatMap { Array($0.utf8) }))
  }

  /// Writes all that another has written.
  package mutating func append(_ other: ImageWriter) { bytes += other.bytes }

  /// A sum of what is written.
  package var checksum: Int { unsafe bytes.withUnsafeBytes { unsafe NoteModel.checksum(of: $0) } }

  private mutating func append(_ number: Int) {
    unsafe withUnsafeBytes(of: number) { unsafe bytes.append(contentsOf: $0) }
  }
}

/// What is wrong with an image: it ends too early.
package struct ImageError: Error {
  /// An error.
  package init() {}
}

/// Reads what an `ImageWriter` of the same program wrote, in the same order.
///
/// Nothing is copied: the tables that are read lie where the image does.
@unsafe
package struct ImageReader {
  private let start: UnsafeRawPointer
  private let count: Int
  private var position = 0

  /// A reader of bytes that stay where they are, unchanged, as long as the program.
  ///
  /// - Parameters:
  ///   - start: where they are; any value may begin there.
  ///   - count: their number.
  package init(at start: UnsafeRawPointer, count: Int) {
    unsafe self.start = start
    unsafe self.count = count
  }

  /// The next values.
  ///
  /// - Throws: `ImageError` where the image ends before them.
  package mutating func values<Value>(
    of type: Value.Type = Value.self
  ) throws(ImageError) -> Table<Value> {
    let count = try unsafe number()
    let size = count.multipliedReportingOverflow(by: MemoryLayout<Value>.stride)
    guard count >= 0, !size.overflow, unsafe size.partialValue <= self.count - position else {
      throw ImageError()
    }
    // SAFETY: the bytes were written from as many values of this type, by the same program.
    let table = unsafe Table<Value>(at: start + position, count: count)
    unsafe position += (size.partialValue + 7) & ~7
    return table
  }

  /// The next number.
  package mutating func number() throws(ImageError) -> Int {
    guard unsafe position + 8 <= count else { throw ImageError() }
    defer { unsafe position += 8 }
    return unsafe start.load(fromByteOffset: position, as: Int.self)
  }

  /// A sum of what is still to be read.
  package var checksum: Int {
    unsafe NoteModel.checksum(
      of: UnsafeRawBufferPointer(start: start + position, count: count - position)
    )
  }

  /// The next strings.
  package mutating func strings() throws(ImageError) -> [String] {
    let lengths = try unsafe values(of: Int.self)
    let utf8 = try unsafe values(of: UInt8.self)
    guard lengths.allSatisfy({ $0 >= 0 }), lengths.reduce(0, +) == utf8.count else {
      throw ImageError()
    }
    var start = 0
    return lengths.map { length in
      defer { start += length }
      return String(decoding: utf8[start..<start + length], as: UTF8.self)
    }
  }
}

/// A sum of bytes, in whole words of eight.
private func checksum(of bytes: UnsafeRawBufferPointer) -> Int {
  // Four sums at a time, which need not wait for each other.
  var sums = SIMD4<UInt64>(1, 2, 3, 4)
  for offset in stride(from: 0, through: bytes.count - 32, by: 32) {
    let words = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt64>.self)
    for lane in 0..<4 { sums[lane] = (sums[lane] ^ words[lane]) &* 0xFF51_AFD7_ED55_8CCD }
  }
  for offset in stride(from: bytes.count & ~31, through: bytes.count - 8, by: 8) {
    let word = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    sums[0] = (sums[0] ^ word) &* 0xFF51_AFD7_ED55_8CCD
  }
  var sum: UInt64 = 0
  for lane in 0..<4 { sum = sum << 16 | sum >> 48 ^ (sums[lane] ^ sums[lane] >> 32) }
  return Int(truncatingIfNeeded: sum)
}
