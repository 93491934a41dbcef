/// How the templates and sections of CDA tell what an entry states.
///
/// Sources: C-CDA R2.1 volume 2, CCD R1, IHE PCC; LOINC for the sections; SNOMED CT for the status
/// of problems.
enum EntryTemplates {
  private static let ccda = "2.16.840.1.113883.10.20.22.4."
  private static let ccd = "2.16.840.1.113883.10.20.1."
  private static let ihe = "1.3.6.1.4.1.19376.1.5.3.1.4."

  /// What the templates of an entry make of it.
  struct Roles: OptionSet {
    let rawValue: UInt16

    static let allergy = Roles(rawValue: 1 << 0)
    static let problem = Roles(rawValue: 1 << 1)
    static let medication = Roles(rawValue: 1 << 2)
    static let immunization = Roles(rawValue: 1 << 3)
    static let result = Roles(rawValue: 1 << 4)
    static let vitalSign = Roles(rawValue: 1 << 5)
    static let simpleObservation = Roles(rawValue: 1 << 6)
    static let procedure = Roles(rawValue: 1 << 7)
    static let reaction = Roles(rawValue: 1 << 8)
    /// An observation of the status of a problem or an allergy.
    static let status = Roles(rawValue: 1 << 9)
    /// An instruction or a specimen, which is a part of a statement.
    static let part = Roles(rawValue: 1 << 10)
    /// A template that says nothing of the kind.
    static let other = Roles(rawValue: 1 << 11)
  }

  /// What a template makes of an entry.
  static func roles(of template: String) -> Roles { roles[template] ?? .other }

  private static let roles: [String: Roles] = {
    let templates: [(Roles, [String])] = [
      (.allergy, [ccda + "7", ccda + "90", ccd + "18", ihe + "6"]),
      (.problem, [ccda + "4", ccd + "28", ihe + "5"]),
      (.medication, [ccda + "16", ccda + "42", ccd + "24", ihe + "7"]),
      (.immunization, [ccda + "52", ccda + "120", ihe + "12"]),
      (.result, [ccda + "2", ccd + "31", "1.3.6.1.4.1.19376.1.3.1.6"]),
      (.vitalSign, [ccda + "27", ihe + "13.2"]),
      (.simpleObservation, [ihe + "13"]),
      (.procedure, [ccda + "12", ccda + "13", ccda + "14", ccda + "41", ccd + "29", ihe + "19"]),
      (.reaction, [ccda + "9", ccd + "54"]),
      (.status, [ccda + "6", ccda + "28", ccd + "39", ccd + "50", ihe + "1.1"]),
      (.part, [ccda + "147", ccda + "415", "1.3.6.1.4.1.19376.1.3.1.2"]),
    ]
    var roles: [String: Roles] = [:]
    for (role, names) in templates {
      for name in names { roles[name, default: []].insert(role) }
    }
    return roles
  }()

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

  private static let emptyNames: Set<String> = [
    "unknown", "problem", "none", "n/a", "other", "not available", "no information",
  ]

  /// Whether a name says what a statement is about; exporters fill the field with a word that says nothing.
  static func isTelling(_ name: String) -> Bool { !emptyNames.contains(name.lowercased()) }
}
