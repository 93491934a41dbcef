import Glibc

/// Frames over sockets: a length in eight bytes, the lowest first, then as many bytes.
struct FrameChannel: Sendable {
  /// Why no frame came through.
  enum Failure: Error {
    /// The other side has gone, or sends what is no frame.
    case closed
    /// The time is over.
    case late
  }

  /// Bytes of the largest frame; a case and its report are smaller by far.
  private static let largest = 1 << 30

  /// The socket that frames come from.
  let input: Int32

  /// The socket that frames go to.
  let output: Int32

  /// Sends all of a frame, and waits for as long as there is no deadline.
  func send(
    _ frame: [UInt8],
    until deadline: ContinuousClock.Instant? = nil
  ) throws(Failure) {
    var rest = ((0..<8).map { UInt8(truncatingIfNeeded: frame.count >> ($0 * 8)) } + frame)[...]
    while !rest.isEmpty {
      try Self.wait(for: POLLOUT, on: output, until: deadline)
      let count = unsafe rest.withUnsafeBytes { rest in
        unsafe Glibc.send(
          output,
          rest.baseAddress,
          rest.count,
          Int32(MSG_NOSIGNAL | MSG_DONTWAIT)
        )
      }
      guard count >= 0 || errno == EAGAIN || errno == EINTR else { throw .closed }
      rest = rest.dropFirst(max(0, count))
    }
  }

  /// Takes all of a frame, and waits for as long as there is no deadline.
  func receive(until deadline: ContinuousClock.Instant? = nil) throws(Failure) -> [UInt8] {
    let length = try bytes(8, until: deadline).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard (0...Self.largest).contains(length) else { throw .closed }
    return try bytes(length, until: deadline)
  }

  private func bytes(
    _ count: Int,
    until deadline: ContinuousClock.Instant?
  ) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: min(count, 64 << 10))
    while bytes.count < count {
      try Self.wait(for: POLLIN, on: input, until: deadline)
      let most = min(buffer.count, count - bytes.count)
      let taken = unsafe recv(input, &buffer, most, Int32(MSG_DONTWAIT))
      guard taken > 0 || taken < 0 && (errno == EAGAIN || errno == EINTR) else { throw .closed }
      bytes += buffer[..<max(0, taken)]
    }
    return bytes
  }

  private static func wait(
    for event: Int32,
    on socket: Int32,
    until deadline: ContinuousClock.Instant?
  ) throws(Failure) {
    var waiting = pollfd(fd: socket, events: Int16(event), revents: 0)
    while true {
      var milliseconds: Int32 = -1
      if let deadline {
        let left = (deadline - .now) / .milliseconds(1)
        guard left > 0 else { throw .late }
        milliseconds = Int32(left.rounded(.up))
      }
      if unsafe poll(&waiting, 1, milliseconds) > 0 { return }
    }
  }
}
