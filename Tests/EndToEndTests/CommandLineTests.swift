import Foundation
import NoteModel
import Pipeline
import TestSupport
import Testing

@Suite struct `The command line` {
  private static let sample = Program.root.appending(path: "corpus/c10-kummell-t12-dictated").path

  private static let marked = Program.root.appending(path: "corpus/unseen.txt").path

  private func run(_ arguments: [String], input: String? = nil) throws -> Program.Run {
    try Program.run(Program.url, arguments, input: input)
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `screens a folder to JSON with all 51 criteria in policy order`() throws {
    let run = try run(["screen", Self.sample])
    #expect(run.code == 0)
    let screening = try object(run.output)
    #expect(screening["schema"] as? String == "chartproof.screening/1")
    let criteria = try #require(screening["criteria"] as? [[String: Any]])
    #expect(criteria.count == 51)
    #expect(criteria.first?["id"] as? String == "urgent.neoplastic-pathologic-fracture")
    #expect(criteria.last?["id"] as? String == "exclusion.contraindication.cardiopulmonary")
  }

  @Test(arguments: ["terminal", "json", "ndjson", "html", "markdown", "csv", "sarif", "fhir"])
  func `writes every format`(format: String) throws {
    let run = try run(["screen", Self.sample, "--format", format])
    #expect(run.code == 0)
    #expect(run.output.count > 1000)
    #expect(run.errors.isEmpty)
  }

  @Test func `puts the criteria of many cases under one header`() throws {
    let corpus = Program.root.appending(path: "corpus").path
    let rows = try run(["screen", "--cases", corpus, "--format", "csv"]).output
      .split(separator: "\r\n")
    let cases = try FileManager.default.contentsOfDirectory(atPath: corpus)
      .filter { !$0.contains(".") }
    #expect(rows.count == 1 + 51 * cases.count)
    #expect(rows.count { $0.hasPrefix("case,outcome,criterion,") } == 1)
    #expect(rows[0].hasPrefix("case,"))
  }

  @Test(arguments: ["json", "ndjson", "csv", "brat", "omop", "terminal"])
  func `writes every format of findings`(format: String) throws {
    let run = try run(["extract", Self.sample, "--format", format])
    #expect(run.code == 0)
    #expect(run.output.count > 1000)
    #expect(run.errors.isEmpty == (format != "omop"))
  }

  @Test func `writes a folder for brat that reads back as the findings`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let written = try run(["extract", Self.sample, "--format", "brat", "-o", folder.path + "/"])
    #expect(written.code == 0)
    #expect(written.output.isEmpty)
    let read = try Fixture.screener.read(CaseFolder(paths: [Self.sample])) { [] }
    #expect(!read.documents.isEmpty)
    for document in read.documents {
      let name = folder.appending(path: document.id).deletingPathExtension()
      let text = try String(contentsOf: name.appendingPathExtension("txt"), encoding: .utf8)
      let standoff = try String(contentsOf: name.appendingPathExtension("ann"), encoding: .utf8)
      let found = Fixture.screener.extract(document).findings
      let annotations = try BratFile(standoff, text: text).annotations
      #expect(annotations.map(\.type) == found.map(\.concept))
      #expect(annotations.map(\.range) == found.map(\.range))
      #expect(annotations.map(\.assertion) == found.map(\.assertion))
    }
  }

  @Test(
    arguments: [
      (["screen"], 2), (["screen", "x", "--format", "pdf"], 2), (["nonsense"], 2),
      (["screen", "/no/such/folder"], 1), (["read", "/no/such/file"], 1),
      (["screen", sample, "--level", "X1"], 2),
      (["screen", sample, "--reference-date", "soon"], 2),
      (["screen", sample, "--fail-on", "never"], 2), (["evaluate", "/no/such/folder"], 1),
      (["evaluate", "/no/such.tsv"], 1), (["evaluate", sample, "--errors", "-1"], 2),
      (["evaluate", sample, "--errors", "1", "--format", "json"], 2),
      (["evaluate", sample, "--resamples", "x"], 2),
      (["evaluate", marked, "--against", "/no/such.json"], 1),
      (["evaluate", marked, "--against", marked], 1), (["evaluate", marked], 0),
      (["serve"], 2), (["serve", "--data", "/tmp/x", "--host", "0.0.0.0"], 2),
      (["audit", "verify", "--data", "/no/such/folder"], 2),
      (["backup", "--data", "/no/such/folder", "x"], 2), (["serve", "--help"], 0),
      (["policy", "validate"], 0), (["lexicon", "validate"], 0), (["--help"], 0),
    ] as [([String], Int32)]
  )
  func `exits as it promises`(arguments: [String], code: Int32) throws {
    #expect(try run(arguments).code == code)
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completes its commands in every shell`(shell: String) throws {
    let run = try run(["--generate-completion-script", shell])
    #expect(run.code == 0)
    for word in ["screen", "watch", "extract", "missing", "markdown"] {
      #expect(run.output.contains(word), "no \(word)")
    }
  }

  @Test func `fails on the outcome that was named, and on no other`() throws {
    let outcome = try object(run(["screen", Self.sample]).output)["outcome"] as? String ?? ""
    #expect(try run(["screen", Self.sample, "--fail-on", outcome]).code == 3)
    let other = outcome == "criteria-met" ? "criteria-not-met" : "criteria-met"
    #expect(try run(["screen", Self.sample, "--fail-on", other]).code == 0)
  }

  @Test func `a request on the command line overrides the folder's`() throws {
    let run = try run([
      "screen", Self.sample, "--level", "T3", "--code", "22510", "--reference-date", "2030-01-01",
    ])
    let screening = try object(run.output)
    let requested = try #require(screening["requested"] as? [String: Any])
    #expect(requested["levels"] as? [String] == ["T3"])
    #expect(requested["codes"] as? [String] == ["22510"])
    #expect(screening["reference_date"] as? String == "2030-01-01")
    let above = (screening["criteria"] as? [[String: Any]])?.first {
      $0["id"] as? String == "exclusion.indication.cervical-or-upper-thoracic"
    }
    #expect(above?["status"] as? String == "supported")
  }

  @Test func `watches a case, says what a new document changes, and ends when it is told to`()
    async throws
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let notes = folder.appending(path: "case")
    try FileManager.default.createDirectory(at: notes, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try "Plan: L1 kyphoplasty.\n".write(
      to: notes.appending(path: "a.txt"),
      atomically: true,
      encoding: .utf8
    )
    let output = folder.appending(path: "out")
    try Data().write(to: output)
    let process = Process()
    process.executableURL = Program.url
    process.arguments = ["watch", notes.path, "--plain", "--missing"]
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    defer { process.terminate() }
    func waitFor(_ words: String) async throws {
      for _ in 0..<600 {
        let text = try String(contentsOf: output, encoding: .utf8)
        if text.contains(words) { return }
        try await Task.sleep(for: .milliseconds(50))
      }
      Issue.record("the program never wrote: \(words)")
    }
    try await waitFor("To complete the file:")
    try "MRI: No retropulsion.\n".write(
      to: notes.appending(path: "b.txt"),
      atomically: true,
      encoding: .utf8
    )
    try await waitFor("Changed: \(notes.path)/b.txt")
    try await waitFor("exclusion.contraindication.burst-fracture: undocumented -> refuted")
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
  }

  @Test func `reads a note from standard input`() throws {
    let run = try run(["extract", "-", "--format", "json"], input: "No retropulsion.")
    #expect(run.code == 0)
    #expect(run.output.contains("\"absent\""))
  }

  @Test(arguments: [1, 2, 7])
  func `answers a stream in order, bad lines too, for any number of workers`(workers: Int) throws {
    let lines = (0..<300).map { index in
      index % 50 == 7 ? "not json" : #"{"id": "n\#(index)", "text": "Denies back pain \#(index)."}"#
    }
    let run = try run(
      ["extract", "--ndjson", "--workers", "\(workers)"],
      input: lines.joined(separator: "\n") + "\n"
    )
    let answers = run.output.split(separator: "\n")
    #expect(answers.count == 300)
    for (index, answer) in answers.enumerated() {
      let object = try object(String(answer))
      if index % 50 == 7 {
        #expect(object["error"] is String)
      } else {
        #expect(object["id"] as? String == "n\(index)")
        #expect((object["findings"] as? [Any])?.isEmpty == false)
      }
    }
  }

  @Test(arguments: [
    ("No retropulsion; acute L1 fracture.", "1:4", "because  negation by `No`, cues/context.tsv:"),
    ("No retropulsion; acute L1 fracture.", "1:27", "not      negation by `No`, cues/context.tsv:"),
    ("No retropulsion; acute L1 fracture.", "1:27", "ends at `;`"),
    ("No retropulsion; acute L1 fracture.", "1", "with     acuity=acute by `acute`"),
    ("No sepsis, and UTI was found.", "1:16", "a clause of its own begins before it"),
    ("Not an hour without back pain.", "1:21", "negation by `Not`, cues/context.tsv:"),
    ("Not an hour without back pain.", "1:21", "ends at `without`"),
    ("Not an hour without back pain.", "1:21", "ends at `Not`"),
    ("FAMILY HISTORY:\nOsteoporosis.", "2:1", "because  family by `FAMILY HISTORY`, where it"),
    ("COPD.\n\nKyphoplasty.", "3:1", "its kind is asked for or planned unless"),
    ("Zzyzx.", "1:1", "tokens   {Zzyzx} ."), ("Zzyzx.", "1:1", "no finding"),
  ])
  func `explains a place`(note: String, place: String, expected: String) throws {
    let run = try run(["explain", "-", "--plain", "--at", place], input: note)
    #expect(run.code == 0)
    #expect(run.output.contains(expected), "\(run.output)")
  }

  @Test func `explains every sentence that holds a phrase, and says where none does`() throws {
    let note = "No heart  failure.\n\nFever.\n\n(Heart\nfailure?)"
    let found = try run(["explain", "-", "--phrase", "heart failure"], input: note)
    #expect(found.output.components(separatedBy: "heart-failure:").count == 3)
    #expect(!found.output.contains("Fever"))
    #expect(try run(["explain", "-", "--phrase", "gout"], input: note).code == 2)
    #expect(try run(["explain", "-", "--at", "9:1"], input: note).code == 2)
    #expect(try run(["explain", "-", "--at", "1:99"], input: note).code == 2)
    #expect(try run(["explain", "-", "--at", "one"], input: note).code == 2)
  }

  @Test func `prints no words of a document that is broken`() throws {
    let text =
      #"\u0000\u0000\u0000<c:\n\u0000\u00e9<secret "#
      + String(repeating: "fever ", count: 50)
    let run = try run(
      ["extract", "--ndjson"],
      input: #"{"id": "n", "text": "\#(text)", "format": "cda"}"# + "\n"
    )
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("\"error\""))
    #expect(!run.output.contains("fever"))
  }

  @Test(arguments: [
    ("Any sciatica? No.", 4, 12, "negated", "absent"),
    ("COPD [N], gout [Y]", 0, 4, "negated", "absent"),
    ("+cough, -sciatica, -fever", 9, 17, "negated", "absent"),
    ("Any sciatica? Yes.", 4, 12, "affirmed", "present"),
    ("Abdomen: Soft, nontender.", 15, 24, "negated", "absent"),
    ("She denies any of the following:,1.  Hives.,2.  Gout.", 37, 42, "negated", "absent"),
    ("No evidence of:\n- hives\n- gout", 18, 23, "negated", "absent"),
    ("COMPLICATIONS: , None.,DRAINS: , None apparent.", 0, 13, "negated", "absent"),
    ("COMPLICATIONS: , None.,DRAINS: , None apparent.", 23, 29, "negated", "absent"),
    ("COPD:, None.", 0, 4, "negated", "absent"),
    ("COMPLICATIONS: None of them lasted.", 0, 13, "affirmed", "present"),
    ("FINDINGS: No, hives are seen.", 0, 8, "affirmed", "present"),
  ])
  func `takes the same answers for given spans as for findings`(
    note: String,
    start: Int,
    end: Int,
    negation: String,
    assertion: String
  ) throws {
    let answers = try answers(to: start..<end, of: note)
    #expect(answers.hasSuffix("a\t\(negation)\trecent\tpatient\t\(assertion)\n"))
  }

  @Test(arguments: [
    ("Plan is for septorhinoplasty.", "septorhinoplasty", "planned"),
    ("She will get a KUB in the morning.", "KUB", "planned"),
    ("Plan is for prolapse.", "prolapse", "present"),
    ("PAST SURGICAL HISTORY:, Left hernia repairs.", "hernia repairs", "historical"),
    ("PAST SURGICAL HISTORY:, Left hernia.", "hernia", "historical"),
    ("He underwent removal of the stent.", "removal of the stent", "historical"),
    ("The options of cryotherapy and waiting were discussed.", "cryotherapy", "hypothetical"),
    ("We aborted the laparoscopy.", "laparoscopy", "absent"),
    ("He stopped enalapril.", "enalapril", "historical"),
    ("PLAN:, Septorhinoplasty.", "Septorhinoplasty", "planned"),
    ("ALLERGIES: Zafirlast.", "Zafirlast", "conditional"),
    ("She has a history of prolapse.", "prolapse", "present"),
    ("He had no instability of the hip.", "instability", "absent"),
  ])
  func `takes given words for a procedure, a drug or a finding, by their head`(
    note: String,
    words: String,
    assertion: String
  ) throws {
    let start = try #require(note.range(of: words)).lowerBound
    let first = note.distance(from: note.startIndex, to: start)
    let answers = try answers(to: first..<first + words.count, of: note)
    #expect(answers.hasSuffix("\t\(assertion)\n"))
  }

  /// What is printed for one given span of a note.
  private func answers(to span: Range<Int>, of note: String) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(note.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try run(
      ["assertions", "-", "--document", file.path],
      input: "id\tstart\tend\na\t\(span.lowerBound)\t\(span.upperBound)\n"
    ).output
  }

  @Test func `labels given spans of sentences and of a document`() throws {
    let table = "id\tconcept\tsentence\tstart\tend\n1\tx\tNo fever or rash.\t12\t16\n"
    let sentences = try run(["assertions", "-"], input: table)
    #expect(
      sentences.output == "id\tnegation\ttemporality\texperiencer\n1\tnegated\trecent\tpatient\n"
    )
    #expect(
      try answers(to: 27..<31, of: "FAMILY HISTORY: Mother had gout.")
        == "id\tnegation\ttemporality\texperiencer\tassertion\na\taffirmed\thistorical\tother\tfamily\n"
    )
  }

  @Test func `tests a policy, and tells what no test reaches`() throws {
    let cases = """
      cases:
        - name: Denied myelopathy
          reference: "2026-01-12"
          notes:
            a.txt: No myelopathy.
          expect:
            exclusion.contraindication.myelopathy: STATUS
      """
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).tests.yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try cases.replacing("STATUS", with: "refuted").write(
      to: file,
      atomically: true,
      encoding: .utf8
    )
    let passed = try run(["policy", "test", "--tests", file.path])
    #expect(passed.code == 0)
    #expect(passed.output == "1 of 1 cases pass\n")
    let covered = try run(["policy", "coverage", "--tests", file.path])
    #expect(covered.code == 1)
    #expect(covered.output.contains("supported: NONE"))
    try cases.replacing("STATUS", with: "supported")
      .write(to: file, atomically: true, encoding: .utf8)
    let failed = try run(["policy", "test", "--tests", file.path])
    #expect(failed.code == 1)
    #expect(failed.output.contains("must be supported, is refuted"))
    #expect(try run(["policy", "test", "--tests", "/no/such"]).code == 2)
  }

  @Test func `says what is fixed and broken since a saved run, and prints no words in it`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let labels = folder.appending(path: "marked.txt").path
    let saved = folder.appending(path: "run.json").path
    try Data("# Denial\nNo <absent>sepsis</absent>, no <present>zzyzx</present>.\n".utf8)
      .write(to: URL(filePath: labels))
    let first = try run(["evaluate", labels, "--format", "json", "--output", saved])
    #expect(first.code == 0)
    let json = try String(contentsOfFile: saved, encoding: .utf8)
    #expect(!json.contains("sepsis"))
    #expect(try object(json)["right"] as? Int == 0)
    let same = try run(["evaluate", labels, "--against", saved, "--errors", "0"])
    #expect(same.code == 0)
    #expect(same.output.contains("fixed            0\nbroken           0\nunchanged_right  1\n"))
    try Data(
      json.replacing(
        #""got": "absent", "agreement": "exact""#,
        with: #""got": "present", "agreement": "none""#
      ).utf8
    ).write(to: URL(filePath: saved))
    let better = try run(["evaluate", labels, "--against", saved, "--format", "json"])
    let changes = try #require(try object(better.output)["changes"] as? [String: Any])
    #expect((changes["fixed_items"] as? [String])?.count == 1)
    #expect((changes["broken_items"] as? [String])?.isEmpty == true)
  }

  @Test func `compares two policies, and what they make of cases`() throws {
    let source = try run(["policy", "show", "--source"]).output
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try source.replacing("acute-days: {value: 42", with: "acute-days: {value: 10")
      .write(to: file, atomically: true, encoding: .utf8)
    let corpus = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "corpus").path
    let diff = try run(["policy", "diff", "cmm-607", file.path, "--cases", corpus])
    #expect(diff.code == 0)
    #expect(diff.output.hasPrefix("changed  nonmalignant.acute.duration\n"))
    #expect(diff.output.contains("nonmalignant.acute.duration: supported -> refuted"))
    #expect(try run(["policy", "diff", "cmm-607", "cmm-607"]).output == "no row differs\n")
  }
}
