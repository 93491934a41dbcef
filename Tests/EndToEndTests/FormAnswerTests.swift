import NoteModel
import Pipeline
import TestSupport
import Testing

/// How the layout of forms, exports and logs says which answer is of what.
@Suite struct `Answers on forms` {
  @Test(arguments: [
    // A list without a tick below a heading of its own is open, whatever the one above it ticks.
    (
      "EXAM\n Gait    [x] normal\n\nSCREEN (to fill in)\n [ ] sepsis   [ ] COPD\n",
      ["sepsis hypothetical", "copd hypothetical"]
    ),
    // A label that wraps has its boxes on its last line.
    (
      """
      C. OTHER                                             YES   NO
      C1  COPD                                             [ ]   [X]
      C2  Sepsis, discitis or
          urinary tract infection now                      [ ]   [X]
      """,
      [
        "copd absent", "sepsis absent", "osteomyelitis-discitis absent",
        "urinary-tract-infection absent",
      ]
    ),
    // What stands past the boxes remarks on them.
    (
      "CHECKLIST                     YES   NO\nsevere lung disease ...... [ ]   [x]   mild COPD\nanticoagulant ............ [x]   [ ]   enoxaparin 80 mg q12h",
      ["copd present", "anticoagulant present", "anticoagulant present"]
    ),
    // Letters in brackets before what they answer; in square ones they mark what is new.
    (
      "SCREEN\n (Y) lung disease: mild COPD\n (N) stroke          (N) blood thinner     (N) sepsis",
      ["copd present", "anticoagulant absent", "sepsis absent"]
    ),
    (
      "NEW\n [N] apixaban 10 mg BID\n [N] oxycodone 5 mg PRN\nCHANGED\n [C] senna",
      ["anticoagulant present", "opioid present"]
    ),
    // Who does not know has not said no.
    ("Retropulsion? Not documented.", ["retropulsion possible"]),
    ("Is he on warfarin? No idea.", ["anticoagulant possible"]),
    ("Infection? No information in the chart.", ["infection possible"]),
    ("Is myelopathy documented? Not documented as present.", ["myelopathy absent"]),
    ("Does she have a fever? Not today.", ["fever absent"]),
    // What is asked is not told, whatever number stands before it.
    (
      "Q3 Can the member walk or transfer on his own?\n   \"I'd have to check the chart\"",
      ["mobility hypothetical", "mobility hypothetical"]
    ),
    // A drug that may be stopped is taken.
    ("Can her Xarelto be stopped before the procedure?", ["anticoagulant present"]),
    // The answer of one question is none to the next.
    (
      "Q10  Is there a current urinary tract infection?\n     A: NO\nQ11  Is there COPD?\n     A: YES",
      ["urinary-tract-infection absent", "copd present"]
    ),
    (
      "RETROPULSION..............: none\nLYTIC LESION..............: none\nCOPD.......................: mild",
      ["retropulsion absent", "osteolytic-lesion absent", "copd present"]
    ),
    (
      "INTAKE\nmethadone N    fentanyl N    oxycodone Y",
      ["opioid absent", "opioid absent", "opioid present"]
    ),
    (
      "SECTION 5  MEDICINES\n  oxycodone\nSECTION 6  INSTRUCTIONS READ TO PATIENT\n  Call for sepsis.",
      ["opioid present", "sepsis hypothetical"]
    ),
    (
      "ADDENDUM 06/02/25 08:55 (KP)\nMRI: T11 compression fracture.",
      ["vertebral-compression-fracture present"]
    ),
    (
      "MRI L-spine w/o 08/28/2019: L3 compression fracture.",
      ["vertebral-compression-fracture present"]
    ),
    // Boxes on the lines below a question answer it, or nobody has.
    (
      "1. Takes an anticoagulant\n   [ ] yes  [ ] no\n2. Has COPD\n   [ ] yes  [x] no\n3. Has sepsis\n   [x] yes  [ ] no",
      ["anticoagulant hypothetical", "copd absent", "sepsis present"]
    ),
    // A list that nobody filled in stands below a heading of its own, whatever the one above it ticks.
    (
      "Program\n\n[ ] enrolled   [x] declined\n\nFor the reviewer (leave blank)\n\n[ ] sepsis   [ ] COPD",
      ["sepsis hypothetical", "copd hypothetical"]
    ),
    (
      "NOT TO BE GIVEN\n   NSAIDs of any kind\n   Aspirin",
      ["nsaid absent", "antiplatelet absent"]
    ),
    // The status of a medicine is told in the last cell of its row.
    (
      "Drug | Started | Status\nApixaban | 02/02/2028 | On hold\nOxycodone | 02/02/2028 | Active",
      ["anticoagulant historical", "opioid present"]
    ),
    (
      "IMPRESSION\nI. Sepsis\nII. UTI\nIII. Retropulsion: none",
      ["sepsis present", "retropulsion absent"]
    ),
    (
      """
      ACTIVE
      CELECOXIB 100 MG                  1 bid                09/2024

      INACTIVE
      INDOMETHACIN 50 MG                gout                 06/2022
      METHYLPREDNISOLONE DOSE PACK      gout      Bexley     06/2022

      Naproxen 500 mg given today.
      """,
      ["nsaid present", "nsaid historical", "steroid-use historical", "nsaid present"]
    ),
    (
      "WELLNESS\nDo you have osteoporosis? ____  Do you have COPD? ____",
      ["osteoporosis hypothetical", "copd hypothetical"]
    ),
    (
      "IMPRESSION:\n1. Chronic compression fractures of T7 and T11.\n2. No acute fracture.",
      ["vertebral-compression-fracture historical", "vertebral-compression-fracture absent"]
    ),
    (
      "MRI LUMBAR SPINE\nL4-5: disc bulge.\nL5-S1: No herniation.", ["disc-herniation absent"]
    ),
    (
      "LOG\n09/15/25 1010  Plt 262  INR 1.0\n09/15/25 1130  No anticoagulant\n09/16/25 0900  COPD",
      ["anticoagulant absent", "copd present"]
    ),
  ])
  func `are of what they stand beside`(text: String, expected: [String]) {
    #expect(Fixture.assertions(in: text, of: expected) == expected)
  }

  @Test func `a line of a page may go on in the next one`() throws {
    let page = """
      <html><body><pre>No retropulsion. The posterior cortex is maintained. No fluid
       or vacuum cleft.</pre></body></html>
      """
    let found = try Fixture.screener.extract(Array(page.utf8), id: "a.html", format: .html).findings
    #expect(found.filter { $0.concept == "kummell-disease" }.map(\.assertion) == [.absent])
  }

  @Test func `what a form prints for everybody is of nobody`() {
    let text = """
      REQUEST
      Warfarin: none.

      NOTES FOR HOSPITALS
      A member with sepsis or osteomyelitis should be discussed by telephone first.

      TEMPLATE FOOTER (does not change): we do not perform this in the presence of cord compression.
      """
    let held = Fixture.findings(in: text).filter { $0.assertion == .present }.map(\.concept)
    #expect(
      held.filter { ["sepsis", "osteomyelitis-discitis", "cord-compression"].contains($0) } == []
    )
  }

  @Test func `take the day that heads an evaluation for the one it was written on`() throws {
    let text = """
      PLAN OF CARE AND DISCHARGE

      INITIAL EVALUATION 9/14/2023
      Subjective: fell from the last step two weeks ago. Back pain 7/10 and she cannot lift a basket.

      DISCHARGE EVALUATION 10/24/2023
      Back pain 7/10 as before, and she cannot lift a basket, so that nothing has been gained.
      """
    let fall = try #require(Fixture.findings(in: text).first { $0.concept == "injury-event" })
    #expect(
      fall.attribute("date")?.value
        == .date(try #require(CalendarDate(year: 2023, month: 8, day: 31)))
    )
  }

  @Test(arguments: [
    // A day that no score can be, and the chart's own days.
    ("Date    25/09  01/10  03/10\nPain, moving   9   8   9", []),
    ("Back pain. Constant. 8/10, 9 when upright.", [8.0]),
    ("Back pain since 8/2. 8/10 lifted a box.", []),
    ("Back pain is \"just there.\" Constant, 7/10 on average.", [7.0]),
    ("Pain\nunrelenting, day and night, 8/10", [8.0]),
    ("Severe back pain since,\n9/1O, constant.", []),
  ])
  func `a score of pain is none of the days`(text: String, scores: [Double]) {
    let found = Fixture.findings(in: "CLINIC 10/12/2023\n\(text)")
      .filter { $0.concept == "pain-score" }
      .compactMap { finding -> Double? in
        if case .number(let value)? = finding.attribute(Attribute.value)?.value {
          value
        } else {
          nil
        }
      }
    #expect(found == scores)
  }

  @Test(arguments: [
    ("Cancer Centre\nClinic 05/11/2026\n\nHer back pain began on 14 September.", 11),
    ("Cancer Center\nClinic 05/11/2026\n\nHer back pain began on September 14.", 5),
  ])
  func `days before their months tell how a date is written`(text: String, month: Int) throws {
    let document = Fixture.screener.extract(Fixture.document(text)).document
    #expect(document.date == CalendarDate(year: 2026, month: month, day: month == 11 ? 5 : 11))
  }
}
