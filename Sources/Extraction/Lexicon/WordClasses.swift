import NoteModel
import TextProcessing

/// Single words with a meaning to the grammar of dates, numbers and clauses.
struct WordClasses: Sendable {
  /// A class of words, as named in `words.tsv`.
  enum Class: UInt8, Sendable, CaseIterable {
    /// A line does not end after it; the value is 1 for an article, which may stand for one.
    case joiner
    /// A month; the value is 1 to 12.
    case month
    /// After a number and a unit of time: they are an age.
    case age
    /// A number in words; the value is the number.
    case number
    /// A unit of time; the value is its days.
    case unit
    /// A day seen from the document's date; the value is days before it.
    case day
    /// A part of a day, as in `this morning`.
    case dayPart
    /// Begins a length of time: `for`, `x`, `over`, `past`.
    case lasting
    /// After a length of time: it lies that far back.
    case ago
    /// After a length of time: it is counted from something else that is named next.
    case following
    /// Before a length of time: it tells how often, not how long.
    case every
    /// Before a drug: it is taken.
    case taken
    /// Tells that a treatment was begun: `put`, `prescribed`.
    case started
    /// Before a date: it tells when something was not there; the value is 1 where it denies a verb.
    case absence
    /// Before a length of time: it lies ahead.
    case ahead
    /// Before a date: it began then; the value is 1 where it goes on: `since`, and 2 before two dates
    /// that `and` joins: `between`.
    case since
    /// Before a date: it ended then; the value is 1 where it may end there: `until`.
    case until
    /// Between two dates or numbers.
    case through
    /// Asks of what a question names something else than whether it is there: `Has it helped?`
    case effect
    /// Tells that a pain begins: `felt`, `suddenly`, `while`.
    case beginning
    /// An answer to the question before it.
    case answer
    /// An answer beside a tick box only: `absent [x]`; the value as that of an answer.
    case boxAnswer
    /// A word that may stand before an answer: `well`, `honestly`.
    case interjection
    /// A yes and a no offered to choose from: `y/n`.
    case choice
    /// In place of an end date: it goes on.
    case ongoing
    /// A verb that makes a clause of its own after a comma.
    case verb
    /// A word that can be the subject of a clause without a comma before it: `he`, `ct`; the value
    /// is 1 for a child, 2 for a parent.
    case subject
    /// A verb of what relatives and callers do: `fills`, `says`.
    case attends
    /// Before one who is spoken to: `explained to her son`.
    case toward
    /// A verb whose subject is left out where notes run on: `takes`, `had`.
    case action
    /// Begins a question: `do you`, `any`; the value is 1 where it asks whether something is so, 2
    /// where it asks what may be or be done: `can`.
    case asker
    /// A word after which such a clause depends on what stands before: `that`, `if`, `because`; the
    /// value is 1 where it concedes: `although`.
    case subordinator
    /// Begins a clause about the person named before it: `who`.
    case relative
    /// Names one who asks, at the beginning of a line of a talk.
    case speaker
    /// Heads a column of how things were before.
    case former
    /// Heads what was added to a document on a later day.
    case addendum
    /// Heads what was taken over from an older note; the value is 1 where it tells how things were
    /// then, 0 where it only dates them.
    case copied
    /// Is written where dates have the day before the month: `oedema`, `nhs`.
    case dayFirst
    /// A harm that consent talk lists; the value is its weight.
    case harm
    /// Says that something was looked for: `no fever, chills were noted`.
    case observed
    /// After a comma, begins something that a cue before does not reach.
    case clause
    /// Tells that a list follows: `the following - fever, chills`.
    case announcer
    /// After a mention, tells where or with what it is.
    case placer
    /// After a comma, begins such a thing unless more of a list follows: `no fracture, mild stenosis`.
    case grade
    /// Joins the last item of a list.
    case coordinator
    /// Joins the last of several that are all denied.
    case alternative
    /// Stands between a measure and its number.
    case filler
    /// A part of a whole; the value is percent.
    case fraction
    /// A season; the value is its first month. Or the first word of a holiday; 0.
    case season
    /// Says which third of a month, 1 to 3: `early`, `mid`.
    case third
    /// Before two numbers like `7/10`: they are a day, and no score.
    case dated
    /// A word for a percentage.
    case percent
    /// Marks a date as one of birth, print or signature, not of the note.
    case birth
    /// Marks the date of the note; the value is how plainly, below 0 for that of a print.
    case noteDate
    /// Stands for something named in the sentence before: `it`, `this`.
    case anaphor
    /// Points back to something named before: `the`, `her`, `this`.
    case pointer
    /// After such a word, stands for a fracture named before: `deformity`.
    case recalled
    /// Begins what came after a procedure; the value is 1 where no length of time stands before it.
    case later
    /// Beside T1 or T2: they are sequences of magnetic resonance; the value is 1 where it says so only
    /// before them.
    case signal
    /// Before what something is measured by: `30% less than T11`.
    case comparer
    /// Before the reason of what is told: `prednisone for bronchitis`.
    case reason
    /// Between a condition and the operation that it was treated by: `stenosis s/p laminectomy`.
    case treated
    /// A verb that shows the tense a note is told in: 1 the past, -1 the present.
    case tense
    /// A word for a spinal region, before a number; the value is the region from 0.
    case region
    /// A point after it ends no sentence; where the value is 1, only before a number: `Dec. 28`; where it
    /// is 2, a name follows: `Dr. Quill`.
    case abbreviation
    /// A long word that is known with one slip in its spelling, too.
    case spelled
    /// A word that may stand within any cue: `has not really had`.
    case passing
    /// After a no, makes it no answer: `not documented`, `no idea`; the value is 1 where it does after
    /// `no` too.
    case unanswered
    /// The unit of a line on which a pain is marked.
    case millimetre
    /// Heads the column of how many days something dispensed lasts: `DS`, `days`.
    case supply
    /// Is never among the words that a gap stands for: `the wall is not displaced`.
    case denial
    /// Says of two scores that the second is what became of the first: `dropped from 8 to 2`.
    case falling
    /// Speaks of the patient, in a section on such cases at large: `she`; where the value is 1, only
    /// after a word that points back: `the patient`.
    case patient

    private static let named = Dictionary(
      uniqueKeysWithValues: allCases.map { (String(describing: $0), $0) }
    )

    /// The class that `words.tsv` calls by a name.
    init?(name: String) {
      guard let found = Class.named[name] else { return nil }
      self = found
    }

    /// The bits of two.
    @inline(__always)
    static func bits(_ first: Class, _ second: Class) -> UInt64 { first.bit | second.bit }

    /// Its bit in a mask, by which a text is asked for it; the last classes, which the reader of the
    /// lexicon alone knows or which are asked for by their value alone, have none.
    var bit: UInt64 { 1 << UInt64(rawValue) }
  }

  /// For each word, by its number, a bit for each class that it is in.
  private var masks: Table<UInt64> = []
  /// The values of words in classes, those of a word together in the order they were given.
  private var values: Table<ClassValue> = []

  private struct ClassValue {
    let `class`: Class
    let value: Double
    let next: Int32
  }
  /// The first of them for each word, by its number; -1 for none.
  private var firstValues: Table<Int32> = []
  private(set) var sentenceWords = SentenceWords()

  mutating func add(_ word: WordID, to wordClass: Class, value: Double) {
    let place = Int(word)
    while masks.count <= place {
      masks.append(0)
      firstValues.append(-1)
    }
    if !has(word, wordClass) {
      values.append(ClassValue(class: wordClass, value: value, next: firstValues[place]))
      firstValues[place] = Int32(values.count - 1)
    }
    masks[place] |= wordClass.bit
    if wordClass == .abbreviation {
      switch value {
      case 1: sentenceWords.addNumbered(word)
      case 2: sentenceWords.addTitle(word)
      default: sentenceWords.addAbbreviation(word)
      }
    }
    if wordClass == .joiner { sentenceWords.addJoiner(word) }
    if wordClass == .answer { sentenceWords.addAnswer(word) }
    if wordClass == .boxAnswer { sentenceWords.addBoxAnswer(word) }
  }

  /// The value of a word in a class, if it is in it.
  func value(_ word: WordID, _ wordClass: Class) -> Double? {
    guard word < firstValues.count, wordClass.bit == 0 || has(word, wordClass) else { return nil }
    var index = firstValues[Int(word)]
    while index >= 0 {
      if values[Int(index)].class == wordClass { return values[Int(index)].value }
      index = values[Int(index)].next
    }
    return nil
  }

  /// The bits of the classes that a word is in.
  func classes(of word: WordID) -> UInt64 {
    let place = Int(word)
    return place < masks.count ? masks[place] : 0
  }

  /// Whether a word is an article, which may stand for one.
  func isArticle(_ word: WordID) -> Bool { value(word, .joiner) == 1 }

  /// Whether a word answers with a yes or a no; none where it is no answer.
  func answer(_ word: WordID) -> Bool? { value(word, .answer).map { $0 > 0 } }

  /// Whether a word beside a box, or above a column of them, answers with a yes or a no: `Present` too.
  func boxAnswer(_ word: WordID) -> Bool? { answer(word) ?? value(word, .boxAnswer).map { $0 > 0 } }

  /// Whether a word is in one of several classes, given as their bits.
  func has(_ word: WordID, anyOf bits: UInt64) -> Bool { classes(of: word) & bits != 0 }

  /// Whether a word is in a class.
  func has(_ word: WordID, _ wordClass: Class) -> Bool { classes(of: word) & wordClass.bit != 0 }

  // MARK: Image

  /// Writes the words as they lie in memory.
  func write(to image: inout ImageWriter) {
    image.write(masks)
    image.write(values)
    image.write(firstValues)
    sentenceWords.write(to: &image)
  }

  /// No words.
  init() {}

  /// The words that were written to an image.
  init(from image: inout ImageReader) throws(ImageError) {
    masks = try unsafe image.values()
    values = try unsafe image.values()
    firstValues = try unsafe image.values()
    sentenceWords = try unsafe SentenceWords(from: &image)
  }
}
