import NoteModel

extension CalendarDate {
  /// The day of an HL7 time stamp, `YYYYMMDD…`; of a month or year alone its first or last day.
  init?(hl7 text: String, isEnd: Bool = false) {
    let digits = text.utf8.prefix { (0x30...0x39).contains($0) }.map { Int($0) - 0x30 }
    func number(_ places: Range<Int>) -> Int { digits[places].reduce(0) { 10 * $0 + $1 } }
    guard digits.count >= 4 else { return nil }
    let year = number(0..<4)
    let month = digits.count >= 6 ? number(4..<6) : isEnd ? 12 : 1
    guard (1...12).contains(month) else { return nil }
    let last = Self.length(ofMonth: month, year: year)
    let day = digits.count >= 8 ? number(6..<8) : isEnd ? last : 1
    self.init(year: year, month: month, day: day)
  }
}
