/// How the templates and sections of CDA tell what an entry states.
///
/// Sources: C-CDA R2.1 volume 2, CCD R1, IHE PCC; LOINC for the sections; SNOMED CT for the status
/// of problems.
enum EntryTemplates {
  private static let ccda = "2.16.840.1.113883.10.20.22.4."
  private static let ccd = "2.16.840.1.113883.10.20.1."
  private static let ihe = "1.3.6.1.4.1.19376.1.5.3.1.4."

  static let allergies: Set<String> = [ccda + "7", ccda + "90", ccd + "18", ihe + "6"]
  static let problems: Set<String> = [ccda + "4", ccd + "28", ihe + "5"]
  static let medications: Set<String> = [ccda + "16", ccda + "42", ccd + "24", ihe + "7"]
  static let immunizations: Set<String> = [ccda + "52", ccda + "120", ihe + "12"]
  static let results: Set<String> = [ccda + "2", ccd + "31", "1.3.6.1.4.1.19376.1.3.1.6"]
  static let vitals: Set<String> = [ccda + "27", ihe + "13.2"]
  static let simpleObservation = ihe + "13"
  static let procedures: Set<String> = [
    ccda + "12", ccda + "13", ccda + "14", ccda + "41", ccd + "29", ihe + "19",
  ]
  static let reactions: Set<String> = [ccda + "9", ccd + "54"]
  /// Observations of the status of a problem or an allergy.
  static let statuses: Set<String> = [
    ccda + "6", ccda + "28", ccd + "39", ccd + "50", "1.3.6.1.4.1.19376.1.5.3.1.4.1.1",
  ]
  /// Instructions and specimens, which are parts of a statement.
  static let parts: Set<String> = [
    ccda + "147", ccda + "415", "1.3.6.1.4.1.19376.1.3.1.2",
  ]

  static let problemSections: Set<String> = [
    "11450-4", "11348-0", "46241-6", "11535-2", "29299-5",
  ]
  static let allergySections: Set<String> = ["48765-2", "10155-0"]
  static let resultSection = "30954-2"
  static let vitalSection = "8716-3"
  static let immunizationSection = "11369-6"

  /// The LOINC code of an observation that states a status.
  static let statusCode = "33999-4"

  /// What the values of such an observation mean.
  static let statusValues = [
    "55561003": "active", "73425007": "inactive", "413322009": "resolved",
  ]

  private static let placeholders: Set<String> = [
    "unknown", "problem", "none", "n/a", "other", "not available", "no information",
  ]

  /// Whether a name says what a statement is about; exporters fill the field with a placeholder.
  static func isTelling(_ name: String) -> Bool { !placeholders.contains(name.lowercased()) }
}
