package import NoteModel

/// What a page adds to the report that it shows in place.
package struct HTMLFrame {
  /// Writes a part of the page.
  package typealias Part = (inout HTMLWriter) -> Void

  let head: Part
  let top: Part
  let start: Part
  let line: (CriterionResult, inout HTMLWriter) -> Void
  let body: (CriterionResult, inout HTMLWriter) -> Void

  /// A frame from its parts.
  ///
  /// - Parameters:
  ///   - head: what the head holds besides.
  ///   - top: what stands above the bar.
  ///   - start: what stands above what decides the case.
  ///   - line: what the line of a criterion says after its status.
  ///   - body: what stands below the evidence of a criterion.
  package init(
    head: @escaping Part,
    top: @escaping Part,
    start: @escaping Part,
    line: @escaping (CriterionResult, inout HTMLWriter) -> Void,
    body: @escaping (CriterionResult, inout HTMLWriter) -> Void
  ) {
    self.head = head
    self.top = top
    self.start = start
    self.line = line
    self.body = body
  }
}
