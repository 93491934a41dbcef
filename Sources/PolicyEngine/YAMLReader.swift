import CLibYAML
import NoteModel

/// What keeps a text from being YAML.
struct YAMLError: Error {
  let message: String
  /// Line and column, from 1; 0 where the place is not known.
  let line: Int
  let column: Int
}

/// Reads YAML into nodes, from the events of libyaml.
///
/// Scalars are their words: no type is guessed. An alias is the node of its anchor once more.
@safe
package struct YAMLReader: ~Copyable {
  /// The parser, which stays in one place: libyaml has it point to itself.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private var built = PolicyTreeBuilder()
  /// Where the nodes with an anchor are.
  private var anchors: [String: Int] = [:]
  /// The nodes within which the next one stands.
  private var depth = 0

  /// The most nodes within each other, of which each takes room on the stack.
  private static let greatestDepth = 100

  /// The most nodes of a text; aliases of aliases soon stand for more than any memory holds.
  private static let greatestSize = 1 << 20

  /// The root of a YAML text; `nil` where the text is empty.
  ///
  /// - Parameters:
  ///   - text: one YAML document.
  ///   - file: its name, for messages.
  /// - Returns: the root, if any.
  /// - Throws: `PolicyErrors` where the text is no YAML.
  package static func root(of text: String, file: String) throws(PolicyErrors) -> PolicyNode? {
    do {
      return try node(of: text)
    } catch {
      throw PolicyErrors(
        problems: [
          PolicyProblem(
            file: file,
            line: error.line,
            column: error.column,
            message: error.message
          )
        ]
      )
    }
  }

  /// The node of a text; `nil` where the text is empty.
  static func node(of text: String) throws(YAMLError) -> PolicyNode? {
    let bytes = Array(text.utf8)
    let result = unsafe bytes.withUnsafeBufferPointer { bytes in
      Result { () throws(YAMLError) in
        var reader = unsafe YAMLReader(bytes)
        return try reader.document()
      }
    }
    return try result.get()
  }

  /// A reader of bytes that stay where they are as long as it reads.
  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    unsafe parser = .allocate(capacity: 1)
    // Fails only where there is no memory.
    precondition(unsafe yaml_parser_initialize(parser) == 1, "no memory for a YAML parser")
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  // MARK: Events

  private struct Event {
    enum Kind: Equatable {
      case scalar(String)
      case sequence
      case mapping
      case alias(String)
      /// The end of a sequence, a mapping or the text.
      case end
      /// The beginning of a document.
      case document
      case other
    }

    let kind: Kind
    let anchor: String?
    /// Where it begins, from 1.
    let line: Int
    let column: Int

    func error(_ message: String) -> YAMLError {
      YAMLError(message: message, line: line, column: column)
    }
  }

  private func next() throws(YAMLError) -> Event {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw error() }
    defer { unsafe yaml_event_delete(&event) }
    let data = unsafe event.data
    let (kind, anchor): (Event.Kind, String?) =
      switch unsafe event.type {
      case YAML_SCALAR_EVENT:
        unsafe (
          .scalar(
            String(
              decoding: UnsafeBufferPointer(start: data.scalar.value, count: data.scalar.length),
              as: UTF8.self
            )
          ), Self.string(data.scalar.anchor)
        )
      case YAML_SEQUENCE_START_EVENT: unsafe (.sequence, Self.string(data.sequence_start.anchor))
      case YAML_MAPPING_START_EVENT: unsafe (.mapping, Self.string(data.mapping_start.anchor))
      case YAML_ALIAS_EVENT: unsafe (.alias(Self.string(data.alias.anchor) ?? ""), nil)
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT, YAML_STREAM_END_EVENT: (.end, nil)
      case YAML_DOCUMENT_START_EVENT: (.document, nil)
      default: (.other, nil)
      }
    return Event(
      kind: kind,
      anchor: anchor,
      line: unsafe Int(event.start_mark.line) + 1,
      column: unsafe Int(event.start_mark.column) + 1
    )
  }

  private static func string(_ bytes: UnsafePointer<yaml_char_t>?) -> String? {
    unsafe bytes.map { unsafe String(cString: $0) }
  }

  /// What libyaml says is wrong.
  private func error() -> YAMLError {
    let hasPlace = unsafe [YAML_SCANNER_ERROR, YAML_PARSER_ERROR].contains(parser.pointee.error)
    return unsafe YAMLError(
      message: parser.pointee.problem.map { unsafe String(cString: $0) } ?? "is not valid YAML",
      line: hasPlace ? Int(parser.pointee.problem_mark.line) + 1 : 0,
      column: hasPlace ? Int(parser.pointee.problem_mark.column) + 1 : 0
    )
  }

  // MARK: Nodes

  /// The node of the only document.
  private mutating func document() throws(YAMLError) -> PolicyNode? {
    var isRead = false
    while true {
      let event = try next()
      switch event.kind {
      case .end: return isRead ? PolicyNode(rootOf: built.tree) : nil
      case .document where isRead: throw event.error("a second document begins here")
      case .document:
        try addNode(next())
        isRead = true
      default: break
      }
    }
  }

  /// Adds the node that begins with an event.
  private mutating func addNode(_ event: Event) throws(YAMLError) {
    depth += 1
    defer { depth -= 1 }
    try checkDepth(depth, at: event)
    let place = built.heads.count
    switch event.kind {
    case .scalar(let string): built.append(string, line: event.line, column: event.column)
    case .sequence:
      built.open(.sequence, line: event.line, column: event.column)
      try addItems()
      built.close(place)
    case .mapping:
      built.open(.mapping, line: event.line, column: event.column)
      try addMembers()
      built.close(place)
    case .alias(let name):
      guard let known = anchors[name] else {
        throw event.error("the alias `\(name)` has no anchor before it")
      }
      try checkDepth(depth + Int(built.heads[known].height), at: event)
      try checkSize(place + Int(built.heads[known].size), at: event)
      built.append(copyOf: known)
    case .end, .document, .other: throw event.error("is not valid YAML")
    }
    try checkSize(built.heads.count, at: event)
    if let anchor = event.anchor { anchors[anchor] = place }
  }

  private func checkDepth(_ depth: Int, at event: Event) throws(YAMLError) {
    guard depth <= Self.greatestDepth else {
      throw event.error("is within more than \(Self.greatestDepth) others")
    }
  }

  private func checkSize(_ size: Int, at event: Event) throws(YAMLError) {
    guard size <= Self.greatestSize else {
      throw event.error("is one of more than \(Self.greatestSize), with what aliases stand for")
    }
  }

  private mutating func addItems() throws(YAMLError) {
    while true {
      let event = try next()
      if event.kind == .end { return }
      try addNode(event)
    }
  }

  private mutating func addMembers() throws(YAMLError) {
    var names: Set<String> = []
    while true {
      let event = try next()
      if event.kind == .end { return }
      if case .scalar(let name) = event.kind, !names.insert(name).inserted {
        throw event.error("the key `\(name)` is there already")
      }
      try addNode(event)
      try addNode(next())
    }
  }
}
