/// Reads what a line of a cue file says of its words.
struct CueReader {
  /// The attributes that cues add, as they were met.
  private(set) var qualities: [(name: String, value: String)] = []

  /// The groups that cues name.
  private(set) var groups = GroupTable()

  private let names: Nomenclature
  private var effects: [String: Cue.Effect] = [:]
  private var options: [String: Cue.Options] = [:]
  private var masks: [Substring: GroupMask] = [:]
  /// What was read last; the next line often says the same.
  private var lastEffect: (row: LexiconRow, effect: Cue.Effect)?
  private var lastOptions: (row: LexiconRow, options: Cue.Options)?

  init(names: Nomenclature) { self.names = names }

  /// The cue of a line, or `nil` where the line names no effect or no direction.
  mutating func cue(_ row: LexiconRow, _ check: inout LexiconCheck) -> Cue? {
    guard let effect = effect(row, &check) else { return nil }
    guard let direction = Cue.Direction(rawValue: row[2]) else {
      check.report(row, "`\(row[2])` is no direction: forward, backward or both")
      return nil
    }
    return Cue(
      effect: effect,
      direction: direction,
      options: options(row, &check),
      hasGap: row.words(1).contains(UInt8(ascii: "_")),
      place: row.place(1)
    )
  }

  /// The effect that a line names.
  mutating func effect(_ row: LexiconRow, _ check: inout LexiconCheck) -> Cue.Effect? {
    if let last = lastEffect, row.isSame(0, as: last.row) { return last.effect }
    let name = row[0]
    guard let effect = effects[name] ?? effect(named: name) else {
      check.report(row, "`\(name)` is no effect: a context, barrier, pseudo or name=value")
      return nil
    }
    effects[name] = effect
    lastEffect = (row, effect)
    return effect
  }

  private mutating func effect(named name: String) -> Cue.Effect? {
    let parts = name.split(separator: "=", maxSplits: 1).map(String.init)
    if parts.count == 2 {
      qualities.append((parts[0], parts[1]))
      return .attribute(qualities.count - 1)
    }
    switch name {
    case "barrier": return .barrier
    case "pseudo": return .pseudo
    default: return Cue.Context(rawValue: name).map { .context($0) }
    }
  }

  private mutating func options(_ row: LexiconRow, _ check: inout LexiconCheck) -> Cue.Options {
    if row.isEmpty(3) { return Cue.Options() }
    if let last = lastOptions, row.isSame(3, as: last.row) { return last.options }
    let text = row[3]
    if let known = options[text] { return known }
    let problemsBefore = check.problems.count
    var read = Cue.Options()
    for option in row.items(3) { take(option, into: &read, row, &check) }
    if check.problems.count == problemsBefore { options[text] = read }
    lastOptions = (row, read)
    return read
  }

  private mutating func take(
    _ option: String,
    into options: inout Cue.Options,
    _ row: LexiconRow,
    _ check: inout LexiconCheck
  ) {
    switch option {
    case "nearest": options.isNearest = true
    case "adjacent": options.isAdjacent = true
    case "present-tense": options.isOfPresentTense = true
    case "verb": options.isOfVerb = true
    case "yields": options.isYielding = true
    case "affirmed": options.isAffirmed = true
    case "doubles": options.isDoubling = true
    case "lists": options.isListing = true
    case "subjects": options.isOfSubjects = true
    case "label": options.isLabel = true
    case "status": options.isStatus = true
    case "informant": options.isOfInformant = true
    case "elliptic": options.isElliptic = true
    case "infinitive": options.takesInfinitive = true
    case "case": options.isCaseSensitive = true
    case let item where item.hasPrefix("groups="):
      options.only = mask(of: item.dropFirst(7), row, &check)
    case let item where item.hasPrefix("except="):
      options.except = mask(of: item.dropFirst(7), row, &check)
    case let item where item.hasPrefix("stops="):
      for name in item.dropFirst(6).split(separator: ",") {
        if let context = Cue.Context(rawValue: String(name)) {
          options.stops.insert(Cue.Contexts(context))
        } else {
          check.report(row, "`\(name)` names no context")
        }
      }
    case let item where item.hasPrefix("reach="):
      if let number = Int(item.dropFirst(6)), (0...Cue.longestReach).contains(number) {
        options.reach = Int16(number)
      } else {
        check.report(row, "`\(item)` needs a number of tokens up to \(Cue.longestReach)")
      }
    default:
      check.report(
        row,
        "`\(option)` is no option of a cue; there are nearest, adjacent, present-tense, verb,"
          + " yields, affirmed, doubles, lists, subjects, label, status, informant, elliptic, infinitive, case, groups=,"
          + " except=, stops=, reach="
      )
    }
  }

  private mutating func mask(
    of list: Substring,
    _ row: LexiconRow,
    _ check: inout LexiconCheck
  ) -> GroupMask {
    if let known = masks[list] { return known }
    let listed = list.split(separator: ",").map(String.init)
    names.check(groups: listed, of: row, &check)
    let mask = groups.mask(of: listed)
    masks[list] = mask
    return mask
  }
}
