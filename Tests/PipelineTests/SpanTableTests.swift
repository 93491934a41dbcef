import Pipeline
import Testing

@Suite struct `Tables of spans` {
  private static let table = SpanTable(
    "start\tid\tend\r\n3\ta\t8\r\n\r\n9\tb\n",
    file: "t.tsv"
  )

  @Test func `have cells by name, whatever the order and the line ends`() throws {
    let rows = Self.table.rows
    #expect(rows.map(\.line) == [2, 4])
    #expect(try Self.table.cell("id", of: rows[0]) == "a")
    #expect(try Self.table.span(of: rows[0]) == 3..<8)
    #expect(try Self.table.column(of: "id", in: rows[0]) == 3)
    #expect(SpanTable("", file: "t.tsv").rows.isEmpty)
  }

  @Test func `name the row that lacks a cell`() {
    let error = #expect(throws: SpanTableError.self) {
      try Self.table.span(of: Self.table.rows[1])
    }
    #expect(error?.description == "t.tsv:4: needs a column `end`")
  }
}
