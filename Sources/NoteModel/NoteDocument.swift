/// What a reader took a file for.
public enum DocumentFormat: String, Sendable, CaseIterable {
  case text
  case html
  case cda
}

/// What kind of note a document is; it decides, for one, whether it counts as imaging.
public enum DocumentType: String, Sendable, CaseIterable, BitwiseCopyable {
  case imaging
  case clinic
  case therapy
  case laboratory
  case operative
  case medication
  case other
}

/// One file, read: its text, where the text came from, and what the markup said about it.
public struct NoteDocument: Sendable {
  /// The file's name, or its path below the folder that was given; in a file that can hold several
  /// documents followed by `#` and the document's place in it.
  public let id: String

  /// The name of the file it stands in, where that can hold several; else `nil`.
  public let container: String?

  /// How it was read.
  public let format: DocumentFormat

  /// The encoding the bytes were in, as an IANA name.
  public let encoding: String

  /// The words.
  public let text: NoteText

  /// From the words back to the file.
  public let sourceMap: SourceMap

  /// Layout that the markup states; empty for plain text.
  public let marks: [LayoutMark]

  /// Statements that a CDA document makes in codes.
  public let entries: [CodedEntry]

  /// What the file itself declares about the document.
  public let declared: DeclaredMetadata

  /// SHA-256 of the file's bytes, in lower-case hexadecimal.
  public let sha256: String

  /// What went wrong without stopping the reader, without words of the note.
  public let warnings: [String]

  /// Why the body of the document could not be read and what to do, where only its header could.
  public let failure: String?

  /// A document from its parts.
  public init(
    id: String,
    container: String? = nil,
    format: DocumentFormat,
    encoding: String,
    text: NoteText,
    sourceMap: SourceMap,
    marks: [LayoutMark] = [],
    entries: [CodedEntry] = [],
    declared: DeclaredMetadata = DeclaredMetadata(),
    sha256: String = "",
    warnings: [String] = [],
    failure: String? = nil
  ) {
    self.id = id
    self.container = container
    self.format = format
    self.encoding = encoding
    self.text = text
    self.sourceMap = sourceMap
    self.marks = marks
    self.entries = entries
    self.declared = declared
    self.sha256 = sha256
    self.warnings = warnings
    self.failure = failure
  }

  /// A document of some words that come from no file, in plain text.
  public init(words: String, id: String) {
    let text = NoteText(words)
    self.init(
      id: id,
      format: .text,
      encoding: "UTF-8",
      text: text,
      sourceMap: SourceMap(identityOf: text.count)
    )
  }
}

/// Title, date and type code that a file's markup states outright.
public struct DeclaredMetadata: Sendable, Equatable {
  /// The title element, if any.
  public var title: String?

  /// The date of the document or encounter, if stated.
  public var date: CalendarDate?

  /// The LOINC code of the document type, if stated.
  public var typeCode: String?

  /// Metadata of which each part may be absent.
  public init(title: String? = nil, date: CalendarDate? = nil, typeCode: String? = nil) {
    self.title = title
    self.date = date
    self.typeCode = typeCode
  }
}

/// A stretch of text that the markup gives a role.
public struct LayoutMark: Sendable, Equatable {
  /// The role.
  public enum Role: Sendable, Equatable {
    /// A heading of a depth from 1, with the LOINC code of its section if stated.
    case heading(depth: Int, code: String?)
    /// One block of running text, which no sentence crosses.
    case block
    /// One row of a table.
    case row
    /// One cell of a row, with the range of its column's heading if there is one.
    case cell(header: TextRange?)
    /// Words struck out or marked as deleted: never evidence.
    case deleted
  }

  /// The role of the words.
  public let role: Role

  /// The words.
  public let range: TextRange

  /// Words with a role.
  public init(_ role: Role, _ range: TextRange) {
    self.role = role
    self.range = range
  }
}

/// A coded statement of a CDA document.
public struct CodedEntry: Sendable, Equatable {
  /// What it is about.
  public enum Kind: String, Sendable {
    case problem
    case medication
    case allergy
    case procedure
    case result
    case vitalSign = "vital-sign"
    case immunization
  }

  /// What it is about.
  public var kind: Kind

  /// Codes with the display names the document gives them.
  public var codes: [Code]

  /// What the document calls it, if it does.
  public var name: String?

  /// The words of the text that state it: those that the entry refers to, or its name.
  public var range: TextRange?

  /// Whether `range` holds the name and nothing else, rather than, say, the row of a table.
  public var rangeIsName: Bool

  /// `active`, `completed` and the like, as stated.
  public var status: String?

  /// Whether the entry says that it is not so.
  public var isNegated: Bool

  /// Whether the entry is an order or a proposal rather than an event.
  public var isPlanned: Bool

  /// First day, if stated.
  public var from: CalendarDate?

  /// Last day, if stated.
  public var to: CalendarDate?

  /// A measured or textual value, if stated.
  public var value: String?

  /// The unit of `value`, if stated.
  public var unit: String?

  /// The title of the section that holds it.
  public var section: String?

  /// An entry of which all but kind and codes may be absent.
  public init(
    kind: Kind,
    codes: [Code],
    name: String? = nil,
    range: TextRange? = nil,
    rangeIsName: Bool = false,
    status: String? = nil,
    isNegated: Bool = false,
    isPlanned: Bool = false,
    from: CalendarDate? = nil,
    to: CalendarDate? = nil,
    value: String? = nil,
    unit: String? = nil,
    section: String? = nil
  ) {
    self.kind = kind
    self.codes = codes
    self.name = name
    self.range = range
    self.rangeIsName = rangeIsName
    self.status = status
    self.isNegated = isNegated
    self.isPlanned = isPlanned
    self.from = from
    self.to = to
    self.value = value
    self.unit = unit
    self.section = section
  }
}

/// A code of a terminology.
public struct Code: Hashable, Sendable {
  /// The terminology, such as `ICD-10-CM`.
  public let system: String

  /// The code itself.
  public let code: String

  /// The words a document gave with the code; never the terminology's own description.
  public let display: String?

  /// A code, with the document's words for it if there are any.
  public init(system: String, code: String, display: String? = nil) {
    self.system = system
    self.code = code
    self.display = display
  }
}
