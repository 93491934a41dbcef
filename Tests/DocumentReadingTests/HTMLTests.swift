import Foundation
import NoteModel
import Testing

@Suite struct `Reading HTML` {
  @Test(arguments: [
    // Blocks and lines
    ("<p>one</p><p>two</p>", "one\n\ntwo"), ("<p>one<p>two", "one\n\ntwo"), ("a<br>b", "a\nb"),
    ("a<br><br>b", "a\n\nb"), ("<div>a</div>b<hr>c", "a\nb\nc"), ("<h2>A</h2>b", "A\nb"),
    ("<div><div><p>a</p></div></div>b", "a\n\nb"), ("<dl><dt>a<dd>b</dl>", "a\nb"),
    ("<b><p>one</b> two</p>", "one two"), ("a<p></p><p> </p>b", "a\n\nb"),
    // White space
    ("  many \n  spaces  ", "many spaces"), ("a <b> b</b>", "a b"),
    ("com<b>press</b>ion", "compression"),
    ("<pre>a  b\n c</pre>d", "a  b\n c\nd"), ("a&nbsp; b&#32;&#10;c", "a\u{A0} b c"),
    ("<p style=\"white-space: pre-wrap\">a  b</p>", "a  b"), ("a<!-- -->b<wbr>c", "abc"),
    // Lists
    ("<ul><li>x<li>y</ul>", "- x\n- y"), ("<ol><li>x</li><li>y</li></ol>", "1. x\n2. y"),
    ("<ol start=3><li><p>x</p><li></ol>y", "3. x\n\ny"),
    ("<ul><li>a<ol><li>b</ol><li>c</ul>", "- a\n1. b\n- c"),
    ("<ol><li value=9>a<li>b</ol>", "9. a\n10. b"),
    // Tables
    ("<table><tr><th>a<th>b<tr><td>1<td>2</table>", "a\tb\n1\t2"),
    ("<table><tr><td>a<td><td>c<td></table>d", "a\t\tc\nd"),
    ("<table><tr><td><p>a</p><td><div>b</div></table>", "a\tb"),
    ("<table><tr><td>a<br>b<td>c</table>", "a\nb\tc"),
    ("<table><tr><td>a<table><tr><td>b<td>c</table><td>d</table>", "a\nb\tc\td"),
    ("<table>x<tr><td>a</td></tr>y</table>z", "x\na\ny\nz"),
    ("<table><tr></tr><tr><td></td></tr><tr><td>a</table>", "a"),
    // References
    ("a &amp; b &#233; &ndash; &lt; &#x2265;", "a & b é – < ≥"),
    ("&nosuch; & AT&T", "&nosuch; & AT&T"),
    ("&copy 1 &lt5 &frac12x &notit;", "© 1 <5 ½x ¬it;"),
    ("&#150;&#x80;&#0;&#xD800;", "–€\u{FFFD}\u{FFFD}"),
    ("&check; &lpar;x&rpar;", "✓ (x)"),
    // What is no markup
    ("1 < 2 and 3 > 2, <5% </= 9", "1 < 2 and 3 > 2, <5% </= 9"),
    // What is not shown
    ("a<script>no</script><style>no</style><!-- no -->b", "ab"),
    ("a<div style=\"display: none\">no <div>no</div></div>b", "ab"),
    ("a<p hidden>no<p>b", "a\n\nb"), ("a<span hidden>no</span> b", "a b"),
    ("a<template><p>no</p></template><noscript>no</noscript><svg><desc>no</desc></svg>b", "ab"),
    ("a<![if !x]>b<![endif]>c<!--> d <!-- no --!>e<?php no ?>", "abc d e"),
    ("a<script>if (x</y>1) no", "a"),
    // Styles
    ("<style>.no{display:none}</style>a<p class='x no'>no</p>b", "ab"),
    (
      "<style>/*}*/ p.no, #no { color: red; display : none }</style><p class=no>no<p id=no>no<p>a",
      "a"
    ),
    (
      "<style>.no {display:none} div .x {display:none}</style><p class=x>a <b class=No>b</b>", "a b"
    ),
    ("<style>@media print { p {display:none} } b{display:none}</style><p>a<b>no</b>b", "ab"),
    ("<style>.a{display:none} .a.b{display:block}</style><i class='b a'>a</i>b", "a\nb"),
    ("<style>.p{white-space:pre}</style><p class=p>a  b", "a  b"), ("<style>p{", ""),
    ("<span style='display:block'>a</span>b<div style='display: inline'>c</div>", "a\nbc"),
    // Forms
    ("<input type=checkbox checked>yes <input type=checkbox>no", "[x] yes [ ] no"),
    ("ECOG <input value=\"2 &lt; 3\"> <input type=hidden value=no>", "ECOG 2 < 3"),
    ("<select><option>no<option selected>left</select> <textarea>a <b></textarea>", "left a <b>"),
    // Raised numbers
    ("10<sup>9</sup>/L, 2<sup>nd</sup>, H<sub>2</sub>O, a <sup>1</sup>", "10^9/L, 2nd, H2O, a 1"),
  ])
  func `shows what a browser shows`(html: String, expected: String) throws {
    #expect(try NoteDocument.html(html).words == expected)
  }

  @Test(arguments: [
    ("<h1>A</h1><h6>B</h6>", ["heading 1: A", "block: A", "heading 5: B", "block: B"]),
    ("<p><b>CC</b> pain", ["heading 6: CC", "block: CC pain"]),
    ("<p><b>Plan</b>:</p>x", ["heading 5: Plan", "block: Plan:", "block: x"]),
    ("<p>No <b>pain</b>", ["block: No pain"]),
    ("<h2><b>A</b></h2>", ["heading 2: A", "block: A"]),
    ("<ul><li><b>L1.</b> x</ul>", ["heading 6: L1.", "block: L1. x"]),
    ("<p style='font-weight: bold'>Plan</p>", ["heading 5: Plan", "block: Plan"]),
    ("<p>kept <del>struck</del></p>", ["block: kept struck", "deleted: struck"]),
    ("<p><span style='text-decoration:line-through'>a</span> b", ["deleted: a", "block: a b"]),
    (
      "<table><tr><th>A<th>B<tr><td>1<td>2</table>",
      ["cell: A", "row: A|B", "cell: B", "cell of A: 1", "row: 1|2", "cell of B: 2"]
    ),
    (
      "<table><tr><td><b>A</b><td><b>B</b><tr><td rowspan=2>1<td>2<tr><td>3</table>",
      [
        "cell: A", "row: A|B", "cell: B", "cell of A: 1", "row: 1|2", "cell of B: 2",
        "cell of B: 3", "row: 3",
      ]
    ),
    (
      "<table><tr><td><b>ALL</b><td>none</table>",
      ["heading 6: ALL", "cell: ALL", "row: ALL|none", "cell: none"]
    ),
    (
      "<table><tr><td>x<br>y<td>z</table>",
      ["cell: x\ny", "row: x\ny|z", "block: y\tz", "cell: z"]
    ),
  ])
  func `marks headings, labels, tables and deletions`(html: String, expected: [String]) throws {
    #expect(try NoteDocument.html(html).labelledMarks == expected)
  }

  /// Pages beside this file, with what Chromium shows of them; `scripts/browser-text` writes it.
  private static let pages: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".html") }.sorted()
  }()

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Pages").path

  @Test func `has pages to read`() { #expect(Self.pages.count >= 30) }

  @Test(arguments: pages)
  func `shows the words of a whole page that a browser shows`(page: String) throws {
    let url = URL(filePath: Self.folder).appending(path: page)
    let shown = try String(
      contentsOf: url.deletingPathExtension().appendingPathExtension("txt"),
      encoding: .utf8
    )
    let read = try NoteDocument.read(Array(try Data(contentsOf: url)), id: page).words
    let gaps = Set<Character>([" ", "\t", "\n", "|", "\u{A0}"])
    let dropped = Set<Unicode.Scalar>(["\u{AD}", "\u{200B}"])
    let visible = String(
      String.UnicodeScalarView(read.unicodeScalars.filter { !dropped.contains($0) })
    )
    #expect(visible.split { gaps.contains($0) } == shown.split { gaps.contains($0) })
  }

  @Test func `takes the title from the head`() throws {
    let html = "<html><head><title>A\n note</title><meta name=x></head><body>b</body></html>"
    let document = try NoteDocument.read(Array(html.utf8))
    #expect(document.declared.title == "A note")
    #expect(document.words == "b")
  }

  @Test func `maps every word to the bytes that hold it`() throws {
    let html = """
      <html><body class="x"><p>No retro-<b>pul</b>sion of&nbsp;L1 &amp; <i>T12</i>\r
      <ul><li>caf&eacute; – “x”</ul><table><tr><td>BP<td>&lt;140</table></body></html>
      """
    let bytes = Array(html.utf8)
    let mapped = try NoteDocument.read(bytes).mappedWords(in: bytes)
    let sources = mapped.map { String(decoding: $0.source, as: UTF8.self) }
    #expect(
      mapped.map(\.word) == [
        "No", "retro-pulsion", "of\u{A0}L1", "&", "T12", "-", "café", "–", "“x”", "BP", "<140",
      ]
    )
    #expect(
      sources == [
        "No", "retro-<b>pul</b>sion", "of&nbsp;L1", "&amp;", "T12", "", "caf&eacute;", "–", "“x”",
        "BP", "&lt;140",
      ]
    )
  }

  @Test func `maps through the encoding of the file`() throws {
    let bytes = [0xFF, 0xFE] + utf16("<p>caf\u{E9} &ndash; L1</p>")
    let mapped = try NoteDocument.read(bytes).mappedWords(in: bytes)
    #expect(mapped.map(\.word) == ["café", "–", "L1"])
    #expect(mapped.map(\.source) == [utf16("café"), utf16("&ndash;"), utf16("L1")])
  }

  @Test(arguments: [
    "<div>", "<b><p>", "<table><tr><td>", "<ul><li>", "<![", "<!--", "&", "<", "</b>",
  ])
  func `takes time in proportion to its length`(piece: String) throws {
    let html = String(repeating: piece, count: 20_000) + "x"
    #expect(try NoteDocument.html(html).text.count <= html.utf8.count)
  }
}
