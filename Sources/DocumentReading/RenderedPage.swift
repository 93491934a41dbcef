import NoteModel

/// What a markup reader makes of a file.
struct RenderedPage {
  var text = TextBuilder()
  var marks: [LayoutMark] = []
  var entries: [CodedEntry] = []
  var declared = DeclaredMetadata()
  var warnings: [String] = []

  /// Why the body could not be read, though the header could.
  var failure: ReadError?
}
