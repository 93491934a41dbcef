import Foundation
import NoteModel
import Pipeline
import TestSupport
import Testing

@Suite struct `A screening, whatever the case` {
  private static let cases: [String] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return (try? CaseFolder.cases(in: root.appending(path: "corpus").path)) ?? []
  }()

  /// What must stay the same: every status, the outcome and the gaps.
  private struct Answer: Equatable {
    let statuses: [String]
    let outcome: Outcome
    let missing: [MissingItem]

    init(_ screening: Screening) {
      statuses = screening.criteria.map { "\($0.id): \($0.status.rawValue)" }
      outcome = screening.outcome
      missing = screening.missing
    }
  }

  private func screen(_ documents: [NoteDocument], _ request: Request) -> Screening {
    Fixture.screener.screen(name: "case", request: request, documents: documents)
  }

  private func load(_ path: String) throws -> (documents: [NoteDocument], request: Request) {
    let screening = Fixture.screener.screen(try CaseFolder(paths: [path])).screening
    let request = Request(
      referenceDate: screening.referenceDate,
      codes: screening.requested.codes,
      levels: screening.requested.levels
    )
    return (screening.documents.map(\.document), request)
  }

  @Test(arguments: cases)
  func `is the same when a document says nothing new`(path: String) throws {
    let (documents, request) = try load(path)
    let silent = Fixture.document(
      "The clinic moves to another building in spring. Parking is free.",
      id: "z.txt"
    )
    let copy = NoteDocument(
      words: documents[0].text.string(in: TextRange(0, documents[0].text.count)),
      id: "copy.txt"
    )
    let answer = Answer(screen(documents, request))
    #expect(Answer(screen(documents + [silent], request)) == answer)
    if documents[0].format == .text {
      #expect(Answer(screen(documents + [copy], request)) == answer, "a copy changed it")
    }
  }

  @Test(arguments: cases)
  func `is the same whatever the order of its documents`(path: String) throws {
    let (documents, request) = try load(path)
    let answer = Answer(screen(documents, request))
    #expect(Answer(screen(documents.reversed(), request)) == answer)
    let turned = Array(documents.dropFirst() + documents.prefix(1))
    #expect(Answer(screen(turned, request)) == answer)
  }

  /// How good a status is for the statement of a row, the worst first.
  private static let order: [Status] = [.refuted, .undocumented, .conflicting, .supported]

  @Test(
    arguments: cases,
    [
      "No retropulsion.", "No myelopathy.", "No urinary tract infection.", "No vertebra plana.",
      "Not on anticoagulation.", "No known allergies.", "No cord compression.", "No COPD.",
      "She never had physical therapy.", "Back pain: none.", "She walks without any help.",
      "She is not enrolled in an osteoporosis program.", "No osteomyelitis.",
    ]
  )
  func `is nowhere better for evidence against it`(path: String, denial: String) throws {
    let (documents, request) = try load(path)
    let before = screen(documents, request)
    // To a case without any day the note brings none, for its own would date what is told there.
    let day = before.referenceDate.map { ", date \($0)" } ?? ""
    let note = Fixture.document("Clinic note\(day)\n\n\(denial)\n", id: "z.txt")
    let after = screen(documents + [note], request)
    let denied = Fixture.screener.extract(note).findings.map(\.concept)
    #expect(!denied.isEmpty)
    for (one, other) in zip(before.criteria, after.criteria) where one.status != other.status {
      let places = (Self.order.firstIndex(of: one.status), Self.order.firstIndex(of: other.status))
      let (old, new) = try (#require(places.0), #require(places.1))
      #expect(new < old, "\(one.id) was \(one.status), is \(other.status) after: \(denial)")
    }
  }

  /// A case whose every date lies some days later.
  private func dated(_ days: Int) -> Screening {
    func day(_ iso: String) -> CalendarDate {
      (CalendarDate(iso: iso) ?? CalendarDate(dayNumber: 0)).advanced(by: days)
    }
    func american(_ iso: String) -> String {
      let parts = day(iso).description.split(separator: "-")
      return "\(parts[1])/\(parts[2])/\(parts[0])"
    }
    let clinic = """
      SPINE CLINIC   Date: \(american("2026-01-10"))
      Back pain since \(american("2025-11-12")), when she fell. Pain 7/10, constant.
      Tramadol 50 mg since \(day("2025-11-20")). Physical therapy \(american("2025-11-25")) to \
      \(american("2025-12-30")), no better.
      UTI in \(american("2025-10-02")), resolved. Tender at L1.
      PLAN: L1 kyphoplasty.
      """
    let imaging = """
      MRI LUMBAR SPINE   Date: \(american("2025-11-15"))
      Acute L1 compression fracture with marrow edema. No retropulsion.
      """
    return screen(
      [
        Fixture.document(clinic, id: "clinic.txt"), Fixture.document(imaging, id: "mri.txt"),
      ],
      Request(
        referenceDate: day("2026-01-12"),
        codes: ["22514"],
        levels: SpinalLevel("L1").map { [$0] }
      )
    )
  }

  @Test func `is the same when every date is shifted`() {
    let answer = Answer(dated(0))
    #expect(answer.statuses.contains("nonmalignant.subacute.medication-4-weeks: supported"))
    #expect(answer.statuses.contains("nonmalignant.subacute.exercise-4-weeks: supported"))
    #expect(answer.statuses.contains("nonmalignant.subacute.duration: supported"))
    for days in stride(from: -1500, through: 700, by: 13) {
      #expect(Answer(dated(days)) == answer, "shifted by \(days) days")
    }
  }
}
