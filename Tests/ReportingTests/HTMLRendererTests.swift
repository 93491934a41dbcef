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
    html.element("a", ["href": "\"><x>"]) { $0.words("</a>") }
    html.open("br")
    #expect(html.html == "<a href=\"&quot;&gt;&lt;x&gt;\">&lt;/a&gt;</a><br>")
  }

  @Test func `no word of a file becomes markup`() {
    let tags = page.matches(of: /<\/?([a-zA-Z0-9]+)[^>]*>/).map { String($0.output.1) }
    let own: Set = [
      "html", "head", "meta", "title", "style", "body", "a", "header", "main", "footer", "section",
      "article", "h1", "h2", "h3", "p", "div", "span", "ul", "ol", "li", "dl", "dt", "dd",
      "details",
      "summary", "q", "mark", "pre",
    ]
    #expect(Set(tags).subtracting(own).isEmpty)
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(!page.contains("http:"))
    #expect(!page.contains("https:"))
    #expect(!page.contains("url("))
  }

  @Test func `tags are balanced`() {
    var open: [Substring] = []
    for tag in page.matches(of: /<(\/?)([a-z0-9]+)[^>]*>/) {
      let name = tag.output.2
      if name == "meta" { continue }
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
    let labels = page.matches(of: /\saria-labelledby="([^"]*)"/).map { $0.output.1 }
    #expect(Set(labels).subtracting(names).isEmpty)
  }

  @Test func `the documents hold all their words and nothing else`() {
    let texts = page.matches(of: /<pre>((?:.|\n)*?)<\/pre>/).map { match in
      String(match.output.1).replacing(/<[^>]*>/, with: "")
    }
    let expected = [Sample.first, Sample.second].map { HTMLWriter.escaped($0) + "\n" }
    #expect(texts == expected)
  }

  @Test(arguments: [
    ([TextRange(0, 3), TextRange(4, 7)], "[one] [two] six"),
    ([TextRange(0, 7), TextRange(4, 11)], "[one ][two][ six]"),
    ([TextRange(0, 11), TextRange(4, 7)], "[one ][two][ six]"),
    ([TextRange(0, 3), TextRange(0, 3)], "[one] two six"),
    ([TextRange(0, 3), TextRange(3, 7)], "[one][ two] six"),
    ([TextRange(2, 2)], "one two six"),
    ([], "one two six"),
  ])
  func `overlaps are cut into segments`(ranges: [TextRange], expected: String) throws {
    let page = HTMLRenderer().render(Sample.screening("one two six", ranges))
    let line = try #require(page.firstMatch(of: /<span class="line">(.*)\n/)).output.1
    let marked = line.replacing(/<mark[^>]*>/, with: "[").replacing("</mark>", with: "]")
    #expect(marked.replacing(/<[^>]*>/, with: "") == expected)
  }

  @Test func `evidence over lines is marked on each`() {
    let page = HTMLRenderer().render(Sample.screening("one\n\ntwo\nsix", [TextRange(1, 10)]))
    let text = page.matches(of: /<span class="line">(.*)\n/).map { match in
      match.output.1.replacing(/<mark[^>]*>/, with: "[").replacing("</mark>", with: "]")
        .replacing(/<[^>]*>/, with: "")
    }
    #expect(text.map(String.init) == ["o[ne]", "", "[two]", "[s]ix"])
  }
}
