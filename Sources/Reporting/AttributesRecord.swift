import NoteModel

/// What is said about a finding as one object: of a repeated name the first value, of levels all.
struct AttributesRecord: JSONWritable {
  private(set) var members: [(name: String, value: Attribute.Value)] = []

  init(attributes: [Attribute]) {
    for attribute in attributes {
      guard let index = members.firstIndex(where: { $0.name == attribute.name }) else {
        members.append((attribute.name, attribute.value))
        continue
      }
      if case .levels(var levels) = members[index].value, case .levels(let more) = attribute.value {
        for level in more where !levels.contains(level) { levels.append(level) }
        members[index].value = .levels(levels)
      }
    }
  }

  /// `name=value` of each, for people and for tables.
  var words: [String] {
    members.map { "\($0.name)=\($0.value.words)" }
  }

  func write(to json: inout JSONWriter) {
    json.object(.line) { json in
      for member in members { json.member(named: member.name, member.value) }
    }
  }
}

extension Attribute.Value {
  /// The value in words, such as `T12 L1` or `28-31 days`.
  var words: String {
    switch self {
    case .word(let word): word
    case .levels(let levels): levels.map(\.description).joined(separator: " ")
    case .number(let number): Int(exactly: number).map(String.init) ?? String(number)
    case .date(let date): date.description
    case .days(let days):
      days.lowerBound == days.upperBound
        ? "\(days.lowerBound) days" : "\(days.lowerBound)-\(days.upperBound) days"
    }
  }
}
