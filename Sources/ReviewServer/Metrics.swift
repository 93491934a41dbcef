import Synchronization

/// Counts of what the server did, in Prometheus' text format; numbers and names of routes only.
///
/// Source: https://prometheus.io/docs/instrumenting/exposition_formats/
final class Metrics: Sendable {
  private struct Key: Hashable, Comparable {
    let method: String
    let route: String
    let status: Int

    static func < (left: Key, right: Key) -> Bool {
      (left.route, left.method, left.status) < (right.route, right.method, right.status)
    }
  }

  private struct Histogram {
    static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    var counts = [Int](repeating: 0, count: bounds.count + 1)
    var sum = 0.0

    mutating func add(_ seconds: Double) {
      counts[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
      sum += seconds
    }
  }

  private struct Values {
    var requests: [Key: Int] = [:]
    var latencies = Histogram()
    var screenings = Histogram()
    var failures = 0
    var documents = 0
    var bytes = 0
  }

  private let values = Mutex(Values())

  /// Counts an answer.
  ///
  /// Methods of a client's own making are counted as one, so that it cannot fill the memory.
  func request(_ method: String, _ route: String, _ status: Int, seconds: Double) {
    let method = ["GET", "POST"].contains(method) ? method : "other"
    values.withLock { values in
      values.requests[Key(method: method, route: route, status: status), default: 0] += 1
      values.latencies.add(seconds)
    }
  }

  /// Counts a screening.
  func screening(seconds: Double, isDone: Bool) {
    values.withLock { values in
      values.screenings.add(seconds)
      if !isDone { values.failures += 1 }
    }
  }

  /// Counts documents that were stored.
  func upload(documents: Int, bytes: Int) {
    values.withLock { values in
      values.documents += documents
      values.bytes += bytes
    }
  }

  /// All of it.
  ///
  /// - Parameter queue: screenings that wait.
  /// - Returns: the lines.
  func text(queue: Int) -> String {
    let values = values.withLock { $0 }
    var lines = ["# TYPE chartproof_requests_total counter"]
    for (key, count) in values.requests.sorted(by: { $0.key < $1.key }) {
      let labels = "method=\"\(key.method)\",route=\"\(key.route)\",status=\"\(key.status)\""
      lines.append("chartproof_requests_total{\(labels)} \(count)")
    }
    lines += Self.lines(of: values.latencies, "chartproof_request_seconds")
    lines += Self.lines(of: values.screenings, "chartproof_screening_seconds")
    for (name, type, value) in [
      ("chartproof_screenings_failed_total", "counter", values.failures),
      ("chartproof_documents_stored_total", "counter", values.documents),
      ("chartproof_bytes_stored_total", "counter", values.bytes),
      ("chartproof_queue_length", "gauge", queue),
    ] {
      lines += ["# TYPE \(name) \(type)", "\(name) \(value)"]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(of histogram: Histogram, _ name: String) -> [String] {
    var lines = ["# TYPE \(name) histogram"]
    var total = 0
    for (bound, count) in zip(Histogram.bounds, histogram.counts) {
      total += count
      lines.append("\(name)_bucket{le=\"\(bound)\"} \(total)")
    }
    total += histogram.counts[Histogram.bounds.count]
    return lines + [
      "\(name)_bucket{le=\"+Inf\"} \(total)", "\(name)_sum \(histogram.sum)",
      "\(name)_count \(total)",
    ]
  }
}
