import Testing

@testable import Evaluation

@Suite struct `Tallies` {
  @Test func `are precision, recall and their mean`() {
    let tally = Tally(right: 3, given: 4, wanted: 6)
    #expect(tally.precision == 0.75)
    #expect(tally.recall == 0.5)
    #expect(abs(tally.f1 - 0.6) < 1e-9)
    #expect(Tally().f1 == 0)
  }
}

@Suite struct `Confusion tables` {
  @Test func `count each label with each answer, in the order of the model`() {
    let answers: [(String?, String?)] = [
      ("present", "absent"), ("absent", "absent"), ("absent", "absent"), (nil, "present"),
      ("odd", nil),
    ]
    let items = answers.map { Sample.item(expected: $0, got: $1, agreement: .none) }
    let table = Confusion(.assertion, in: Sample.run(items))
    #expect(table.answers == ["absent", "present", "odd", nil])
    #expect(table.count("absent", "absent") == 2)
    #expect(table.count("present", "absent") == 1)
    #expect(table.count(nil, "present") == 1)
    #expect(table.count("odd", nil) == 1)
    #expect(table.tally(of: "absent") == Tally(right: 2, given: 3, wanted: 2))
  }
}

@Suite struct `Intervals` {
  private static let accuracy = Figure.all(of: .cases).first { $0.name == "outcome_accuracy" }
  private static let count = Figure.all(of: .cases).first { $0.name == "cases" }

  private func interval(
    right: Int,
    of all: Int,
    resamples: Int = 1000
  ) throws -> ClosedRange<
    Double
  >? {
    let items = (0..<all).map { number in
      Sample.item(.outcome, "\(number)", got: "x", agreement: number < right ? .exact : .none)
    }
    return Bootstrap(Sample.run(items), resamples: resamples)
      .interval(of: try #require(Self.accuracy))
  }

  @Test(arguments: [(50, 100, 0.40, 0.60), (90, 100, 0.84, 0.95), (5, 10, 0.2, 0.8)])
  func `are near those of the binomial`(right: Int, all: Int, low: Double, high: Double) throws {
    let interval = try #require(try interval(right: right, of: all))
    #expect(abs(interval.lowerBound - low) <= 0.03)
    #expect(abs(interval.upperBound - high) <= 0.03)
  }

  @Test func `are points where all units agree, and the same each time`() throws {
    #expect(try interval(right: 7, of: 7) == 1...1)
    #expect(try interval(right: 0, of: 7) == 0...0)
    #expect(try interval(right: 3, of: 9) == interval(right: 3, of: 9))
  }

  @Test func `are not there for counts, without samples, and without units`() throws {
    #expect(try interval(right: 3, of: 9, resamples: 0) == nil)
    #expect(try interval(right: 0, of: 0) == nil)
    let bootstrap = Bootstrap(Sample.run([Sample.item()]), resamples: 10)
    #expect(bootstrap.interval(of: try #require(Self.count)) == nil)
    #expect(bootstrap.interval(of: try #require(Self.accuracy)) == nil)
  }
}
