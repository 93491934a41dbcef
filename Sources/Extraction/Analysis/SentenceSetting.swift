import NoteModel

/// What surrounds a sentence: the section it is in and what the document says of itself.
struct SentenceSetting {
  let document: DocumentType
  let today: CalendarDate?
  /// The day of the entry that the sentence is in, in a document of several.
  let entryDay: CalendarDate?
  let section: Section?
  var sectionKind: Int?
  /// Whether the list of boxes that the sentence is in ticks any, so that an empty one is an answer.
  let hasTickedBoxes: Bool
  /// The columns headed yes and no.
  let columns: AnswerColumns
  /// The columns headed as what was before.
  let former: FormerColumns
  /// Whether the columns of boxes are headed no before yes.
  let noComesFirst: Bool
  /// Whether columns are headed as the first and the last day of something.
  let hasSpanColumns: Bool
  /// Whether the document is told in the past tense, as case reports and discharge summaries are.
  let isTold: Bool
  /// Whether the document is a talk between speakers whose names begin its lines.
  let isDialogue: Bool
  /// Words struck out, which are no evidence.
  let deleted: [TextRange]
}
