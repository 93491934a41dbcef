import CChartproof

/// What a call comes to where it gives no result.
struct Failure: Error {
  let status: chartproof_status
  let message: String

  /// A call whose words are off.
  static func call(_ message: String) -> Failure {
    Failure(status: CHARTPROOF_BAD_CALL, message: message)
  }
}
