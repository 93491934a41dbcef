/// The forms a screening can be reported in.
public enum ReportFormat: String, CaseIterable, Sendable {
  case terminal
  case json
  case ndjson
  case html
  case markdown
  case csv
  case sarif
  case fhir
}
