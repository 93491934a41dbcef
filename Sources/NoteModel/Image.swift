import Glibc

/// Writes plain values one after another, as they lie in memory, for the program that wrote them to
/// read again.
package struct ImageWriter {
  /// What is written so far.
  package private(set) var bytes: [UInt8] = []

  /// A writer of nothing yet.
  package init() {}

  /// Writes values of a type without references.
  package mutating func write<Value: BitwiseCopyable>(_ values: [Value]) {
    append(values.count)
    unsafe values.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    while bytes.count % 8 != 0 { bytes.append(0) }
  }

  /// Writes a number.
  package mutating func write(_ number: Int) { append(number) }

  /// Writes strings.
  package mutating func write(_ strings: [String]) {
    write(strings.map(\.utf8.count))
    write(strings.flatMap { Array($0.utf8) })
  }

  /// Writes all that another has written.
  package mutating func append(_ other: ImageWriter) { bytes += other.bytes }

  /// A sum of what is written.
  package var checksum: Int { unsafe bytes.withUnsafeBytes { unsafe ImageReader($0).checksum } }

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
@unsafe
package struct ImageReader {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  /// A reader of bytes that stay where they are as long as it reads.
  package init(_ bytes: UnsafeRawBufferPointer) {
    unsafe self.bytes = bytes
  }

  /// The next values.
  ///
  /// - Throws: `ImageError` where the image ends before them.
  package mutating func values<Value: BitwiseCopyable>(
    of type: Value.Type = Value.self
  ) throws(ImageError) -> [Value] {
    let count = try unsafe number()
    let size = count.multipliedReportingOverflow(by: MemoryLayout<Value>.stride)
    guard count >= 0, !size.overflow, unsafe size.partialValue <= bytes.count - position else {
      throw ImageError()
    }
    let source = unsafe UnsafeRawBufferPointer(
      rebasing: bytes[position..<position + size.partialValue]
    )
    unsafe position += (size.partialValue + 7) & ~7
    // SAFETY: the bytes were written from as many values of this type, by the same program.
    return unsafe [Value](valuesIn: source)
  }

  /// The next number.
  package mutating func number() throws(ImageError) -> Int {
    guard unsafe position + 8 <= bytes.count else { throw ImageError() }
    defer { unsafe position += 8 }
    return unsafe bytes.loadUnaligned(fromByteOffset: position, as: Int.self)
  }

  /// A sum of what is still to be read; a last word by itself is not in it.
  package var checksum: Int {
    // Two sums at a time, which need not wait for each other.
    var sums: (UInt64, UInt64) = (0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F)
    for offset in stride(from: unsafe position, through: unsafe bytes.count - 16, by: 16) {
      let one = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let other = unsafe bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
      sums.0 = (sums.0 ^ one) &* 0xFF51_AFD7_ED55_8CCD
      sums.1 = (sums.1 ^ other) &* 0xFF51_AFD7_ED55_8CCD
      sums.0 ^= sums.0 >> 32
      sums.1 ^= sums.1 >> 32
    }
    return Int(truncatingIfNeeded: sums.0 ^ sums.1)
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

extension Array where Element: BitwiseCopyable {
  /// The values that lie in memory, of which much is asked of the system at once: it gives what is
  /// written to page by page far more slowly.
  ///
  /// - Parameter bytes: those of values of this type, one after another.
  package init(valuesIn bytes: UnsafeRawBufferPointer) {
    let count = bytes.count / MemoryLayout<Element>.stride
    unsafe self.init(unsafeUninitializedCapacity: count) { values, initialized in
      let memory = UnsafeMutableRawBufferPointer(values)
      unsafe populate(memory)
      unsafe memory.copyMemory(from: bytes)
      initialized = count
    }
  }
}

/// `MADV_POPULATE_WRITE` of Linux 5.14, which the headers may not have; older systems refuse it.
private let populateForWriting: Int32 = 23

/// Asks for the pages of memory that will be written to, where there are so many that it pays.
private func populate(_ memory: UnsafeMutableRawBufferPointer) {
  guard memory.count >= 1 << 15, let base = memory.baseAddress else { return }
  let intoPage = Int(bitPattern: base) & 4095
  unsafe madvise(base - intoPage, memory.count + intoPage, populateForWriting)
}
