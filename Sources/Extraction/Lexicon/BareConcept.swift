/// What bare words such as `fracture` mean, and the company they need for it.
struct BareConcept: Sendable {
  /// The concept they mean in company.
  let target: Int

  /// Concepts of which one must stand in the same sentence.
  let companions: Set<Int>

  /// Concepts of which none may stand in the same sentence, unless a level is next to them or a
  /// companion is there.
  let strangers: Set<Int>

  /// Concepts that leave them a finding only where a level or a companion is in the sentence too.
  let doubts: Set<Int>

  /// Whether a level next to them is company enough.
  let takesLevel: Bool

  /// Whether standing in an imaging report is.
  let takesImaging: Bool

  /// Whether a level right before them is, and no other.
  let followsLevel: Bool

  /// Whether a number with a decimal point right after them makes them a measure, and no mention.
  let isMeasured: Bool

  /// Whether a level anywhere in the sentence is.
  let takesNamedLevel: Bool

  /// Whether a study named in the sentence is as good as the report.
  let takesStudy: Bool

  /// Whether being the label of a line or cell is.
  let takesLabel: Bool

  /// The kinds of section in which they are company enough by themselves where a sentence begins
  /// with them: `ALLERGIES: None`.
  let sections: Set<Int>

  /// Whether they stay a finding of their own without company.
  let isKept: Bool

  /// Whether they need no company.
  var isAtHome: Bool {
    companions.isEmpty && !takesLevel && !followsLevel && !takesImaging && !takesStudy
      && !takesLabel && sections.isEmpty
  }

  /// The rule that a concept's groups state, or `nil` where it is no bare one.
  init?(_ concept: Concept, in names: Nomenclature) {
    guard concept.groups.contains("bare"),
      let target = concept.groups.compactMap({ names.concept($0) }).first
    else { return nil }
    self.target = target
    func places(_ prefix: String, by place: (String) -> Int?) -> Set<Int> {
      Set(
        concept.groups.filter { $0.hasPrefix(prefix) }
          .compactMap { place(String($0.dropFirst(prefix.count))) }
      )
    }
    companions = places("with:", by: names.concept)
    strangers = places("without:", by: names.concept)
    doubts = places("unless:", by: names.concept)
    sections = places("section:", by: names.kind)
    takesLevel = concept.groups.contains("levelled")
    followsLevel = concept.groups.contains("after-level")
    isMeasured = concept.groups.contains("unmeasured")
    takesNamedLevel = concept.groups.contains("level-named")
    takesImaging = concept.groups.contains("imaging-document")
    takesStudy = concept.groups.contains("studied")
    takesLabel = concept.groups.contains("label")
    isKept = concept.groups.contains("kept")
  }
}
