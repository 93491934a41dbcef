import NoteModel

/// What surrounds a sentence: the section it is in and what the document says of itself.
struct SentenceSetting {
  let layout: Layout
  let today: CalendarDate?
  /// The day of the entry that the sentence is in, in a document of several.
  let entryDay: CalendarDate?
  /// The section that the sentence is in, by its place in the layout.
  let sectionIndex: Int?
  var sectionKind: Int?
  /// Whether the list of boxes that the sentence is in ticks any, so that an empty one is an answer.
  let hasTickedBoxes: Bool
  /// The words that say that the sentence was copied from an older note.
  let copied: Range<Int>?

  /// What surrounds a sentence.
  ///
  /// - Parameters:
  ///   - sentence: its tokens.
  ///   - layout: of its document.
  ///   - date: the document's date, where the caller knows it.
  /// - Complexity: O(log headings)
  init(of sentence: Range<Int>, in layout: Layout, date: CalendarDate?) {
    let first = sentence.lowerBound
    let heading = layout.heading(before: first)
    let copy = layout.copies.part(at: first)
    self.layout = layout
    entryDay = copy?.day ?? layout.entries.day(at: first)
    today = entryDay ?? date ?? layout.profile.date
    sectionIndex = heading.flatMap { layout.sectionOfHeading[$0] }
    let whole = layout.profile.kind
    let own = whole?.isOfSections == true ? nil : heading.flatMap { layout.headings[$0].kind }
    sectionKind = own ?? whole?.section
    hasTickedBoxes = layout.boxes.hasTick(at: first)
    copied = copy?.telling
  }

  /// The type of the document.
  var document: DocumentType { layout.profile.type }

  /// The section that the sentence is in.
  var section: Section? { sectionIndex.map { layout.sections[$0] } }

  /// The words of the heading above the sentence.
  var heading: TextRange? { sectionIndex.map { layout.sections[$0].heading } }
}
