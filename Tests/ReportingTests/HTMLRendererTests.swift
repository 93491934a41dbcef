import Crypto
import FoundationEssentials
import NoteModel
import Reporting
import Testing

@Suite struct `Screenings as HTML` {
  private let page = HTMLRenderer().render(Sample.screening)

  @Test(arguments: [
    ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;"),
    ("a\tb\nc", "a\tb\nc"),
    ("\u{0}\u{1B}\u{9B}\u{202E}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("\r", " "),
    ("e\u{301}\u{1F9F1}", "e\u{301}\u{1F9F1}"),
    ("a\r\n&\u{301}", "a \n&amp;\u{301}"),
  ])
  func `words are escaped scalar by scalar`(words: String, expected: String) {
    #expect(HTMLWriter.escaped(words) == expected)
  }

  @Test func `attributes and content are escaped alike`() {
    var html = HTMLWriter()
    html.element("a", ["href": "\"><x>", "id": nil]) { $0.words("</a>") }
    html.open("br")
    #expect(html.html == "<a href=\"&quot;&gt;&lt;x&gt;\">&lt;/a&gt;</a><br>")
  }

  @Test func `no word of a file becomes markup`() {
    let tags = markup(page).matches(of: /<\/?([a-zA-Z0-9]+)[^>]*>/).map { String($0.output.1) }
    let own: Set = [
      "html", "head", "meta", "title", "style", "script", "body", "header", "main", "section",
      "article", "aside", "nav", "search", "dialog", "h1", "h2", "h3", "p", "a", "div", "span",
      "ul", "ol", "li", "dl", "dt", "dd", "details", "summary", "q", "mark", "pre", "b", "strong",
      "time", "kbd", "label", "input", "output", "button", "svg", "symbol", "use", "g", "path",
      "circle", "rect",
    ]
    #expect(Set(tags).subtracting(own).isEmpty)
    #expect(tags.count { $0 == "script" } == 2)
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
  }

  @Test func `names, titles and warnings are escaped`() {
    let evil = "\"><script>alert(1)</script>"
    let screening = Sample.screening(documents: [Sample.document(evil, evil)], name: evil)
    let tags = HTMLRenderer().render(screening).matches(of: /<script/)
    #expect(tags.count == 1)
  }

  @Test func `nothing is asked of the network`() {
    for part in ["http:", "https:", "url(", "@import", "src=", " style=", "onclick"] {
      #expect(!page.contains(part), "\(part)")
    }
  }

  @Test(arguments: [("style", "style-src"), ("script", "script-src")])
  func `the content policy allows just the page's own`(name: String, source: String) throws {
    let text = try #require(page.firstMatch(of: try Regex("<\(name)>((?:.|\\n)*?)</\(name)>")))
    let content = try #require(text.output[1].substring)
    let hash = Data(SHA256.hash(data: Array(content.utf8))).base64EncodedString()
    #expect(!content.isEmpty)
    #expect(page.contains("\(source) &#39;sha256-\(hash)&#39;"))
    #expect(page.contains("content=\"default-src &#39;none&#39;;"))
    #expect(!page.contains("unsafe-inline"))
  }

  @Test func `tags are balanced`() {
    var open: [Substring] = []
    for tag in markup(page).matches(of: /<(\/?)([a-z0-9]+)[^>]*?(\/?)>/) {
      let name = tag.output.2
      if name == "meta" || name == "input" || !tag.output.3.isEmpty { continue }
      if tag.output.1.isEmpty {
        open.append(name)
      } else {
        #expect(open.popLast() == name)
      }
    }
    #expect(open.isEmpty)
  }

  @Test func `every link leads somewhere, every name is used once`() {
    let names = page.matches(of: /\sid="([^"]*)"/).map { $0.output.1 }
    #expect(Set(names).count == names.count)
    let links = page.matches(of: /\shref="#([^"]*)"/).map { $0.output.1 }
    #expect(links.count > 8)
    #expect(Set(links).subtracting(names).isEmpty)
    let labels = page.matches(of: /\saria-(?:labelledby|describedby)="([^"]*)"/)
      .map { $0.output.1 }
    #expect(Set(labels).subtracting(names).isEmpty)
  }

  @Test func `criteria and documents keep their order`() {
    let criteria = page.matches(of: /<li id="criterion-([^"]*)"/).map { String($0.output.1) }
    #expect(criteria == Sample.screening.criteria.map(\.id))
    let documents = page.matches(of: /<h3 id="d[0-9]+-title"[^>]*>([^<]*)/).map { $0.output.1 }
    #expect(documents == ["first.txt", "sub/second &lt;b&gt;.html"])
  }

  @Test func `passages are numbered as they are read`() {
    let names = page.matches(of: /<mark[^>]* id="e([0-9]+)"/).compactMap { Int($0.output.1) }
    #expect(names == Array(1...names.count))
    let ends = page.matches(of: /data-number="([0-9]+)"/).compactMap { Int($0.output.1) }
    #expect(ends == names)
  }

  @Test func `a status says what it does to the request`() {
    #expect(page.contains(">supported</b><span class=\"hidden\">, speaks against the request<"))
    #expect(page.contains(">refuted</b><span class=\"hidden\">, speaks for the request<"))
  }

  @Test func `a finding shows the words that gave it its context`() {
    #expect(page.contains("mark: absent, negation by <span class=\"cue\">No</span>"))
    let text = Sample.documents[0].document.text
    let cue = Sample.range("No", in: 0)
    let offsets = [cue.start, cue.end].map { String(text.scalarOffset(ofByte: $0)) }
    #expect(page.contains("data-cues=\"\(offsets.joined(separator: "-"))\""))
  }

  @Test func `the documents hold all their words and nothing else`() {
    let texts = page.matches(of: /<\/header>(<div class="block"(?:.|\n)*?)<\/article>/).map {
      String($0.output.1).replacing(/<[^>]*>/, with: "")
    }
    #expect(texts == [Sample.first, Sample.second].map(HTMLWriter.escaped))
  }

  @Test(arguments: [0, 1, 39, 40, 41, 100, 200])
  func `long documents come in blocks of whole lines`(lines: Int) throws {
    let text = (0..<lines).map { "line \($0)\n" }.joined()
    let cut = TextRange(text.utf8.count / 4, text.utf8.count / 2)
    let page = HTMLRenderer().render(Sample.screening(text, [cut]))
    let blocks = page.matches(
      of: /<div class="block" data-line="([0-9]+)" data-start="([0-9]+)">((?:.|\n)*?)<\/div>/
    )
    var held = ""
    for block in blocks {
      #expect(Int(block.output.1) == held.count { $0 == "\n" } + 1)
      #expect(Int(block.output.2) == held.count)
      held += block.output.3.replacing(/<[^>]*>/, with: "")
    }
    #expect(held == text)
    #expect(page.matches(of: /<mark[^>]* data-passage/).count == (lines == 0 ? 0 : 1))
  }

  @Test(arguments: [
    ([TextRange(0, 3), TextRange(4, 7)], "[one] [two] six", 2),
    ([TextRange(0, 7), TextRange(4, 11)], "[one two six]", 1),
    ([TextRange(0, 11), TextRange(4, 7)], "[one two six]", 1),
    ([TextRange(0, 3), TextRange(0, 3)], "[one] two six", 1),
    ([TextRange(0, 3), TextRange(3, 7)], "[one][ two] six", 2),
    ([TextRange(2, 2)], "one two six", 0),
    ([], "one two six", 0),
  ])
  func `evidence of one side that overlaps is one`(
    ranges: [TextRange],
    expected: String,
    passages: Int
  ) throws {
    let page = HTMLRenderer().render(Sample.screening("one two six", ranges))
    #expect(try marked(page) == expected)
    #expect(page.matches(of: /<mark[^>]* id="e/).count == passages)
    #expect(page.matches(of: /<li class="entry for" data-range/).count == passages)
  }

  @Test(arguments: [
    (TextRange(0, 7), TextRange(4, 11), "[one ][two][ six]", 1),
    (TextRange(0, 11), TextRange(4, 7), "[one ][two][ six]", 1),
    (TextRange(0, 3), TextRange(4, 7), "[one] [two] six", 2),
  ])
  func `overlaps of two sides are cut into segments`(
    favouring: TextRange,
    opposing: TextRange,
    expected: String,
    passages: Int
  ) throws {
    let screening = Sample.screening(
      documents: [Sample.document("a.txt", "one two six")],
      evidence: [
        Evidence(document: 0, range: favouring, stance: .for, finding: nil),
        Evidence(document: 0, range: opposing, stance: .against, finding: nil),
      ]
    )
    let page = HTMLRenderer().render(screening)
    #expect(try marked(page) == expected)
    #expect(page.matches(of: /<mark[^>]* id="e/).count == passages)
    #expect(page.contains("<mark class=\"for against\"") == (passages == 1))
  }

  @Test func `conflicts come in pairs, newest first`() throws {
    let days = [3, 9, nil, 5].map { $0.flatMap { CalendarDate(year: 2026, month: 1, day: $0) } }
    let screening = Sample.screening(
      documents: days.enumerated().map { Sample.document("\($0).txt", "yes no", date: $1) },
      evidence: [0, 1, 2].map {
        Evidence(document: $0, range: TextRange(0, 3), stance: .for, finding: nil)
      }
        + [2, 3].map {
          Evidence(document: $0, range: TextRange(4, 6), stance: .against, finding: nil)
        }
    )
    let places = HTMLRenderer().render(screening)
      .matches(
        of: /class="entry ([a-z]+)" data-range="[0-9]+" data-passage="[0-9]+" data-place="(.)/
      )
      .map { "\($0.output.1) \($0.output.2)" }
    #expect(places == ["for 1", "against 3", "for 0", "against 2", "for 2"])
  }

  /// The first block of a page, what is marked in brackets.
  private func marked(_ page: String) throws -> String {
    let block = try #require(page.firstMatch(of: /<div class="block"[^>]*>((?:.|\n)*?)<\/div>/))
    return String(block.output.1)
      .replacing(/<mark[^>]*>/, with: "[").replacing("</mark>", with: "]")
  }

  /// The page without its style and script, which hold signs of comparison.
  private func markup(_ page: String) -> String {
    page.replacing(/<style>(?:.|\n)*?<\/style>/, with: "<style></style>")
      .replacing(/<script>(?:.|\n)*?<\/script>/, with: "<script></script>")
  }
}
