import Extraction
import NoteModel
import Pipeline
import TestSupport
import Testing

/// Words of a document that are asked for, whether or not the lexicon knows them, marked `<so>`.
@Suite struct `Given words` {
  @Test(arguments: [
    // What the word at their head names.
    ("He has had a <zorbectomy> in 2019.", Assertion.historical),
    ("PAST SURGICAL HISTORY: <Zorb surgery>.", .historical),
    ("PAST SURGICAL HISTORY:, Includes orthopedic or <knee surgery>.", .historical),
    ("PLAN:, <Zorboscopy>.", .planned),
    ("PLAN:, <Zorbitis> is better.", .present),
    ("She has a history of <zorb stroke>.", .historical),
    ("She has a history of <zorbitis>.", .present),
    ("PAST MEDICAL HISTORY: <Zorbitis>.", .present),
    ("ALLERGIES: <Zorbicillin>.", .conditional),
    ("ALLERGIES: No known <zorb allergies>.", .absent),
    // In an operation report the operations are its own.
    ("PREOPERATIVE DIAGNOSIS: Zorbitis.\nOPERATIONS: <Zorbectomy>.", .present),
    ("OPERATIONS: <Zorbectomy> as a child.", .historical),
    // What came before, and what is to come.
    ("HISTORY OF PRESENT ILLNESS: The <zorboscopy> showed nothing.", .historical),
    ("21 months after undergoing <zorbectomy> he is well.", .historical),
    ("Last <zorb spell> was over a year ago.", .historical),
    ("Urine was sent off for <zorb culture>.", .planned),
    ("<Zorb culture> is pending.", .planned),
    ("We will start <zorbicillin>.", .planned),
    ("A <zorb level> will be obtained.", .planned),
    ("She was told to use <zorb cream>.", .planned),
    ("Do a <zorboscopy> if necessary.", .conditional),
    ("Unable to pass the scope because of multiple <previous zorb surgeries>.", .historical),
    // In an operation.
    ("There was some, what appeared to be a <zorb exudate> at the bottom.", .present),
    ("What appeared to be a <zorb> was a vessel.", .absent),
    ("General endotracheal <anesthesia> was induced without incident.", .present),
    ("He had a <Foley catheter> in place.", .present),
    ("The <splints> were made in a fashion that avoided zorbing.", .present),
    // What may happen, and what was talked over.
    ("The risks of <aspiration>, bleeding and perforation were explained.", .hypothetical),
    ("Risks include bleeding; need to convert to an open procedure; <zorbitis>.", .hypothetical),
    ("Options such as watchful waiting, <zorbectomy> and pills were discussed.", .hypothetical),
    ("This would likely result in <zorbitis>.", .hypothetical),
    // What was looked for, and what it is due to.
    ("A last look for any <zorb bodies> was made, there were none found.", .absent),
    ("COMPLICATIONS:, <None>.", .present),
    ("Denies difficulty with <zorbing>.", .absent),
    ("Pain due either to <zorbitis> or a zorb.", .possible),
    ("A 16-month-old boy with <zorbitis>.", .present),
    ("A rongeur was used to take out the <zorbs>.", .present),
    // A clause of its own.
    ("No zorbs, <zorbs are moist>.", .present),
    ("No zorbs were seen and she <felt better>.", .present),
    ("Zorbs with no blood, <zorbitis> with no fever.", .present),
    ("His mother denies that he has had any zorbs or <zorbitis>.", .absent),
    ("She was ruled out for <zorbitis>.", .absent),
  ])
  func `are judged by what they name and by what is said of them`(
    marked: String,
    expected: Assertion
  ) {
    #expect(assertion(in: marked)?.assertion == expected)
  }

  @Test(arguments: [
    "ALLERGIES: <Zorbicillin>.", "SOCIAL HISTORY: <Zorbs> daily.", "Denies <alcohol>.",
    "Her mother had <zorbitis>.", "PAST SURGICAL HISTORY: <Zorbectomy>.", "<HISTORY OF ZORBITIS>.",
  ])
  func `of the life before are of the past`(marked: String) {
    #expect(assertion(in: marked)?.temporality == "historical")
  }

  @Test(arguments: ["She has <zorbitis>.", "Denies <zorbitis>.", "HISTORY OF ZORBITIS. <Zorbs>."])
  func `of now are of now`(marked: String) {
    #expect(assertion(in: marked)?.temporality == "recent")
  }

  private func assertion(in marked: String) -> SpanAssertion? {
    let parts = marked.split(whereSeparator: { "<>".contains($0) }).map(String.init)
    let index = marked.hasPrefix("<") ? 0 : 1
    let start = parts[..<index].joined().utf8.count
    let span = TextRange(start, start + parts[index].utf8.count)
    return Fixture.screener.assertions(of: [span], in: Fixture.document(parts.joined())).first
  }
}
