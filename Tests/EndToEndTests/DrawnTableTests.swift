import NoteModel
import TestSupport
import Testing

/// Tables that plain text draws with bars, and the buttons that it draws with circles.
@Suite struct `Drawn tables and buttons` {
  @Test(arguments: [
    (
      "| COPD | No |\n| Sepsis | None identified |\n| Heart failure | Yes, mild |",
      ["copd absent", "sepsis absent", "heart-failure present"]
    ),
    (
      "PMH review\nCOPD | Not present\nHeart failure | Present\nUTI | Resolved",
      ["copd absent", "heart-failure present", "urinary-tract-infection historical"]
    ),
    // The marks of columns, whether or not they are drawn under their heads.
    (
      "| Item | Yes | No |\n|---|:---:|---|\n| COPD |  | X |\n| Warfarin | X | |",
      ["copd absent", "anticoagulant present"]
    ),
    (
      "| Condition    | Present | Absent |\n+======+=====+=====+\n| COPD         |         | x      |\n| Sepsis       | x       |        |",
      ["copd absent", "sepsis present"]
    ),
    (
      "| Drug | Dose | Status |\n|------|------|--------|\n| Warfarin | 5 mg | Stopped 2024-01-03 |\n| Oxycodone | 5 mg | Active |\n| Apixaban | 5 mg | Never started |",
      ["anticoagulant historical", "opioid present", "anticoagulant absent"]
    ),
    (
      "SUMMARY\nNo retropulsion | COPD on inhalers | denies radiculopathy | UTI",
      [
        "retropulsion absent", "copd present", "radiculopathy absent",
        "urinary-tract-infection present",
      ]
    ),
    (
      "INTAKE\nCOPD   \u{25CB} Yes \u{25CF} No\nWarfarin   \u{25C9} Yes \u{25EF} No",
      ["copd absent", "anticoagulant present"]
    ),
    (
      "INTAKE\nCOPD   Yes \u{25CB}  No \u{25CF}\nHeart failure:  Present \u{25CF}  Absent \u{25CB}\nSepsis: \u{25CB} Yes \u{25CB} No",
      ["copd absent", "heart-failure present", "sepsis hypothetical"]
    ),
    // Bullets are the same circles.
    (
      "\u{25CF} No retropulsion\n\u{25CF} COPD\n\u{25CB} Warfarin",
      ["retropulsion absent", "copd present", "anticoagulant present"]
    ),
  ])
  func `tell how what is in them holds`(text: String, expected: [String]) {
    #expect(Fixture.assertions(in: text, of: expected) == expected)
  }
}
