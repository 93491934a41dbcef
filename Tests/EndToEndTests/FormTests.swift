import NoteModel
import Pipeline
import TestSupport
import Testing

/// Text whose lines and columns tell how its findings hold, which one line of a file of marked
/// sentences cannot show.
@Suite struct `Forms and dated lines` {
  @Test(arguments: [
    (
      "CHECKLIST\nHeart failure, COPD, home O2\tNo\nAble to lie prone\tYes",
      ["heart-failure absent", "copd absent", "home-oxygen absent"]
    ),
    (
      "CHECKLIST\nCOPD\tYes\nInfection\tNo", ["copd present", "infection absent"]
    ),
    (
      "CHECKLIST\nActive infection ....... no\nCOPD ............... no, never\nSepsis ..... yes",
      ["infection absent", "copd absent", "sepsis present"]
    ),
    (
      "CHECKLIST\nCurrent infection or antibiotics: N\nCOPD: Y",
      ["infection absent", "copd present"]
    ),
    (
      "ORDER\nAnesthesia [x] MAC   [ ] GA   COPD (mild)", ["copd present"]
    ),
    (
      "INTAKE\nAnticoagulant....... NO Coagulopathy....... NO\nCOPD: Yes  CHF: No Sleep apnea: Unknown",
      ["anticoagulant absent", "coagulopathy absent", "copd present", "heart-failure absent"]
    ),
    (
      "SCHEDULING\nAnticoagulants: patient is not on any blood thinners.",
      ["anticoagulant absent", "anticoagulant absent"]
    ),
    (
      "PT PLAN\nTold family who to ring for temp > 100.5, burning urine (? UTI), new\nnumbness.",
      ["urinary-tract-infection hypothetical"]
    ),
    (
      "PREOP SHEET\nAnticoagulant, date held               ______________\nCOPD      N",
      ["anticoagulant hypothetical", "copd absent"]
    ),
    (
      "PREOP SHEET\nSteroid use now? [Yes] No (prednisone 10 daily for RA)",
      ["steroid-use present", "steroid-use present"]
    ),
    (
      "CALL\nHas your Eliquis been stopped yet?  [ ] yes  [X] no",
      ["anticoagulant present"]
    ),
    (
      "CALL\nIs the COPD controlled?  Y  [N]", ["copd present"]
    ),
    // Short words in the margin head their lines.
    (
      """
      FAMILY PRACTICE 10/14/2025
      PMH  htn, GERD. No COPD.
      SH   quit 1998, widow.
      FH   dad stroke, was on Coumadin.
      Meds lisinopril 20, tramadol 50 tid. No blood thinners.
      All  none.
      PE   lungs clear.
      """,
      ["copd absent", "anticoagulant family", "opioid present", "anticoagulant absent"]
    ),
    // The plan at the head of a letter ends where its text begins, and a label in a line with it.
    (
      """
      SPINAL SURGERY OUTPATIENTS
      Plan:
      1. Fusion, listed for 24 November 2025
      2. Bloods at pre-assessment

      She takes tramadol two at a time and wears a corset, which has made her days a little easier.
      """, ["opioid present", "brace present"]
    ),
    (
      """
      REHAB EASTBROOK Episode summary
      Pt: Testington, M   76F     Episode: Spine - T/L    Referral: Ipsum-Dolor MD
      Rehab dx:  back pain, COPD
      A TLSO is worn when she is up.
      """, ["back-pain present", "copd present", "brace present"]
    ),
    // A label holds its line where each line tells of another thing.
    (
      """
      INFECTIOUS DISEASE 02/10/2026
      PMH: DM2, now on glargine. Osteopenia. Sepsis 2019.
      PICC site clean, left arm.
      L3 vertebral osteomyelitis, week 1 of 6.
      """, ["osteopenia present", "sepsis historical", "osteomyelitis-discitis present"]
    ),
    (
      """
      NURSE CALL 08/27/2025
      Allergies: latex (rash), codeine (nausea).
      Takes rivaroxaban 20 mg with supper.
      """, ["opioid conditional", "anticoagulant present"]
    ),
    (
      """
      CLINIC 02/10/2026
      PMH: HTN. UTI in 2019, treated with
      antibiotics. Sepsis in 2020.
      """, ["urinary-tract-infection historical", "sepsis historical"]
    ),
    (
      "FORM\nCOPD [ ]\nHeart failure [x]\nUTI [ ]   Sepsis [ ]",
      ["copd absent", "heart-failure present", "urinary-tract-infection absent", "sepsis absent"]
    ),
    (
      "FORM\nCOPD          [ ]\nHeart failure [x]\nUTI: [x]\nSepsis: [ ]",
      [
        "copd absent", "heart-failure present", "urinary-tract-infection present",
        "sepsis hypothetical",
      ]
    ),
    (
      """
      RECONCILIATION

      Medication            CONTINUE   CHANGE   STOP
      warfarin 5 mg            X
      aspirin 81 mg                              X     ulcer
      oxycodone 5 mg                     X             was 10
      """, ["anticoagulant present", "antiplatelet historical", "opioid present"]
    ),
    (
      """
      PT DISCHARGE  01/29/2025

                           12/31          01/29
      Pain now / worst     7/10           2/10
      """, ["pain-score historical", "pain-score present"]
    ),
    (
      "PT DISCHARGE  05/12/26\nNPRS 8/10 to 1/10. Worst pain 9/10 \u{2192} 3/10.",
      [
        "pain-score historical", "pain-score present", "pain-score historical",
        "pain-score present",
      ]
    ),
    (
      "CLINIC 05/12/26\nBack pain 0/10 today. Back pain 0/10 at rest, 8/10 with a step.",
      [
        "back-pain absent", "pain-score present", "back-pain present", "pain-score present",
        "pain-score present",
      ]
    ),
    (
      """
      PT DISCHARGE  05/12/26

      O:                       05/12/26      03/30/26
         Pain, worst in week   3/10          8/10
      """, ["pain-score present", "pain-score historical"]
    ),
    (
      """
      FLOW SHEET  05/12/26

                       Rest     Walking
      Pain             3/10     8/10
      """, ["pain-score present", "pain-score present"]
    ),
    (
      "FORM\nCOPD .. None.\nUTI .......... No\n[x] Sepsis\n[ ] Myelopathy since ______",
      ["copd absent", "urinary-tract-infection absent", "sepsis present", "myelopathy absent"]
    ),
    (
      "FORM\nCOPD: present [ ] absent [x]\nSepsis: absent [ ] present [x]",
      ["copd absent", "sepsis present"]
    ),
    (
      "FORM\nRadiculopathy: none [ ] left [x] right [ ]", ["radiculopathy present"]
    ),
    (
      "FORM\nRadiculopathy: none [x] left [ ] right [ ]", ["radiculopathy absent"]
    ),
    (
      "FORM\nRadiculopathy: none [ ] left [ ] right [ ]", ["radiculopathy hypothetical"]
    ),
    (
      "FORM\nImaging and pain: concordant [ ] discordant [x]",
      ["imaging-study present", "pain present", "concordance absent", "discordance present"]
    ),
    (
      "FORM\nSteroid use: [ ] now [ ] in the past [x] never", ["steroid-use absent"]
    ),
    (
      "ORDER\n[ ] Smoker   [ ] COPD   [x] Osteoporosis", ["copd absent", "osteoporosis present"]
    ),
    (
      "ORDER\nOsteoporosis program / clinic ______________\nBlood thinner (name): ______",
      ["osteoporosis-program hypothetical", "anticoagulant hypothetical"]
    ),
    (
      "LUMBAR FILMS 05/29/2025\nNew since 2023: L2 compression fracture.\nL3 compression fracture since 2023.",
      ["vertebral-compression-fracture present", "vertebral-compression-fracture historical"]
    ),
    (
      "VISIT\nAnticoagulant: ***\nUTI ***\nCOPD: *** mild\nOsteoporosis, see report ***",
      [
        "anticoagulant hypothetical", "urinary-tract-infection hypothetical", "copd present",
        "osteoporosis present",
      ]
    ),
    (
      "ED\nPMH COPD\nFH mother osteoporosis\nMED ASA 81\nROS + back pain\nPE lungs clear",
      ["copd present", "osteoporosis family", "antiplatelet present", "back-pain present"]
    ),
    (
      "NOTE\nASSESSMENT / PLAN\nL1 fracture.\n- Physical therapy 2x/week, extension based.",
      ["vertebral-compression-fracture present", "physical-therapy planned"]
    ),
    (
      "NOTE\nNaproxen (prescribed) taken 1/12/24 to 3/9/24 and PT from 1/19/24 to 3/6/24, no help.",
      ["nsaid historical", "physical-therapy historical"]
    ),
    (
      "LIST\nBleeding disorders: nil\nwarfarin 5 mg daily",
      ["coagulopathy absent", "anticoagulant present"]
    ),
    (
      "LIST\nAllergies: none known\ntramadol 50 mg daily\n\nAllergies: codeine\ntramadol",
      ["opioid present", "opioid conditional", "opioid conditional"]
    ),
    (
      "CLINIC\nSciatica? Denies.\nOn Plavix? He isn't, per daughter.\nUTI? Not so far.",
      ["radiculopathy absent", "antiplatelet absent", "urinary-tract-infection absent"]
    ),
    (
      "CLINIC\nBlood thinners? NO (Coumadin, Eliquis, Xarelto all denied).",
      [
        "anticoagulant absent", "anticoagulant absent", "anticoagulant absent",
        "anticoagulant absent",
      ]
    ),
    (
      "NOTE\nShe was treated for sepsis on ___ and for UTI at ___ Hospital.",
      ["sepsis historical", "urinary-tract-infection historical"]
    ),
    (
      "NOTE\n(1) Blood thinner. The list was an old one.\n    She takes no anticoagulant.",
      ["anticoagulant absent", "anticoagulant absent"]
    ),
    (
      "NOTE\n(1) Blood thinner. Eliquis.\n(2) Not on another anticoagulant.",
      ["anticoagulant present", "anticoagulant present", "anticoagulant absent"]
    ),
    (
      "UTI 9/2025, tx Keflex, resolved | COPD - entered in error, removed",
      ["urinary-tract-infection historical", "copd absent"]
    ),
    (
      "HISTORY\nCOPD?  Y  (N)     Heart failure?  (Y)  N",
      ["copd absent", "heart-failure present"]
    ),
    (
      "HISTORY\nBleeding disorder   yes / NO\nCOPD   YES / no\nUTI   yes / no",
      ["coagulopathy absent", "copd present", "urinary-tract-infection hypothetical"]
    ),
    (
      "HISTORY\nUTI   Y / N   circled: N\nSepsis   Y / N   circled: Y",
      ["urinary-tract-infection absent", "sepsis present"]
    ),
    (
      "System\tYes\tNo\tComment\nCOPD\t\tX\tquit\nUTI\tX\t\nSepsis",
      ["copd absent", "urinary-tract-infection present", "sepsis hypothetical"]
    ),
    (
      "Item   Yes   No   Yes   No\nCOPD   x", ["copd present"]
    ),
    (
      "NOTE\nAllergies\tcodeine (nausea)\nShingles\t2019\nPain\ttramadol daily",
      ["opioid conditional", "opioid present"]
    ),
    (
      "Blood thinners . none. Off Eliquis since 2/2023.\nSepsis ..... none at present",
      ["anticoagulant absent", "anticoagulant historical", "sepsis absent"]
    ),
    (
      "FILLS\n799015  WARFARIN 5 MG TAB   30   30  03/06/2023  D/C 04/23",
      ["anticoagulant historical"]
    ),
    (
      "CALL 03/02/2026\nAny infection, fever, burning: he says no. Any blood thinners: she reports none.",
      ["infection absent", "anticoagulant absent"]
    ),
    // An insurer's letter asks; it tells nothing of the patient.
    (
      """
      FABLE HEALTH PLAN
      Utilization Management
      June 14, 2025
      Member: A. Nobody
      Dear Provider:
      Please send records.
      1. Imaging report showing an osteolytic lesion or a compression fracture    received
      2. UTI or sepsis   ___
      """,
      [
        "osteolytic-lesion hypothetical", "vertebral-compression-fracture hypothetical",
        "urinary-tract-infection hypothetical", "sepsis hypothetical",
      ]
    ),
    (
      "CLINIC 03/02/2026\nNo NSAIDs (warfarin, prior GI bleed). No blood thinner (enoxaparin ended last year).",
      ["nsaid absent", "anticoagulant present", "anticoagulant absent", "anticoagulant historical"]
    ),
    (
      "CLINIC 03/02/2026\nAllergies: codeine. No other trouble (had oxycodone 2024).",
      ["opioid conditional", "opioid historical"]
    ),
    // An item in capitals under its label is a line of its own where the one before left room.
    (
      """
      DISCHARGE 10/07/2025
      OTHER THINGS
        Age-related osteoporosis with old fractures
        HFpEF, compensated
        Hyponatremia, resolved
      """, ["osteoporosis present", "heart-failure present"]
    ),
    (
      "Relative   Diagnosis\nMother     osteoporosis\nFather     COPD",
      ["osteoporosis family", "copd family"]
    ),
    (
      "MAR\nOXYCODONE 5 MG Q6H   START 10/11/2025 (2.5 PRN 10/07/2025-10/11/2025)",
      ["opioid present"]
    ),
    (
      "CLINIC 03/01/2026\nHeme: DVT 2019, apixaban x 3 months.\nTakes apixaban x 3 months.",
      ["anticoagulant historical", "anticoagulant present"]
    ),
  ])
  func `tell how what is on them holds`(text: String, expected: [String]) {
    #expect(Fixture.assertions(in: text, of: expected) == expected)
  }

  @Test(arguments: [
    ("                 12/31    01/29\nOswestry         44%      8%", 8.0),
    ("                 01/29    12/31\nOswestry         8%       44%", 8.0),
    ("Measure     03/30/26    05/12/26\nOswestry    44%         8%", 8.0),
    ("            Rest     Score\nOswestry    44%      8%", 44.0), ("ODI 52% to 10%.", 10.0),
    ("ODI 44% -> 8% after therapy.", 8.0),
  ])
  func `give the value under the newest day`(table: String, value: Double) throws {
    let findings = Fixture.findings(in: "DISCHARGE  01/29/2027\n\n\(table)")
    let finding = try #require(findings.first { $0.concept == "odi" })
    #expect(finding.attribute("value")?.value == .number(value))
  }

  @Test(arguments: [
    ("T12 has lost a third of its height.", 33.3), ("T12 has lost two thirds of its height.", 67),
    ("Loss of about a quarter of the height of L1.", 25),
    ("L1 lost 40% of its height in a week.", 40),
    ("THIRTY PERCENT OF HEIGHT IS LOST AT L1.", 30),
    ("L1: forty-five percent loss of height.", 45),
    ("L1 has lost seventy percent of its height.", 70),
  ])
  func `give the part of a whole`(text: String, value: Double) throws {
    let findings = Fixture.findings(in: "MRI LUMBAR SPINE 01/05/2026\n\(text)")
    let finding = try #require(findings.first { $0.concept == "height-loss" })
    #expect(finding.attribute("value")?.value == .number(value))
  }

  @Test(arguments: [
    (
      "MAR MARCH 2025\nPage printed 03/18/2025 15:05\nAPIXABAN 2.5 MG BID\n  order date 08/14/2023",
      "2025-03-18"
    ),
    ("ORDER FORM\nOrder date 04/14/2026\nKyphoplasty", "2026-04-14"),
    ("VISIT 05/02/2025\nBack pain.\nPrinted 06/01/2025", "2025-05-02"),
    // What was sent at some hour asks for a later day.
    ("FROM: NONCE CLINIC   11/22/2023 09:31\nCPT: 22513\nDate ... 12/07/2023", "2023-11-22"),
    ("NONCE CLINIC   11/22/2023\nCPT: 22513\nVisit date: 12/07/2023", "2023-12-07"),
    (
      "ROSTER PRINT - MEDICATIONS   STUBBS, M      as of 04/22/25\n1 MELOXICAM    START 02/24/25",
      "2025-04-22"
    ),
  ])
  func `are dated by the note, and by their print only where nothing else dates them`(
    text: String,
    day: String
  ) {
    let (analyzed, _) = Fixture.screener.extract(Fixture.document(text))
    #expect(analyzed.date == CalendarDate(iso: day))
  }

  @Test func `several reports in a file have each its own day`() throws {
    let text = """
      COUNTY HOSPITAL   IMAGING

      ------------------------------------
      CT LUMBAR SPINE W/O CONTRAST    02/15/2025 21:50
      HX: FALL
      L1: Superior endplate compression fracture. No retropulsion. No lytic lesion.

      --- CT LUMBAR SPINE W/O CONTRAST -------- 02/25/2025 ---
      L1: Burst fracture, a retropulsed fragment is new, the canal is narrowed by it.
      """
    let findings = Fixture.findings(in: text).filter { $0.concept == "retropulsion" }
    #expect(findings.map(\.assertion) == [.absent, .present])
    #expect(
      findings.map(\.entryDay) == [
        CalendarDate(iso: "2025-02-15"), CalendarDate(iso: "2025-02-25"),
      ]
    )
    let lesion = try #require(
      Fixture.findings(in: text).first { $0.concept == "osteolytic-lesion" }
    )
    #expect(lesion.attribute(Attribute.source) != nil, "what is under HX is a question only there")
  }

  @Test(arguments: ["====", "---", "***", "#####"])
  func `entries may begin behind a ruling`(ruling: String) {
    let text = """
      NURSING HOME NOTES   Adm 10/07/2025

      \(ruling) 10/08/2025  ADMISSION \(ruling)
      Back pain is constant, 8/10, worse with any movement. UTI, cefpodoxime.

      \(ruling) 10/21/2025  FOLLOW UP \(ruling)
      Rule out UTI, wait for the culture before anything else is given.
      """
    let findings = Fixture.findings(in: text).filter { $0.concept == "urinary-tract-infection" }
    #expect(
      findings.map(\.entryDay) == ["2025-10-08", "2025-10-21"].map { CalendarDate(iso: $0) }
    )
  }

  @Test(arguments: [
    ("Seen 12 visits, 10/01/2025 to 11/12/2025.", 12.0),
    ("Treated 10/01/2025 to 11/12/2025, twelve sessions.", 12),
    ("Visits: 9 (10/1/2025 - 11/12/2025)", 9),
  ])
  func `count visits before or after their word`(text: String, count: Double) throws {
    let visits = try #require(
      Fixture.findings(in: "PT DISCHARGE 11/12/2025\n\n\(text)").first { $0.concept == "pt-visits" }
    )
    #expect(visits.attribute(Attribute.value)?.value == .number(count))
    #expect(
      visits.attribute(Attribute.until)?.value == CalendarDate(iso: "2025-11-12").map { .date($0) }
    )
  }

  @Test(arguments: [
    "Visits: 9 authorized, 9 attended\n 10/1 10/3 10/8 10/10 10/15 11/12",
    "Sessions: 10/1, 10/8, 10/15, 11/12.",
  ])
  func `take days in a row for those of visits`(text: String) throws {
    let visits = try #require(
      Fixture.findings(in: "PT DISCHARGE 11/14/2025\n\n\(text)").first {
        $0.concept == "pt-visits" && $0.attribute(Attribute.since) != nil
      }
    )
    let days = ["2025-10-01", "2025-11-12"].map { day in
      CalendarDate(iso: day).map { Attribute.Value.date($0) }
    }
    #expect(visits.attribute(Attribute.since)?.value == days[0])
    #expect(visits.attribute(Attribute.until)?.value == days[1])
  }

  @Test(arguments: [
    "Acute L1 compression fracture on the 4/8 MRI.",
    "L1 compression fracture, edema on 4/8 MRI.",
    "L1 compression fracture on her April MRI.",
  ])
  func `know what a study showed that is named with its day`(text: String) throws {
    let fracture = try #require(
      Fixture.findings(in: "CLINIC 04/14/2026\n\n\(text)").first {
        $0.concept == "vertebral-compression-fracture"
      }
    )
    #expect(fracture.attribute(Attribute.source) != nil)
  }

  @Test(arguments: [
    (
      "On 3 June 2025, lifting no more than a tray of rolls, he noticed low back pain.",
      "2025-06-03"
    ),
    ("Started 2/18 stepping out of the car, back pain ever since.", "2026-02-18"),
    (
      "She tipped over the gate on January 19 and has had back pain from that hour on.",
      "2026-01-19"
    ),
  ])
  func `tell the day on which a pain began`(text: String, day: String) {
    let findings = Fixture.findings(in: "CLINIC 04/14/2026\n\nHPI: \(text)")
    let days = findings.filter { $0.concept == "back-pain" || $0.concept == "injury-event" }
      .flatMap { [$0.attribute(Attribute.date), $0.attribute(Attribute.since)] }
      .compactMap { $0?.value }
    #expect(days.contains(CalendarDate(iso: day).map { .date($0) } ?? .number(0)))
  }

  @Test func `take no pain rated after its onset for one that began today`() {
    let text = "Eight weeks after onset he has back pain that is constant, 7/10 today."
    let findings = Fixture.findings(in: "CLINIC 04/14/2026\n\n\(text)")
    #expect(findings.allSatisfy { $0.attribute(Attribute.date) == nil })
  }

  @Test func `see a story without a day of its own from the last it tells`() throws {
    let text = """
      CASE REPORT

      On 2 August 2023 she fell and was thrown back. The pain was severe and she was seen twice.
      Oxycodone was started on 12 September. On 14 November 2023 the vertebra was filled.
      """
    let oxycodone = try #require(Fixture.findings(in: text).first { $0.concept == "opioid" })
    let day = CalendarDate(iso: "2023-09-12").map { Attribute.Value.date($0) }
    #expect(
      [Attribute.date, Attribute.since].contains { oxycodone.attribute($0)?.value == day }
    )
  }

  @Test(arguments: [
    "Pain 7/10 today, and it has not eased at all in the weeks since it began.",
    "Rates her pain 8/10.", "Pain on a scale of 10/10.", "Pain today 8/10 when upright, 3/10 flat.",
  ])
  func `take a score of pain for no day`(text: String) {
    let findings = Fixture.findings(in: "DATE: 03/26/2025\n\(text)")
    #expect(findings.allSatisfy { $0.attribute(Attribute.date) == nil })
    #expect(findings.contains { $0.concept == "pain-score" })
  }

  @Test(arguments: [
    ("Osteoporosis with pathologic T12 compression fracture.", "osteoporotic"),
    ("Pathological compression fracture due to age-related osteoporosis.", "osteoporotic"),
    ("Pathologic T12 compression fracture.", "neoplastic"),
  ])
  func `tell the cause of a fracture`(text: String, cause: String) throws {
    let fracture = try #require(
      Fixture.findings(in: text).first { $0.concept == "vertebral-compression-fracture" }
    )
    #expect(fracture.attribute("cause")?.value == .word(cause))
  }

  /// What forms are made of, put together at random: it may mean nothing, but ends no program, and
  /// every finding lies within the text.
  @Test(arguments: 0..<20)
  func `are read whatever stands where`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let parts = """
      Yes No YES NO Y N x X [x] [ ] (Y) (N) [N] ● ✓ ☐ COPD UTI warfarin PT TLSO T12 L1-L2 met edema
      no without never hour if Should is Any ? : ; , . ...... | / -> - ( ) circled: until 9/30 30% it
      she that | |---| ○ ◉ MRI FINDINGS: PLAN: ADDENDUM ==== ____ 1. 2) # Name: old Since From To last dose
      """.split(whereSeparator: \.isWhitespace)
    let gaps = [" ", "  ", "   ", "\t", "\t\t", "\n", "\n\n", ""]
    for _ in 0..<100 {
      let text = (0..<Int.random(in: 1...80, using: &random)).map { _ in
        (parts.randomElement(using: &random) ?? "") + (gaps.randomElement(using: &random) ?? "")
      }.joined()
      let findings = Fixture.findings(in: text)
      #expect(
        findings.allSatisfy { $0.range.start < $0.range.end && $0.range.end <= text.utf8.count },
        "\(text)"
      )
    }
  }
}
