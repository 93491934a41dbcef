import CServerAssets
import CaseStore
import HTTPTypes
import Hummingbird
import NIOCore
import Reporting

/// A page of the server that is not a report.
struct Page {
  let title: String
  var session: Session?
  /// Seconds after which the page is loaded again.
  var refresh: Int?

  /// The page as an answer.
  func response(
    status: HTTPResponse.Status = .ok,
    _ body: (inout HTMLWriter) -> Void
  ) -> Response {
    var html = HTMLWriter()
    html.markup("<!DOCTYPE html>\n")
    html.element("html", ["lang": "en"]) { html in
      html.element("head") { html in
        html.open("meta", ["charset": "utf-8"])
        html.open("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        if let refresh { html.open("meta", ["http-equiv": "refresh", "content": "\(refresh)"]) }
        html.element("title", "\(title) \u{00B7} Chartproof")
        Self.addHead(to: &html)
      }
      html.element("body", ["class": "page"]) { html in
        if let session { Self.addTop(session, to: &html) }
        html.element("main") { html in
          html.element("h1", title)
          body(&html)
        }
      }
    }
    return .html(html.html, status: status)
  }

  /// Links to style and script.
  static func addHead(to html: inout HTMLWriter) {
    html.open("link", ["rel": "stylesheet", "href": "/assets/server.css"])
    html.element("script", ["src": "/assets/server.js", "defer": ""], "")
  }

  /// Where one can go, and who is logged in.
  static func addTop(_ session: Session, to html: inout HTMLWriter) {
    let user = session.user
    html.element("nav", ["class": "top", "aria-label": "Chartproof"]) { html in
      html.element("a", ["href": "/"], "Cases")
      if user.may(.submit) { html.element("a", ["href": "/cases/new"], "New case") }
      if user.may(.administer) { html.element("a", ["href": "/users"], "Users") }
      if user.may(.readAudit) { html.element("a", ["href": "/audit"], "Audit trail") }
      html.element("a", ["href": "/tokens"], "Tokens")
      html.element(
        "a",
        ["href": "/password", "class": "who"],
        "\(user.name), \(user.role.rawValue)"
      )
      addForm("/logout", session, to: &html) { html in
        html.element("button", ["id": "logout"], "Log out")
      }
    }
  }

  /// A form that brings back the session's token.
  static func addForm(
    _ path: String,
    _ session: Session,
    className: String? = nil,
    takesFiles: Bool = false,
    to html: inout HTMLWriter,
    _ body: (inout HTMLWriter) -> Void
  ) {
    let attributes: HTMLWriter.Attributes = [
      "method": "post", "action": path, "class": className,
      "enctype": takesFiles ? "multipart/form-data" : nil,
    ]
    html.element("form", attributes) { html in
      html.open("input", ["type": "hidden", "name": "token", "value": session.formToken])
      body(&html)
    }
  }

  /// A field with its label.
  static func addField(
    _ label: String,
    _ name: String,
    type: String = "text",
    value: String? = nil,
    hint: String? = nil,
    autocomplete: String = "off",
    isRequired: Bool = false,
    to html: inout HTMLWriter
  ) {
    html.element("label") { html in
      html.words(label)
      html.open(
        "input",
        [
          "name": name, "type": type, "value": value, "placeholder": hint,
          "autocomplete": autocomplete, "required": isRequired ? "" : nil,
        ]
      )
    }
  }

  /// A choice with its label.
  static func addChoice(
    _ label: String,
    _ name: String,
    _ options: [(value: String, words: String)],
    chosen: String = "",
    to html: inout HTMLWriter
  ) {
    html.element("label") { html in
      html.words(label)
      html.element("select", ["name": name]) { html in
        for option in options {
          let isChosen = option.value == chosen
          html.element(
            "option",
            ["value": option.value, "selected": isChosen ? "" : nil],
            option.words
          )
        }
      }
    }
  }

  /// A table with a row for each item, whose cells `addCells` adds.
  static func addTable<Item>(
    _ titles: [String],
    of items: [Item],
    to html: inout HTMLWriter,
    addCells: (Item, inout HTMLWriter) -> Void
  ) {
    html.element("table") { html in
      html.element("thead") { html in
        html.element("tr") { html in
          for title in titles { html.element("th", ["scope": "col"], title) }
        }
      }
      html.element("tbody") { html in
        for item in items { html.element("tr") { html in addCells(item, &html) } }
      }
    }
  }

  /// A place for files to choose or to drop.
  static func addFiles(to html: inout HTMLWriter) {
    html.element("label", ["class": "drop"]) { html in
      html.words("Documents: text, HTML, CDA or FHIR; choose them, or drop them here")
      html.open("input", ["type": "file", "name": "files", "multiple": ""])
    }
    html.element("progress", ["max": "1", "hidden": ""], "")
    html.element("p", ["class": "problem", "role": "alert", "hidden": ""], "")
  }
}

extension Response {
  /// A page.
  static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status,
      headers: [.contentType: "text/html; charset=utf-8"],
      body: .init(byteBuffer: ByteBuffer(string: text))
    )
  }

  /// An answer to a program.
  static func json(
    status: HTTPResponse.Status = .ok,
    _ body: (inout JSONWriter) -> Void
  ) -> Response {
    var json = JSONWriter(.compact)
    body(&json)
    json.endLine()
    return Response(
      status: status,
      headers: [.contentType: "application/json"],
      body: .init(byteBuffer: ByteBuffer(bytes: json.bytes))
    )
  }

  /// What a program is told of what went wrong.
  static func problem(_ problem: Problem) -> Response {
    json(status: problem.status) { json in
      json.object { $0.member("error", problem.message) }
    }
  }

  /// An answer that leads to another page.
  static func redirect(to path: String) -> Response {
    Response(status: .seeOther, headers: [.location: path])
  }

  /// A file to keep; a browser never shows it as a page of this server.
  static func download(_ bytes: [UInt8], named name: String, type: String) -> Response {
    var encoded = ""
    for byte in name.utf8 {
      let isPlain =
        (48...57).contains(byte) || (97...122).contains(byte | 32) || [45, 46, 95].contains(byte)
      encoded += isPlain ? String(UnicodeScalar(byte)) : Self.percent(byte)
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: type,
        .contentDisposition: "attachment; filename*=UTF-8''\(encoded)",
      ],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes))
    )
  }

  private static func percent(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "%0\(digits)" : "%\(digits)"
  }

  /// A file of the program.
  static func asset(_ asset: server_asset, type: String) -> Response {
    let bytes = unsafe Array(UnsafeBufferPointer(start: asset.bytes, count: asset.size))
    return Response(
      status: .ok,
      headers: [.contentType: type, .cacheControl: "max-age=600"],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes))
    )
  }
}
