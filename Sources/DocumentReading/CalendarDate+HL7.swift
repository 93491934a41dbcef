import NoteModel

extension CalendarDate {
  /// The day of an HL7 time stamp, `YYYYMMDD…`; of a month or year alone its first or last day.
  init?(hl7 text: String, isEnd: Bool = false) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard digits.count >= 4, let year = Int(digits.prefix(4)) else { return nil }
    let month = digits.count >= 6 ? Int(digits.dropFirst(4).prefix(2)) : isEnd ? 12 : 1
    guard let month, (1...12).contains(month) else { return nil }
    let last = Self.length(ofMonth: month, year: year)
    let day = digits.count >= 8 ? Int(digits.dropFirst(6).prefix(2)) : isEnd ? last : 1
    guard let day else { return nil }
    self.init(year: year, month: month, day: day)
  }
}
