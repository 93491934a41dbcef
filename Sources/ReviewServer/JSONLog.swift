import CaseStore
import Glibc
public import Logging
import Reporting

/// Writes a line of JSON on standard error for each event: names and numbers, no words of a note.
public struct JSONLog: LogHandler {
  /// What is less than this is left out.
  public var logLevel = Logger.Level.info
  /// What every line says besides.
  public var metadata: Logger.Metadata = [:]

  /// A log on standard error.
  public init() {}

  /// What every line says of a name.
  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes a line.
  public func log(event: LogEvent) {
    let values = metadata.merging(event.metadata ?? [:]) { $1 }
    var json = JSONWriter(.compact)
    json.object { json in
      json.member("time", Self.now)
      json.member("level", event.level.rawValue)
      json.member("event", event.message.description)
      for (name, value) in values.sorted(by: { $0.key < $1.key }) {
        json.member(named: name, value.description)
      }
    }
    json.endLine()
    // One call, so that lines of several threads do not mix.
    let bytes = json.bytes
    _ = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  private static var now: String { Moment.now.description }
}
