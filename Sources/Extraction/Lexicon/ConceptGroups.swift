/// The groups of concepts that the analysis asks for; a lexicon says which concepts are in them.
///
/// Groups that only cues, sections or policies name need none of this.
struct ConceptGroups: OptionSet, Sendable {
  let rawValue: UInt64

  static let acuteIllness = ConceptGroups(rawValue: 1 << 0)
  static let activitySign = ConceptGroups(rawValue: 1 << 1)
  static let antiInfective = ConceptGroups(rawValue: 1 << 2)
  static let chronic = ConceptGroups(rawValue: 1 << 3)
  static let closed = ConceptGroups(rawValue: 1 << 4)
  static let condition = ConceptGroups(rawValue: 1 << 5)
  static let decoy = ConceptGroups(rawValue: 1 << 6)
  static let drug = ConceptGroups(rawValue: 1 << 7)
  static let elsewhere = ConceptGroups(rawValue: 1 << 8)
  static let event = ConceptGroups(rawValue: 1 << 9)
  static let fracture = ConceptGroups(rawValue: 1 << 10)
  static let injection = ConceptGroups(rawValue: 1 << 11)
  static let located = ConceptGroups(rawValue: 1 << 12)
  static let measure = ConceptGroups(rawValue: 1 << 13)
  static let pain = ConceptGroups(rawValue: 1 << 14)
  static let percent = ConceptGroups(rawValue: 1 << 15)
  static let requestable = ConceptGroups(rawValue: 1 << 16)
  static let scored = ConceptGroups(rawValue: 1 << 17)
  static let service = ConceptGroups(rawValue: 1 << 18)
  static let sited = ConceptGroups(rawValue: 1 << 19)
  static let spinal = ConceptGroups(rawValue: 1 << 20)
  static let study = ConceptGroups(rawValue: 1 << 21)
  static let surgery = ConceptGroups(rawValue: 1 << 22)
  static let therapy = ConceptGroups(rawValue: 1 << 23)
  static let timed = ConceptGroups(rawValue: 1 << 24)
  static let wordy = ConceptGroups(rawValue: 1 << 25)
  static let statement = ConceptGroups(rawValue: 1 << 26)
  static let function = ConceptGroups(rawValue: 1 << 27)
  static let activity = ConceptGroups(rawValue: 1 << 28)
  static let mobility = ConceptGroups(rawValue: 1 << 29)
  static let compound = ConceptGroups(rawValue: 1 << 30)
  static let symptom = ConceptGroups(rawValue: 1 << 31)
  static let finding = ConceptGroups(rawValue: 1 << 32)
  static let lesion = ConceptGroups(rawValue: 1 << 33)

  static let terse = ConceptGroups(rawValue: 1 << 34)
  static let procedure = ConceptGroups(rawValue: 1 << 35)
  static let spanned = ConceptGroups(rawValue: 1 << 36)
  static let reading = ConceptGroups(rawValue: 1 << 37)
  static let closesSection = ConceptGroups(rawValue: 1 << 38)
  static let ending = ConceptGroups(rawValue: 1 << 39)
  static let thousands = ConceptGroups(rawValue: 1 << 40)
  static let background = ConceptGroups(rawValue: 1 << 41)
  static let effect = ConceptGroups(rawValue: 1 << 42)

  private static let named: [String: ConceptGroups] = [
    "acute-illness": .acuteIllness, "activity-sign": .activitySign,
    "anti-infective": .antiInfective, "chronic": .chronic, "closed": .closed,
    "condition": .condition, "decoy": .decoy, "drug": .drug, "elsewhere": .elsewhere,
    "event": .event, "fracture": .fracture, "injection": .injection, "located": .located,
    "measure": .measure, "pain": .pain, "percent": .percent, "procedure": .procedure,
    "requestable": .requestable,
    "scored": .scored, "service": .service, "sited": .sited, "spinal": .spinal, "study": .study,
    "surgery": .surgery, "therapy": .therapy, "timed": .timed, "wordy": .wordy,
    "statement": .statement, "function": .function, "activity": .activity,
    "mobility": .mobility, "compound": .compound, "symptom": .symptom, "finding": .finding,
    "lesion": .lesion, "terse": .terse, "spanned": .spanned,
    "reading": .reading, "closes-section": .closesSection, "ending": .ending,
    "thousands": .thousands, "background": .background,
    "effect": .effect,
  ]

  init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Those of some names that the analysis asks for.
  init(_ names: Set<String>) {
    self = names.reduce(into: []) { $0.formUnion(Self.named[$1] ?? []) }
  }
}
