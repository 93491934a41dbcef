/// Why a file is no document that can be read; never with words of it.
public enum ReadError: Error, Sendable, Equatable, CustomStringConvertible {
  /// It has no bytes, or nothing but white space.
  case empty
  /// It is of a known kind that is not read.
  case unsupported(format: String, hint: String)
  /// It holds bytes that no text has, from this byte on.
  case binary(byte: Int)
  /// It is XML that is not well formed, at this line from 1.
  case malformed(line: Int)
  /// It is JSON that is not well formed, at this byte from 0.
  case malformedJSON(byte: Int)
  /// It is base64 with other characters in it, or cut off.
  case malformedBase64
  /// It is XML in another encoding than the one it states, which shows at this byte.
  case undecodable(byte: Int, encoding: String)
  /// It is larger than this many bytes.
  case tooLarge(limit: Int)

  /// What is wrong, with the place.
  public var description: String {
    switch self {
    case .empty: "is empty"
    case .unsupported(let format, _): "is \(format), which is not read"
    case .binary(let byte): "is no text: byte \(byte) is of a binary file"
    case .malformed(let line): "\(line): is XML that is not well formed"
    case .malformedJSON(let byte): "is JSON that is not well formed at byte \(byte)"
    case .malformedBase64: "is no valid base64"
    case .undecodable(let byte, let encoding): "is XML that is not in \(encoding) at byte \(byte)"
    case .tooLarge(let limit): "is larger than \(limit >> 20) MB"
    }
  }

  /// What to do.
  public var hint: String {
    switch self {
    case .empty: "send the note again"
    case .unsupported(_, let hint): hint
    case .binary: "send the note as text, HTML, CDA XML or FHIR JSON"
    case .malformed, .malformedJSON, .malformedBase64: "export the document again"
    case .undecodable: "export it as UTF-8, or state its encoding in the XML declaration"
    case .tooLarge: "split the file"
    }
  }
}
