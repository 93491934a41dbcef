package import NoteModel

extension String: JSONWritable {
  package func write(to json: inout JSONWriter) { json.string(utf8) }
}

extension Int: JSONWritable {
  package func write(to json: inout JSONWriter) { json.whole(self) }
}

extension Bool: JSONWritable {
  package func write(to json: inout JSONWriter) { json.literal(description) }
}

extension Double: JSONWritable {
  /// A whole number without a fraction; JSON has no word for what is not finite.
  package func write(to json: inout JSONWriter) {
    if let whole = Int(exactly: self) {
      json.whole(whole)
    } else {
      json.literal(isFinite ? description : "null")
    }
  }
}

extension Optional: JSONWritable where Wrapped: JSONWritable {
  package func write(to json: inout JSONWriter) {
    if let self { self.write(to: &json) } else { json.literal("null") }
  }
}

extension Array: JSONWritable where Element: JSONWritable {
  /// Names stand on one line, objects on lines of their own.
  package func write(to json: inout JSONWriter) {
    json.array(Element.self == String.self ? .line : .block) { json in
      for element in self { json.element(element) }
    }
  }
}

extension CalendarDate: JSONWritable {
  package func write(to json: inout JSONWriter) { json.string(description.utf8) }
}

extension SourceRange: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object(.line) { json in
      json.member("start", start)
      json.member("end", end)
    }
  }
}

extension Attribute.Value: JSONWritable {
  package func write(to json: inout JSONWriter) {
    switch self {
    case .word(let word): word.write(to: &json)
    case .levels(let levels): levels.map(\.description).write(to: &json)
    case .number(let number): number.write(to: &json)
    case .date(let date): date.write(to: &json)
    case .days(let days):
      json.object(.line) { json in
        json.key("days")
        json.array(.line) { json in
          json.element(days.lowerBound)
          json.element(days.upperBound)
        }
      }
    }
  }
}

extension String {
  /// The string, or `nil` where it is empty: JSON output says null of what is absent.
  var unlessEmpty: String? { isEmpty ? nil : self }
}
