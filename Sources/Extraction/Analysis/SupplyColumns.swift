import NoteModel
import TextProcessing

/// The column of a history of fills that says for how many days what was dispensed lasts.
///
/// ```
/// FILLED      DRUG                  QTY   DAYS
/// 10/21/25    HYDROCODONE-APAP      90    30
/// ```
struct SupplyColumns {
  /// What a row tells of what was dispensed.
  private struct Supply {
    /// The last day that the row names.
    let filled: CalendarDate
    /// The day until which it lasts.
    let end: CalendarDate
    /// The number of days.
    let days: TextRange
  }

  /// The rows below such headings.
  private var supplies = Stretches<Supply>()

  /// The last day that a row or what stands above the first table names: that of the last fill, or on
  /// which the history was printed.
  private(set) var day: CalendarDate?

  private let lexicon: Lexicon

  /// The tables of a text, of which one ends where the next begins.
  ///
  /// - Complexity: O(tokens)
  init(_ text: TokenizedText, _ lexicon: Lexicon) {
    self.lexicon = lexicon
    guard text.hasLayout else { return }
    var column: Int?
    var line = 0
    while line < text.tokens.count {
      let row = line..<text.line(after: line + 1, atMost: text.tokens.count).upperBound
      defer { line = row.upperBound }
      // Most texts have no such heading.
      let heading = row.first { lexicon.words.value(text.tokens[$0].word, .supply) != nil }
      guard heading != nil || column != nil else { continue }
      // A single blank may stand between a day and the number of a prescription.
      let cells = row.filter { $0 == line || text.mayBeginCell($0) || text.isDate($0 - 1) }
      if let heading, cells.count > 2, row.allSatisfy({ text.tokens[$0].kind != .number }) {
        column = cells.lastIndex { $0 <= heading }
      } else if let column, column < cells.count,
        let supply = Self.supply(of: row, days: cells[column], text, lexicon)
      {
        let known = day ?? Self.dates(in: 0..<line, text).max() ?? supply.filled
        day = max(known, supply.filled)
        supplies.begin(at: line, supply)
        supplies.end(at: row.upperBound)
      }
    }
  }

  /// What a row tells that has a day with its year, and a whole number of days at a token.
  private static func supply(
    of row: Range<Int>,
    days: Int,
    _ text: TokenizedText,
    _ lexicon: Lexicon
  ) -> Supply? {
    guard let filled = dates(in: row, text).max(), text.tokens[days].kind == .number,
      let length = text.number(days).whole, length > 0
    else { return nil }
    // The row itself may say that it goes on: `ACTIVE`.
    let isOngoing = text.tokens(row, have: .ongoing, lexicon.words)
    return Supply(
      filled: filled,
      end: filled.advanced(by: isOngoing ? longTime : length),
      days: text.range(days)
    )
  }

  /// The days with their year among some tokens.
  private static func dates(in tokens: Range<Int>, _ text: TokenizedText) -> [CalendarDate] {
    tokens.compactMap { index in
      text.isDate(index)
        ? text.number(index).date(before: nil, isDayFirst: text.isDayFirst)?.last : nil
    }
  }

  /// Takes the drugs for past whose last supply was used up well before a day, and no other fill of
  /// them for past because it was long ago.
  ///
  /// - Parameters:
  ///   - findings: those of the text, in its order.
  ///   - text: the text of the tables.
  ///   - today: the day that they are seen from; that of the history where no later one is known.
  /// - Complexity: O(findings · log rows)
  func settle(_ findings: inout [Finding], _ text: TokenizedText, seenOn today: CalendarDate?) {
    guard let day else { return }
    let today = max(today ?? day, day)
    var ends: [String: CalendarDate] = [:]
    var fills: [(finding: Int, substance: String, days: TextRange)] = []
    for index in findings.indices where lexicon.is(findings[index].concept, .drug) {
      let token = text.tokens(in: findings[index].range).lowerBound
      guard let supply = supplies[token] else { continue }
      let substance = findings[index].substance
      ends[substance] = max(ends[substance] ?? supply.end, supply.end)
      fills.append((index, substance, supply.days))
    }
    for (index, substance, days) in fills {
      // What words say of a fill holds: `d/c 05/16`.
      guard findings[index].context.isEmpty,
        findings[index].assertion == .present || findings[index].assertion == .historical
      else { continue }
      let isOver = ends[substance].map { today.days(since: $0) > Self.slack } ?? false
      findings[index].assertion = isOver ? .historical : .present
      if isOver {
        let cue = Finding.Cue(kind: Cue.Context.historical.rawValue, range: days)
        findings[index].context.append(cue)
      }
    }
  }

  /// Days from a fill for which what goes on lasts.
  private static let longTime = 36_500

  /// Days after the last supply for which a drug that is not taken daily may still last.
  private static let slack = 20
}

extension Finding {
  /// What a drug is, whatever its brand: its code, or else what its concept is.
  fileprivate var substance: String { codes.first.map { "\($0.system) \($0.code)" } ?? concept }
}
