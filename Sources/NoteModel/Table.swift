/// Values without references in memory that stays where it is: an array that can also be used where
/// it lies in an image, without being copied from it.
///
/// It has the value semantics of an array: what is changed while it is shared, or lies in an image,
/// is copied first. Public because only what is public is specialised in other modules.
@safe
public struct Table<Value: BitwiseCopyable & Sendable>: RandomAccessCollection, Sendable,
  ExpressibleByArrayLiteral
{
  /// Where the values are; the memory is that of `owner`.
  @usableFromInline
  nonisolated(unsafe) var base: UnsafeMutablePointer<Value>
  @usableFromInline
  var length = 0
  /// What frees the memory with the last table in it; `nil` for memory that is never freed.
  @usableFromInline
  var owner: Owner?

  @safe
  @usableFromInline
  final class Owner: Sendable {
    @usableFromInline
    nonisolated(unsafe) let base: UnsafeMutablePointer<Value>
    @usableFromInline
    let capacity: Int

    @inlinable
    init(capacity: Int) {
      unsafe base = .allocate(capacity: capacity)
      self.capacity = capacity
    }

    @inlinable
    deinit { unsafe base.deallocate() }
  }

  /// A table of some values.
  @inlinable
  public init(_ values: some Collection<Value>) {
    let owner = Owner(capacity: Swift.max(values.count, 1))
    self.owner = owner
    unsafe base = owner.base
    for value in values {
      unsafe (base + length).initialize(to: value)
      length += 1
    }
  }

  /// A table of a value over and over.
  @inlinable
  public init(repeating value: Value, count: Int) {
    self.init(repeatElement(value, count: count))
  }

  /// A table of the values of a literal.
  @inlinable
  public init(arrayLiteral values: Value...) { self.init(values) }

  /// A table of what lies in memory that is never changed, and stays as long as the program.
  ///
  /// - Parameters:
  ///   - start: where the first value is.
  ///   - count: the number of values of this type, one after another.
  @unsafe
  @inlinable
  public init(at start: UnsafeRawPointer, count: Int) {
    length = count
    // SAFETY: without an owner, whatever changes a value copies all of them first.
    unsafe base = UnsafeMutableRawPointer(mutating: start).assumingMemoryBound(to: Value.self)
  }

  /// The number of values.
  @inlinable
  public var count: Int { length }

  /// 0.
  @inlinable
  public var startIndex: Int { 0 }

  /// The number of values.
  @inlinable
  public var endIndex: Int { length }

  /// The value at an index, which must be of the table.
  public subscript(index: Int) -> Value {
    @inlinable
    @inline(__always)
    get {
      check(index)
      // SAFETY: the owner of the memory is part of the table, which is there until its value is read.
      return unsafe base[index]
    }
    @inlinable
    @inline(__always)
    _modify {
      check(index)
      if !isKnownUniquelyReferenced(&owner) { move(toCapacity: length) }
      // SAFETY: as above.
      yield unsafe &base[index]
    }
  }

  /// Adds a value.
  @inlinable
  public mutating func append(_ value: Value) {
    if !isKnownUniquelyReferenced(&owner) || count == owner?.capacity {
      move(toCapacity: Swift.max(count * 2, 16))
    }
    unsafe (base + length).initialize(to: value)
    length += 1
  }

  /// Adds values.
  @inlinable
  public mutating func append(contentsOf values: some Sequence<Value>) {
    for value in values { append(value) }
  }

  /// Makes room for a number of values.
  @inlinable
  public mutating func reserveCapacity(_ capacity: Int) {
    guard capacity > owner?.capacity ?? 0 else { return }
    move(toCapacity: Swift.max(capacity, count))
  }

  /// Calls `body` with the values.
  ///
  /// - Parameter body: may not keep what it is given.
  /// - Returns: what it returns; never `nil`.
  @inlinable
  public func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<Value>) throws -> Result
  ) rethrows -> Result? {
    defer { withExtendedLifetime(owner) {} }
    return unsafe try body(UnsafeBufferPointer(start: base, count: count))
  }

  @inlinable
  @inline(__always)
  func check(_ index: Int) {
    precondition(index >= 0 && index < length, "the index is outside of the table")
  }

  /// Takes the values to memory of their own.
  @usableFromInline
  mutating func move(toCapacity capacity: Int) {
    let owner = Owner(capacity: Swift.max(capacity, 1))
    unsafe owner.base.initialize(from: base, count: count)
    unsafe base = owner.base
    self.owner = owner
  }
}
