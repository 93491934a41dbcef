/// The sign of an effect, drawn in the page itself so that it looks alike everywhere.
///
/// Shapes differ as well as colours; the words beside them say the same.
enum HTMLIcon {
  /// The shapes, once for the page.
  static func addShapes(to html: inout HTMLWriter) {
    html.markup(
      """
      <svg class="shapes" aria-hidden="true">
      <symbol id="icon-favourable" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7.5" \
      stroke="none"/><path d="M4.6 8.3 7 10.7l4.4-5.1" fill="none"/></symbol>
      <symbol id="icon-adverse" viewBox="0 0 16 16"><rect x=".75" y=".75" width="14.5" \
      height="14.5" rx="3.5" stroke="none"/><path d="m5.1 5.1 5.8 5.8m0-5.8-5.8 5.8"/></symbol>
      <symbol id="icon-open" viewBox="0 0 16 16"><path stroke="none" \
      d="M6.7 1.3a1.5 1.5 0 0 1 2.6 0l6.4 11.4a1.5 1.5 0 0 1-1.3 2.3H1.6a1.5 1.5 0 0 \
      1-1.3-2.3z"/><path d="M8 5.4v4.1m0 2.5v.1"/></symbol>
      <symbol id="icon-neutral" viewBox="0 0 16 16"><g fill="none" stroke="currentColor" \
      stroke-width="1.5"><circle cx="8" cy="8" r="6.75"/><path d="M5.4 8h5.2"/></g></symbol>
      </svg>

      """
    )
  }

  /// The sign of an effect, of no meaning to a screen reader.
  static func add(_ effect: ScreeningSummary.Effect, to html: inout HTMLWriter) {
    html.element("svg", ["class": "icon \(effect.rawValue)", "aria-hidden": "true"]) { html in
      html.element("use", ["href": "#icon-\(effect.rawValue)"], "")
    }
  }
}
