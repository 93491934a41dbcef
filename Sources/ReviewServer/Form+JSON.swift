import FoundationEssentials

extension Form {
  private enum Value: Decodable {
    case word(String)
    case list([String])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let word = try? container.decode(String.self) {
        self = .word(word)
      } else {
        self = .list(try container.decode([String].self))
      }
    }
  }

  /// The fields of a JSON object, whose values are strings, lists of strings, or null.
  ///
  /// - Throws: `Problem` for anything else.
  init(json bytes: [UInt8]) throws(Problem) {
    guard let object = try? JSONDecoder().decode([String: Value?].self, from: Data(bytes)) else {
      throw .badRequest("send a JSON object of strings, or lists of strings")
    }
    for (name, value) in object {
      switch value {
      case .word(let word): try add(name, word)
      case .list(let list): try add(name, list.joined(separator: ","))
      case nil: continue
      }
    }
  }
}
