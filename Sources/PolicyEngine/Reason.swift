import NoteModel

/// Why a criterion has its status, in one sentence with the figures and the deciding words.
struct Reason {
  let criterion: Criterion
  let status: Status
  let supporting: EvidenceSide
  let refuting: EvidenceSide
  let unsettling: EvidenceSide

  init(
    _ criterion: Criterion,
    _ status: Status,
    _ supporting: EvidenceSide,
    _ refuting: EvidenceSide,
    _ unsettling: EvidenceSide
  ) {
    self.criterion = criterion
    self.status = status
    self.supporting = supporting
    self.refuting = refuting
    self.unsettling = unsettling
  }

  /// The sentence.
  ///
  /// - Parameters:
  ///   - miss: finds what comes nearest where nothing decides.
  ///   - file: the case.
  /// - Returns: one sentence, or two where there are figures.
  func sentence(_ miss: NearestMiss, _ file: CaseFile) -> String {
    switch status {
    case .supported: return said(by: supporting, file)
    case .refuted: return said(by: refuting, file)
    case .conflicting:
      let sides = [(supporting, "for"), (refuting, "against"), (unsettling, "unsettled")]
      let parts = sides.filter { !$0.0.isEmpty }.map { side, name in
        "\(name), \(quote(side, file))"
      }
      return "A person must settle it: \(parts.joined(separator: "; "))."
    case .undocumented:
      let count = file.documents.count
      let searched = "Searched \(count) \(count == 1 ? "document" : "documents")"
      return miss.sentence(for: criterion).map { "\(searched). Nearest: \($0)." }
        ?? "\(searched); none says anything of it."
    }
  }

  private func said(by side: EvidenceSide, _ file: CaseFile) -> String {
    let words = side.findings.isEmpty ? "the request" : quote(side, file)
    return side.note.map { "\($0) From \(words)." } ?? "From \(words)."
  }

  /// The newest words of a side, with their document and how many more documents agree.
  private func quote(_ side: EvidenceSide, _ file: CaseFile) -> String {
    guard let first = side.findings.first else { return "the request" }
    let others = Set(side.findings.map(\.document)).count - 1
    let more = others > 0 ? " and \(others) more" : ""
    return file.quote(side.range(of: first), in: first.document) + more
  }
}

extension CaseFile {
  /// Words with the place they stand in: `mri.txt (2026-01-05), “no retropulsion”`.
  func quote(_ range: TextRange, in document: Int) -> String {
    let analyzed = documents[document]
    let day = analyzed.date.map { " (\($0))" } ?? ""
    let words = analyzed.document.text.string(in: range)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return "\(analyzed.document.id)\(day), “\(words)”"
  }
}
